/** What is known of a rater's taste: how often it is right, which words it follows, and favourites of an exhibition. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { look } from "../core/look";
import { percent } from "../core/numbers";
import { t } from "../core/words";
import { calibration } from "../views/calibration";
import { intervalBar, intervalLook } from "../views/interval";
import { ends, scaleOf, type Scale } from "../views/scale";
import type { Accuracy, Effect, Summary, WordGroup } from "./records";

/** The models that tell which words count, with the names on the page. */
export const MODELS = { words: "Groups of words", t1: "T(1)", t2: "T(2)", ridge: "Ridge (stars)" } as const;
export type Model = keyof typeof MODELS;

const CORRELATIONS: Scale = { from: -1, to: 1, zero: 0 };
const CHANCES: Scale = { from: 0.5, to: 1, zero: 0.5 };
/** The most rows of a list of words, rows or columns. */
const MOST = 20;

const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;

/**
 * Fires `cc-model` with the name of a model.
 */
@customElement("cc-taste-known")
export class TasteKnown extends LitElement {
    static override styles = [
        look,
        intervalLook,
        css`
            :host {
                display: block;
            }
            .cards {
                display: grid;
                gap: 14px;
                grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
            }
            p {
                margin: 0 0 8px;
            }
            p.message {
                margin-bottom: 14px;
            }
            #accuracy .interval {
                margin-bottom: 10px;
            }
            .figure {
                font-size: 22px;
                font-variant-numeric: tabular-nums;
                font-weight: 650;
            }
            .calibration {
                display: block;
                height: auto;
                margin-top: 10px;
                max-width: 100%;
            }
            ul {
                display: grid;
                gap: 6px 10px;
                grid-template-columns: minmax(0, 1fr) minmax(60px, 40%) max-content;
                list-style: none;
                margin: 0 0 10px;
                padding: 0;
            }
            li {
                align-items: center;
                display: grid;
                grid-column: 1 / -1;
                grid-template-columns: subgrid;
            }
            bdi {
                overflow-wrap: anywhere;
            }
            h4 {
                color: var(--soft);
                font-size: 12px;
                font-weight: 400;
                margin: 0 0 4px;
            }
            .models {
                border: 0;
                display: flex;
                flex-wrap: wrap;
                gap: 4px 12px;
                margin: 0 0 8px;
                padding: 0;
            }
            .models label {
                align-items: center;
                display: flex;
                gap: 4px;
            }
        `,
    ];

    @property({ attribute: false }) summary: Summary | null = null;
    @property() model: Model = "words";

    override render(): TemplateResult | typeof nothing {
        const { summary } = this;
        if (!summary) return nothing;
        return html`${summary.not_yet ? html`<p class="message" id="not-yet" role="status">${t(summary.not_yet)}</p>` : nothing}
            ${summary.notes.map((note) => html`<p class="message warning note" role="status">${t(note)}</p>`)}
            <div class="cards">
                ${summary.accuracy ? this.accuracy(summary.accuracy) : nothing}
                ${summary.not_yet ? nothing : this.words(summary)} ${this.effects("Favourite rows", summary.rows)}
                ${this.effects("Favourite columns", summary.columns)}
            </div>`;
    }

    private accuracy(accuracy: Accuracy): TemplateResult {
        const { expected, low, high, right, comparisons, bins } = accuracy;
        const interval = t("{low} to {high}", { low: percent(low), high: percent(high) });
        return html`<section class="card" id="accuracy">
            <h3>${t("How often it is right")} <small>${t("about two pictures that it has not learned from")}</small></h3>
            <p><span class="figure">${percent(expected)}</span> <span class="hint">${interval}</span></p>
            ${intervalBar(CHANCES, { value: expected, low, high })}
            <p class="hint">
                ${t("The scale goes from 50 %, which is guessing, to 100 %. The whiskers are the 95 % interval.")}
                ${t("It predicted {right} of your {count} comparisons so far, each without having seen its pictures.", {
                    right: percent(right),
                    count: comparisons,
                })}
            </p>
            ${bins.length
                ? html`<h4>${t("Calibration")}</h4>
                      <p class="hint">${t("Dots on the line: it is as sure as it may be. Dots below: too sure.")}</p>
                      ${calibration(bins)}`
                : nothing}
        </section>`;
    }

