import { beforeAll, describe, expect, it, vi } from "vitest";
import { ALL, barOf, chosen, probability, signed, widest } from "../src/exhibition/effect_rows";
import { inside, moved, zoomed } from "../src/exhibition/keys";
import {
    dimensionsOf,
    fitted,
    fittingSize,
    inSight,
    indexOf,
    indices,
    nameOf,
    placesOf,
    scrolledTo,
    shortName,
    sideFor,
    sliders,
    sortedWall,
    turned,
    usual,
    wallOf,
} from "../src/exhibition/layout";
import { AXES, completed, isComplete, queryOf, written } from "../src/exhibition/order";
import { longDuration, megabytes, planText } from "../src/exhibition/plan";
import { stateOf, type Effect, type ExhibitionSession, type Plan } from "../src/exhibition/records";
import { filledIn, studies } from "../src/exhibition/study";

beforeAll(() => void vi.stubGlobal("window", {}));

const axis = (name: string, ...values: string[]) => ({ name, values, setting: false });
const dimensions = () => dimensionsOf({ axes: [axis("a", "x", "y", ""), axis("b", "1", "2"), axis("c", "only")], seeds: [7, 8, 9, 10] });

describe("the layout", () => {
    it("has the seeds as its last dimension, and shows empty values", () => {
        expect(dimensions().map(({ name, values }) => [name, values.length])).toEqual([["a", 3], ["b", 2], ["c", 1], ["Seed", 4]]); // prettier-ignore
        expect(dimensions()[0]!.values[2]).toBe("–");
    });

    it("counts cells as the server does", () => {
        const found = dimensions();
        expect(indexOf(found, [2, 1, 0, 3])).toBe((2 * 2 + 1) * 4 + 3);
        for (let index = 0; index < 24; index++) expect(indexOf(found, placesOf(found, index))).toBe(index);
    });

    it("names cells by what differs", () => {
        expect(nameOf(dimensions(), 23)).toBe("a: –, b: 2, Seed 10");
        expect(shortName(dimensions(), 0)).toBe("x × 1 × 7");
        expect(nameOf(dimensionsOf({ axes: [axis("a", "x")], seeds: [1] }), 0)).toBe("a: x, Seed 1");
    });

    it("begins with the first long axes, or the seeds", () => {
        expect(usual(dimensions())).toMatchObject({ rows: 0, columns: 1 });
        expect(usual(dimensionsOf({ axes: [axis("a", "x", "y")], seeds: [1, 2] }))).toMatchObject({ rows: 0, columns: 1 });
        expect(usual(dimensionsOf({ axes: [axis("a", "x"), axis("b", "x")], seeds: [1, 2] }))).toMatchObject({ rows: 2, columns: 0 });
        expect(usual(dimensionsOf({ axes: [axis("a", "x")], seeds: [1] }))).toMatchObject({ rows: 0, columns: 1 });
    });

    it("has sliders for all others that have several values", () => {
        expect(sliders(dimensions(), usual(dimensions()))).toEqual([3]);
        expect(sliders(dimensions(), { rows: 1, columns: 2, at: [0, 0, 0, 0] })).toEqual([0, 3]);
    });

    it("can be turned, and stays as it was chosen when values are added", () => {
        const first = usual(dimensions());
        expect(turned(first, "rows", 1)).toMatchObject({ rows: 1, columns: 0 });
        expect(turned(first, "columns", 3)).toMatchObject({ rows: 0, columns: 3 });
        const chosen = { rows: 3, columns: 0, at: [0, 1, 0, 0] };
        expect(fitted(chosen, dimensions())).toEqual(chosen);
        expect(fitted({ ...chosen, at: [0, 9, 0, 0] }, dimensions()).at[1]).toBe(1);
        expect(fitted(chosen, dimensions().slice(1))).toEqual(usual(dimensions().slice(1)));
    });

    it("finds the cell at a place", () => {
        const wall = wallOf(dimensions(), { rows: 0, columns: 3, at: [0, 1, 0, 0] });
        expect([wall.rows, wall.columns]).toEqual([3, 4]);
        expect(wall.cell({ row: 2, column: 3 })).toBe(indexOf(dimensions(), [2, 1, 0, 3]));
        const sorted = sortedWall([5, 3, 8], 2);
        expect([sorted.rows, sorted.columns, sorted.cell({ row: 1, column: 0 }), sorted.cell({ row: 1, column: 1 })]).toEqual([2, 2, 8, -1]);
    });
});

