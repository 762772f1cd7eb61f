import { describe, expect, it } from "vitest";
import { difference, type Change } from "../src/core/difference";

const text = (changes: Change[], ...kinds: Change["kind"][]): string =>
    changes
        .filter((change) => kinds.includes(change.kind))
        .map((change) => change.text)
        .join("");

describe("difference", () => {
    it("marks what was removed and added, in this order", () => {
        expect(difference("plain, (blue:1.27), star", "plain, (blue:1.24), star, large")).toEqual([
            { kind: "same", text: "plain, " },
            { kind: "removed", text: "(blue:1.27)" },
            { kind: "added", text: "(blue:1.24)" },
            { kind: "same", text: ", star" },
            { kind: "added", text: ", large" },
        ]);
    });

    it.each([
        ["", "a cat"],
        ["a cat", ""],
        ["a, b, c", "c, b, a"],
        ["赤い花、少女", "少女、青い花"],
        ["a\nb", "a  b 🐈"],
    ])("gives both prompts again: %s, %s", (old, now) => {
        const changes = difference(old, now);
        expect(text(changes, "same", "removed")).toBe(old);
        expect(text(changes, "same", "added")).toBe(now);
        changes.slice(1).forEach((change, place) => expect(change.kind).not.toBe(changes[place]?.kind));
    });

    it("shows very long prompts as replaced", () => {
        const [old, now] = ["a", "b"].map((letter) => Array.from({ length: 3000 }, (_, place) => `${letter}${place}`));
        expect(difference(old!.join("\n"), now!.join(",")).map((change) => change.kind)).toEqual(["removed", "added"]);
    });
});
