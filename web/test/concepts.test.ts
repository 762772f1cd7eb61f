import { beforeEach, describe, expect, it, vi } from "vitest";
import { joined, picturesIn, type Collected } from "../src/concepts/collected";
import { actOf, ancestors, branches, toggled, type Generation, type Individual } from "../src/concepts/family";
import { entriesOf, isFlat, line } from "../src/concepts/lineage";
import { conceptPath, lines, matching, mixable, nameFault, savedText, trainableText, type Concept } from "../src/concepts/records";
import { nearest } from "../src/concepts/started";
import { checked, EMPTY, isAtWork } from "../src/concepts/tasks";

beforeEach(() => {
    vi.stubGlobal("window", {});
});

const concept = (name: string, more: Partial<Concept> = {}): Concept => ({
    name,
    keyword: `<${name}>`,
    file: `/concepts/${name}.safetensors`,
    in_host: false,
    vectors: 2,
    widths: { "": 768 },
    norms: { "": [0.4, 0.5] },
    made_for: "Stable Diffusion 1.x (ViT-L/14)",
    encoder: "",
    trained_on: "",
    step: null,
    term: "",
    lineage: {},
    digest: name,
    fit: null,
    ...more,
});

describe("names of concepts", () => {
    it("are refused here only if they cannot be sent", () => {
        expect(nameFault(" ")).toContain("no name");
        for (const name of ["../x", "a/b", "a\\b", ".", ".."]) expect(nameFault(name), name).toContain("not a path");
        for (const name of ["my-cat", "猫", "a.b", "<my-cat>"]) expect(nameFault(name), name).toBe("");
    });

    it("are a part of an address, whatever is in them", () => {
        expect(conceptPath("a b?c#d&é")).toBe("concepts/a%20b%3Fc%23d%26%C3%A9");
    });
});

describe("the list", () => {
    const all = [concept("my-cat"), concept("my-dog", { vectors: 4 }), concept("big", { widths: { clip_l: 768, clip_g: 1280 }, made_for: "SDXL" })];

    it("is searched by names, keywords and what they were made for", () => {
        expect(matching(all, " ")).toBe(all);
        expect(matching(all, "MY-").map(({ name }) => name)).toEqual(["my-cat", "my-dog"]);
        expect(matching(all, "<big>").map(({ name }) => name)).toEqual(["big"]);
        expect(matching(all, "sdxl").map(({ name }) => name)).toEqual(["big"]);
        expect(matching(all, "nothing")).toEqual([]);
    });

    it("offers only what can be mixed with the first one", () => {
        const more = [...all, concept("other-cat"), concept("reversed", { widths: { clip_g: 1280, clip_l: 768 } })];
        expect(mixable(more, []).length).toBe(more.length);
        expect(mixable(more, ["my-cat"]).map(({ name }) => name)).toEqual(["other-cat"]);
        expect(mixable(more, ["big"]).map(({ name }) => name)).toEqual(["reversed"]);
        expect(mixable(more, ["unknown", "my-cat"]).length).toBe(more.length - 1);
    });

    it("does not mix the words of different text towers, as far as the files say it", () => {
        const of = (tower: unknown) => ({ lineage: { tower } });
        const more = [concept("a", of("one")), concept("b", of("two")), concept("c"), concept("d", of("one")), concept("e", of(7))];
        const names = (...population: string[]): string[] => mixable(more, population).map(({ name }) => name);
        expect(names("a")).toEqual(["c", "d", "e"]);
        expect(names("c")).toEqual(["a", "b", "d", "e"]);
        expect(names("c", "b")).toEqual(["e"]);
    });

    it("has each line of a population once", () => {
        expect(lines(" a \n\nb\na")).toEqual(["a", "b"]);
        expect(lines(null)).toEqual([]);
    });
});

