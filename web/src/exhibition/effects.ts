/** What each value does to each word: differences with their intervals, and what rows, columns and mixes add. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { look } from "../core/look";
import { t } from "../core/words";
import { ALL, barOf, chosen, isClear, probability, signed, widest, type Choice, type Column } from "./effect_rows";
import type { Effect, Effects } from "./records";
import "./split";

/** Effects that are shown at first. */
const FIRST = 20;

/** Fires `cc-measure` with "similarity" or "share". */
@customElement("cc-effects")
export class EffectsView extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
                min-width: 0;
            }
            .choices {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 14px;
                margin-bottom: 8px;
            }
            label {
                align-items: center;
                display: flex;
                gap: 6px;
            }
            select {
                max-width: 220px;
            }
            .scroller {
                overflow-x: auto;
                position: relative;
            }
            table {
                border-collapse: collapse;
                min-width: 640px;
                width: 100%;
            }
            th,
            td {
                border-bottom: 1px solid var(--line);
                max-width: 240px;
                overflow-wrap: anywhere;
                padding: 4px 8px;
                text-align: start;
                vertical-align: middle;
            }
            th {
                font-size: 12px;
                white-space: nowrap;
            }
            th button {
                background: none;
                border: 0;
                font-size: 12px;
                font-weight: 650;
                padding: 2px 0;
            }
            .number {
                text-align: end;
            }
            .clear td {
                font-weight: 650;
            }
            small {
                color: var(--soft);
                font-weight: 400;
            }
            .bar {
                background: linear-gradient(var(--soft), var(--soft)) 50% / 1px 100% no-repeat;
                height: 16px;
                min-width: 120px;
                position: relative;
                width: 100%;
            }
            .bar i {
                background: color-mix(in srgb, var(--soft) 45%, transparent);
                border-radius: 3px;
                height: 8px;
                min-width: 2px;
                position: absolute;
                top: 4px;
            }
            .bar b {
                background: var(--ink);
                height: 14px;
                margin-left: -1px;
                position: absolute;
                top: 1px;
                width: 3px;
            }
            .clear.up .bar :is(i, b) {
                background: var(--good);
            }
            .clear.down .bar :is(i, b) {
                background: var(--bad);
            }
            .clear .bar i {
                opacity: 0.6;
            }
            .hint {
                margin: 6px 0;
            }
        `,
    ];

    @property({ attribute: false }) found!: Effects;
    @property() measure: "similarity" | "share" = "similarity";
    @state() private choice: Choice = ALL;
    @state() private isWhole = false;
    private words: string[] = [];

    protected override willUpdate(changes: PropertyValues<this>): void {
        if (!changes.has("found")) return;
        this.words = [...new Set(this.found.effects.map(({ word }) => word))].sort((one, other) => one.localeCompare(other));
        if (!this.words.includes(this.choice.word)) this.choice = { ...this.choice, word: "" };
    }

    override render(): TemplateResult {
        const { found } = this;
        return html`${found.effects.length ? this.effects(found) : html`<p class="hint">${t("No pair of pictures can be compared yet.")}</p>`}
        ${found.split ? html`<cc-split .split=${found.split}></cc-split>` : nothing}`;
    }

    private effects({ effects, count, comparisons, split }: Effects): TemplateResult {
        const rows = chosen(effects, this.choice);
        const shown = this.isWhole ? rows : rows.slice(0, FIRST);
        const most = widest(rows);
        return html`${this.choices()}
            <div class="scroller" tabindex="0" role="region" aria-label=${t("Effects")}>
                <table>
                    <thead>
                        <tr>
                            ${this.head("value", t("Value"))} ${this.head("word", t("Word"))}
                            ${this.head("mean", t("Difference"))}
                            <th scope="col">${t("95 % interval")}</th>
                            ${this.head("adjusted", t("p (Holm)"))}
                            <th scope="col" class="number">${t("Seeds compared")}</th>
                            ${this.head("needed", t("Needed"))}
                        </tr>
                    </thead>
                    <tbody>
                        ${shown.map((effect) => this.row(effect, most))}
                    </tbody>
                </table>
            </div>
            ${rows.length > FIRST
                ? html`<button class="quiet" id="all" aria-expanded=${this.isWhole} @click=${() => (this.isWhole = !this.isWhole)}>
                      ${this.isWhole
                          ? t("Show the first {count} only", { count: FIRST })
                          : t("Show all (+{count})", { count: rows.length - FIRST })}
                  </button>`
                : nothing}
            <p class="hint">
                ${t("Pictures of the same seed are compared.")}
                ${comparisons
                    ? split
                        ? t("Bold: clear after Holm's correction for all {count} comparisons, with the mixes below.", { count: comparisons })
                        : t("Bold: clear after Holm's correction for all {count} comparisons.", { count: comparisons })
                    : nothing}
                ${count > effects.length ? t("The clearest {count} are here; all are in the CSV.", { count: effects.length }) : nothing}
                ${effects.every(({ low }) => low === null) ? t("Intervals need 8 seeds.") : nothing}
            </p>`;
    }

    private choices(): TemplateResult {
        const { choice, measure } = this;
        const set = (change: Partial<Choice>): void => void (this.choice = { ...choice, ...change });
        return html`<div class="choices">
            <label>
                ${t("Word")}
                <select id="word" @change=${(event: Event) => set({ word: (event.target as HTMLSelectElement).value })}>
                    <option value="" ?selected=${!choice.word}>${t("all words")}</option>
                    ${this.words.map((word) => html`<option value=${word} ?selected=${word === choice.word}>${word}</option>`)}
                </select>
            </label>
            <label>
                ${t("Measure")}
                <select
                    id="measure"
                    @change=${(event: Event) => this.dispatchEvent(new CustomEvent("cc-measure", { detail: (event.target as HTMLSelectElement).value }))}
                >
                    <option value="similarity" ?selected=${measure === "similarity"}>${t("Similarity")}</option>
                    <option value="share" ?selected=${measure === "share"}>${t("Share")}</option>
                </select>
            </label>
            <label>
                <input
                    id="clear"
                    type="checkbox"
                    .checked=${choice.isClearOnly}
                    @change=${(event: Event) => set({ isClearOnly: (event.target as HTMLInputElement).checked })}
                />
                ${t("Only clear ones")}
            </label>
        </div>`;
    }

    /** Return a header that sorts: first as it is useful, then the other way round, then the clearest first again. */
    private head(column: Column, title: string): TemplateResult {
        const { choice } = this;
        const isHere = choice.column === column;
        const next: Choice = !isHere
            ? { ...choice, column, isReversed: false }
            : choice.isReversed
              ? { ...choice, column: "clearest", isReversed: false }
              : { ...choice, isReversed: true };
        const isNumber = column === "mean" || column === "adjusted" || column === "needed";
        const isDescending = (column === "mean") !== choice.isReversed;
        const sorted = isHere ? (isDescending ? "descending" : "ascending") : nothing;
        return html`<th scope="col" class=${isNumber ? "number" : ""} aria-sort=${sorted}>
            <button data-sort=${column} title=${t("Sort")} @click=${() => (this.choice = next)}>
                ${title} <span aria-hidden="true">${isHere ? (isDescending ? "▼" : "▲") : "↕"}</span>
            </button>
        </th>`;
    }

    private row(effect: Effect, most: number): TemplateResult {
        const { axis, value, against, word, mean, low, high, adjusted, n, needed } = effect;
        const bar = barOf(effect, most);
        const written = (number: number): string => (this.measure === "share" ? `${signed(number * 100, 1)} %` : signed(number));
        return html`<tr class="${isClear(effect) ? "clear" : ""} ${mean > 0 ? "up" : "down"}">
            <td><bdi>${value}</bdi> <small><bdi>${t("against {value}", { value: against === "average" ? t(against) : against })}</bdi> · <bdi>${axis}</bdi></small></td>
            <td><bdi>${word}</bdi></td>
            <td class="number">${written(mean)}</td>
            <td>
                <div class="bar" role="img" aria-label=${low === null || high === null ? t("too few seeds") : `${written(low)} – ${written(high)}`}>
                    <i style="left: ${bar.left}%; width: ${bar.width}%"></i><b style="left: ${bar.mean}%"></b>
                </div>
            </td>
            <td class="number">${probability(adjusted)}</td>
            <td class="number">${n}</td>
            <td class="number">${needed === null ? "–" : t("about {count}", { count: needed })}</td>
        </tr>`;
    }
}
