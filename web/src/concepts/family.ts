/** The generations of a breeding as a tree, and what is picked in one of them. */

import type { Session, ShownStep } from "../sessions/records";

export interface Individual {
    number: number;
    generation: number;
    /** How it came to be, such as "average". */
    what: string;
    /** The name of the concept that it is, in the first population. */
    concept: string;
    parents: number[];
    weights: number[];
    files: string[];
}

export interface Generation {
    id: number;
    /** The generation that it came from; null for the first population. */
    before: number | null;
    depth: number;
    picked: number[];
    method: string;
    size: number;
    individuals: number[];
    /** Whether the choice that it came from was taken back. */
    undone: boolean;
}

export interface Breeding extends Session<ShownStep> {
    /** The generation where the user is. */
    current: number;
    /** The generations that lead there. */
    path: number[];
    generations: Generation[];
    individuals: Individual[];
}

/** A generation in the drawing of the tree. */
export interface Branch {
    generation: Generation;
    /** How many branches it is away from the trunk. */
    indent: number;
}

/** Return the generations as a tree, top down; a generation that is the only child stands below its parent, not beside it. */
export function branches({ generations, path }: Pick<Breeding, "generations" | "path">): Branch[] {
    const shown = generations.filter(({ id, undone }) => !undone || path.includes(id));
    const known = new Set(shown.map(({ id }) => id));
    const childrenOf = (id: number): Generation[] => shown.filter(({ before }) => before === id);
    const below = (generation: Generation, indent: number): Branch[] => {
        const children = childrenOf(generation.id);
        const further = children.length > 1 ? indent + 1 : indent;
        return [{ generation, indent }, ...children.flatMap((child) => below(child, further))];
    };
    const roots = shown.filter(({ before }) => before === null || !known.has(before));
    return roots.flatMap((root) => below(root, 0));
}

/** Return an individual and all whom it came from, the generations one by one, the youngest first. */
export function ancestors(individuals: readonly Individual[], number: number): Individual[][] {
    const known = new Map(individuals.map((individual) => [individual.number, individual]));
    const found: Individual[][] = [];
    const seen = new Set<number>();
    let some = [number];
    while (some.length) {
        const here = some.filter((one) => known.has(one) && !seen.has(one)).map((one) => known.get(one)!);
        here.forEach((individual) => seen.add(individual.number));
        if (here.length) found.push(here);
        some = [...new Set(here.flatMap(({ parents }) => parents))];
    }
    return found;
}

/** Return what is picked after an individual was clicked: the favourite first, as the order of the clicks is. */
export function toggled(picked: readonly number[], number: number): number[] {
    return picked.includes(number) ? picked.filter((one) => one !== number) : [...picked, number];
}

/** What a key does in the gallery of a generation; `place` is that of an individual, from 0. */
export type Act = { kind: "pick"; place: number } | { kind: "focus"; place: number } | { kind: "large" | "next" | "undo" };
type Key = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "repeat">;

/**
 * Return what a key does; null for all other keys.
 *
 * @param at the place of the individual that has the focus.
 * @param count the number of individuals.
 * @param columns how many of them are side by side.
 */
export function actOf(event: Key, at: number, count: number, columns: number): Act | null {
    if (event.altKey || !count) return null;
    const { key } = event;
    if (event.ctrlKey || event.metaKey) return key.toLowerCase() === "z" && !event.shiftKey && !event.repeat ? { kind: "undo" } : null;
    const moves: Record<string, number> = {
        ArrowLeft: at - 1,
        ArrowRight: at + 1,
        ArrowUp: at - columns,
        ArrowDown: at + columns,
        Home: 0,
        End: count - 1,
    };
    const place = moves[key];
    if (place !== undefined) return place >= 0 && place < count ? { kind: "focus", place } : null;
    if (event.repeat) return null;
    const digit = /^[1-9]$/.exec(key.normalize("NFKC"))?.[0] ?? /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (digit) return Number(digit) <= count ? { kind: "pick", place: Number(digit) - 1 } : null;
    const acts: Record<string, Act["kind"]> = { n: "next", l: "large" };
    const kind = acts[key.normalize("NFKC").toLowerCase()];
    return kind ? ({ kind } as Act) : null;
}
