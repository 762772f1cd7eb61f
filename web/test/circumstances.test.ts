import { beforeAll, expect, it, vi } from "vitest";
import type { Phrase, Steps } from "../src/core/answer";
import { circumstances } from "../src/views/circumstances";

beforeAll(() => void vi.stubGlobal("window", {}));

const cat: Phrase = { phrase: "cat", weight: 1, similarity: 0.2, effect: 0.1, verdict: "helps" };
const always: Steps = { from: null, until: null, from_step: null, until_step: null, turns: [] };

it("says nothing of a phrase that is always read", () => {
    expect(circumstances(cat)).toEqual([]);
    expect(circumstances({ ...cat, steps: null, part: 1, part_weight: 1, chunk: 1 })).toEqual([]);
});

it("says when a phrase is read", () => {
    const said = (steps: Partial<Steps>): string[] => circumstances({ ...cat, steps: { ...always, ...steps } });
    expect(said({ until: 0.5 })).toEqual(["until 50 %"]);
    expect(said({ from: 0.07, until: 0.295 })).toEqual(["from 7 %", "until 29.5 %"]);
    expect(said({ from: 0 })).toEqual(["from 0 %"]);
    expect(said({ from_step: 6, until_step: 9 })).toEqual(["from step 6", "until step 9"]);
    expect(said({ turns: [{ turn: 1, of: 2 }] })).toEqual(["in turns 1/2"]);
});

it("says how much, and in which chunk", () => {
    expect(circumstances({ ...cat, part: 2, part_weight: 0.5, chunk: 3 })).toEqual([
        "AND part 2: × 0.5",
        "chunk 3",
    ]);
});
