/** A prompt's text in pieces: its phrases, and what stands between them. */

import type { Audit, Phrase } from "../core/answer";

type Effect = "helps" | "nothing" | "against" | "unread";

const EFFECTS: readonly [string, Effect][] = [
    ["helps", "helps"],
    ["does nothing", "nothing"],
    ["works against", "against"],
];

/** Return what a phrase does, by its verdict. */
export function effectOf(phrase: Phrase): Effect {
    return EFFECTS.find(([start]) => phrase.verdict.startsWith(start))?.[1] ?? "unread";
}

/** Return the prompt as plain text and phrases, in their order; phrases without a place are at the end. */
export function pieces(audit: Audit): (string | Phrase)[] {
    const text = [...audit.prompt]; // places count characters, not the halves of those beyond the basic plane
    const placed = audit.phrases.filter((phrase) => typeof phrase.start === "number" && typeof phrase.end === "number");
    const result: (string | Phrase)[] = [];
    const left = audit.phrases.filter((phrase) => !placed.includes(phrase));
    let at = 0;
    for (const phrase of [...placed].sort((first, second) => first.start! - second.start!)) {
        if (phrase.start! < at) {
            left.push(phrase);
            continue;
        }
        result.push(text.slice(at, phrase.start!).join(""), phrase);
        at = phrase.end!;
    }
    return [...result, text.slice(at).join(""), ...left].filter((piece) => piece !== "");
}
