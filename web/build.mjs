// Build the face: all of src/ as the one module that the hosts and our own page load. An argument names another file.
import { readFileSync } from "node:fs";
import { build } from "esbuild";

const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const licences = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`).join(", ");

await build({
    entryPoints: ["src/main.ts"],
    outfile: process.argv[2] ?? "../javascript/clip_critic.mjs",
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    loader: { ".css": "text" }, // style sheets of libraries, for our shadow roots
    legalComments: "none", // web/LICENCES.md has them whole
    banner: { js: `/* CLIP Critic. Built from web/ by "npm run build"; do not edit. Contains ${licences}: see web/LICENCES.md. */` },
});
