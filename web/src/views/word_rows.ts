/** Words with a tick box, a bar and their numbers; long lists show their first rows, and all on request. */

import { virtualize, virtualizerRef, type VirtualizerHostElement } from "@lit-labs/virtualizer/virtualize.js";
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { wordKey } from "../core/identity";
import { look } from "../core/look";
import { percent, similarity } from "../core/numbers";
import { TickEvent, type Ticks } from "../core/ticks";
import { unknownLook, unknownMark } from "../core/unknown";
import { t } from "../core/words";

export interface WordRow {
    word: string;
    /** Null for a word that has nothing to be compared with. */
    share: number | null;
    similarity?: number;
    /** Tokens that the encoder did not read. */
    truncated?: number;
    /** Whether the encoder has never learned the word. */
    isUnknown?: boolean;
    /** What is shown in place of the share while a place of the picture is looked at: the bar's part, and the number. */
    here?: { part: number; text: string };
}

/** Rows that are shown at first. */
export const FIRST_ROWS = 20;
/** The most rows that are all in the document; more are drawn as they are scrolled into view. */
const MAX_DRAWN = 200;

@customElement("cc-word-rows")
export class WordRows extends LitElement {
    static override styles = [
        look,
        unknownLook,
        css`
            :host {
                container-type: inline-size;
                display: block;
            }
            .scroller {
                height: min(60vh, 640px);
                overflow-y: auto;
            }
            .row {
                align-items: center;
                border-radius: var(--radius);
                column-gap: 9px;
                cursor: pointer;
                display: grid;
                grid-template-columns: 16px 8px minmax(72px, 2fr) minmax(32px, 3fr) 62px 44px;
                padding: 2px 6px;
                width: 100%;
            }
            :host([plain]) .row {
                grid-template-columns: 16px 8px minmax(60px, 2fr) minmax(24px, 2fr) 62px;
            }
            .row:hover,
            .row:focus-within {
                background: var(--panel);
            }
            .row:focus-within {
                outline: 1px solid var(--accent);
            }
            .row input:focus-visible {
                outline: none; /* the whole row has one */
            }
            input {
                height: 15px;
                margin: 0;
                width: 15px;
            }
            .dot {
                border-radius: 50%;
                height: 8px;
                width: 8px;
            }
            .word {
                -webkit-box-orient: vertical;
                -webkit-line-clamp: 3;
                display: -webkit-box;
                overflow: hidden;
                overflow-wrap: anywhere;
            }
            .top .word {
                font-weight: 650;
            }
            .similarity,
            .mark {
                color: var(--soft);
                font-size: 12px;
            }
            .mark {
                grid-column: 3 / -1;
            }
            .more {
                margin-top: 4px;
            }
            @container (max-width: 380px) {
                .row,
                :host([plain]) .row {
                    grid-template-columns: 16px 8px minmax(0, 1fr) 62px 44px;
                }
                .track {
                    grid-column: 3 / -1;
                    grid-row: 2;
                    height: 5px;
                }
            }
        `,
    ];

    @property({ attribute: false }) rows: readonly WordRow[] = [];
    /** The same rows as they are at a place of the picture, shown as long as there are any. */
    @property({ attribute: false }) here: readonly WordRow[] | null = null;
    @property({ attribute: false }) ticks: Ticks = new Set();
    @property({ attribute: false }) colours: ReadonlyMap<string, string> = new Map();
    /** The name for screen readers. */
    @property() override title = "";
    @property({ type: Number }) first = FIRST_ROWS;
    @state() private all = false;
    @state() private current = 0;

    protected override willUpdate(changes: PropertyValues<this>): void {
        if (changes.has("rows")) {
            this.all = false;
            this.current = 0;
        }
    }

    override render(): TemplateResult {
        const sorted = this.here ?? this.rows;
        const rows = this.all ? sorted : sorted.slice(0, this.first);
        return html`<div role="group" aria-label=${this.title} @keydown=${this.key}>
                ${rows.length > MAX_DRAWN
                    ? html`<div class="scroller">
                          ${virtualize({ items: [...rows], renderItem: this.row, scroller: true })}
                      </div>`
                    : rows.map(this.row)}
            </div>
            ${this.more()}`;
    }

    private more(): TemplateResult | typeof nothing {
        const left = this.rows.length - this.first;
        if (left <= 0) return nothing;
        return html`<button class="quiet more" aria-expanded=${this.all} @click=${this.toggle}>
            ${this.all ? t("Show the first {count} only", { count: this.first }) : t("Show all (+{count})", { count: left })}
        </button>`;
    }

    private toggle = (): void => {
        this.all = !this.all;
        this.current = 0;
    };

    private row = (row: WordRow, place: number): TemplateResult => {
        const isTicked = this.ticks.has(wordKey(row.word));
        const shown = row.here?.text ?? percent(row.share);
        const part = row.here?.part ?? row.share ?? 0;
        return html`<label class="row ${place < 3 ? "top" : ""}" data-word=${row.word}>
            <input
                type="checkbox"
                data-place=${place}
                tabindex=${place === this.current ? 0 : -1}
                aria-label=${row.share === null && !row.here ? row.word : `${row.word}, ${shown}`}
                .checked=${isTicked}
                @focus=${() => (this.current = place)}
                @change=${(event: Event) => this.tick(row.word, event)}
            />
            <i class="dot" style="background: ${this.colours.get(row.word) ?? "var(--line)"}"></i>
            <span class="word"><bdi title=${row.word}>${row.word}</bdi>${unknownMark(row.isUnknown)}</span>
            <span class="track"><span style="width: ${part * 100}%; background: ${this.colours.get(row.word) ?? "var(--soft)"}"></span></span>
            <span class="number share">${shown}</span>
            ${row.similarity === undefined
                ? nothing
                : html`<span class="number similarity" title=${t("similarity (cosine)")}>${similarity(row.similarity)}</span>`}
            ${row.truncated ? html`<small class="mark cut">${t("tokens not read")}: ${row.truncated}</small>` : nothing}
        </label>`;
    };

    private tick(word: string, event: Event): void {
        this.dispatchEvent(new TickEvent(word, (event.target as HTMLInputElement).checked));
    }

    private key = (event: KeyboardEvent): void => {
        const last = (this.all ? this.rows.length : Math.min(this.rows.length, this.first)) - 1;
        const to: Record<string, number> = {
            ArrowDown: this.current + 1,
            ArrowUp: this.current - 1,
            PageDown: this.current + 10,
            PageUp: this.current - 10,
            Home: 0,
            End: last,
        };
        const place = to[event.key];
        if (place === undefined) return;
        event.preventDefault();
        void this.go(Math.max(0, Math.min(last, place)));
    };

    private async go(place: number): Promise<void> {
        this.current = place;
        const scroller = this.renderRoot.querySelector<VirtualizerHostElement>(".scroller");
        const virtual = scroller?.[virtualizerRef];
        if (virtual) {
            virtual.element(place)?.scrollIntoView({ block: "nearest" });
            await virtual.layoutComplete;
        }
        await this.updateComplete;
        this.renderRoot.querySelector<HTMLElement>(`input[data-place="${place}"]`)?.focus();
    }
}
