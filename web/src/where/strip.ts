/** Small copies of the picture, one for each ticked word, with the word's glow on one common scale. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Row, Status } from "../core/answer";
import { look } from "../core/look";
import { onScale, percent } from "../core/numbers";
import type { Picture } from "../core/picture";
import type { Field } from "../core/tables";
import { unknownLook, unknownMark } from "../core/unknown";
import { t } from "../core/words";
import "./glow";
import "./large";
import { gapsOf, unreadOf, type Maps } from "./maps";
import { colourScale } from "./palette";
import { cutText, placeText, spreadText, unbroken } from "./texts";

/** The most copies that are shown. */
const MOST = 24;

/**
 * Fires `cc-look` to ask for the places, `cc-interrupt` to stop looking, and `cc-place` for the place that the pointer is at.
 */
@customElement("cc-where")
export class Where extends LitElement {
    static override styles = [
        look,
        unknownLook,
        css`
            :host {
                display: block;
            }
            .strip {
                --glow-height: 130px;
                display: grid;
                gap: 8px;
                grid-template-columns: repeat(auto-fill, minmax(96px, 1fr));
                list-style: none;
                margin: 0 0 6px;
                padding: 0;
            }
            li {
                min-width: 0;
            }
            li button,
            li button:hover:not(:disabled) {
                background: none;
                border: 0;
                cursor: zoom-in;
                display: block;
                padding: 0;
                text-align: start;
                width: 100%;
            }
            .caption {
                color: var(--soft);
                display: block;
                font-size: 12px;
                line-height: 1.3;
                margin-top: 3px;
                min-height: 6.5em;
                overflow-wrap: anywhere;
            }
            .waiting {
                border-radius: 6px;
                display: block;
                filter: grayscale(1) brightness(0.62);
                height: auto;
                max-height: var(--glow-height);
                object-fit: contain;
                width: 100%;
            }
            .below {
                min-height: 54px;
            }
            .caption b {
                color: var(--ink);
            }
            .scale {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 0 6px;
                margin-bottom: 4px;
            }
            .scale i {
                border-radius: 4px;
                height: 8px;
                width: 72px;
            }
            .work {
                align-items: center;
                display: grid;
                gap: 2px 8px;
                grid-template-columns: 1fr auto;
            }
            .work small {
                color: var(--soft);
                grid-column: 1 / -1;
            }
            progress {
                accent-color: var(--accent);
                width: 100%;
            }
            .hint {
                margin: 0;
            }
        `,
    ];