describe("what is said of a concept that was saved", () => {
    const saved = { name: "x", keyword: "<x>", files: ["/ours/x.safetensors"], note: "" };

    it("names its files, and the WebUI where it has one", () => {
        expect(savedText(saved)).toBe("<x> is saved: /ours/x.safetensors.");
        const both = savedText({ ...saved, files: [...saved.files, "/host/x.safetensors"] });
        expect(both).toContain("/ours/x.safetensors, /host/x.safetensors");
        expect(both).toContain("at once");
    });

    it("says where a copy for training is chosen", () => {
        const text = trainableText({ ...saved, files: ["/host/x.pt"] });
        expect(text).toContain("x is saved for training: /host/x.pt.");
        expect(text).toContain("tab Train");
        expect(trainableText({ ...saved, note: "Load the checkpoint again." })).toContain("Load the checkpoint again.");
    });

    it("has what the WebUI still needs in place of that", () => {
        const text = savedText({ ...saved, files: ["/ours/x", "/host/x"], note: "Load the checkpoint again." });
        expect(text).toContain("Load the checkpoint again.");
        expect(text).not.toContain("at once");
    });
});

const individual = (number: number, generation: number, parents: number[] = []): Individual => ({
    number,
    generation,
    what: parents.length ? "average" : "founder",
    concept: parents.length ? "" : `c${number}`,
    parents,
    weights: parents.map(() => 1 / parents.length),
    files: [`${number}.png`],
});
const generation = (id: number, before: number | null, more: Partial<Generation> = {}): Generation => ({
    id,
    before,
    depth: before === null ? 0 : 1,
    picked: [],
    method: "",
    size: 2,
    individuals: [],
    undone: false,
    ...more,
});

describe("the tree of a breeding", () => {
    const shape = (generations: Generation[], path: number[]): (readonly [number, number])[] =>
        branches({ generations, path }).map(({ generation: { id }, indent }) => [id, indent] as const);

    it("is a trunk as long as nothing branches", () => {
        expect(shape([generation(0, null), generation(7, 0), generation(9, 7)], [0, 7, 9])).toEqual([
            [0, 0],
            [7, 0],
            [9, 0],
        ]);
    });

    it("has branches beside each other, each with what grew from it", () => {
        const all = [generation(0, null), generation(7, 0), generation(9, 7), generation(12, 0)];
        expect(shape(all, [0, 12])).toEqual([
            [0, 0],
            [7, 1],
            [9, 1],
            [12, 1],
        ]);
    });

    it("leaves out what was taken back", () => {
        expect(shape([generation(0, null), generation(7, 0, { undone: true }), generation(9, 0)], [0, 9])).toEqual([
            [0, 0],
            [9, 0],
        ]);
    });

    it("knows all ancestors once, the youngest first", () => {
        const all = [individual(1, 0), individual(2, 0), individual(7, 5, [1, 2]), individual(8, 5, [2]), individual(12, 9, [7, 8])];
        const numbers = (number: number): number[][] => ancestors(all, number).map((some) => some.map((one) => one.number));
        expect(numbers(12)).toEqual([[12], [7, 8], [1, 2]]);
        expect(numbers(1)).toEqual([[1]]);
        expect(numbers(99)).toEqual([]);
        expect(ancestors([individual(3, 0, [3])], 3).flat().length).toBe(1); // a damaged circle ends
    });

    it("has the favourite first, and a second click takes a pick back", () => {
        expect(toggled([], 3)).toEqual([3]);
        expect(toggled([3], 1)).toEqual([3, 1]);
        expect(toggled([3, 1], 3)).toEqual([1]);
    });
});

