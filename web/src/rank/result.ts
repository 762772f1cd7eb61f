/** The answer to a question: the ranking first, then rounds, the prompt's audit, groups and contrasts. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import type { Answer, Audit, Part } from "../core/answer";
import { colours } from "../core/colours";
import { look } from "../core/look";
import type { Ticks } from "../core/ticks";
import { t } from "../core/words";
import "../views/audited_prompt";
import "../views/ladder";
import "../views/word_rows";
import type { WordRow } from "../views/word_rows";
import { nameOf, rowsHere, type Maps } from "../where/maps";
import "./export_menu";

/** The most groups, and the most contrasts, that are shown; all are in the export. */
const MAX_PARTS = 50;
/** Groups that are open at first, and their rows. */
const OPEN_GROUPS = 6;
const FIRST_IN_GROUP = 5;
/** The most words that leave room for the rounds below them; with more, those stand below the picture. */
const SHORT = 14;

/** The prompt that is audited: the picture's own, its negative one, or one that the user has typed. */
export type Audited = "own" | "negative" | "typed";
const AUDIT_TITLES: Readonly<Record<Audited, string>> = {
    own: "The picture's own prompt",
    negative: "The picture's own negative prompt",
    typed: "Prompt audit",
};

/**
 * The picture's place is this element's only slot. Fires `cc-negate` to audit the other prompt of the picture.
 */
