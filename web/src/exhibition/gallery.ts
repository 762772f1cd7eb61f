/** The gallery of an exhibition: only the cells in sight are in the page, below and beside headers that stay. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { address } from "../core/api";
import { look } from "../core/look";
import { t } from "../core/words";
import { inside, moved, zoomed } from "./keys";
import {
    inSight,
    indices,
    nameOf,
    placesOf,
    scrolledTo,
    shortName,
    sideFor,
    sortedWall,
    wallOf,
    type Arrangement,
    type Dimension,
    type Place,
    type Wall,
} from "./layout";
import { letGo } from "./let_go";
import { written, type Measure } from "./order";
import type { Gallery, Measured } from "./records";

/** Pixels between two cells, below a cell for its caption, and of the headers. */
const GAP = 4;
const CAPTION = 34;
const HEAD = 46;
const SIDE_HEAD = 112;
const NARROW_HEAD = 76;
/** The width below which the headers of rows are narrow. */
const NARROW = 560;
/** The pixels of borders and a scroll bar. */
const EDGE = 18;
/** Milliseconds after which fast scrolling is over. */
const REST = 90;
/** The smallest cell with room for the reason why it could not be made. */
const WORDY = 112;

/** Opens a cell; `detail` is its index. */
export class CellEvent extends CustomEvent<number> {
    constructor(index: number) {
        super("cc-cell", { detail: index, bubbles: true, composed: true });
    }
}

