import { describe, expect, it } from "vitest";
import { dropped, taken } from "../src/loop/from_picture";
import { keptStep, likingText, maskFile, secondsLeft, shownStep, sorted, stepBefore, type Candidate, type LoopSession, type LoopStep } from "../src/loop/records";
import { lastNumber, withKnownSteps, type Status } from "../src/sessions/records";

const step = (number: number, kept: boolean, seconds = 0): LoopStep =>
    ({ number, kept, best: 0, candidates: [{}], seconds: seconds ? { images: seconds - 1, looking: 1 } : undefined }) as unknown as LoopStep;

const session = (steps: LoopStep[], of = 8): LoopSession => ({ id: "a", settings: { steps: of }, steps, notes: [] }) as unknown as LoopSession;

describe("the step that is shown", () => {
    const steps = [step(0, true), step(1, true), step(2, false)];

    it("is the kept one until the user picks another", () => {
        expect(keptStep(steps)?.number).toBe(1);
        expect(shownStep(steps, null)?.number).toBe(1);
        expect(shownStep(steps, 2)?.number).toBe(2);
        expect(shownStep(steps, 9)?.number).toBe(1);
        expect(shownStep([], null)).toBeUndefined();
    });

    it("is compared with the one before", () => {
        expect(stepBefore(steps, steps[2]!)?.number).toBe(1);
        expect(stepBefore(steps, steps[0]!)).toBeUndefined();
    });
});

describe("what a session may change", () => {
    const masked = (own: boolean, word: string, last?: { file: string; word: string }): string =>
        maskFile({ ...session([step(0, true), { ...step(1, true), mask: last } as LoopStep]), masked: own, settings: { only_where: word } });

    it("is the user's own mask, or the one that was made of the word", () => {
        expect(masked(true, "")).toBe("mask.png");
        expect(masked(false, "cat", { file: "0001-mask.png", word: "cat" })).toBe("0001-mask.png");
        expect(masked(false, "cafe\u0301", { file: "0001-mask.png", word: "caf\u00e9" })).toBe("0001-mask.png");
    });

    it("is everything without one, or not known yet", () => {
        expect(masked(false, "")).toBe("");
        expect(masked(false, "cat")).toBe("");
        expect(masked(false, "dog", { file: "0001-mask.png", word: "cat" })).toBe("");
        expect(maskFile({ ...session([]), masked: false, settings: {} })).toBe("");
    });
});

describe("the time that is left", () => {
    it("is the steps' mean, without what the host has done of the step in hand", () => {
        const timed = session([step(0, true), step(1, true, 4), step(2, true, 6)]);
        expect(secondsLeft(timed, null)).toBe(30);
        expect(secondsLeft(timed, { progress: 0.5, preview: null, eta: 2 })).toBe(27.5);
    });

    it("is reckoned from the host's own at the first step", () => {
        expect(secondsLeft(session([step(0, true)], 2), { progress: 0.5, preview: null, eta: 3 })).toBe(9);
        expect(secondsLeft(session([step(0, true)]), null)).toBe(0);
    });
});

describe("news of a session", () => {
    const status = (steps: number[], id = "a"): Status =>
        ({ state: "running", session: { id, settings: {}, steps: steps.map((number) => ({ number })), notes: [] } }) as unknown as Status;

    it("adds the new steps to the known ones", () => {
        const known = status([0, 1]);
        expect(withKnownSteps(known, status([2])).session.steps.map((step) => step.number)).toEqual([0, 1, 2]);
        expect(withKnownSteps(known, status([])).session.steps).toBe(known.session.steps);
        expect(withKnownSteps(known, status([0, 1])).session.steps).toBe(known.session.steps);
    });

    it("replaces another session", () => {
        expect(lastNumber(withKnownSteps(status([0, 1]), status([0], "b")))).toBe(0);
        expect(lastNumber(null)).toBe(-1);
    });
});

describe("a picture's own settings", () => {
    it("are taken and dropped, but for what the user has changed since", () => {
        const offered = { found: { prompt: "a cat", seed: 5 }, replaced: null, notes: [] };
        const { values, from } = taken({ prompt: "{words}", seed: -1, want: "cat" }, offered);
        expect(values).toEqual({ prompt: "a cat", seed: 5, want: "cat" });
        expect(dropped({ ...values, seed: 6 }, from)).toEqual({ prompt: "{words}", seed: 6, want: "cat" });
        expect(dropped(values, offered)).toEqual(values);
    });
});

describe("the order of candidates", () => {
    const candidate = (file: string, value: number): Candidate => ({ file, seed: 1, score: { value, parts: [] } });
    const drawn = [candidate("a", 0.1), candidate("b", 0.3), candidate("c", 0.2)];
    const files = (measure: string, liked: string[] = []): string[] => sorted(drawn, measure, liked).map(({ file }) => file);

    it("is as they were drawn, by score, or by a taste with unknown ones last", () => {
        expect(files("")).toEqual(["a", "b", "c"]);
        expect(files("score")).toEqual(["b", "c", "a"]);
        expect(files("taste", ["c", "a"])).toEqual(["c", "a", "b"]);
        expect(files("taste")).toEqual(["a", "b", "c"]);
        expect(drawn.map(({ file }) => file)).toEqual(["a", "b", "c"]);
    });
});

describe("what a taste says", () => {
    it("is the expected liking with its standard deviation", () => {
        expect(likingText({ mean: 0.824, sd: 0.306 })).toBe("+0.82 ± 0.31");
        expect(likingText({ mean: -1.5, sd: 2 })).toBe("−1.50 ± 2.00");
        expect(likingText(undefined)).toBe("");
    });
});
