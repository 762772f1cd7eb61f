/** What CLIP says about a frame, with the judge beside it, and how both went. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { look } from "../core/look";
import { similarity } from "../core/numbers";
import { t } from "../core/words";
import "../views/chart";
import type { Names, Scores } from "../views/chart";
import { placeOn } from "../views/scale";
import { largest, nameOf, type Compared, type DreamSession, type Frame } from "./records";

/** Return what a user should know about dreams. */
export function honestly(): string {
    return t("A dream is an art effect. CLIP finds the words in patterns in which people often do not: its number says how well the dream convinced CLIP, not how well you will see them.");
}

interface Charts {
    steps: readonly Frame[];
    similarity: Scores[];
    activity: Scores[];
}

@customElement("cc-dream-facts")
export class DreamFacts extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 12px;
                grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
                min-width: 0;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .card {
                align-content: start;
                display: grid;
                gap: 10px;
            }
            h3 {
                margin: 0;
            }
            .numbers {
                display: flex;
                flex-wrap: wrap;
                gap: 6px 26px;
                margin: 0;
            }
            .numbers div {
                display: grid;
            }
            dt {
                color: var(--soft);
                font-size: 12px;
            }
            dd {
                font-size: 20px;
                font-variant-numeric: tabular-nums;
                font-weight: 650;
                margin: 0;
            }
            dd small {
                color: var(--soft);
                font-size: 12px;
                font-weight: 400;
            }
            ol {
                display: grid;
                gap: 6px;
                list-style: none;
                margin: 6px 0 0;
                padding: 0;
            }
            li {
                align-items: baseline;
                display: grid;
                gap: 2px 8px;
                grid-template-columns: 20px minmax(0, 1fr) minmax(40px, 1fr) 48px;
            }
            li .hint {
                text-align: right;
            }
            li .track {
                align-self: center;
            }
            .judged > span {
                background: #7048e8;
            }
            bdi {
                overflow-wrap: anywhere;
            }
        `,
    ];

    @property({ attribute: false }) session!: DreamSession;
    @property({ attribute: false }) frame!: Frame;
    private charts: Charts | null = null;

    override render(): TemplateResult {
        const { frame } = this;
        const { similarity: rows, activity } = this.drawn();
        return html`<section class="card">
                <h3>${nameOf(frame)} ${this.climbed(frame)}</h3>
                ${this.words(frame)} ${this.numbers(frame)} ${frame.compared.length ? this.phrases(frame) : nothing}
                ${frame.note ? html`<p class="message" id="note">${t(frame.note)}</p>` : nothing}
                <p class="hint" id="honest">${honestly()} ${this.about(frame)}</p>
            </section>
            ${rows.length > 1 ? this.chart("similarities", rows, this.names()) : nothing}
            ${activity.length > 1 ? this.chart("activities", activity, activityNames()) : nothing}`;
    }

    private climbed(frame: Frame): TemplateResult | typeof nothing {
        return frame.number && !frame.awake ? html`<small>${t("{count} steps", { count: frame.climbed })}</small>` : nothing;
    }

    private words({ want, avoid }: Frame): TemplateResult | typeof nothing {
        if (!want && !avoid) return nothing;
        return html`<p id="words"><bdi>${want}</bdi>${avoid ? html` <span class="hint">−</span> <bdi>${avoid}</bdi>` : nothing}</p>`;
    }

    private numbers(frame: Frame): TemplateResult {
        const first = this.session.steps[0];
        const rows = [
            ["clip", t("CLIP's similarity"), frame.similarity, first?.similarity],
            ["judge", t("The judge's similarity"), frame.judged, first?.judged],
            ["activity", t("Activity of the unit"), frame.activity, first?.activity],
        ] as const;
        return html`<dl class="numbers">
            ${rows.map(([id, label, value, before]) =>
                value === null
                    ? nothing
                    : html`<div>
                          <dt>${label}</dt>
                          <dd id=${id}>
                              ${similarity(value)}
                              ${frame.number && before !== null && before !== undefined
                                  ? html`<small>${t("at the start {value}", { value: similarity(before) })}</small>`
                                  : nothing}
                          </dd>
                      </div>`,
            )}
        </dl>`;
    }

    /** Say what the numbers are, and who the judge is. */
    private about(frame: Frame): string {
        if (frame.similarity === null) return "";
        if (frame.judged !== null) return t("The judge is another encoder, which only looks. Two encoders have scales of their own: compare how their numbers change.");
        return t("Choose a judge to see what an encoder says that did not dream.");
    }

    private phrases(frame: Frame): TemplateResult {
        const most = largest(this.session.steps);
        return html`<section>
            <h3>${t("Phrases")} <small>${t("from left to right, row by row")}</small></h3>
            <ol id="phrases">
                ${frame.compared.map((one, place) => this.phrase(one, place, most))}
            </ol>
        </section>`;
    }

    private phrase({ phrase, similarity: seen, judged }: Compared, place: number, most: number): TemplateResult {
        const width = (value: number | null): number => placeOn({ from: 0, to: most, zero: 0 }, value ?? 0);
        return html`<li data-phrase=${phrase}>
            <span class="hint">${place + 1}</span>
            ${phrase ? html`<bdi>${phrase}</bdi>` : html`<i>${t("plain")}</i>`}
            <span class="track" aria-hidden="true"><span style="width: ${width(seen)}%"></span></span>
            <span class="number">${similarity(seen)}</span>
            ${judged === null
                ? nothing
                : html`<span></span><span class="hint">${t("judge")}</span>
                      <span class="track judged" aria-hidden="true"><span style="width: ${width(judged)}%"></span></span>
                      <span class="number">${similarity(judged)}</span>`}
        </li>`;
    }

    private chart(id: string, rows: readonly Scores[], names: Names): TemplateResult {
        return html`<section class="card" id=${id}>
            <h3>${names.value}</h3>
            <cc-chart objective="similarity" .scores=${rows} .names=${names} .marked=${this.frame.number}></cc-chart>
        </section>`;
    }

    private names(): Names {
        return {
            line: "CLIP",
            dots: t("with phrases"),
            judge: t("judge"),
            step: t("Frame"),
            value: t("Similarity"),
            about: t("Similarity of each frame"),
        };
    }

    /** Return what the charts show; the same objects as long as the frames are the same. */
    private drawn(): Charts {
        const { steps } = this.session;
        if (this.charts?.steps !== steps) {
            const rows = (value: (frame: Frame) => number | null): Scores[] =>
                steps.filter((frame) => value(frame) !== null).map((frame) => ({ number: frame.number, kept: value(frame), candidates: [], judge: null }));
            const seen = steps
                .filter((frame) => frame.similarity !== null)
                .map(({ number, similarity: kept, judged: judge, compared }) => ({
                    number,
                    kept,
                    judge,
                    candidates: compared.slice(1).flatMap((one) => one.similarity ?? []),
                }));
            this.charts = { steps, similarity: seen, activity: rows((frame) => frame.activity) };
        }
        return this.charts;
    }
}

function activityNames(): Names {
    return { line: t("activity"), dots: "", judge: "", step: t("Frame"), value: t("Activity of the unit"), about: t("Activity of the unit in each frame") };
}
