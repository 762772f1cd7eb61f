/** The orders of a gallery: as its axes are, or by a measure. */

import { NOTHING } from "./records";
import { percent, similarity } from "../core/numbers";

/** Return how much of what the rater has seen is liked less, for people to read. */
export const percentileText = (percentile: number): string => `${Math.round(percentile)} %`;

export type Measure = "own" | "score" | "similarity" | "share" | "taste";

/** The order that is chosen; no measure for that of the axes. */
export interface Order {
    measure: Measure | "";
    word: string;
    rater: string;
}

export const AXES: Order = { measure: "", word: "", rater: "" };

export const needsWord = ({ measure }: Order): boolean => measure === "similarity" || measure === "share";

/** Return whether an order says all that the server has to know. */
export function isComplete({ measure, word, rater }: Order): boolean {
    return measure === "own" || (measure === "taste" ? rater !== "" : measure !== "" && word !== "");
}

/** Return an order with what it lacks: the first word, the first rater; and without a rater that is not there. */
export function completed(order: Order, words: readonly string[], raters: readonly string[]): Order {
    const word = words.includes(order.word) ? order.word : (words[0] ?? "");
    const rater = raters.includes(order.rater) ? order.rater : (raters[0] ?? "");
    return order.measure === "taste" && !rater ? { ...AXES, word } : { ...order, word, rater };
}

/** Return the question about the values, to follow a session's address. */
export function queryOf({ measure, word, rater }: Order): string {
    const about: Record<string, string> = measure === "taste" ? { rater } : measure === "own" ? {} : { word };
    return `values?${new URLSearchParams({ measure, ...about })}`;
}

/** Write a value of a measure. */
export function written(measure: Measure | "", value: number | null | undefined): string {
    if (value === null || value === undefined) return NOTHING;
    if (measure === "share") return percent(value);
    return measure === "taste" ? percentileText(value) : similarity(value);
}
