/** A picture with the glow of one word, and what the encoder has not read hatched. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import { styleMap } from "lit/directives/style-map.js";
import { look } from "../core/look";
import { boxOf, cellAt, enlarged, gapsOf, mapOf, middleOf, unreadOf, type Maps } from "./maps";
import { glow } from "./palette";
import { PlaceEvent, pointIn } from "../core/place";

/** Pixels of a cell's glow along each side: the browser makes the rest smooth. */
const FINE = 8;
/** The most pixels of a glow along each side. */
const MAX_SIDE = 256;

const per = (part: number): string => `${part * 100}%`;

/**
 * Fires `cc-place` with the cell under the pointer.
 */
@customElement("cc-glow")
export class Glow extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            .frame {
                background: #000;
                border-radius: 6px;
                margin: auto;
                max-width: 100%;
                min-height: 2px;
                overflow: hidden;
                position: relative;
            }
            img,
            canvas,
            .hatched,
            .mask {
                display: block;
                height: 100%;
                left: 0;
                position: absolute;
                top: 0;
                width: 100%;
            }
            img {
                filter: grayscale(1) brightness(0.62);
            }
            img.small {
                image-rendering: pixelated;
            }
            img.mask {
                filter: none;
                mix-blend-mode: multiply;
                opacity: 0.7;
            }
            .hatched {
                background: repeating-linear-gradient(45deg, #fffc 0 1.5px, #0007 1.5px 7px);
            }
            .marked {
                border: 2px solid #fff;
                outline: 1px solid #000;
                pointer-events: none;
                position: absolute;
            }
        `,
    ];

    /** The picture's address. */
    @property() source = "";
    @property({ attribute: false }) maps!: Maps;
    @property() word = "";
    /** How strongly it glows, from 0 to 1. */
    @property({ type: Number }) strength = 1;
    /** The cell with a frame around it. */
    @property({ attribute: false }) cell: number | null = null;
    /** The address of a mask: the picture is dark where it is black. */
    @property() mask = "";
    @query("canvas") private canvas!: HTMLCanvasElement;

    override render(): TemplateResult {
        const [width, height] = this.maps.size;
        const size = { width: `min(100%, calc(var(--glow-height, 160px) * ${width / height}))`, aspectRatio: `${width} / ${height}` };
        return html`<div class="frame" style=${styleMap(size)} @pointermove=${this.move} @pointerleave=${this.leave}>
            <img class=${Math.max(width, height) < 240 ? "small" : ""} src=${this.source} alt="" draggable="false" />
            ${this.unread()}
            <canvas style=${styleMap({ ...this.box(), opacity: String(this.strength) })}></canvas>
            ${this.mask ? html`<img class="mask" src=${this.mask} alt="" draggable="false" />` : nothing} ${this.marked()}
        </div>`;
    }

    protected override updated(changes: PropertyValues<this>): void {
        if (changes.has("maps") || changes.has("word")) this.draw();
    }

    private box(): Record<string, string> {
        const { left, top, width, height } = boxOf(this.maps);
        return { left: per(left), top: per(top), width: per(width), height: per(height) };
    }

    /** Hatch the strips on each side of the box that are not read, and the gaps in it. */
    private unread(): TemplateResult[] {
        const parts = unreadOf(this.maps);
        const [left, right, top, bottom] = parts;
        const strips = [
            { width: per(left) },
            { left: per(1 - right), width: per(right) },
            { height: per(top) },
            { top: per(1 - bottom), height: per(bottom) },
        ];
        const gaps = gapsOf(this.maps).map(({ left, top, width, height }) => ({
            left: per(left),
            top: per(top),
            width: per(width),
            height: per(height),
        }));
        return [...strips.filter((_, side) => parts[side]), ...gaps].map((strip) => html`<i class="hatched" style=${styleMap(strip)}></i>`);
    }

    private marked(): TemplateResult | typeof nothing {
        if (this.cell === null) return nothing;
        const { width, height } = boxOf(this.maps);
        const { x, y } = middleOf(this.maps, this.cell);
        const [wide, high] = [width / this.maps.columns, height / this.maps.rows];
        const place = { left: per(x - wide / 2), top: per(y - high / 2), width: per(wide), height: per(high) };
        return html`<i class="marked" style=${styleMap(place)}></i>`;
    }

    private draw(): void {
        const { maps, canvas } = this;
        const map = mapOf(maps, this.word);
        canvas.width = Math.min(MAX_SIDE, maps.columns * FINE);
        canvas.height = Math.min(MAX_SIDE, maps.rows * FINE);
        if (!map) return;
        const { width, height } = canvas;
        const values = enlarged(map, [maps.rows, maps.columns], width, height);
        canvas.getContext("2d")?.putImageData(new ImageData(glow(values, maps.brightest), width, height), 0, 0);
    }

    /** Return the cell under a pointer. */
    cellOf(event: MouseEvent): number | null {
        const frame = this.renderRoot.querySelector<HTMLElement>(".frame")!;
        const { x, y } = pointIn(frame, this.maps.size, event);
        return cellAt(this.maps, x, y);
    }

    private move = (event: PointerEvent): void => {
        if (event.pointerType !== "touch") this.dispatchEvent(new PlaceEvent(this.cellOf(event)));
    };

    private leave = (event: PointerEvent): void => {
        if (event.pointerType !== "touch") this.dispatchEvent(new PlaceEvent(null));
    };
}