describe("the keys of a generation", () => {
    const key = (name: string, more: Partial<KeyboardEvent> = {}): Parameters<typeof actOf>[0] => ({
        key: name,
        code: "",
        ctrlKey: false,
        metaKey: false,
        altKey: false,
        shiftKey: false,
        repeat: false,
        ...more,
    });

    it("pick by digits, full-width ones and those of any keyboard, too", () => {
        expect(actOf(key("1"), 0, 4, 2)).toEqual({ kind: "pick", place: 0 });
        expect(actOf(key("４"), 0, 4, 2)).toEqual({ kind: "pick", place: 3 });
        expect(actOf(key("é", { code: "Digit2" }), 0, 4, 2)).toEqual({ kind: "pick", place: 1 });
        expect(actOf(key("5"), 0, 4, 2)).toBeNull();
        expect(actOf(key("1", { repeat: true }), 0, 4, 2)).toBeNull();
        expect(actOf(key("1"), 0, 0, 1)).toBeNull();
    });

    it("move by arrows, and never out of the gallery", () => {
        expect(actOf(key("ArrowDown"), 1, 4, 2)).toEqual({ kind: "focus", place: 3 });
        expect(actOf(key("ArrowDown"), 3, 4, 2)).toBeNull();
        expect(actOf(key("ArrowLeft"), 0, 4, 2)).toBeNull();
        expect(actOf(key("End"), 0, 4, 2)).toEqual({ kind: "focus", place: 3 });
    });

    it("go on and back", () => {
        expect(actOf(key("N"), 0, 4, 2)).toEqual({ kind: "next" });
        expect(actOf(key("l"), 0, 4, 2)).toEqual({ kind: "large" });
        expect(actOf(key("z", { ctrlKey: true }), 0, 4, 2)).toEqual({ kind: "undo" });
        expect(actOf(key("z", { ctrlKey: true, shiftKey: true }), 0, 4, 2)).toBeNull();
        expect(actOf(key("n", { ctrlKey: true }), 0, 4, 2)).toBeNull();
        expect(actOf(key("Enter"), 0, 4, 2)).toBeNull();
    });
});

describe("collected pictures", () => {
    const picture = (id: string, name: string, group = "whole", text = "x"): Collected => ({ id, name, group, blob: new Blob([text]) });

    it("have each file once in a group", () => {
        const some = [picture("a", "1.png")];
        expect(joined(some, [picture("b", "1.png"), picture("c", "2.png"), picture("d", "2.png")]).map(({ id }) => id)).toEqual(["a", "c"]);
        expect(joined(some, [picture("b", "1.png", "others")]).length).toBe(2);
        expect(joined(some, [picture("b", "1.png", "whole", "xy")]).length).toBe(2);
    });

    it("are the pictures among files", () => {
        const files = [new File(["x"], "a.png", { type: "image/png" }), new File(["x"], "b.txt", { type: "text/plain" }), new File(["x"], "c.WEBP")];
        expect(picturesIn(files).map(({ name }) => name)).toEqual(["a.png", "c.WEBP"]);
        expect(picturesIn(null)).toEqual([]);
    });
});

describe("what was set for a start", () => {
    it("gets defaults for whatever is not as it should be", () => {
        expect(checked(null)).toEqual(EMPTY);
        expect(checked({ name: 3, values: [1], parts: [{ id: "a", name: "face" }, { id: 1 }, null] })).toEqual({
            ...EMPTY,
            parts: [{ id: "a", name: "face" }],
        });
        expect(checked({ name: "cat", values: { kind: "cat" }, encoder: "miniature", folder: "/x", parts: [] })).toEqual({
            name: "cat",
            values: { kind: "cat" },
            encoder: "miniature",
            folder: "/x",
            parts: [],
        });
    });

    it("is at work until the server says otherwise", () => {
        const run = { id: "a", name: "x", task: null, error: "" };
        expect(isAtWork(run)).toBe(true);
        expect(isAtWork({ ...run, error: "gone" })).toBe(false);
    });
});

describe("a lineage", () => {
    it("is written level by level", () => {
        expect(entriesOf({ a: 1 })).toEqual([["a", 1]]);
        expect(entriesOf(["x", { b: 2 }])).toEqual([
            ["1", "x"],
            ["2", { b: 2 }],
        ]);
        expect(isFlat([1, 2])).toBe(true);
        expect(isFlat([{ a: 1 }])).toBe(false);
        expect(isFlat({ a: 1 })).toBe(false);
        expect(line([1, null, "x"])).toBe("1, –, x");
        expect(line("x".repeat(1000)).length).toBe(401);
    });
});

describe("parts", () => {
    it("are nearest to the pictures with the largest similarity", () => {
        expect(nearest({ similarities: [0.2, 0.5, 0.4] })).toBe(1);
    });
});
