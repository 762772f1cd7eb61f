import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { connect } from "../src/core/api";
import { chosen, isChosen, type Preset } from "../src/dreams/presets";
import {
    largeOf,
    largest,
    nameOf,
    numbersOf,
    picturesOf,
    secondsLeft,
    shownFrame,
    tileOf,
    wordsOf,
    type DreamSession,
    type Frame,
} from "../src/dreams/records";
import type { Field, Values } from "../src/core/tables";

beforeAll(() => {
    vi.stubGlobal("window", {});
    vi.stubGlobal("document", { baseURI: "http://localhost/" });
    connect("clip-critic/v1/", "");
});

const frame = (number: number, more: Partial<Frame> = {}): Frame => ({
    number, file: `000${number}.png`, climbed: 10 * number, want: "red star", avoid: "", similarity: 0.1 * number, judged: null, activity: null,
    compared: [], awake: false, note: "", seconds: 2, ...more, // prettier-ignore
});
const dream = (steps: Frame[], settings: Values = {}): DreamSession => ({
    id: "20260101-000000-abc", settings: { frames: 4, wake_up: 0, ...settings }, steps, notes: [], has_start: false, // prettier-ignore
});
const field = (name: string, kind: Field["kind"], value: string | number): Field => ({ name, kind, default: value }) as Field;

describe("frames", () => {
    const frames = [frame(0), frame(1), frame(2)];

    it("shows the newest one, unless the user has picked another", () => {
        expect(shownFrame(frames, null)).toBe(frames[2]);
        expect(shownFrame(frames, 1)).toBe(frames[1]);
        expect(shownFrame(frames, 7)).toBe(frames[2]);
        expect(shownFrame([], 1)).toBeUndefined();
    });

    it("are named, with their numbers and words", () => {
        expect([frame(0), frame(3), frame(4, { awake: true })].map(nameOf)).toEqual(["Start", "Frame 3", "Awake"]);
        expect(numbersOf(frame(2, { judged: -0.0004, activity: 4 }))).toBe("0.200 · judge 0.000 · activity 4.000");
        expect(numbersOf(frame(2, { similarity: null }))).toBe("");
        expect(wordsOf(frame(1, { want: "a\nb", avoid: "c" }))).toBe("a b − c");
    });

    it("counts the start, the frames and the one that is awake", () => {
        expect(picturesOf(dream([]))).toBe(5);
        expect(picturesOf(dream([], { wake_up: 0.4 }))).toBe(6);
        expect(picturesOf(dream(frames, { frames: 1 }))).toBe(3); // one that was dreamt on
    });

    it("guesses how long the others take", () => {
        expect(secondsLeft(dream([frame(0)]))).toBe(0);
        expect(secondsLeft(dream(frames))).toBe(4);
        expect(secondsLeft(dream([frame(0, { seconds: 90 }), frame(1, { seconds: 3 })]))).toBe(9);
    });

    it("have tiles and large pictures, but for those that are gone", () => {
        expect(tileOf("id", frame(1))).toMatchObject({ number: 1, caption: "0.100", large: expect.stringContaining("sessions/id/pictures/0001.png") });
        expect(tileOf("id", frame(2, { file: "" }))).toMatchObject({ source: "", large: "" });
        expect(tileOf("id", frame(2, { similarity: null, activity: 3 })).caption).toBe("3.000");
        expect(tileOf("id", frame(2, { awake: true })).caption).toBe("Awake");
        expect(largeOf(dream([frame(0), frame(1, { file: "" })]))).toHaveLength(1);
    });

    it("share a scale for phrases", () => {
        const compared = [{ phrase: "", similarity: 0.2, judged: null }, { phrase: "big", similarity: 0.1, judged: 0.4 }]; // prettier-ignore
        expect(largest([frame(0), frame(1, { compared })])).toBe(0.4);
        expect(largest([frame(0)])).toBeGreaterThan(0);
    });
});

describe("presets", () => {
    const fields = [field("want", "text", ""), field("zoom", "number", 0), field("steps", "integer", 10), field("start", "choice", "noise")];
    const presets: Preset[] = [
        { name: "tunnel", about: "", settings: { zoom: 2, want: "a tunnel" } },
        { name: "slow", about: "", settings: { steps: 40 } },
    ];
    const [tunnel, slow] = presets as [Preset, Preset];
    let values: Values;
    beforeEach(() => void (values = { want: "", zoom: 0, steps: 10, start: "colour" }));

    it("fill in their settings, and leave all others", () => {
        expect(chosen(tunnel, presets, values, fields)).toEqual({ want: "a tunnel", zoom: 2, steps: 10, start: "colour" });
    });

    it("give back what another preset has set, its words, too", () => {
        const first = chosen(tunnel, presets, values, fields);
        expect(chosen(slow, presets, first, fields)).toEqual({ want: "", zoom: 0, steps: 40, start: "colour" });
    });

    it("never replace the user's words", () => {
        values["want"] = "my cat";
        expect(chosen(tunnel, presets, values, fields)["want"]).toBe("my cat");
        expect(chosen(slow, presets, values, fields)["want"]).toBe("my cat");
    });

    it("leave the start to the user, unless they say so themselves", () => {
        const deep: Preset = { name: "deep", about: "", settings: { start: "picture" } };
        const all = [...presets, deep];
        expect(chosen(tunnel, all, values, fields)["start"]).toBe("colour");
        expect(chosen(deep, all, values, fields)["start"]).toBe("picture");
        expect(isChosen(tunnel, all, { ...chosen(tunnel, all, values, fields), start: "picture" }, fields)).toBe(true);
    });

    it("are marked while the settings are theirs", () => {
        const first = { ...chosen(tunnel, presets, values, fields), want: "my cat" };
        expect(presets.map((preset) => isChosen(preset, presets, first, fields))).toEqual([true, false]);
        expect(isChosen(tunnel, presets, { ...first, zoom: 3 }, fields)).toBe(false);
    });
});
