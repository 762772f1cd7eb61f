/** Exhibitions as the server describes them. */

import type { Session, ShownStep } from "../sessions/records";

export interface Axis {
    name: string;
    /** Whether its values are those of a setting. */
    setting: boolean;
    values: string[];
}

export interface ExhibitionSession extends Session<ShownStep> {
    axes: Axis[];
    encoder: string;
    /** The different pictures that it asks for, those that are there, and those that could not be made. */
    pictures: number;
    made: number;
    failed: number;
}

/** What is in each cell, row by row with the seeds last. */
export interface Gallery {
    id: string;
    prompt: string;
    axes: Axis[];
    seeds: number[];
    /** The words that are measured, as a list and as its text. */
    words: string[];
    list: string;
    /** The name, the first and the last word of each group. */
    groups: [name: string, start: number, stop: number][];
    /** The name of each cell's picture; empty where there is none. */
    files: string[];
    /** Why cells could not be made, by their index. */
    errors: Record<string, string>;
    version: number;
}

export interface CellWord {
    word: string;
    similarity: number;
    share: number | null;
}

/** One cell with all that is known of it. */
export interface Cell {
    index: number;
    values: Record<string, string>;
    seed: number;
    prompt: string;
    negative_prompt: string;
    file: string;
    own: number | null;
    error: string;
    words: CellWord[];
}

/** One measure of all cells. */
export interface Measured {
    values: (number | null)[];
    /** The cells with the highest value first. */
    order: number[];
    /** Of a taste: how much of what the rater has seen is liked less than the cell's picture. */
    percentiles?: (number | null)[];
}

export interface Effect {
    axis: string;
    value: string;
    against: string;
    word: string;
    mean: number;
    low: number | null;
    high: number | null;
    /** The probability after Holm's correction. */
    adjusted: number | null;
    n: number;
    needed: number | null;
    bootstrapped: boolean;
}

interface Part {
    axis: string;
    values: { value: string; adds: number }[];
}

export interface Mix {
    row: string;
    column: string;
    adds: number;
    low: number | null;
    high: number | null;
    adjusted: number | null;
}

/** What rows, columns and their mixes add to the similarity to the prompt. */
export interface Split {
    mean: number;
    shares: Record<"rows" | "columns" | "interaction" | "seeds" | "rest", number>;
    rows: Part;
    columns: Part;
    mixes: Mix[];
}

export interface Effects {
    /** The number of all effects, of which the clearest were sent. */
    count: number;
    /** The number of effects and mixes that their probabilities are corrected for. */
    comparisons: number;
    effects: Effect[];
    split: Split | null;
}

/** The size of an exhibition, before it begins. */
export interface Plan {
    cells: number;
    seeds: number;
    pictures: number;
    /** The pictures that are still to be drawn, with all their candidates. */
    left: number;
    seconds: number;
    bytes: number;
    /** Whether the time is that of pictures that were drawn here. */
    measured: boolean;
    first_prompt: string;
    axes: Axis[];
}

/** How an empty value is shown. */
export const NOTHING = "–";

/** Effects below this are printed in bold. */
export const SIGNIFICANT = 0.05;

/** Return what changes whenever the pictures of an exhibition do. */
export function stateOf({ pictures, made, failed, axes }: ExhibitionSession, state: string): string {
    return [pictures, made, failed, axes.map((axis) => axis.values.length), state].join();
}
