import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Placed, Where } from "../src/core/answer";
import {
    beside,
    boxOf,
    cellAt,
    enlarged,
    mapOf,
    middleOf,
    nameOf,
    placedOf,
    readMaps,
    rowsHere,
    seenAt,
    strongest,
    gapsOf,
    unreadOf,
} from "../src/where/maps";
import { givingWay, maskPath } from "../src/where/mask_path";
import { colourAt, colourScale, distance, glow, labAt, lightOf } from "../src/where/palette";
import { cutText, hereText, placeText, spreadText } from "../src/where/texts";

beforeAll(() => void vi.stubGlobal("window", {}));

const placed = (word: string) => ({ word, placed: 0.5, spread: 0.2, where: "upper left", trouble: "" });
const about: Where = {
    rows: 2,
    columns: 3,
    scale: 0.001,
    brightest: 0.04,
    box: [0, 0, 300, 200],
    boxes: [[0, 0, 300, 200]],
    size: [300, 200],
    exact: true,
    words: ["cat", "Café", "parasol"].map(placed),
};
const file = (numbers: number[]): ArrayBuffer => {
    const view = new DataView(new ArrayBuffer(numbers.length * 2));
    numbers.forEach((number, place) => view.setInt16(2 * place, number, true));
    return view.buffer;
};
const maps = readMaps(about, file([10, 20, 0, 0, -5, 40, 1, 2, 3, 4, 5, 6, 0, 1, 0, -1, 0, 2]));

describe("readMaps", () => {
    it("reads each word's map in units of similarity", () => {
        expect([...mapOf(maps, "cat")!].map((value) => Math.round(value * 1000))).toEqual([10, 20, 0, 0, -5, 40]);
        expect(mapOf(maps, "parasol")![3]).toBeCloseTo(-0.001);
    });

    it("knows a word in any spelling, and no other", () => {
        expect(mapOf(maps, "CAFE\u0301 ")).toEqual(mapOf(maps, "caf\u00e9"));
        expect(placedOf(maps, "CAT")?.word).toBe("cat");
        expect(mapOf(maps, "dog")).toBeUndefined();
        expect(placedOf(maps, "dog")).toBeUndefined();
    });

    it("refuses a file of another length", () => {
        expect(() => readMaps(about, file([1, 2, 3]))).toThrow("6 bytes are not 18 numbers");
    });
});

describe("places", () => {
    const portrait = { ...about, box: [0, 100, 200, 300], size: [200, 400] } as const;

    it("finds the cell of a point, and none where the encoder has not looked", () => {
        expect(cellAt(about, 0, 0)).toBe(0);
        expect(cellAt(about, 0.99, 0.99)).toBe(5);
        expect(cellAt(portrait, 0.5, 0.2)).toBeNull();
        expect(cellAt(portrait, 0.5, 0.26)).toBe(1);
        expect(cellAt(portrait, 0.5, 0.74)).toBe(4);
        expect(cellAt(portrait, 0.5, 0.76)).toBeNull();
        expect(cellAt(about, -0.01, 0.5)).toBeNull();
    });

    it("are hatched where the encoder has not looked", () => {
        expect(unreadOf(about)).toEqual([0, 0, 0, 0]);
        expect(unreadOf(portrait)).toEqual([0, 0, 0.25, 0.25]);
        expect(unreadOf({ ...about, box: [-150, 0, 150, 200] })).toEqual([0, 0.5, 0, 0]);
    });

    it("does not look between squares that were read one by one", () => {
        const wide = {
            ...about,
            boxes: [
                [0, 0, 60, 200],
                [120, 0, 180, 200],
                [180, 0, 300, 200],
            ],
        } as Where;
        expect(gapsOf(about)).toEqual([]);
        expect(gapsOf(wide)).toEqual([{ left: 0.2, top: 0, width: 0.2, height: 1 }]);
        expect([0.1, 0.3, 0.5].map((x) => cellAt(wide, x, 0.1))).toEqual([0, null, 1]);
        const tall = { ...about, boxes: [[0, 0, 300, 50], [0, 150, 300, 200]] } as Where;
        expect(gapsOf(tall)).toEqual([{ left: 0, top: 0.25, width: 1, height: 0.5 }]);
    });

    it("does not look at a margin that an encoder adds", () => {
        const wide = { ...about, box: [0, -100, 400, 300], size: [400, 200], rows: 4, columns: 4 } as const;
        expect(cellAt(wide, 0.1, 0)).toBe(4);
        expect(cellAt(wide, 0.1, -0.1)).toBeNull();
    });

    it.each([0, 1, 2, 3, 4, 5])("finds cell %i at its own middle", (cell) => {
        for (const each of [about, portrait]) {
            const { x, y } = middleOf(each, cell);
            expect(cellAt(each, x, y)).toBe(cell);
        }
    });

    it("is named by the third of the whole picture", () => {
        expect([0, 1, 2, 3, 4, 5].map((cell) => nameOf(about, cell))).toEqual([
            "upper left",
            "upper middle",
            "upper right",
            "lower left",
            "lower middle",
            "lower right",
        ]);
        expect(nameOf(portrait, 1)).toBe("in the middle");
        expect(boxOf(portrait)).toEqual({ left: 0, top: 0.25, width: 1, height: 0.5 });
    });

    it("is moved by the arrow keys, not beyond the edge", () => {
        expect(beside(about, 0, "ArrowRight")).toBe(1);
        expect(beside(about, 2, "ArrowRight")).toBe(2);
        expect(beside(about, 0, "ArrowDown")).toBe(3);
        expect(beside(about, 3, "ArrowDown")).toBe(3);
        expect(beside(about, 0, "ArrowUp")).toBe(0);
        expect(beside(about, 3, "Enter")).toBe(3);
    });
});

