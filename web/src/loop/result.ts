/** A session's pictures, scores and prompts; one step is selected everywhere. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { get } from "../core/api";
import { wordKey } from "../core/identity";
import { look } from "../core/look";
import { percent, score } from "../core/numbers";
import { t } from "../core/words";
import { Latest } from "../exhibition/latest";
import { AXES, completed, percentileText, type Order } from "../exhibition/order";
import { orderControl } from "../exhibition/order_control";
import { knownRater, ofRater } from "../taste/memory";
import "../views/chart";
import type { Scores } from "../views/chart";
import "../views/compare";
import { showLarge, type LargeEvent, type LargePicture } from "../views/large";
import { changes, markedPrompt } from "../views/marked_prompt";
import "../views/meters";
import "../views/strip";
import type { Tile } from "../views/strip";
import { keptStep, likingText, picture, shownStep, sorted, stepBefore, winner } from "./records";
import type { Candidate, LoopSession, LoopStep, Seen, Tastes } from "./records";

/** Pixels of a picture in the film strip. */
const TILE = 176;
const MARKS = { wanted: "+", held: "=", unwanted: "−" } as const;

@customElement("cc-loop-result")
export class LoopResult extends LitElement {
    static override styles = [
        look,
        changes,
        css`
            :host {
                display: block;
            }
            .top {
                display: grid;
                gap: 18px;
                grid-template-columns: minmax(220px, 340px) minmax(0, 1fr);
            }
            .stage p {
                margin: 5px 0 0;
            }
            .facts {
                display: grid;
                gap: 12px;
                align-content: start;
                min-width: 0;
            }
            h3 {
                align-items: baseline;
                display: flex;
                flex-wrap: wrap;
                gap: 2px 10px;
            }
            h3 .number {
                margin-left: auto;
            }
            .facts p {
                margin: 0 0 4px;
            }
            .steps {
                margin: 12px 0 6px;
            }
            .steps h3 {
                margin: 0;
            }
            .more {
                display: grid;
                gap: 14px;
                grid-template-columns: repeat(auto-fit, minmax(min(100%, 300px), 1fr));
                margin-top: 12px;
            }
            .candidates {
                display: grid;
                gap: 8px;
                grid-template-columns: repeat(auto-fill, minmax(84px, 1fr));
            }
            .candidates button {
                background: none;
                border: 0;
                padding: 0;
                text-align: left;
            }
            .candidates img {
                aspect-ratio: 1;
                border: 1px solid var(--line);
                border-radius: 8px;
                display: block;
                object-fit: cover;
                width: 100%;
            }
            .order label {
                align-items: center;
                color: var(--soft);
                display: inline-flex;
                font-size: 12px;
                gap: 6px;
                margin: 0 12px 8px 0;
                max-width: 100%;
            }
            select {
                min-width: 0;
                padding: 4px 6px;
            }
            .candidates .best img {
                border-color: transparent;
                outline: 2px solid var(--accent);
            }
            .seen {
                column-gap: 20px;
                columns: 2 230px;
            }
            .seen section {
                break-inside: avoid;
                margin-bottom: 10px;
            }
            h4 {
                color: var(--soft);
                font-size: 12px;
                font-weight: 400;
                margin: 0 0 3px;
            }
            .word {
                align-items: center;
                display: grid;
                font-size: 13px;
                gap: 6px;
                grid-template-columns: 10px minmax(min-content, 1fr) minmax(12px, 22%) 60px;
            }
            .word bdi {
                max-width: 130px;
                overflow-wrap: break-word; /* only a word that is wider than this */
            }
            @media (max-width: 560px) {
                .top {
                    grid-template-columns: minmax(0, 1fr);
                }
            }
        `,
    ];

    @property({ attribute: false }) session!: LoopSession;
    /** The step that the user has picked; null follows the kept one. */
    @property({ attribute: false }) picked: number | null = null;
    @state() private seen: Seen[] = [];
    /** The order of a step's candidates. */
    @state() private order: Order = AXES;
    private readonly taste = new Latest<{ raters: { name: string }[] }>(this);
    private readonly tastes = new Latest<Tastes>(this);

    private asked = "";
    private tilesOf: { steps: readonly LoopStep[]; tiles: Tile[]; scores: Scores[] } | null = null;

    private get selected(): LoopStep | undefined {
        return shownStep(this.session.steps, this.picked);
    }

    private get objective(): string {
        return String(this.session.settings["objective"]);
    }

    override connectedCallback(): void {
        super.connectedCallback();
        this.addEventListener("cc-large", (event) => this.enlarge((event as LargeEvent).detail));
    }

    private get raters(): string[] {
        return this.taste.value?.raters.map(({ name }) => name) ?? [];
    }

