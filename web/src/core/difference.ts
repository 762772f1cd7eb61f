/** The difference between two prompts, for people to read. */

/** A stretch of text that is kept, added or removed. */
export interface Change {
    kind: "same" | "added" | "removed";
    text: string;
}

const TOKEN = /\s+|[^\s,，、()[\]:]+|./gu;
/** The most pairs of tokens that are compared; longer prompts are shown as replaced. */
const MAX_PAIRS = 4_000_000;

/**
 * Return the changes from one prompt to another, word by word.
 *
 * The kept and removed texts make up the old prompt, the kept and added ones the new prompt.
 */
export function difference(old: string, now: string): Change[] {
    const before = old.match(TOKEN) ?? [];
    const after = now.match(TOKEN) ?? [];
    if (before.length * after.length > MAX_PAIRS) return joined([...all("removed", before), ...all("added", after)]);
    return joined(walk(before, after, lengths(before, after)));
}

const all = (kind: Change["kind"], tokens: string[]): Change[] => tokens.map((text) => ({ kind, text }));

/** Return, for each pair of places, the length of the longest common sequence from there on. */
function lengths(before: string[], after: string[]): Uint32Array[] {
    const rows = Array.from({ length: before.length + 1 }, () => new Uint32Array(after.length + 1));
    for (let i = before.length - 1; i >= 0; i--) {
        const row = rows[i] as Uint32Array;
        const next = rows[i + 1] as Uint32Array;
        for (let j = after.length - 1; j >= 0; j--) {
            row[j] = before[i] === after[j] ? next[j + 1]! + 1 : Math.max(next[j]!, row[j + 1]!);
        }
    }
    return rows;
}

function walk(before: string[], after: string[], rows: Uint32Array[]): Change[] {
    const changes: Change[] = [];
    let i = 0;
    let j = 0;
    while (i < before.length || j < after.length) {
        if (i < before.length && j < after.length && before[i] === after[j]) {
            changes.push({ kind: "same", text: before[i++]! });
            j++;
        } else if (i < before.length && (j === after.length || rows[i + 1]![j]! >= rows[i]![j + 1]!)) {
            changes.push({ kind: "removed", text: before[i++]! });
        } else {
            changes.push({ kind: "added", text: after[j++]! });
        }
    }
    return changes;
}

/** Join neighbours of one kind; what was removed and added in one place stands in this order. */
function joined(changes: Change[]): Change[] {
    const result: Change[] = [];
    let removed = "";
    let added = "";
    const flush = (): void => {
        if (removed) result.push({ kind: "removed", text: removed });
        if (added) result.push({ kind: "added", text: added });
        removed = added = "";
    };
    for (const { kind, text } of changes) {
        if (kind === "removed") removed += text;
        else if (kind === "added") added += text;
        else {
            flush();
            const last = result.at(-1);
            if (last?.kind === "same") last.text += text;
            else result.push({ kind, text });
        }
    }
    flush();
    return result;
}
