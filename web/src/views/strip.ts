/** A film strip: the pictures of all steps in a row, one of them selected. */

import { flow } from "@lit-labs/virtualizer/layouts/flow.js";
import { virtualize } from "@lit-labs/virtualizer/virtualize.js";
import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { look } from "../core/look";
import { t } from "../core/words";
import { LargeEvent } from "./large";

export interface Tile {
    number: number;
    /** The address of a small picture; empty if the step has none. */
    source: string;
    /** The address of the whole picture. */
    large: string;
    title: string;
    caption: string;
    isKept: boolean;
}

/** Selects a step; `detail` is its number. */
export class PickEvent extends CustomEvent<number> {
    constructor(number: number) {
        super("cc-pick", { detail: number, bubbles: true, composed: true });
    }
}

/** From this many tiles on, only those in sight are in the page. */
const MANY = 60;
/** Pixels from one tile to the next. */
const PITCH = 120;
/** Frames until a tile of a long strip is laid out at the latest. */
const FRAMES = 120;

@customElement("cc-strip")
export class Strip extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
                min-width: 0;
            }
            .row {
                display: flex;
                gap: 8px;
                overflow-x: auto;
                padding: 4px 4px 8px;
                scrollbar-width: thin;
            }
            .many {
                display: block;
                height: 156px;
            }
            button {
                background: none;
                border: 0;
                border-radius: 8px;
                flex: none;
                padding: 0;
                text-align: left;
                width: 112px; /* room for the longest caption, as in "123 > 99.9 % kept" */
            }
            .many button {
                margin-right: 8px;
            }
            button:hover:not(:disabled) {
                background: none;
            }
            .picture {
                align-items: center;
                aspect-ratio: 1;
                background: var(--panel);
                border: 1px solid var(--line);
                border-radius: 8px;
                display: flex;
                justify-content: center;
                overflow: hidden;
            }
            [aria-pressed="true"] .picture {
                border-color: transparent;
                outline: 3px solid var(--accent);
                outline-offset: 1px;
            }
            img {
                height: 100%;
                object-fit: cover;
                width: 100%;
            }
            .caption {
                display: block;
                font-size: 12px;
                line-height: 1.35;
                overflow: hidden;
                padding: 3px 2px 0;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .caption b {
                font-weight: 650;
            }
            .kept {
                color: var(--soft);
            }
        `,
    ];

    @property({ attribute: false }) tiles: readonly Tile[] = [];
    @property({ type: Number }) selected: number | null = null;
    /** The strip's name for screen readers. */
    @property() label = "All steps";

    override render(): TemplateResult | typeof nothing {
        const { tiles } = this;
        if (!tiles.length) return nothing;
        if (tiles.length < MANY) {
            return html`<div class="row" role="group" aria-label=${t(this.label)} @keydown=${this.key}>
                ${repeat(tiles, (tile) => tile.number, this.tile)}
            </div>`;
        }
        return html`<div class="row many" role="group" aria-label=${t(this.label)} tabindex="-1" @keydown=${this.key}>
            ${virtualize({
                items: tiles as Tile[], // the same array as long as the tiles are the same, or no tile is drawn again
                // Until the list has seen that there are fewer tiles, it asks for some that are gone.
                keyFunction: (tile: Tile | undefined, place) => tile?.number ?? -1 - place,
                renderItem: (tile: Tile | undefined) => (tile ? this.tile(tile) : html``),
                scroller: true,
                layout: flow({ direction: "horizontal" }),
            })}
        </div>`;
    }

    /** Whether the selection was moved by a key, so that the focus goes with it. */
    private isMoved = false;

    protected override updated(changes: PropertyValues<this>): void {
        // A list with other items draws only what comes into sight: those in sight are drawn at the next update.
        if (changes.has("tiles") && this.tiles.length >= MANY) this.requestUpdate();
        if (!changes.has("selected")) return;
        this.reveal(this.isMoved);
        this.isMoved = false;
    }

    private tile = (tile: Tile): TemplateResult => {
        const isSelected = tile.number === this.selected;
        return html`<button
            data-step=${tile.number}
            aria-pressed=${isSelected}
            tabindex=${isSelected || this.selected === null ? 0 : -1}
            title=${tile.title}
            @click=${() => this.pick(tile)}
        >
            <span class="picture">
                ${tile.source ? html`<img loading="lazy" src=${tile.source} alt="" />` : html`<small>${t("no picture")}</small>`}
            </span>
            <span class="caption">
                <b>${tile.number || t("Start")}</b> ${tile.caption}
                ${tile.isKept ? html`<span class="kept">${t("kept")}</span>` : nothing}
            </span>
        </button>`;
    };

    private pick(tile: Tile): void {
        if (tile.number === this.selected && tile.large) this.dispatchEvent(new LargeEvent(tile.large));
        else this.dispatchEvent(new PickEvent(tile.number));
    }

    private key = (event: KeyboardEvent): void => {
        const { tiles } = this;
        const at = tiles.findIndex((tile) => tile.number === this.selected);
        const places: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: tiles.length - 1 };
        const place = places[event.key];
        const tile = place === undefined ? undefined : tiles[Math.min(tiles.length - 1, Math.max(0, place))];
        if (!tile) return;
        event.preventDefault();
        this.isMoved = tile.number !== this.selected;
        this.dispatchEvent(new PickEvent(tile.number));
    };

    /**
     * Scroll the row, and nothing else, until the selected tile is in sight.
     *
     * @param isFocused whether the tile gets the focus, too.
     * @param frames how often to try again: in a long strip a tile comes into the page only when it is in sight.
     */
    private reveal(isFocused: boolean, frames = FRAMES): void {
        const row = this.renderRoot.querySelector<HTMLElement>(".row");
        if (!row) return;
        const tile = row.querySelector<HTMLElement>(`[data-step="${this.selected}"]`);
        if (tile) {
            // Offsets would not do: tiles of a long strip are moved to their places by transforms.
            const [inside, frame] = [tile.getBoundingClientRect(), row.getBoundingClientRect()];
            if (inside.left < frame.left || inside.right > frame.right) {
                row.scrollLeft += inside.left - frame.left - (frame.width - inside.width) / 2;
            }
            if (isFocused) tile.focus({ preventScroll: true });
            return;
        }
        const index = this.tiles.findIndex((shown) => shown.number === this.selected);
        row.scrollLeft = index * PITCH - (row.clientWidth - PITCH) / 2;
        if (index >= 0 && frames) requestAnimationFrame(() => this.reveal(isFocused, frames - 1));
    }
}