it("sorts all words by what is seen at a place", () => {
    expect(seenAt(maps, 2).map(({ word }) => word)).toEqual(["Café", "cat", "parasol"]);
    expect(seenAt(maps, 5).map(({ word }) => word)).toEqual(["cat", "Café", "parasol"]);
    expect(seenAt(maps, 5)[0]!.value).toBeCloseTo(0.04);
});

it("sorts the rows of a ranking by a place, on the common scale, and leaves them as they were", () => {
    const rows = ["parasol", "girl", "cat"].map((word, place) => ({ word, share: place / 10 }));
    const here = rowsHere(maps, 5, rows);
    expect(here.map(({ word }) => word)).toEqual(["cat", "parasol", "girl"]);
    expect(here.map(({ share }) => share)).toEqual([0.2, 0, 0.1]);
    expect(here[0]!.here.part).toBeCloseTo(1, 6);
    expect(here[1]!.here.part).toBeCloseTo(0.002 / maps.brightest);
    expect(here[2]!.here).toEqual({ value: null, part: 0, text: "–" }); // of a contrast: it is not in the list
    expect(rowsHere(maps, 4, rows)[0]!.here.part).toBeCloseTo(0);
    expect(rows.map(({ word }) => word)).toEqual(["parasol", "girl", "cat"]);
});

describe("the text of a place", () => {
    const text = (known: Partial<Placed>): string => {
        const [first, ...others] = maps.words;
        return placeText({ ...maps, words: [{ ...first!, ...known }, ...others] }, "cat");
    };

    it("is the place, and how much of the score has one", () => {
        expect(text({ where: "upper left", placed: 0.73 })).toBe("upper left, 73.0 % has a place");
    });

    it("says of a style that it is everywhere, by its spread", () => {
        expect(text({ where: "everywhere", placed: 0.6, spread: 0.81 })).toBe("all over the picture (81.0 %), 60.0 % has a place");
    });

    it("names the spread of what is somewhere, unless the place has it", () => {
        expect(spreadText(maps, "cat")).toBe(" · spread 20.0 %");
        const everywhere = { ...maps, words: maps.words.map((word) => ({ ...word, where: "everywhere" })) };
        expect(spreadText(everywhere, "cat") + spreadText(maps, "girl")).toBe("");
    });

    it("says of a word that is not there nothing but that", () => {
        expect(text({ where: "nowhere", placed: 0, spread: 0.3 })).toBe("not seen");
        expect(placeText(maps, "girl")).toBe("not in the list");
    });

    it("names a cell with what is strongest there", () => {
        expect(hereText(maps, 5)).toBe("lower right: cat 0.040, Café 0.006, parasol 0.002");
    });
});

it("says how much of a word was not read", () => {
    expect(cutText(0) + cutText(undefined)).toBe("");
    expect(cutText(12)).toBe(" · tokens not read: 12");
});

