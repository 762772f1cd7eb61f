/** The large view of where a word is, with a slider for its glow, and the mask that can be made of it. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Row } from "../core/answer";
import type { ChangeEvent } from "../core/control";
import "../core/form";
import { look } from "../core/look";
import { onScale } from "../core/numbers";
import type { Picture } from "../core/picture";
import { defaults, type Field, type Values } from "../core/tables";
import { unknownLook, unknownMark } from "../core/unknown";
import { t } from "../core/words";
import "./glow";
import type { Glow } from "./glow";
import { beside, mapOf, nameOf, placedOf, seenAt, strongest, type Maps } from "./maps";
import "./mask";
import type { PlaceEvent } from "../core/place";
import { cutText, hereText, placeText, spreadText, unbroken } from "./texts";

/** The rows of what is seen at a place. */
const FIRST = 8;

/**
 * Fires `cc-word` with the word that is to be shown, and `cc-close` when the user is done.
 */
@customElement("cc-where-large")
export class WhereLarge extends LitElement {
    static override styles = [
        look,
        unknownLook,
        css`
            dialog {
                background: var(--ground);
                border: 1px solid var(--line);
                border-radius: 12px;
                color: inherit;
                max-height: 96vh;
                max-width: min(1180px, 96vw);
                padding: 14px;
                width: 100%;
            }
            dialog::backdrop {
                background: #000b;
            }
            .two {
                --glow-height: 78vh;
                display: grid;
                gap: 14px;
                grid-template-columns: minmax(0, 1fr) 300px;
            }
            .side {
                align-content: start;
                display: grid;
                gap: 12px;
                min-width: 0;
            }
            header {
                align-items: start;
                display: flex;
                gap: 8px;
                justify-content: space-between;
            }
            header h3 {
                font-size: 15px;
                margin: 0;
                overflow-wrap: anywhere;
            }
            h3 small {
                display: block;
            }
            .words {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            .words button {
                border-radius: 99px;
                padding: 3px 10px;
            }
            .words [aria-pressed="true"] {
                border-color: var(--accent);
                font-weight: 650;
            }
            label {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
            ol {
                list-style: none;
                margin: 0;
                min-height: calc(${FIRST} * 1.45em);
                padding: 0;
            }
            ol li {
                display: flex;
                gap: 8px;
                justify-content: space-between;
            }
            .seen {
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .spoken {
                clip-path: inset(50%);
                height: 1px;
                margin: 0;
                overflow: hidden;
                position: absolute;
                width: 1px;
            }
            @media (max-width: 720px) {
                .two {
                    --glow-height: 46vh;
                    grid-template-columns: minmax(0, 1fr);
                }
            }
        `,
    ];

    @property({ attribute: false }) maps!: Maps;
    @property({ attribute: false }) words: readonly string[] = [];
    @property() word = "";
    /** The rows of the ranking, by their words. */
    @property({ attribute: false }) rows: ReadonlyMap<string, Row> = new Map();
    /** Words that the encoder has never learned. */
    @property({ attribute: false }) unknown: ReadonlySet<string> = new Set();
    @property() source = "";
    @property({ attribute: false }) picture: Picture | null = null;
    @property() question = "";
    @property({ attribute: false }) fields: readonly Field[] = [];
    @property({ type: Boolean }) canLoop = false;
    @state() private strength = 1;
    @state() private cell: number | null = null;
    @state() private values: Values = {};
    @state() private mask = "";
    /** Whether the place was chosen by keys, and is to be read aloud. */
    @state() private isSpoken = false;
    @query("dialog") private dialog!: HTMLDialogElement;
    @query("cc-glow") private glow!: Glow;

    override connectedCallback(): void {
        super.connectedCallback();
        this.values = defaults(this.fields);
    }

    protected override firstUpdated(): void {
        this.dialog.showModal();
    }