describe("what is drawn", () => {
    it("is what is in sight, and a little more", () => {
        expect(inSight(0, 500, 100, 100)).toEqual({ first: 0, last: 7 });
        expect(inSight(5000, 500, 100, 100)).toEqual({ first: 48, last: 57 });
        expect(inSight(9800, 500, 100, 100)).toEqual({ first: 96, last: 100 });
        expect(inSight(900, 500, 100, 3)).toEqual({ first: 3, last: 3 });
    });

    it("always has the cell that the tabulator comes to", () => {
        expect(indices({ first: 3, last: 5 }, 0, 9)).toEqual([0, 3, 4]);
        expect(indices({ first: 3, last: 5 }, 8, 9)).toEqual([3, 4, 8]);
        expect(indices({ first: 3, last: 5 }, 4, 9)).toEqual([3, 4]);
        expect(indices({ first: 0, last: 0 }, 0, 0)).toEqual([]);
    });

    it("scrolls as little as it can", () => {
        expect(scrolledTo(0, 100, 250, 500)).toBe(0);
        expect(scrolledTo(3, 100, 250, 500)).toBe(250);
        expect(scrolledTo(9, 100, 250, 500)).toBe(500);
        expect(scrolledTo(4, 100, 0, 60)).toBe(400);
    });

    it("fits, and asks for pictures that are large enough", () => {
        expect(fittingSize(3, 900)).toBe(4);
        expect(fittingSize(8, 900)).toBe(3);
        expect(fittingSize(100, 900)).toBe(2);
        expect([sideFor(80, 1), sideFor(80, 2), sideFor(320, 3)]).toEqual([96, 192, 640]);
    });
});

describe("keys", () => {
    const wall = () => wallOf(dimensions(), { rows: 0, columns: 3, at: [0, 0, 0, 0] });
    const from = { row: 1, column: 1 };

    it.each([
        ["ArrowUp", 0, 1],
        ["ArrowDown", 2, 1],
        ["ArrowLeft", 1, 0],
        ["ArrowRight", 1, 2],
        ["Home", 1, 0],
        ["End", 1, 3],
        ["PageDown", 2, 1],
        ["PageUp", 0, 1],
    ])("%s moves", (key, row, column) => expect(moved({ key }, from, wall(), 5)).toEqual({ row, column }));

    it("stay inside, and leave other keys alone", () => {
        expect(moved({ key: "ArrowRight" }, { row: 0, column: 3 }, wall(), 5)).toEqual({ row: 0, column: 3 });
        expect(moved({ key: "Home", ctrlKey: true }, from, wall(), 5)).toEqual({ row: 0, column: 0 });
        expect(moved({ key: "End", ctrlKey: true }, from, wall(), 5)).toEqual({ row: 2, column: 3 });
        expect(moved({ key: "ArrowLeft", altKey: true }, from, wall(), 5)).toBeNull();
        expect(moved({ key: "a" }, from, wall(), 5)).toBeNull();
        expect(inside({ row: 1, column: 1 }, sortedWall([5, 3, 8], 2))).toEqual({ row: 1, column: 0 });
    });

    it("change the size", () => {
        expect(["+", "=", "-", "_", "a"].map((key) => zoomed({ key }))).toEqual([1, 1, -1, -1, 0]);
        expect(zoomed({ key: "+", ctrlKey: true })).toBe(0); // the browser's own
    });
});

describe("orders", () => {
    it("ask for what they need", () => {
        expect(isComplete(AXES)).toBe(false);
        expect(isComplete({ ...AXES, measure: "own" })).toBe(true);
        expect(isComplete({ ...AXES, measure: "share" })).toBe(false);
        expect(isComplete({ ...AXES, measure: "taste", rater: "me" })).toBe(true);
        expect(queryOf({ ...AXES, measure: "share", word: "a & b" })).toBe("values?measure=share&word=a+%26+b");
        expect(queryOf({ measure: "taste", word: "x", rater: "俺" })).toBe(`values?measure=taste&rater=${encodeURIComponent("俺")}`);
        expect(queryOf({ ...AXES, measure: "own", word: "x" })).toBe("values?measure=own");
    });

    it("are completed, and given up with their rater", () => {
        expect(completed({ ...AXES, measure: "share" }, ["cat"], [])).toMatchObject({ measure: "share", word: "cat" });
        expect(completed({ ...AXES, measure: "taste", rater: "me" }, ["cat"], [])).toMatchObject({ measure: "" });
        expect(completed({ ...AXES, measure: "taste", rater: "me" }, [], ["you", "me"]).rater).toBe("me");
    });

    it("write their values", () => {
        expect([written("share", 0.5), written("own", 0.3), written("taste", 82.6), written("own", null)]).toEqual(["50.0 %", "0.300", "83 %", "–"]);
    });
});

