/** Ticked words: a word that is ticked in one place is ticked wherever it is shown. */

import { wordKey } from "./identity";

/** The keys of the ticked words. */
export type Ticks = ReadonlySet<string>;

/** Announces that the user has ticked a word, or taken its tick away. */
export class TickEvent extends CustomEvent<{ word: string; isTicked: boolean }> {
    constructor(word: string, isTicked: boolean) {
        super("cc-tick", { detail: { word, isTicked }, bubbles: true, composed: true });
    }
}

/** Return the ticks with a word's changed. */
export function changed(ticks: Ticks, word: string, isTicked: boolean): Ticks {
    const result = new Set(ticks);
    if (isTicked) result.add(wordKey(word));
    else result.delete(wordKey(word));
    return result;
}