    /** Ask who has chosen pictures, and what that rater would think of the candidates of a step. */
    private like(step: LoopStep | undefined): void {
        const { raters, session } = this;
        const isSeen = step !== undefined && step.candidates.length > 0;
        this.taste.wish(isSeen ? "taste" : "", session.id);
        const known = knownRater();
        this.order = completed({ ...this.order, rater: this.order.rater || known }, [], raters);
        const rater = this.order.measure === "taste" || raters.includes(known) ? this.order.rater : "";
        this.tastes.wish(isSeen && rater ? `sessions/${session.id}/tastes${ofRater(rater)}&step=${step.number}` : "", "");
    }

    /** Return how much a rater would like a picture; empty if that is not known. */
    private percentile(file: string): string {
        const percentile = this.tastes.value?.tastes[file]?.percentile ?? null;
        return percentile === null ? "" : `♥ ${percentileText(percentile)}`;
    }

    protected override willUpdate(_changes: PropertyValues<this>): void {
        const step = this.selected;
        this.like(step);
        const asked = step && step.best >= 0 ? `${this.session.id}/steps/${step.number}` : "";
        if (asked === this.asked) return;
        this.asked = asked;
        if (asked) void this.look(asked);
        else this.seen = [];
    }

    private async look(asked: string): Promise<void> {
        try {
            const { seen } = await get<{ seen: Seen[] }>(`sessions/${asked}?brief=true`);
            if (asked === this.asked) this.seen = seen;
        } catch {
            if (asked === this.asked) this.seen = [];
        }
    }

    override render(): TemplateResult | typeof nothing {
        const step = this.selected;
        if (!step) return nothing;
        const { tiles, scores } = this.rows();
        return html`<div class="top" data-step=${step.number}>
                <div class="stage">${this.stage(step)}</div>
                <div class="facts">${this.facts(step)}</div>
            </div>
            <section class="steps">
                <h3>${t("All steps")}</h3>
                <cc-strip .tiles=${tiles} .selected=${step.number}></cc-strip>
            </section>
            <slot></slot>
            <div class="more">
                ${step.candidates.length > 1 ? this.candidates(step) : nothing}
                <section class="card">
                    <h3>${t("Score")}</h3>
                    <cc-chart .scores=${scores} .objective=${this.objective}></cc-chart>
                </section>
                ${this.seen.length ? this.words(step) : nothing}
            </div>`;
    }

    private name(step: LoopStep): string {
        const name = step.number ? t("Step {number}", { number: step.number }) : t("Start");
        return step === keptStep(this.session.steps) ? `${name}, ${t("kept")}` : name;
    }

    private stage(step: LoopStep): TemplateResult {
        const first = this.session.steps.find((other) => other.best >= 0);
        const now = winner(step);
        if (!now) return html`<p class="hint">${t("This step was skipped and has no picture.")}</p>`;
        const before = first && first !== step ? winner(first) : undefined;
        const { id } = this.session;
        return html`<cc-compare
                .earlier=${before ? picture(id, before.file) : ""}
                .earlierTitle=${t("Before")}
                .later=${picture(id, now.file)}
                .laterTitle=${this.name(step)}
            ></cc-compare>
            <p class="hint">${before ? html`${t("before")} ⟷ ` : nothing}${this.name(step)}</p>`;
    }

    private facts(step: LoopStep): TemplateResult {
        const now = winner(step);
        const before = stepBefore(this.session.steps, step);
        return html`<section class="card">
                <h3>${this.name(step)} ${this.numbers(step)}</h3>
                <cc-meters .parts=${now?.score.parts ?? []} .objective=${this.objective}></cc-meters>
            </section>
            ${step.prompt || step.negative_prompt
                ? html`<section>
                      <h3>${t("Prompt")} <small>${tokens(step.tokens)}</small></h3>
                      <p class="prompt" id="prompt">${markedPrompt(before?.prompt ?? "", step.prompt)}</p>
                      ${step.negative_prompt || before?.negative_prompt
                          ? html`<h3>${t("Negative prompt")} <small>${tokens(step.negative_tokens)}</small></h3>
                                <p class="prompt">${markedPrompt(before?.negative_prompt ?? "", step.negative_prompt)}</p>`
                          : nothing}
                      ${step.edited ? html`<p class="hint">${t("Changed by hand.")}</p>` : nothing}
                      ${step.why.length ? html`<p class="hint">${step.why.map((why) => t(why)).join(" · ")}</p>` : nothing}
                  </section>`
                : nothing}
            ${step.notes.map((note) => html`<p class="message">${t(note)}</p>`)} ${this.newestNotes(step)}`;
    }

    /** What the last step says and the shown one does not. */
    private newestNotes(shown: LoopStep): TemplateResult[] {
        const last = this.session.steps.at(-1)!;
        const notes = last.notes.filter((note) => !shown.notes.includes(note));
        return notes.map((note) => html`<p class="message"><b>${this.name(last)}:</b> ${t(note)}</p>`);
    }

