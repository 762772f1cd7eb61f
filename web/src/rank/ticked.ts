/** The ticked words of an answer. */

import type { Answer } from "../core/answer";
import { wordKey } from "../core/identity";
import type { Ticks } from "../core/ticks";

/** Return the ticked words in the order in which the answer shows them, each in its first spelling. */
export function tickedWords(answer: Answer, ticks: Ticks): string[] {
    const found = new Map<string, string>();
    for (const word of shownWords(answer)) {
        if (found.size === ticks.size) break;
        const key = wordKey(word);
        if (ticks.has(key) && !found.has(key)) found.set(key, word);
    }
    return [...found.values()];
}

function* shownWords(answer: Answer): Generator<string> {
    for (const row of answer.keywords) yield row.keyword;
    for (const set of answer.contrasts ?? []) for (const part of set) yield part.keyword;
    for (const phrase of answer.audit?.phrases ?? []) yield phrase.phrase;
}
