/** What rows, columns and only their mix add to the similarity to the prompt. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { PALETTE } from "../core/colours";
import { look } from "../core/look";
import { percent } from "../core/numbers";
import { t } from "../core/words";
import { isClear, signed } from "./effect_rows";
import type { Mix, Split } from "./records";

/** Values of an axis, and mixes, that are shown. */
const VALUES = 6;
const MIXES = 8;

@customElement("cc-split")
export class SplitView extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
                margin-top: 14px;
            }
            .whole {
                border-radius: 6px;
                display: flex;
                height: 16px;
                margin-bottom: 6px;
                overflow: hidden;
            }
            ul {
                list-style: none;
                margin: 0;
                padding: 0;
            }
            .legend {
                display: flex;
                flex-wrap: wrap;
                gap: 2px 14px;
                margin-bottom: 12px;
            }
            .dot {
                border-radius: 50%;
                display: inline-block;
                height: 9px;
                width: 9px;
            }
            .parts {
                display: grid;
                gap: 12px 24px;
                grid-template-columns: repeat(auto-fill, minmax(min(100%, 240px), 1fr));
            }
            .parts li {
                display: flex;
                gap: 8px;
                justify-content: space-between;
                padding: 1px 0;
            }
            .parts bdi {
                overflow-wrap: anywhere;
            }
            .clear {
                font-weight: 650;
            }
        `,
    ];

    @property({ attribute: false }) split!: Split;

    override render(): TemplateResult {
        const { rows, columns, mixes, shares } = this.split;
        const names: Record<keyof Split["shares"], string> = {
            rows: rows.axis,
            columns: columns.axis,
            interaction: t("only their mix"),
            seeds: t("the seed"),
            rest: t("chance"),
        };
        const parts = (Object.keys(names) as (keyof Split["shares"])[]).map((part, place) => ({
            name: names[part],
            share: Math.max(0, shares[part] || 0),
            colour: PALETTE[part === "rest" ? 7 : place],
        }));
        return html`<h3>${t("Rows, columns and their mixes")} <small>${t("where the differences in similarity to the prompt come from")}</small></h3>
            <div class="whole" aria-hidden="true">
                ${parts.map(({ share, colour }) => html`<span style="background: ${colour}; width: ${share * 100}%"></span>`)}
            </div>
            <ul class="legend">
                ${parts.map(
                    ({ name, share, colour }) =>
                        html`<li><i class="dot" style="background: ${colour}"></i> <bdi>${name}</bdi> <span class="number">${percent(share)}</span></li>`,
                )}
            </ul>
            <div class="parts">${this.axis(rows)} ${this.axis(columns)} ${mixes.length ? this.mixes(mixes) : nothing}</div>`;
    }

    private axis({ axis, values }: Split["rows"]): TemplateResult {
        const sorted = values.toSorted((one, other) => other.adds - one.adds);
        const shown = sorted.length > 2 * VALUES ? [...sorted.slice(0, VALUES), null, ...sorted.slice(-VALUES)] : sorted;
        return html`<section>
            <h3><bdi>${axis}</bdi></h3>
            <ul>
                ${shown.map((found) =>
                    found
                        ? html`<li><bdi>${found.value || "–"}</bdi> <span class="number">${signed(found.adds)}</span></li>`
                        : html`<li aria-hidden="true">⋯</li>`,
                )}
            </ul>
        </section>`;
    }

    private mixes(mixes: readonly Mix[]): TemplateResult {
        return html`<section>
            <h3>${t("Mixes")} <small>${t("more or less than the sum of both")}</small></h3>
            <ul>
                ${mixes.slice(0, MIXES).map(
                    (mix) => html`<li class=${isClear(mix) ? "clear" : ""}>
                        <bdi>${mix.row || "–"} × ${mix.column || "–"}</bdi> <span class="number">${signed(mix.adds)}</span>
                    </li>`,
                )}
            </ul>
        </section>`;
    }
}