    private numbers(step: LoopStep): TemplateResult {
        const now = winner(step);
        const shown = [
            now ? score(now.score.value, this.objective) : "",
            now ? this.percentile(now.file) : "",
            now?.score.taste ? `${t("taste")} ${likingText(now.score.taste)}` : "",
            step.judge ? `${t("judge")} ${score(step.judge.value, this.objective)}` : "",
            step.number ? `${t("strength")} ${Number(step.strength.toFixed(2))}` : "",
            now && step.number ? `${t("seed")} ${now.seed}` : "",
        ];
        return html`<small class="number">${shown.filter(Boolean).join(" · ")}</small>`;
    }

    private candidates(step: LoopStep): TemplateResult {
        const { id } = this.session;
        const options = [
            ["", t("as they were drawn")],
            ["score", t("score")],
        ] as const;
        const shown = this.sorted(step);
        const first = Object.values(this.tastes.value?.tastes ?? {})[0];
        return html`<section class="card">
            <h3>${t("Candidates")} <small>${this.name(step)}</small></h3>
            <div class="order">${orderControl(this.order, options, [], this.raters, (order) => (this.order = order))}</div>
            ${this.order.measure === "taste" && (this.tastes.message || first?.not_yet) ? html`<p class="hint" role="status">${t(this.tastes.message || first!.not_yet)}</p>` : nothing}
            <div class="candidates">
                ${shown.map(
                    (candidate, place) =>
                        html`<button
                            class=${candidate === winner(step) ? "best" : ""}
                            title=${[
                                `${t("seed")} ${candidate.seed}`,
                                candidate.score.taste ? `${t("taste")} ${likingText(candidate.score.taste)}` : "",
                            ]
                                .filter(Boolean)
                                .join(" · ")}
                            aria-label=${t("Candidate {number}, large view", { number: place + 1 })}
                            @click=${() => void showLarge(shown.map((other) => this.large(step, other)), place)}
                        >
                            <img loading="lazy" src=${picture(id, candidate.file, TILE)} alt="" />
                            <span class="hint">${score(candidate.score.value, this.objective)} ${this.percentile(candidate.file)}</span>
                        </button>`,
                )}
            </div>
        </section>`;
    }

    private sorted(step: LoopStep): readonly Candidate[] {
        return sorted(step.candidates, this.order.measure, this.tastes.value?.liked ?? []);
    }

    private words(step: LoopStep): TemplateResult {
        const roles = new Map((winner(step)?.score.parts ?? []).map((part) => [wordKey(part.word), part.role]));
        return html`<section class="card">
            <h3>${t("What CLIP sees")} <small>${t("share in its group")}</small></h3>
            <div class="seen">
                ${this.seen.map(
                    ({ group, words }) =>
                        html`<section>
                            ${group ? html`<h4><bdi>${group}</bdi></h4>` : nothing}
                            ${words.map((seen) => {
                                const role = roles.get(wordKey(seen.word));
                                return html`<div class="word">
                                    <b>${role ? MARKS[role] : ""}</b><bdi title=${seen.word}>${seen.word}</bdi>
                                    <span class="track" aria-hidden="true"><span style="width: ${seen.share * 100}%"></span></span>
                                    <span class="number">${percent(seen.share)}</span>
                                </div>`;
                            })}
                        </section>`,
                )}
            </div>
        </section>`;
    }

    /** Return what the strip and the chart show; the same objects as long as the steps are the same. */
    private rows(): { tiles: Tile[]; scores: Scores[] } {
        const { steps } = this.session;
        if (this.tilesOf?.steps !== steps) {
            const kept = keptStep(steps);
            this.tilesOf = { steps, tiles: steps.map((step) => this.tile(step, step === kept)), scores: scores(steps) };
        }
        return this.tilesOf;
    }

    private tile(step: LoopStep, isKept: boolean): Tile {
        const { id } = this.session;
        const best = winner(step);
        return {
            number: step.number,
            source: best ? picture(id, best.file, TILE) : "",
            large: best ? picture(id, best.file) : "",
            title: step.prompt || t("Start"),
            caption: best ? score(best.score.value, this.objective) : "",
            isKept,
        };
    }

    private large(step: LoopStep, { file, score: { value } }: Candidate): LargePicture {
        return {
            source: picture(this.session.id, file),
            title: [this.name(step), score(value, this.objective), this.percentile(file), step.prompt].filter(Boolean).join(" · "),
        };
    }

    /** Show the best picture of a step large, among those of all steps. */
    private enlarge(source: string): void {
        const best = this.session.steps.flatMap((step) => {
            const now = winner(step);
            return now ? [this.large(step, now)] : [];
        });
        void showLarge(
            best,
            best.findIndex((large) => large.source === source),
        );
    }
}

/** Return the scores after each step, for the chart. */
function scores(steps: readonly LoopStep[]): Scores[] {
    let kept: number | null = null;
    return steps.map((step) => {
        if (step.kept) kept = winner(step)?.score.value ?? kept;
        return {
            number: step.number,
            kept,
            candidates: step.candidates.map((candidate) => candidate.score.value),
            judge: step.judge?.value ?? null,
        };
    });
}

function tokens(count: [number, number] | null): string {
    const [used, room] = count ?? ["?", "?"];
    return room ? t("{used} of {room} tokens", { used, room }) : "";
}
