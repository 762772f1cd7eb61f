/** Rounds as a ladder: each rung is a bar of the shares of one round, in which each word keeps its colour. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Part, Round } from "../core/answer";
import { wordKey } from "../core/identity";
import { look } from "../core/look";
import { percent } from "../core/numbers";
import { TickEvent, type Ticks } from "../core/ticks";
import { unknownLook, unknownMark } from "../core/unknown";
import { t } from "../core/words";

/** Rounds that are shown at first. */
const FIRST_ROUNDS = 3;
/** The narrowest part of a bar, as a share; what is narrower is left out, as nobody could see it. */
const MIN_SHARE = 0.004;

@customElement("cc-ladder")
export class Ladder extends LitElement {
    static override styles = [
        look,
        unknownLook,
        css`
            ol {
                display: grid;
                gap: 5px;
                list-style: none;
                margin: 0;
                padding: 0;
            }
            li {
                align-items: center;
                display: grid;
                gap: 10px;
                grid-template-columns: 20px minmax(0, 1fr) minmax(84px, 30%);
            }
            .place {
                color: var(--soft);
            }
            .stack {
                background: var(--line);
                border-radius: 5px;
                display: flex;
                gap: 2px;
                height: 16px;
                overflow: hidden;
            }
            .stack span {
                cursor: pointer;
                flex: none;
                height: 100%;
            }
            .stack span.ticked {
                box-shadow: inset 0 -4px var(--ink);
            }
            .winner {
                background: none;
                border: 0;
                font-weight: 650;
                overflow: hidden;
                padding: 0 4px;
                text-align: start;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .winner[aria-pressed="true"] {
                text-decoration: underline 2px var(--accent);
            }
            .winner small {
                color: var(--soft);
                font-weight: 400;
            }
            .more {
                margin-top: 4px;
            }
        `,
    ];

    @property({ attribute: false }) rounds: readonly Round[] = [];
    @property({ attribute: false }) colours: ReadonlyMap<string, string> = new Map();
    @property({ attribute: false }) ticks: Ticks = new Set();
    /** Words that the encoder has never learned. */
    @property({ attribute: false }) unknown: ReadonlySet<string> = new Set();
    /** How many words are in the first round. */
    @property({ type: Number }) words = 0;
    @state() private all = false;

    protected override willUpdate(changes: PropertyValues<this>): void {
        if (changes.has("rounds")) this.all = false;
    }

    override render(): TemplateResult {
        const shown = this.all ? this.rounds : this.rounds.slice(0, FIRST_ROUNDS);
        const left = this.rounds.length - FIRST_ROUNDS;
        return html`<ol>
                ${shown.map(this.rung)}
            </ol>
            ${left <= 0
                ? nothing
                : html`<button class="quiet more" aria-expanded=${this.all} @click=${() => (this.all = !this.all)}>
                      ${this.all
                          ? t("Show the first {count} only", { count: FIRST_ROUNDS })
                          : t("Show all (+{count})", { count: left })}
                  </button>`}`;
    }

    private rung = (round: Round): TemplateResult => {
        const isLast = this.words - round.round === 0;
        const isBelow = !round.above.length && !isLast;
        const hint = isLast ? t("last one left") : isBelow ? t("leads, below the threshold") : "";
        return html`<li data-round=${round.round}>
            <span class="number place" aria-label="${t("Round")} ${round.round}">${round.round}</span>
            <span class="stack" role="img" aria-label=${this.spoken(round)}>${round.above.map(this.segment)}</span>
            <button
                class="winner"
                aria-pressed=${this.ticks.has(wordKey(round.winner))}
                title=${`${round.winner} ${percent(round.share)}`}
                @click=${() => this.tick(round.winner)}
            >
                <bdi>${round.winner}</bdi>${unknownMark(this.unknown.has(round.winner))}
                <small>${hint || percent(round.share)}</small>
            </button>
        </li>`;
    };

    private segment = (part: Part): TemplateResult | typeof nothing => {
        if (part.share < MIN_SHARE) return nothing;
        const colour = this.colours.get(part.keyword) ?? "var(--soft)";
        return html`<span
            class=${this.ticks.has(wordKey(part.keyword)) ? "ticked" : ""}
            style="width: ${part.share * 100}%; background: ${colour}"
            title=${`${part.keyword} ${percent(part.share)}`}
            @click=${() => this.tick(part.keyword)}
        ></span>`;
    };

    private spoken(round: Round): string {
        const parts = round.above.length ? round.above.slice(0, 5) : [{ keyword: round.winner, share: round.share }];
        return parts.map((part) => `${part.keyword} ${percent(part.share)}`).join(", ");
    }

    private tick(word: string): void {
        this.dispatchEvent(new TickEvent(word, !this.ticks.has(wordKey(word))));
    }
}