describe("effects", () => {
    const effect = (value: string, word: string, mean: number, adjusted: number | null): Effect => ({
        axis: "a", value, against: "x", word, mean, low: null, high: null, adjusted, n: 4, needed: null, bootstrapped: false, // prettier-ignore
    });
    const all = [effect("b", "cat", 0.1, 0.01), effect("a", "dog", -0.3, 0.2), effect("c", "cat", 0.2, null)];
    const values = (choice: Partial<typeof ALL>): string[] => chosen(all, { ...ALL, ...choice }).map(({ value }) => value);

    it("are sorted and chosen", () => {
        expect(values({})).toEqual(["b", "a", "c"]);
        expect(values({ column: "value" })).toEqual(["a", "b", "c"]);
        expect(values({ column: "mean" })).toEqual(["c", "b", "a"]);
        expect(values({ column: "mean", isReversed: true })).toEqual(["a", "b", "c"]);
        expect(values({ column: "adjusted" })).toEqual(["b", "a", "c"]);
        expect(values({ column: "needed" })).toEqual(["b", "a", "c"]);
        expect(values({ word: "cat" })).toEqual(["b", "c"]);
        expect(values({ isClearOnly: true })).toEqual(["b"]);
    });

    it("have bars around 0", () => {
        expect(widest(all)).toBe(0.3);
        expect(barOf({ mean: -0.3, low: null, high: null }, 0.3)).toEqual({ left: 0, width: 50, mean: 0 });
        expect(barOf({ mean: 0.15, low: 0, high: 0.3 }, 0.3)).toEqual({ left: 50, width: 50, mean: 75 });
        expect(barOf({ mean: 0, low: 0, high: 0 }, 0)).toEqual({ left: 50, width: 0, mean: 50 });
    });

    it("are written with a sign", () => {
        expect([signed(0.1), signed(-0.1), signed(0.0001), signed(-0.0001)]).toEqual(["+0.100", "−0.100", "0.000", "0.000"]);
        expect([probability(0.00001), probability(0.0456), probability(null)]).toEqual(["< 0.001", "0.046", "–"]);
    });
});

describe("the plan", () => {
    it("is a sentence", () => {
        const plan = { left: 120, cells: 30, seeds: 4, pictures: 120, seconds: 240, bytes: 12e6, measured: true } as Plan;
        expect(planText(plan)).toBe("120 pictures to draw (30 cells x 4 seeds): about 4 min, 12 MB on disk.");
        expect(planText({ ...plan, measured: false })).toMatch(/only assumed/);
        expect(planText({ ...plan, left: 0 })).toMatch(/already/);
        expect([longDuration(50), longDuration(9000), longDuration(2e6), megabytes(2.345e9)]).toEqual(["50 s", "3 h", "23 d", "2.35 GB"]);
    });

    it("is read again when pictures or values are added", () => {
        const session = { pictures: 4, made: 1, failed: 0, axes: [axis("a", "x", "y")] } as unknown as ExhibitionSession;
        expect(stateOf(session, "running")).toBe(stateOf({ ...session }, "running"));
        expect(stateOf({ ...session, made: 2 }, "running")).not.toBe(stateOf(session, "running"));
    });
});

describe("studies", () => {
    const study = (name: string) => studies().find((found) => found.name === name)!;

    it("fill in what is empty, and what another study has filled in", () => {
        const first = filledIn(study("emphasis"), { prompt: "", subject: "", axes: "" });
        expect(first).toEqual({ study: "emphasis", prompt: "a small blue circle", subject: "blue", axes: "" });
        expect(filledIn(study("without"), first)).toEqual({ study: "without", prompt: "a castle, oil painting, 8k", subject: "", axes: "" });
    });

    it("leave what the user has written", () => {
        const own = { prompt: "my cat", subject: "cat", axes: "n = 1 | 2" };
        expect(filledIn(study("emphasis"), own)).toEqual({ study: "emphasis" });
    });
});
