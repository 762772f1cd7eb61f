/** Which mask is asked for. */

import type { Placed } from "../core/answer";
import { wordKey } from "../core/identity";
import type { Values } from "../core/tables";

/** Return the address of a mask; `instead` is a word that should give way to the word. */
export function maskPath(question: string, word: string, instead: string, values: Values): string {
    const asked = new URLSearchParams(instead ? { word: instead, without: word } : { word });
    for (const [name, value] of Object.entries(values)) asked.set(name, String(value));
    return `questions/${question}/mask?${asked}`;
}

/** Return the words that have a mask and may give way to another, those with the largest part in a place first. */
export function givingWay(words: readonly Placed[], word: string): string[] {
    return words
        .filter((other) => !other.trouble && wordKey(other.word) !== wordKey(word))
        .sort((first, second) => second.placed - first.placed)
        .map((other) => other.word);
}