    private words(summary: Summary): TemplateResult {
        return html`<section class="card" id="words">
            <h3>${t("Your taste in words")}</h3>
            <fieldset class="models" aria-label=${t("Model")}>
                ${Object.entries(MODELS).map(
                    ([name, title]) => html`<label>
                        <input
                            type="radio"
                            name="model"
                            value=${name}
                            .checked=${name === this.model}
                            @change=${() => this.dispatchEvent(new CustomEvent("cc-model", { detail: name }))}
                        />
                        ${t(title)}
                    </label>`,
                )}
            </fieldset>
            ${this.model === "words" ? this.groups(summary.groups) : this.etas(summary)}
        </section>`;
    }

    private groups(groups: readonly WordGroup[]): TemplateResult {
        if (!groups.length) return html`<p class="hint">${t("No words stand out yet.")}</p>`;
        const part = (title: string, some: readonly WordGroup[]): TemplateResult | typeof nothing =>
            some.length
                ? html`<h4>${title}</h4>
                      <ul>
                          ${some.map((group) => this.group(group))}
                      </ul>`
                : nothing;
        return html`${part(
            t("It follows"),
            groups.filter(({ correlation }) => correlation >= 0),
        )}
        ${part(
            t("It avoids"),
            groups.filter(({ correlation }) => correlation < 0),
        )}
            <p class="hint">
                ${t("Correlation of the taste with what CLIP sees, −1 to 1, and its 95 % interval. Words of one line say about the same in these pictures.")}
            </p>`;
    }

    private group({ words, correlation, low, high }: WordGroup): TemplateResult {
        return html`<li data-word=${words[0] ?? ""}>
            <bdi>${words.join(", ")}</bdi> ${intervalBar(CORRELATIONS, { value: correlation, low, high })}
            <span class="number" title=${t("{low} to {high}", { low: signed(low), high: signed(high) })}>${signed(correlation)}</span>
        </li>`;
    }

    private etas({ eta }: Summary): TemplateResult {
        const honest =
            this.model === "ridge"
                ? t("Ridge regression learns from stars alone: without any, it has nothing to say.")
                : t("The T method weighs every word by itself, so it is easy to read, but it saturates: more answers soon stop making it better.");
        const shown = [...eta].sort((one, other) => Math.abs(other.eta) - Math.abs(one.eta)).slice(0, MOST);
        const scale = scaleOf(shown.map((word) => word.eta));
        return html`<p class="hint">${honest} ${t("The order of the pictures does not use it.")}</p>
            ${shown.length
                ? html`<ul id="eta">
                      ${shown.map(({ word, eta: weight, direction }) => {
                          const value = Math.abs(weight) * (direction < 0 ? -1 : 1);
                          return html`<li data-word=${word}>
                              <bdi>${word}</bdi> ${intervalBar(scale, { value })}
                              <span class="number">${signed(value)}</span>
                          </li>`;
                      })}
                  </ul>`
                : html`<p class="hint">${t("No words stand out yet.")}</p>`}`;
    }

    private effects(title: "Favourite rows" | "Favourite columns", effects: readonly Effect[] = []): TemplateResult | typeof nothing {
        if (!effects.length) return nothing;
        const shown = ends([...effects].sort((one, other) => other.effect - one.effect), MOST);
        const scale = scaleOf(shown.map(({ effect }) => effect));
        return html`<section class="card" data-effects=${title}>
            <h3>${t(title)} <small>${t("of the exhibition, above or below its mean")}</small></h3>
            <ul>
                ${shown.map(
                    ({ name, effect }) => html`<li>
                        <bdi>${name}</bdi> ${intervalBar(scale, { value: effect })}
                        <span class="number">${signed(effect)}</span>
                    </li>`,
                )}
            </ul>
            ${shown.length < effects.length ? html`<p class="hint">${shown.length} / ${effects.length}</p>` : nothing}
        </section>`;
    }
}
