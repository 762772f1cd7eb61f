/** Concepts as our routes describe them. */

import { t } from "../core/words";

/** A concept: vectors with a name, in a file of ours or of the host's. */
export interface Concept {
    name: string;
    /** The name as it is written into lists, such as `<my-cat>`. */
    keyword: string;
    file: string;
    in_host: boolean;
    /** The places of words that it takes. */
    vectors: number;
    /** The numbers of each vector, by text tower. */
    widths: Record<string, number>;
    /** The length of each vector, by text tower. */
    norms: Record<string, number[]>;
    made_for: string;
    encoder: string;
    trained_on: string;
    step: number | null;
    term: string;
    lineage: Record<string, unknown>;
    digest: string;
    /** What an encoder says about it, if one was asked. */
    fit: Fit | null;
}

export interface Fit {
    encoder: string;
    fits: boolean;
    why_not: string;
    tower: string;
    /** For each vector the nearest words. */
    words: { word: string; cosine: number }[][];
    note: string;
}

/** What is in all folders, and the files that cannot be used. */
export interface Holdings {
    concepts: Concept[];
    unusable: { file: string; reason: string }[];
    folder: string;
    host_folders: string[];
    /** Whether the host has a tab in which embeddings are trained. */
    host_trains: boolean;
}

export interface SavedConcept {
    name: string;
    keyword: string;
    files: string[];
    /** What the host needs before it draws with it; empty if nothing. */
    note: string;
}

/** Return why a text cannot be sent as a name; empty if the server may judge it. */
export function nameFault(name: string): string {
    if (!name.trim()) return t("A concept has no name: give it one.");
    return /[\\/]|^\.+$/.test(name.trim()) ? t("A concept's name is not a path: try one such as my-cat.") : "";
}

/** Return the path of a concept's routes. */
export const conceptPath = (name: string): string => `concepts/${encodeURIComponent(name)}`;

/** Return a sentence about where a concept was saved, and whether it can be drawn with at once. */
export function savedText({ keyword, files, note }: SavedConcept): string {
    const where = t("{keyword} is saved: {files}.", { keyword, files: files.join(", ") });
    if (note) return `${where} ${t(note)}`;
    return files.length > 1 ? `${where} ${t("The WebUI draws with it at once, by its bare name.")}` : where;
}

/** Return a sentence about a copy for the host's training. */
export function trainableText({ name, files, note }: SavedConcept): string {
    const where = t("{name} is saved for training: {files}. Choose it in the WebUI's tab Train, where the list may have to be refreshed.", {
        name,
        files: files.join(", "),
    });
    return note ? `${where} ${t(note)}` : where;
}

/** Return those concepts that a user means by a few letters. */
export function matching(concepts: readonly Concept[], letters: string): readonly Concept[] {
    const wanted = letters.trim().toLowerCase();
    if (!wanted) return concepts;
    return concepts.filter(({ name, made_for }) => `<${name}> ${made_for}`.toLowerCase().includes(wanted));
}

/** Return those that can be mixed with some names: as many vectors, for the same text towers as far as their files say it. */
export function mixable(concepts: readonly Concept[], population: readonly string[]): readonly Concept[] {
    const shape = ({ vectors, widths }: Concept): string => JSON.stringify([vectors, Object.entries(widths).sort()]);
    const tower = ({ lineage }: Concept): string => (typeof lineage["tower"] === "string" ? lineage["tower"] : "");
    const first = concepts.find(({ name }) => name === population[0]);
    const known = concepts.filter(({ name }) => population.includes(name)).map(tower).find(Boolean);
    const isOfOther = (concept: Concept): boolean => Boolean(known && tower(concept) && tower(concept) !== known);
    const fits = (concept: Concept): boolean => !first || (shape(concept) === shape(first) && !isOfOther(concept));
    return concepts.filter((concept) => !population.includes(concept.name) && fits(concept));
}

/** Return the lines of a text that say something, each once. */
export const lines = (text: unknown): string[] => [
    ...new Set(
        String(text ?? "")
            .split("\n")
            .map((line) => line.trim())
            .filter(Boolean),
    ),
];
