/** What is chosen for the gallery: its order, rows and columns, a slider for every other axis, and the size of cells. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { look } from "../core/look";
import { t } from "../core/words";
import { SIZES, sliders, turned, type Arrangement, type Dimension } from "./layout";
import type { Measure, Order } from "./order";
import { orderControl } from "./order_control";

/** Fires `cc-order`, `cc-arrange`, `cc-zoom` and `cc-wide` with what the user has chosen. */
@customElement("cc-gallery-bar")
export class GalleryBar extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 14px;
            }
            .row + .row {
                margin-top: 6px;
            }
            label {
                align-items: center;
                display: flex;
                gap: 6px;
                max-width: 100%;
            }
            label > span:first-child {
                color: var(--soft);
                font-size: 12px;
                white-space: nowrap;
            }
            select {
                max-width: 220px;
                min-width: 0;
                padding: 4px 6px;
            }
            .end {
                display: flex;
                gap: 6px;
                margin-left: auto;
            }
            .end button {
                min-width: 34px;
            }
            .slider input {
                width: 160px;
            }
            .slider > bdi {
                font-weight: 600;
                overflow-wrap: anywhere;
            }
            @media (max-width: 820px) {
                #wide {
                    display: none;
                }
            }
        `,
    ];

    @property({ attribute: false }) dimensions: readonly Dimension[] = [];
    @property({ attribute: false }) arrangement!: Arrangement;
    @property({ attribute: false }) order!: Order;
    @property({ attribute: false }) words: readonly string[] = [];
    @property({ attribute: false }) raters: readonly string[] = [];
    /** The place of the size among the sizes. */
    @property({ type: Number }) zoom = 3;
    @property({ type: Boolean }) isWide = false;

    override render(): TemplateResult {
        return html`<div class="row">
                ${this.orders()} ${this.order.measure ? nothing : this.sides()}
                <span class="end">
                    <button id="smaller" aria-label=${t("Smaller cells")} title="${t("Smaller cells")} (−)" ?disabled=${this.zoom === 0} @click=${() => this.tell("cc-zoom", -1)}>−</button>
                    <button id="larger" aria-label=${t("Larger cells")} title="${t("Larger cells")} (+)" ?disabled=${this.zoom === SIZES.length - 1} @click=${() => this.tell("cc-zoom", 1)}>+</button>
                    <button id="wide" aria-pressed=${this.isWide} title=${t("Hide the settings")} aria-label=${t("Hide the settings")} @click=${() => this.tell("cc-wide", !this.isWide)}>⤢</button>
                </span>
            </div>
            ${this.order.measure ? nothing : this.others()}`;
    }

    private tell(name: string, detail: unknown): void {
        this.dispatchEvent(new CustomEvent(name, { detail }));
    }

    private orders(): TemplateResult {
        const { order, words, raters } = this;
        const options: (readonly [Measure | "", string])[] = [
            ["", t("as the axes are")],
            ["own", t("similarity to their own prompt")],
            ...(words.length ? ([["similarity", t("similarity to a word")], ["share", t("share of a word")]] as const) : []), // prettier-ignore
        ];
        return orderControl(order, options, words, raters, (chosen) => this.tell("cc-order", chosen));
    }

    private sides(): TemplateResult | typeof nothing {
        const { dimensions, arrangement } = this;
        if (dimensions.filter(({ values }) => values.length > 1).length < 2) return nothing;
        const choice = (side: "rows" | "columns", label: string): TemplateResult => html`<label>
            <span>${label}</span>
            <select id=${side} @change=${(event: Event) => this.tell("cc-arrange", turned(arrangement, side, Number(chosenIn(event))))}>
                ${dimensions.map(
                    ({ name }, place) => html`<option value=${place} ?selected=${place === arrangement[side]}>${name}</option>`,
                )}
            </select>
        </label>`;
        return html`${choice("rows", t("Rows"))} ${choice("columns", t("Columns"))}`;
    }

    private others(): TemplateResult | typeof nothing {
        const places = sliders(this.dimensions, this.arrangement);
        if (!places.length) return nothing;
        return html`<div class="row">${places.map((place) => this.slider(place, this.dimensions[place]!))}</div>`;
    }

    private slider(place: number, { name, values }: Dimension): TemplateResult {
        const { arrangement } = this;
        const at = arrangement.at[place]!;
        const move = (event: Event): void => {
            const chosen = Number((event.target as HTMLInputElement).value);
            this.tell("cc-arrange", { ...arrangement, at: arrangement.at.map((other, index) => (index === place ? chosen : other)) });
        };
        return html`<label class="slider" data-axis=${name}>
            <span><bdi>${name}</bdi></span>
            <input type="range" min="0" max=${values.length - 1} step="1" .value=${String(at)} aria-valuetext=${values[at]!} @input=${move} />
            <bdi>${values[at]}</bdi>
        </label>`;
    }
}

const chosenIn = (event: Event): string => (event.target as HTMLSelectElement).value;
