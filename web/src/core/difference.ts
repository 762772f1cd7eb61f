/** The difference between two prompts, for people to read. */

import { diffArrays } from "diff";

/** A stretch of text that is kept, added or removed. */
export interface Change {
    kind: "same" | "added" | "removed";
    text: string;
}

/** A phrase of a prompt, or what stands between two of them. */
const PART = /[,，、､\n]\s*|[^,，、､\n]+/gu;
/** The most changes that are looked for; prompts with more are shown as replaced. */
const MAX_CHANGES = 500;

/**
 * Return the changes from one prompt to another, phrase by phrase.
 *
 * The kept and removed texts make up the old prompt, the kept and added ones the new prompt.
 */
export function difference(old: string, now: string): Change[] {
    const found = diffArrays(old.match(PART) ?? [], now.match(PART) ?? [], { maxEditLength: MAX_CHANGES });
    const changes = found ?? [
        { value: [old], removed: true, added: false },
        { value: [now], removed: false, added: true },
    ];
    return changes.map(({ value, added, removed }) => ({
        kind: added ? "added" : removed ? "removed" : "same",
        text: value.join(""),
    }));
}
