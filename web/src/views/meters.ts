/** The parts of a score as meters: what is wanted, held and unwanted, and how surely it is there. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { look } from "../core/look";
import { score } from "../core/numbers";
import { t } from "../core/words";

export interface Part {
    word: string;
    role: "wanted" | "held" | "unwanted";
    weight: number;
    value: number;
}

const MARKS = { wanted: "+", held: "=", unwanted: "−" } as const;
/** Standard deviations that fill a bar. */
const FULL = 4;

@customElement("cc-meters")
export class Meters extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            p {
                display: flex;
                justify-content: space-between;
                margin: 0 0 4px;
            }
            ul {
                display: grid;
                gap: 7px 10px;
                grid-template-columns: auto minmax(0, max-content) minmax(60px, 1fr) auto;
                list-style: none;
                margin: 0;
                padding: 0;
            }
            li {
                align-items: center;
                display: grid;
                grid-column: 1 / -1;
                grid-template-columns: subgrid;
            }
            .mark {
                color: var(--soft);
                font-weight: 700;
                text-align: center;
                width: 14px;
            }
            .wanted .mark {
                color: var(--good);
            }
            .unwanted .mark {
                color: var(--bad);
            }
            .word {
                font-weight: 600;
                max-width: 180px;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .held .word {
                font-weight: 400;
            }
            .held .track > span {
                background: color-mix(in srgb, var(--accent) 55%, var(--line));
            }
            .unwanted .track > span {
                background: var(--bad);
            }
        `,
    ];

    @property({ attribute: false }) parts: readonly Part[] = [];
    @property() objective = "joint";

    override render(): TemplateResult | typeof nothing {
        if (!this.parts.length) return nothing;
        return html`<p class="hint">
                <span>${t("Targets")}</span>
                <span>${t("Score")}</span>
            </p>
            <ul>
                ${repeat(
                    this.parts,
                    (part) => `${part.role} ${part.word}`,
                    (part) => this.row(part),
                )}
            </ul>`;
    }

    private row({ word, role, value }: Part): TemplateResult {
        const filled = this.objective === "similarity" ? value / FULL : value;
        const width = Math.round(Math.min(1, Math.max(0, filled)) * 1000) / 10;
        return html`<li class=${role} data-word=${word}>
            <span class="mark" role="img" aria-label=${t(role)} title=${t(role)}>${MARKS[role]}</span>
            <bdi class="word" title=${word}>${word}</bdi>
            <span class="track" aria-hidden="true"><span style="width: ${width}%"></span></span>
            <span class="number">${score(value, this.objective)}</span>
        </li>`;
    }
}