describe("the common scale", () => {
    it("is the same for a weak word as for a strong one", () => {
        const opacity = (word: string): number => Math.max(...glow(mapOf(maps, word)!, maps.brightest).filter((_, at) => at % 4 === 3));
        expect(opacity("cat")).toBe(255);
        expect(opacity("Caf\u00e9")).toBeLessThan(128);
        expect(opacity("parasol")).toBeLessThan(opacity("Caf\u00e9"));
    });
});

describe("a mask", () => {
    it("is asked for with its word and its settings", () => {
        expect(maskPath("a1", "red & blue", "", { grow: 4 })).toBe("questions/a1/mask?word=red+%26+blue&grow=4");
    });

    it("of a word that is not there is the place of what gives way to it", () => {
        expect(maskPath("a1", "parasol", "cat", {})).toBe("questions/a1/mask?word=cat&without=parasol");
        const words = [
            { ...placed("sky"), placed: 0.2 },
            { ...placed("parasol"), trouble: "It is not seen." },
            { ...placed("cat"), placed: 0.9 },
            { ...placed("ukiyoe"), trouble: "It is everywhere." },
            { ...placed("sea"), placed: 0 },
        ];
        expect(givingWay(words, "PARASOL")).toEqual(["cat", "sky", "sea"]);
        expect(givingWay(words, "cat")).toEqual(["sky", "sea"]);
    });
});

it("finds where a word is strongest", () => {
    expect(strongest(mapOf(maps, "cat")!)).toBe(5);
    expect(strongest(new Float32Array([-3, -1, -2]))).toBe(1);
});

describe("enlarged", () => {
    it("keeps a map of its own size as it is", () => {
        const map = mapOf(maps, "cat")!;
        expect(enlarged(map, [2, 3], 3, 2)).toEqual(new Float32Array(map));
    });

    it("is linear between the cells, and even beyond their middles", () => {
        const large = enlarged(new Float32Array([0, 1]), [1, 2], 8, 2);
        expect([...large.slice(0, 8)]).toEqual([0, 0, 0.125, 0.375, 0.625, 0.875, 1, 1]);
        expect(large.slice(8)).toEqual(large.slice(0, 8));
    });
});

describe("the glow", () => {
    it("has a true zero, and clips above the common top", () => {
        const pixels = glow(new Float32Array([-1, 0, 0.5, 1, 2]), 1);
        expect([3, 7].map((place) => pixels[place])).toEqual([0, 0]);
        expect(pixels[11]).toBeGreaterThan(0);
        expect(pixels[11]).toBeLessThan(255);
        expect(pixels[15]).toBe(255);
        expect([...pixels.slice(16)]).toEqual([...pixels.slice(12, 16)]);
    });

    it("is dark where nothing is seen at all", () => {
        expect([...glow(new Float32Array([0, -1, 1]), 0)].filter((_, place) => place % 4 === 3)).toEqual([0, 0, 0]);
    });

    it("has a scale from nothing to its brightest colour", () => {
        const stops = colourScale().match(/rgb\([^)]*\)/g)!;
        expect(stops[0]).toBe(`rgb(${colourAt(0).join(" ")} / 0.000)`);
        expect(stops.at(-1)).toBe(`rgb(${colourAt(1).join(" ")} / 1.000)`);
    });

    it("takes steps that look even, always to a lighter colour", () => {
        const labs = Array.from({ length: 41 }, (_, step) => labAt(step / 40));
        const steps = labs.slice(1).map((lab, place) => distance(lab, labs[place]!));
        const mean = steps.reduce((sum, step) => sum + step) / steps.length;
        for (const step of steps) expect(Math.abs(step / mean - 1)).toBeLessThan(0.12);
        labs.slice(1).forEach(([lightness], place) => expect(lightness).toBeGreaterThan(labs[place]![0]));
    });

    it("has colours that a screen can show", () => {
        for (let step = 0; step <= 40; step++) {
            for (const light of lightOf(labAt(step / 40))) expect(light).toBeGreaterThan(-0.002);
            for (const light of lightOf(labAt(step / 40))) expect(light).toBeLessThan(1.002);
        }
        expect(colourAt(2)).toEqual(colourAt(1));
    });
});
