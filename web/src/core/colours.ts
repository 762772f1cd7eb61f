/** A colour for each word, which it keeps wherever it is shown. */

/** Distinguishable in both themes and by most colour-blind people (after Okabe and Ito, 2008). */
export const PALETTE = ["#e8590c", "#7048e8", "#1098ad", "#e6a700", "#2f9e44", "#c2255c", "#1971c2", "#868e96"] as const;
const OTHERS = "#adb5bd";

/** Return the colour of each word: the first ones have their own, all others share a grey. */
export function colours(words: readonly string[]): Map<string, string> {
    return new Map(words.map((word, place) => [word, PALETTE[place] ?? OTHERS]));
}
