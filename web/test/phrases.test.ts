import { expect, it } from "vitest";
import type { Audit, Phrase } from "../src/core/answer";
import { effectOf, pieces } from "../src/views/phrases";

const phrase = (text: string, start?: number, end?: number): Phrase => ({
    phrase: text,
    weight: 1,
    similarity: 0.2,
    effect: 0.1,
    verdict: "helps",
    start,
    end,
});
const shown = (prompt: string, ...phrases: Phrase[]): string[] =>
    pieces({ prompt, similarity: 0, truncated: 0, phrases } satisfies Audit).map((piece) =>
        typeof piece === "string" ? piece : `<${piece.phrase}>`,
    );

it("puts phrases where the prompt has them, in their order", () => {
    expect(shown("a cat, (dog:1.2)", phrase("dog", 8, 11), phrase("a cat", 0, 5))).toEqual([
        "<a cat>",
        ", (",
        "<dog>",
        ":1.2)",
    ]);
});

it("counts characters, not their halves", () => {
    expect(shown("\u{1f431}, sea", phrase("sea", 3, 6))).toEqual(["\u{1f431}, ", "<sea>"]);
});

it("shows phrases without a place of their own at the end", () => {
    expect(shown("a cat", phrase("a cat", 0, 5), phrase("cat", 2, 5), phrase("style"))).toEqual([
        "<a cat>",
        "<style>",
        "<cat>",
    ]);
});

it("reads verdicts", () => {
    const verdicts = ["helps", "does nothing", "works against the picture", "not read: its step never comes"];
    expect(verdicts.map((verdict) => effectOf({ ...phrase("x"), verdict }))).toEqual([
        "helps",
        "nothing",
        "against",
        "unread",
    ]);
});
