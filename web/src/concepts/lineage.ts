/** Where a concept came from, as the metadata of its file has it. */

import { html, nothing, type TemplateResult } from "lit";
import { t } from "../core/words";

/** Levels below which nothing more is shown: files of others may have any depth. */
const DEEPEST = 6;
/** The most entries that are shown of one level. */
const MOST = 50;
/** The most characters that are shown of a value. */
const LONGEST = 400;

/** Return the names and values of a level; those of a list have numbers for names. */
export function entriesOf(value: unknown): [string, unknown][] {
    if (Array.isArray(value)) return value.map((one, place) => [String(place + 1), one]);
    return value !== null && typeof value === "object" ? Object.entries(value) : [];
}

/** Return whether a value fits in a line: a list does if nothing in it has levels of its own. */
export const isFlat = (value: unknown): boolean =>
    entriesOf(value).length === 0 || (Array.isArray(value) && value.every((one) => entriesOf(one).length === 0));

/** Write a value in a line. */
export function line(value: unknown): string {
    const text = Array.isArray(value) ? value.map(line).join(", ") : String(value ?? "") || "–";
    return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Return a lineage as a list; levels within it are folded. */
export function lineageList(value: unknown, depth = 0): TemplateResult | typeof nothing {
    const entries = entriesOf(value);
    if (!entries.length || depth > DEEPEST) return nothing;
    return html`<ul class="lineage">
        ${entries.slice(0, MOST).map(([name, part]) =>
            isFlat(part)
                ? html`<li><bdi class="what">${t(name)}</bdi> <bdi>${line(part)}</bdi></li>`
                : html`<li class="level"><details ?open=${depth < 1}><summary><bdi>${t(name)}</bdi></summary>${lineageList(part, depth + 1)}</details></li>`,
        )}
        ${entries.length > MOST ? html`<li class="hint">${MOST} / ${entries.length}</li>` : nothing}
    </ul>`;
}