/** Fires `cc-cell` to open a cell, and `cc-zoom` with 1 or -1 for the size of the cells. */
@customElement("cc-gallery")
export class GalleryView extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
                min-width: 0;
            }
            .scroller {
                border: 1px solid var(--line);
                border-radius: var(--radius);
                contain: strict;
                overflow: auto;
                overscroll-behavior: contain;
            }
            .sheet {
                min-width: 100%;
                position: relative;
            }
            .head {
                background: var(--panel);
                position: sticky;
                top: 0;
                z-index: 2;
            }
            .row {
                position: absolute;
                width: 100%;
            }
            .head > *,
            .cell {
                position: absolute;
            }
            .title {
                display: -webkit-box;
                -webkit-box-orient: vertical;
                -webkit-line-clamp: 2;
                font-size: 12px;
                font-weight: 600;
                line-height: 1.3;
                max-height: 2.6em;
                overflow: hidden;
                overflow-wrap: anywhere;
            }
            .column {
                align-items: end;
                display: flex;
                height: 100%;
                justify-content: center;
                padding: 4px 2px;
                text-align: center;
            }
            .side {
                align-items: center;
                background: var(--panel);
                display: flex;
                height: 100%;
                left: 0;
                padding: 4px 8px;
                position: sticky;
                z-index: 1;
            }
            .head .corner {
                align-items: start;
                background: var(--panel);
                color: var(--soft);
                display: flex;
                flex-direction: column;
                font-size: 11px;
                height: 100%;
                justify-content: space-between;
                left: 0;
                overflow: hidden;
                padding: 4px 8px;
                position: sticky;
                white-space: nowrap;
                z-index: 1;
            }
            .corner .of-columns {
                align-self: end;
            }
            .cell {
                cursor: zoom-in;
                outline-offset: -2px;
            }
            .cell.none {
                cursor: default;
            }
            .picture {
                align-items: center;
                background: var(--panel);
                border-radius: 4px;
                display: flex;
                justify-content: center;
                overflow: hidden;
            }
            .empty .picture {
                background: none;
                border: 1px dashed var(--line);
            }
            .failed .picture {
                background: color-mix(in srgb, var(--bad) 12%, var(--ground));
                border: 1px solid var(--bad);
                color: var(--bad);
                font-size: 11px;
                line-height: 1.25;
                overflow-wrap: anywhere;
                padding: 4px;
            }
            .failed b {
                font-size: 18px;
            }
            .failed span {
                max-height: 100%;
            }
            img {
                height: 100%;
                object-fit: contain;
                width: 100%;
            }
            img.tiny {
                image-rendering: pixelated;
            }
            .caption {
                color: var(--soft);
                display: block;
                font-size: 11px;
                height: ${CAPTION - 4}px;
                line-height: 1.35;
                overflow: hidden;
            }
            .caption > * {
                display: block;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .caption b {
                color: var(--ink);
                font-variant-numeric: tabular-nums;
            }
            .cell:focus-visible {
                outline: 3px solid var(--accent);
            }
        `,
    ];

    @property({ attribute: false }) gallery!: Gallery;
    @property({ attribute: false }) dimensions: readonly Dimension[] = [];
    @property({ attribute: false }) arrangement!: Arrangement;
    /** Values and order of the chosen measure; null for the order of the axes. */
    @property({ attribute: false }) measured: Measured | null = null;
    @property() measure: Measure | "" = "";
    /** The size of a cell in pixels. */
    @property({ type: Number }) size = 112;
    /** The place of the cell that the tabulator comes to. */
    @state() private at: Place = { row: 0, column: 0 };
    @state() private scrolled = { left: 0, top: 0 };
    @state() private room = { width: 0, height: 0 };
    /** Whether the gallery is scrolled so fast that pictures which are not there yet would be gone before they came. */
    @state() private isFast = false;
    @query(".scroller") private scroller!: HTMLElement;
    private wall: Wall = { rows: 0, columns: 0, cell: () => -1 };
    /** The names of pictures that were shown, which the browser has at hand. */
    private readonly seen = new Set<string>();
    private timer = 0;
    private readonly watcher = new ResizeObserver(() => this.measureRoom());

    override connectedCallback(): void {
        super.connectedCallback();
        this.watcher.observe(this);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.watcher.disconnect();
        window.clearTimeout(this.timer);
    }

    private measureRoom(): void {
        const width = this.clientWidth;
        const height = Math.max(260, Math.round(window.innerHeight * 0.76));
        if (width !== this.room.width || height !== this.room.height) this.room = { width, height };
    }

    // Sizes

    private get isSorted(): boolean {
        return this.measured !== null;
    }

    private get head(): { left: number; top: number } {
        if (this.isSorted) return { left: 0, top: 0 };
        return { left: this.room.width < NARROW ? NARROW_HEAD : SIDE_HEAD, top: HEAD };
    }

    private get pitch(): { x: number; y: number } {
        const x = this.size + GAP;
        return { x, y: this.isSorted ? x + CAPTION : x };
    }

    /** The pixels of the cells' part of the window; without the borders and a scroll bar. */
    private get view(): { width: number; height: number } {
        return { width: this.room.width - this.head.left - EDGE, height: this.height - this.head.top - EDGE };
    }

    /** The height of the scroller: that of all rows, if there is room for them. */
    private get height(): number {
        return Math.min(this.room.height, this.head.top + this.wall.rows * this.pitch.y + EDGE);
    }

    protected override willUpdate(changes: PropertyValues<this>): void {
        const { measured } = this;
        if (!this.room.width) this.measureRoom(); // browsers tell windows in the background nothing of sizes
        const before = this.wall.rows ? this.wall.cell(this.at) : -1;
        const fit = Math.max(1, Math.floor((this.room.width - EDGE) / (this.size + GAP)));
        this.wall = measured ? sortedWall(measured.order, fit) : wallOf(this.dimensions, this.arrangement);
        // The cell that was looked at stays the one that the keys begin from; but an order is seen from its beginning.
        const isNewOrder = changes.has("measured") && measured && !changes.get("measured");
        if (isNewOrder) this.at = { row: 0, column: 0 };
        else if (before >= 0) this.show(before);
        this.at = inside(this.at, this.wall);
    }

    protected override updated(changes: PropertyValues<this>): void {
        const { scroller } = this;
        const size = changes.get("size");
        if (changes.has("measured") && Boolean(this.measured) !== Boolean(changes.get("measured"))) {
            scroller.scrollTo(0, 0);
            if (!this.measured) this.reveal();
        } else if (size) {
            const factor = this.size / size;
            scroller.scrollTo(scroller.scrollLeft * factor, scroller.scrollTop * factor);
        }
    }

    override render(): TemplateResult {
        const { wall, pitch, head, view, scrolled } = this;
        const rows = indices(inSight(scrolled.top, view.height, pitch.y, wall.rows), this.at.row, wall.rows);
        const columns = indices(inSight(scrolled.left, view.width, pitch.x, wall.columns), this.at.column, wall.columns);
        const size = `width: ${head.left + wall.columns * pitch.x}px; height: ${head.top + wall.rows * pitch.y}px`;
        const first = this.isSorted ? 0 : 1; // the headers are a row and a column of their own
        return html`<div
            class="scroller"
            role="grid"
            aria-label=${t("Gallery")}
            aria-rowcount=${wall.rows + first}
            aria-colcount=${wall.columns + first}
            style="height: ${this.height}px"
            @scroll=${this.scrolledOn}
            @keydown=${this.key}
        >
            <div class="sheet" role="presentation" style=${size}>
                ${this.isSorted ? nothing : this.heads(columns)}
                ${repeat(
                    rows,
                    (row) => row,
                    (row) => this.row(row, columns, first),
                )}
            </div>
        </div>`;
    }

    private heads(columns: readonly number[]): TemplateResult {
        const { head, pitch, dimensions, arrangement } = this;
        const [down, across] = [dimensions[arrangement.rows]!, dimensions[arrangement.columns]!];
        return html`<div role="row" class="head" aria-rowindex="1" style="height: ${head.top}px">
            <div role="columnheader" class="corner" aria-colindex="1" style="width: ${head.left}px">
                <bdi class="of-columns">${across.name} →</bdi>
                <bdi>${down.name} ↓</bdi>
            </div>
            ${repeat(
                columns,
                (column) => column,
                (column) => html`<div
                    role="columnheader"
                    class="column"
                    aria-colindex=${column + 2}
                    style="left: ${head.left + column * pitch.x}px; top: 0; width: ${pitch.x}px"
                >
                    <bdi class="title" title=${across.values[column]!}>${across.values[column]}</bdi>
                </div>`,
            )}
        </div>`;
    }

    private row(row: number, columns: readonly number[], first: number): TemplateResult {
        const { head, pitch, dimensions, arrangement } = this;
        const value = dimensions[arrangement.rows]?.values[row] ?? "";
        return html`<div role="row" class="row" aria-rowindex=${row + first + 1} style="top: ${head.top + row * pitch.y}px; height: ${pitch.y}px">
            ${this.isSorted
                ? nothing
                : html`<div role="rowheader" class="side" aria-colindex="1" style="width: ${head.left}px">
                      <bdi class="title" title=${value}>${value}</bdi>
                  </div>`}
            ${repeat(
                columns,
                (column) => column,
                (column) => this.cell({ row, column }, first),
            )}
        </div>`;
    }

    private cell(place: Place, first: number): TemplateResult {
        const { head, pitch, size, gallery } = this;
        const index = this.wall.cell(place);
        const style = `left: ${head.left + place.column * pitch.x}px; top: 0; width: ${size}px; height: ${pitch.y - GAP}px`;
        const isHere = place.row === this.at.row && place.column === this.at.column;
        if (index < 0) return html`<div role="gridcell" class="cell none" aria-colindex=${place.column + first + 1} style=${style}></div>`;
        const file = gallery.files[index] ?? "";
        const error = file ? "" : (gallery.errors[index] ?? "");
        const name = nameOf(this.dimensions, index);
        return html`<div
            role="gridcell"
            class="cell ${file ? "" : error ? "failed" : "empty"}"
            data-cell=${index}
            aria-colindex=${place.column + first + 1}
            aria-label=${this.label(index, name, file, error)}
            title=${error ? `${name}: ${t(error)}` : name}
            tabindex=${isHere ? 0 : -1}
            style=${style}
            @focus=${() => (this.at = place)}
            @click=${() => this.open(place, index)}
        >
            <div class="picture" style="height: ${size}px">${file ? this.picture(file) : error ? this.reason(error) : nothing}</div>
            ${this.isSorted ? this.caption(index) : nothing}
        </div>`;
    }

    private label(index: number, name: string, file: string, error: string): string {
        const state = file ? "" : error ? `, ${t("could not be made")}: ${t(error)}` : `, ${t("not made yet")}`;
        const value = this.measured ? `, ${this.value(index)}` : "";
        return name + value + state;
    }

    private picture(file: string): TemplateResult | typeof nothing {
        if (this.isFast && !this.seen.has(file)) return nothing;
        const side = sideFor(this.size, window.devicePixelRatio);
        return html`<img
            loading="lazy"
            decoding="async"
            alt=""
            draggable="false"
            src=${address(`sessions/${this.gallery.id}/pictures/${file}?side=${side}`)}
            @load=${(event: Event) => this.loaded(event, file)}
            ${letGo()}
        />`;
    }

    /** Pictures of a few pixels, such as the miniature's, are not blurred. */
    private loaded(event: Event, file: string): void {
        const image = event.target as HTMLImageElement;
        this.seen.add(file);
        image.classList.toggle("tiny", Math.max(image.naturalWidth, image.naturalHeight) < this.size);
    }

    private reason(error: string): TemplateResult {
        return this.size < WORDY ? html`<b aria-hidden="true">!</b>` : html`<span>${t(error)}</span>`;
    }

    private caption(index: number): TemplateResult {
        return html`<span class="caption"><b>${this.value(index)}</b><bdi>${shortName(this.dimensions, index)}</bdi></span>`;
    }

    // What the user does

    /** Draw again when other cells come into sight, not at every pixel. */
    private scrolledOn = (): void => {
        const { pitch, scroller, scrolled } = this;
        const left = Math.floor(scroller.scrollLeft / pitch.x) * pitch.x;
        const top = Math.floor(scroller.scrollTop / pitch.y) * pitch.y;
        if (left === scrolled.left && top === scrolled.top) return;
        this.isFast = Math.abs(left - scrolled.left) > 2 * pitch.x || Math.abs(top - scrolled.top) > 2 * pitch.y;
        window.clearTimeout(this.timer);
        if (this.isFast) this.timer = window.setTimeout(() => (this.isFast = false), REST);
        this.scrolled = { left, top };
    };

    private value(index: number): string {
        const { measure, measured } = this;
        return written(measure, (measured?.percentiles ?? measured?.values)?.[index]);
    }

    private open(place: Place, index: number): void {
        this.at = place;
        this.dispatchEvent(new CellEvent(index));
    }

    private key = (event: KeyboardEvent): void => {
        const zoom = zoomed(event);
        if (zoom) {
            event.preventDefault();
            this.dispatchEvent(new CustomEvent("cc-zoom", { detail: zoom }));
        } else if (event.key === "Enter" || event.key === " ") {
            event.preventDefault();
            const index = this.wall.cell(this.at);
            if (index >= 0) this.open(this.at, index);
        } else if (this.move(event) !== null) {
            event.preventDefault();
            void this.focusCell();
        }
    };

    /** Move as a key says; returns the index of the cell, or null if it is not such a key. */
    move(key: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): number | null {
        const page = Math.max(1, Math.floor(this.view.height / this.pitch.y));
        const place = moved(key, this.at, this.wall, page);
        if (!place) return null;
        this.at = place;
        this.reveal();
        return this.wall.cell(place);
    }

    /** Show a cell as the one that the keys begin from; a cell that is not there changes nothing. */
    show(index: number): void {
        const { measured, arrangement, wall } = this;
        if (!measured) {
            const at = placesOf(this.dimensions, index);
            this.at = { row: at[arrangement.rows]!, column: at[arrangement.columns]! };
            return;
        }
        const place = measured.order.indexOf(index);
        if (place >= 0) this.at = { row: Math.floor(place / wall.columns), column: place % wall.columns };
    }

    /** Return the cells among which the large view moves: those of a row, or all in their order. */
    line(): readonly number[] {
        const { measured, wall } = this;
        return measured?.order ?? Array.from({ length: wall.columns }, (_, column) => wall.cell({ row: this.at.row, column }));
    }

    /** Scroll the gallery, and nothing else, until the cell is in sight. */
    private reveal(): void {
        const { at, pitch, view, scroller } = this;
        const top = scrolledTo(at.row, pitch.y, scroller.scrollTop, view.height);
        const left = scrolledTo(at.column, pitch.x, scroller.scrollLeft, view.width);
        scroller.scrollTo({ top, left, behavior: "instant" });
        this.scrolledOn();
    }

    /** Give the focus to the cell that the tabulator comes to. */
    async focusCell(): Promise<void> {
        await this.updateComplete;
        this.renderRoot.querySelector<HTMLElement>(".cell[tabindex='0']")?.focus({ preventScroll: true });
    }
}
