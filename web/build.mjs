// Build the face: the module that the hosts and our own page load, with what the first panel needs, and the parts that
// it imports. An argument names another folder.
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
const licences = Object.entries(dependencies).map(([name, version]) => `${name} ${version}`).join(", ");
const outdir = process.argv[2] ?? "../javascript";

rmSync(join(outdir, "parts"), { recursive: true, force: true });
await build({
    entryPoints: { clip_critic: "src/main.ts" },
    outdir,
    outExtension: { ".js": ".mjs" },
    chunkNames: "parts/[name]-[hash]", // a WebUI loads what lies in javascript/ itself, and nothing below it
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    loader: { ".css": "text" }, // style sheets of libraries, for our shadow roots
    legalComments: "none", // web/LICENCES.md has them whole
    banner: { js: `/* CLIP Critic. Built from web/ by "npm run build"; do not edit. Contains ${licences}: see web/LICENCES.md. */` },
});