    @property({ attribute: false }) maps: Maps | null = null;
    @property({ attribute: false }) words: readonly string[] = [];
    /** The rows of the ranking, by their words. */
    @property({ attribute: false }) rows: ReadonlyMap<string, Row> = new Map();
    /** Words that the encoder has never learned. */
    @property({ attribute: false }) unknown: ReadonlySet<string> = new Set();
    @property({ attribute: false }) picture: Picture | null = null;
    @property({ attribute: false }) status: Status | null = null;
    @property() message = "";
    @property({ attribute: false }) cell: number | null = null;
    /** The id of the question that has the maps. */
    @property() question = "";
    /** The rows of a mask. */
    @property({ attribute: false }) fields: readonly Field[] = [];
    @property({ type: Boolean }) canLoop = false;
    /** The label of the row that reads all of the picture; empty if it is on. */
    @property() readAll = "";
    @state() private source = "";
    @state() private shown = "";

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.release();
    }

    override connectedCallback(): void {
        super.connectedCallback();
        this.hold();
    }

    protected override willUpdate(changes: Map<PropertyKey, unknown>): void {
        if (changes.has("picture")) this.hold();
    }

    private hold(): void {
        this.release();
        this.source = this.picture ? URL.createObjectURL(this.picture.blob) : "";
    }

    private release(): void {
        URL.revokeObjectURL(this.source);
        this.source = "";
    }

    override render(): TemplateResult {
        const { maps, words } = this;
        if (this.message && !this.status) return this.refused();
        if (!words.length) return this.status ? this.work() : html`<p class="hint">${t("Tick words to see where they are.")}</p>`;
        return html`<ul class="strip" aria-label=${t("Where CLIP sees the ticked words")} aria-busy=${maps === null}>
                ${words.slice(0, MOST).map((word) => this.copy(maps, word))}
            </ul>
            <div class="below">${maps ? this.notes(maps) : this.work()}</div>
            ${maps && this.shown
                ? html`<cc-where-large
                      .maps=${maps}
                      .words=${words.slice(0, MOST)}
                      .word=${this.shown}
                      .rows=${this.rows}
                      .unknown=${this.unknown}
                      .source=${this.source}
                      .picture=${this.picture}
                      .question=${this.question}
                      .fields=${this.fields}
                      ?canLoop=${this.canLoop}
                      @cc-word=${(event: CustomEvent<string>) => (this.shown = event.detail)}
                      @cc-place=${(event: Event) => event.stopPropagation()}
                      @cc-close=${this.close}
                  ></cc-where-large>`
                : nothing}`;
    }

    /** Return a small copy; as large as it will be, so that nothing moves under the pointer when the glow comes. */
    private copy(maps: Maps | null, word: string): TemplateResult {
        const row = this.rows.get(word);
        const score = row?.share;
        const place = maps ? placeText(maps, word) + spreadText(maps, word) + cutText(row?.truncated) : "";
        return html`<li data-word=${word}>
            <button title=${t("Large view")} ?disabled=${!maps} @click=${() => (this.shown = word)}>
                ${maps
                    ? html`<cc-glow .source=${this.source} .maps=${maps} .word=${word} .cell=${this.cell}></cc-glow>`
                    : html`<img class="waiting" src=${this.source} alt="" />`}
                <span class="caption"
                    ><b><bdi>${word}</bdi></b>${unknownMark(this.unknown.has(word))} ${score === null || score === undefined ? "" : percent(score)}<br />${unbroken(place)}</span
                >
            </button>
        </li>`;
    }

    private notes(maps: Maps): TemplateResult {
        return html`<p class="hint scale">
                0 <i style="background: ${colourScale()}"></i> ${onScale(maps.brightest, maps.brightest)}
                ${t("of similarity in a place, on one scale for all words of the list")}
            </p>
            <p class="hint">
                ${t("Point at a place, or tap the picture, to sort the words by what CLIP sees there.")}
                ${this.hatched(maps)}
                ${maps.exact ? nothing : t("This encoder cannot tell where it sees a word: parts of the picture were hidden in turn.")}
                ${this.words.length > MOST ? html`${MOST} / ${this.words.length}` : nothing}
            </p>`;
    }

    /** Say what is hatched, and which row of the settings reads it, unless that is on. */
    private hatched(maps: Maps): string {
        if (gapsOf(maps).length) return t("Hatched: not read.");
        if (!unreadOf(maps).some(Boolean)) return "";
        if (!this.readAll) return t("Hatched: not read.");
        return t("Hatched: not read; “{row}” in “{settings}” reads it.", { row: t(this.readAll), settings: t("More settings") });
    }

    private close = (): void => {
        const { shown } = this;
        this.shown = "";
        const copies = [...this.renderRoot.querySelectorAll<HTMLElement>("li")];
        copies.find((copy) => copy.dataset["word"] === shown)?.querySelector("button")?.focus();
    };

    private work(): TemplateResult {
        const { status } = this;
        if (!status) return html``;
        const doing = status.doing ? t(status.doing) : status.state === "waiting" ? t("waiting in the queue") : "";
        return html`<div class="work">
            <progress
                aria-label=${t("Progress")}
                max=${status.total || 1}
                value=${status.total > 0 ? status.done : nothing}
            ></progress>
            <button id="halt" @click=${() => this.dispatchEvent(new Event("cc-interrupt"))}>${t("Interrupt")}</button>
            <small role="status">${doing} ${status.total > 1 ? `${status.done} / ${status.total}` : ""}</small>
        </div>`;
    }

    private refused(): TemplateResult {
        return html`<p class="message warning" role="alert">
            ${this.message}
            <button id="look" @click=${() => this.dispatchEvent(new Event("cc-look"))}>${t("Look for the places")}</button>
        </p>`;
    }
}
