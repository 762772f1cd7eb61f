/** Effects in the order that is wanted, and as numbers and bars. */

import { SIGNIFICANT, type Effect } from "./records";

export type Column = "clearest" | "value" | "word" | "mean" | "adjusted" | "needed";

/** What is shown of the effects. */
export interface Choice {
    column: Column;
    isReversed: boolean;
    /** A word that they are on; empty for all. */
    word: string;
    isClearOnly: boolean;
}

export const ALL: Choice = { column: "clearest", isReversed: false, word: "", isClearOnly: false };

/** Return whether an effect is clear after Holm's correction. */
export const isClear = ({ adjusted }: Pick<Effect, "adjusted">): boolean => adjusted !== null && adjusted < SIGNIFICANT;

const last = (value: number | null): number => value ?? Infinity;
const COMPARE: Record<Exclude<Column, "clearest">, (one: Effect, other: Effect) => number> = {
    value: (one, other) => one.axis.localeCompare(other.axis) || one.value.localeCompare(other.value),
    word: (one, other) => one.word.localeCompare(other.word),
    mean: (one, other) => other.mean - one.mean,
    adjusted: (one, other) => compare(last(one.adjusted), last(other.adjusted)),
    needed: (one, other) => compare(last(one.needed), last(other.needed)),
};

/** Return the effects that are chosen, in their order; equal ones stay as the server has them, the clearest first. */
export function chosen(effects: readonly Effect[], { column, isReversed, word, isClearOnly }: Choice): Effect[] {
    const found = effects.filter((effect) => (!word || effect.word === word) && (!isClearOnly || isClear(effect)));
    const sorted = column === "clearest" ? found : found.toSorted(COMPARE[column]);
    return isReversed ? sorted.toReversed() : sorted;
}

/** Return the largest difference or end of an interval, which fills half of a bar. */
export function widest(effects: readonly Effect[]): number {
    return effects.reduce((most, { mean, low, high }) => Math.max(most, Math.abs(mean), Math.abs(low ?? 0), Math.abs(high ?? 0)), 0);
}

/** Return the places of an interval and its mean in a bar whose middle is 0, in per cent. */
export function barOf({ mean, low, high }: Pick<Effect, "mean" | "low" | "high">, most: number): { left: number; width: number; mean: number } {
    const place = (value: number): number => (most > 0 ? 50 + (50 * Math.max(-most, Math.min(most, value))) / most : 50);
    const [first, second] = low === null || high === null ? [Math.min(0, mean), Math.max(0, mean)] : [low, high];
    return { left: place(first), width: place(second) - place(first), mean: place(mean) };
}

/** Write a difference with its sign. */
export function signed(value: number, digits = 3): string {
    const text = value.toFixed(digits);
    return value > 0 && Number(text) !== 0 ? `+${text}` : text.replace("-", "−").replace(/^−(0\.0+)$/, "$1");
}

/** Write a probability. */
export function probability(value: number | null): string {
    if (value === null) return "–";
    return value < 0.001 ? "< 0.001" : value.toFixed(3);
}

function compare(one: number, other: number): number {
    return one === other ? 0 : one < other ? -1 : 1;
}