    override render(): TemplateResult {
        const { maps, word } = this;
        return html`<dialog aria-label=${t("Where CLIP sees the ticked words")} @close=${this.close} @click=${this.outside}>
            <div class="two" @keydown=${(event: Event) => event.stopPropagation()}>
                <cc-glow
                    tabindex="0"
                    role="application"
                    aria-label=${`${word}: ${placeText(maps, word)}. ${t("The arrow keys move over the picture.")}`}
                    .source=${this.source}
                    .maps=${maps}
                    .word=${word}
                    .strength=${this.strength}
                    .cell=${this.cell}
                    .mask=${this.mask}
                    @cc-place=${this.point}
                    @click=${this.tap}
                    @keydown=${this.key}
                ></cc-glow>
                <div class="side">
                    <header>
                        <h3>
                            <bdi>${word}</bdi>${this.mark(word)}
                            <small>${unbroken(placeText(maps, word) + spreadText(maps, word) + cutText(this.rows.get(word)?.truncated))}</small>
                        </h3>
                        <button id="close" aria-label=${t("Close")} @click=${() => this.dialog.close()}>✕</button>
                    </header>
                    ${this.choice()} ${this.slider()} ${this.here()} ${this.use()}
                </div>
            </div>
            <p class="spoken" role="status">${this.isSpoken && this.cell !== null ? hereText(maps, this.cell) : ""}</p>
        </dialog>`;
    }

    private choice(): TemplateResult | typeof nothing {
        if (this.words.length < 2) return nothing;
        return html`<div class="words">
            ${this.words.map(
                (word) => html`<button aria-pressed=${word === this.word} @click=${() => this.choose(word)}><bdi>${word}</bdi>${this.mark(word)}</button>`,
            )}
        </div>`;
    }

    private slider(): TemplateResult {
        return html`<label>
            ${t("Strength of the glow")}
            <input
                id="glow"
                type="range"
                min="0"
                max="1"
                step="0.05"
                .value=${String(this.strength)}
                @input=${(event: Event) => (this.strength = Number((event.target as HTMLInputElement).value))}
            />
        </label>`;
    }

    private here(): TemplateResult {
        const { maps, cell } = this;
        const place = cell ?? strongest(mapOf(maps, this.word) ?? new Float32Array(1));
        return html`<section class="here">
            <h3>${t("What CLIP sees here")} <small>${t(nameOf(maps, place))}</small></h3>
            <ol>
                ${seenAt(maps, place)
                    .slice(0, FIRST)
                    .map(({ word, value }) => html`<li><span class="seen"><bdi>${word}</bdi>${this.mark(word)}</span> <span class="number">${onScale(value, maps.brightest)}</span></li>`)}
            </ol>
        </section>`;
    }

    private use(): TemplateResult {
        return html`<cc-mask
            .fields=${this.fields}
            .values=${this.values}
            .word=${this.word}
            .trouble=${placedOf(this.maps, this.word)?.trouble ?? ""}
            .words=${this.maps.words}
            .picture=${this.picture}
            .question=${this.question}
            ?canLoop=${this.canLoop}
            @cc-change=${(event: ChangeEvent) => (this.values = { ...this.values, [event.detail.name]: event.detail.value })}
            @cc-mask=${(event: CustomEvent<string>) => (this.mask = event.detail)}
            @cc-sent=${() => this.dialog.close()}
        ></cc-mask>`;
    }

    private mark(word: string): TemplateResult | typeof nothing {
        return unknownMark(this.unknown.has(word));
    }

    private choose(word: string): void {
        this.mask = "";
        this.dispatchEvent(new CustomEvent("cc-word", { detail: word }));
    }

    private point = (event: PlaceEvent): void => {
        event.stopPropagation();
        this.cell = event.detail;
        this.isSpoken = false;
    };

    /** A tap looks at a place, and a second one at the same place no longer. */
    private tap = (event: PointerEvent): void => {
        if (event.pointerType !== "touch") return;
        const cell = this.glow.cellOf(event);
        this.cell = cell === this.cell ? null : cell;
    };

    private key = (event: KeyboardEvent): void => {
        if (!event.key.startsWith("Arrow")) return;
        event.preventDefault();
        const { maps } = this;
        const map = mapOf(maps, this.word);
        this.cell = this.cell === null ? (map ? strongest(map) : 0) : beside(maps, this.cell, event.key);
        this.isSpoken = true;
    };

    /** A click beside the dialog closes it. */
    private outside = (event: MouseEvent): void => {
        if (event.composedPath()[0] === this.dialog) this.dialog.close();
    };

    private close = (): void => {
        this.dispatchEvent(new Event("cc-close"));
    };
}