@customElement("cc-rank-result")
export class RankResult extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                container-type: inline-size;
                display: block;
            }
            .two {
                display: grid;
                gap: 14px 20px;
                grid-template: auto auto 1fr / minmax(0, 9fr) minmax(0, 11fr);
            }
            .two > * {
                align-self: start;
                grid-column: 1;
                min-width: 0;
            }
            .two > .words {
                display: grid;
                gap: 14px;
                grid-area: 1 / 2 / 4;
            }
            .short {
                grid-template-rows: auto 1fr auto;
            }
            .short > .picture {
                grid-row: 1 / 3;
            }
            .short > .words {
                grid-area: 1 / 2;
            }
            .short > .rounds {
                grid-area: 2 / 2;
            }
            .whole {
                margin-top: 14px;
            }
            .spoken {
                clip-path: inset(50%);
                height: 1px;
                margin: 0;
                overflow: hidden;
                position: absolute;
                width: 1px;
            }
            .empty {
                color: var(--soft);
                margin: 24px 0;
                text-align: center;
            }
            @container (max-width: 720px) {
                .two {
                    display: flex;
                    flex-direction: column;
                    gap: 10px;
                }
                .card {
                    padding: 10px;
                }
            }
            .head {
                align-items: start;
                display: flex;
                gap: 8px;
                justify-content: space-between;
            }
            .parts {
                display: grid;
                gap: 10px 18px;
                grid-template-columns: repeat(auto-fill, minmax(min(100%, 250px), 1fr));
            }
            summary {
                font-weight: 650;
                padding: 2px 0;
            }
            code {
                font-size: 12px;
                overflow-wrap: anywhere;
            }
            .hint {
                margin: 4px 0 0;
            }
            .head .quiet {
                font-size: 12px;
                padding: 0 4px;
            }
        `,
    ];

    /** Null before there is one. */
    @property({ attribute: false }) answer: Answer | null = null;
    @property({ attribute: false }) ticks: Ticks = new Set();
    /** The question's id, for the export. */
    @property() question = "";
    /** Where the words are, and the cell that is looked at. */
    @property({ attribute: false }) maps: Maps | null = null;
    @property({ attribute: false }) cell: number | null = null;
    /** Which prompt was audited. */
    @property() audited: Audited = "own";
    /** Whether the picture has a negative prompt, which can be audited, too. */
    @property({ type: Boolean }) canNegate = false;
    private rows: WordRow[] = [];
    private unknown: ReadonlySet<string> = new Set();
    private shownColours: ReadonlyMap<string, string> = new Map();
    private here: WordRow[] | null = null;
    private groups: { name: string; rows: WordRow[] }[] = [];
    private contrasts: WordRow[][] = [];

    protected override willUpdate(changes: PropertyValues<this>): void {
        const { answer, maps, cell } = this;
        if (changes.has("answer") && answer) this.sort(answer);
        this.here = maps && cell !== null ? rowsHere(maps, cell, this.rows) : null;
    }

    private row = ({ keyword, share }: Part, _place: number, all: readonly Part[]): WordRow => ({
        word: keyword,
        share: all.length > 1 ? share : null,
        isUnknown: this.unknown.has(keyword),
    });

    private sort(answer: Answer): void {
        this.unknown = new Set(answer.unknown);
        this.rows = answer.keywords.map((row) => ({ ...row, word: row.keyword, isUnknown: this.unknown.has(row.keyword) }));
        this.shownColours = colours([...new Set(answer.keywords.slice(0, 50).map((row) => row.keyword))]);
        this.groups = (answer.groups ?? [])
            .slice(0, MAX_PARTS)
            .map(({ name, keywords }) => ({ name, rows: keywords.map(this.row) }));
        this.contrasts = (answer.contrasts ?? []).slice(0, MAX_PARTS).map((set) => set.map(this.row));
    }

    override render(): TemplateResult {
        const { answer } = this;
        return html`<p class="spoken" role="status">${answer ? this.spoken(answer) : ""}</p>
            <div class="two ${this.rows.length <= SHORT ? "short" : ""}">
                <div class="picture"><slot></slot></div>
                <div class="words">${answer ? [this.notes(answer), this.ranking(answer)] : this.empty()}</div>
                ${answer ? this.rounds(answer) : nothing} ${answer?.audit ? this.audit(answer.audit) : nothing}
            </div>
            ${answer ? [this.parts(answer), this.sets(answer)] : nothing}`;
    }

    /** Return what screen readers say when there is an answer. */
    private spoken(answer: Answer): string {
        const best = answer.keywords[0]?.keyword ?? "";
        return t("{count} words are ranked. The best one: {word}", { count: answer.keywords.length, word: best });
    }

    private empty(): TemplateResult {
        return html`<p class="empty">${t("Add a picture, choose or type keywords, and press Rank.")}</p>`;
    }

    private notes(answer: Answer): TemplateResult[] {
        const count = answer.unknown?.length ?? 0;
        const unknown = t("Words marked with ? ({count}) were never learned by this encoder: their numbers mean nothing.", {
            count,
        });
        const notes = [...answer.notes.map((note) => t(note)), ...(count ? [unknown] : [])];
        return notes.map((note) => html`<p class="message warning note" role="status">${note}</p>`);
    }

    private ranking(answer: Answer): TemplateResult {
        const isAlone = this.rows.length === 1;
        const hint = isAlone
            ? t("A single keyword has nothing to be compared with: it has a similarity, but no share.")
            : t("Share among these words, not the probability that a word is true.");
        return html`<section class="card ranking">
            <div class="head">
                <h3 title=${hint}>
                    ${this.place() ?? t("What CLIP sees")}
                    <small>${isAlone ? hint : this.here ? t("what this place adds · similarity") : t("share among these words · similarity")}</small>
                </h3>
                <cc-export-menu .question=${this.question} .name=${answer.picture} ?canCopy=${this.ticks.size > 0}></cc-export-menu>
            </div>
            <cc-word-rows
                title=${t("Ranking")}
                .rows=${this.rows}
                .here=${this.here}
                .ticks=${this.ticks}
                .colours=${this.shownColours}
            ></cc-word-rows>
            <p class="hint"><bdi>${answer.picture}</bdi> · <code>${answer.encoder}</code></p>
        </section>`;
    }

    /** Return the title while a place of the picture is looked at. */
    private place(): string | null {
        const { maps, cell } = this;
        return maps && cell !== null ? t("What CLIP sees here: {place}", { place: t(nameOf(maps, cell)) }) : null;
    }

    private rounds(answer: Answer): TemplateResult | typeof nothing {
        if (!answer.rounds.length) return nothing;
        return html`<section class="card rounds">
            <h3>${t("Rounds")} <small>${t("Each round removes its winner and ranks the rest again.")}</small></h3>
            <cc-ladder
                .rounds=${answer.rounds}
                .colours=${this.shownColours}
                .ticks=${this.ticks}
                .unknown=${this.unknown}
                .words=${this.rows.length}
            ></cc-ladder>
        </section>`;
    }

    private audit(audit: Audit): TemplateResult {
        return html`<section class="card audit">
            <div class="head">
                <h3>${t(AUDIT_TITLES[this.audited])}</h3>
                ${this.canNegate
                    ? html`<button id="negative" class="quiet" @click=${this.negate}>
                          ${this.audited === "negative" ? t("Audit the prompt") : t("Audit the negative prompt")}
                      </button>`
                    : nothing}
            </div>
            <cc-audited-prompt .audit=${audit} .ticks=${this.ticks} .unknown=${this.unknown}></cc-audited-prompt>
        </section>`;
    }

    private negate = (): void => {
        this.dispatchEvent(new CustomEvent("cc-negate"));
    };

    private parts(answer: Answer): TemplateResult | typeof nothing {
        if (this.groups.length < 2) return nothing;
        return html`<section class="card whole groups">
            <h3>${t("Groups")} <small>${t("Shares within each group.")}</small></h3>
            <div class="parts">
                ${this.groups.map(
                    ({ name, rows }, place) => html`<details ?open=${place < OPEN_GROUPS}>
                        <summary><bdi>${name || "–"}</bdi></summary>
                        ${this.small(name || t("Groups"), rows)}
                    </details>`,
                )}
            </div>
            ${this.leftOut(answer.groups?.length ?? 0)}
        </section>`;
    }

    private sets(answer: Answer): TemplateResult | typeof nothing {
        if (!this.contrasts.length) return nothing;
        return html`<section class="card whole contrasts">
            <h3>${t("Contrasts")} <small>${t("Near-synonyms, compared only with each other.")}</small></h3>
            <div class="parts">${this.contrasts.map((rows) => this.small(t("Contrasts"), rows))}</div>
            ${this.leftOut(answer.contrasts?.length ?? 0)}
        </section>`;
    }

    private small(title: string, rows: readonly WordRow[]): TemplateResult {
        return html`<cc-word-rows
            plain
            title=${title}
            .first=${FIRST_IN_GROUP}
            .rows=${rows}
            .ticks=${this.ticks}
            .colours=${this.shownColours}
        ></cc-word-rows>`;
    }

    private leftOut(count: number): TemplateResult | typeof nothing {
        if (count <= MAX_PARTS) return nothing;
        return html`<p class="hint">${MAX_PARTS} / ${count} ${t("are shown; all were ranked.")}</p>`;
    }
}
