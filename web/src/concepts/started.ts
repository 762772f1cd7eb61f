/** What came of starting a concept, alone or in parts. */

import { css, html, nothing, type TemplateResult } from "lit";
import { similarity } from "../core/numbers";
import { t } from "../core/words";
import { intervalBar } from "../views/interval";
import type { Scale } from "../views/scale";
import { countText } from "./list";
import { savedText } from "./records";
import type { Started, StartedPart } from "./tasks";

export const startedLook = css`
    .bars {
        display: grid;
        gap: 6px;
        list-style: none;
        margin: 0 0 8px;
        padding: 0;
    }
    .bars li {
        align-items: center;
        display: grid;
        gap: 10px;
        grid-template-columns: minmax(0, 5fr) minmax(60px, 6fr) 52px;
    }
    .scroll {
        overflow-x: auto;
    }
    table {
        border-collapse: collapse;
        font-size: 13px;
        margin-bottom: 8px;
    }
    th,
    td {
        border-bottom: 1px solid var(--line);
        font-weight: 400;
        padding: 4px 10px 4px 0;
        text-align: start;
    }
    td {
        font-variant-numeric: tabular-nums;
    }
    td.nearest {
        font-weight: 650;
        text-decoration: underline;
    }
`;

/** Return the place of a part's largest similarity. */
export const nearest = ({ similarities }: Pick<StartedPart, "similarities">): number => similarities.indexOf(Math.max(...similarities));

/** Return how near a concept is to its own pictures and to others, with where it was saved. */
export function startedText(started: Started): TemplateResult {
    const { vectors, own, other, step, steps, notes, saved, parts } = started;
    const scale: Scale = { from: Math.min(0, own, other ?? 0), to: Math.max(own, other ?? 0, 1e-9), zero: 0 };
    const bar = (label: string, value: number): TemplateResult =>
        html`<li><span>${label}</span> ${intervalBar(scale, { value })} <span class="number">${similarity(value)}</span></li>`;
    return html`<ul class="bars">
            ${bar(t("its own pictures, crops held out"), own)} ${other === undefined ? nothing : bar(t("other pictures"), other)}
        </ul>
        ${parts ? partsTable(parts, started.told_apart ?? 0) : nothing}
        <p class="hint">
            ${countText(vectors)}${step === undefined || steps === undefined ? nothing : ` · ${t("step {step} of {steps} was kept", { step, steps })}`}
        </p>
        ${notes.map((note) => html`<p class="message">${t(note)}</p>`)} ${saved.map((one) => html`<p class="message said">${savedText(one)}</p>`)}`;
}

function partsTable(parts: readonly StartedPart[], toldApart: number): TemplateResult {
    return html`<p id="told-apart">${t("{count} of {all} parts are nearest to their own pictures.", { count: toldApart, all: parts.length })}</p>
        <div class="scroll">
            <table>
                <thead>
                    <tr>
                        <th scope="col">${t("Part")}</th>
                        ${parts.map(({ keyword }) => html`<th scope="col"><bdi>${t("pictures of {keyword}", { keyword })}</bdi></th>`)}
                        <th scope="col">${t("the whole loses without it")}</th>
                    </tr>
                </thead>
                <tbody>
                    ${parts.map(
                        (part) => html`<tr>
                            <th scope="row"><bdi>${part.keyword}</bdi></th>
                            ${part.similarities.map((value, place) => html`<td class=${place === nearest(part) ? "nearest" : ""}>${similarity(value)}</td>`)}
                            <td>${similarity(part.missing)}</td>
                        </tr>`,
                    )}
                </tbody>
            </table>
        </div>`;
}
