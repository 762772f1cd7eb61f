import { describe, expect, it } from "vitest";
import type { Answer } from "../src/core/answer";
import { wordKey } from "../src/core/identity";
import { changed, type Ticks } from "../src/core/ticks";
import { tickedWords } from "../src/rank/ticked";
import words from "./fixtures/words.json";

const row = (keyword: string, rank: number) => ({ keyword, rank, group: "", similarity: 0, share: 0.1, truncated: 0 });
const answer: Answer = {
    picture: "a.png",
    encoder: "tiny",
    keywords: [row("sea", 1), row("caf\u00e9", 2), row("Cafe\u0301", 3), row("sky", 4)],
    rounds: [],
    contrasts: [[{ keyword: "girl", share: 1 }]],
    notes: [],
};
const tick = (...words: string[]): Ticks => words.reduce<Ticks>((ticks, word) => changed(ticks, word, true), new Set());

/** The server's own test reads the same table. */
describe("wordKey", () => {
    it.each(words.same)("takes %s for %s", (word, other) => {
        expect(wordKey(word!)).toBe(wordKey(other!));
    });

    it.each(words.different)("tells %s and %s apart", (word, other) => {
        expect(wordKey(word!)).not.toBe(wordKey(other!));
    });
});

it("returns ticked words in the order of the answer, each once", () => {
    expect(tickedWords(answer, tick("girl", "sky", "CAF\u00c9"))).toEqual(["caf\u00e9", "sky", "girl"]);
    expect(tickedWords(answer, changed(tick("sky", "sea"), "SKY", false))).toEqual(["sea"]);
});
