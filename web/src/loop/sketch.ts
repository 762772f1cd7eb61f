/** A small canvas to draw a rough start on, or to load one from a file. */

import { LitElement, css, html, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { look } from "../core/look";
import type { Picture } from "../core/picture";
import { t } from "../core/words";

/** Announces what was drawn; null after everything was cleared. */
export class DrawnEvent extends CustomEvent<Picture | null> {
    constructor(sketch: Picture | null) {
        super("cc-drawn", { detail: sketch, bubbles: true, composed: true });
    }
}

const COLOURS = ["#1f2328", "#d6281e", "#e6a700", "#2f9e44", "#1d4ed8", "#7048e8", "#f0dd5c", "#ffffff"];
/** Pixels of the canvas along its longer side: enough for a mouse, however small the picture. */
const CANVAS_SIDE = 512;
const MAX_UNDO = 20;

@customElement("cc-sketch")
export class Sketch extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            canvas {
                background: #fff;
                border: 1px solid var(--line);
                border-radius: 12px;
                cursor: crosshair;
                display: block;
                height: auto;
                touch-action: none;
                width: 100%;
            }
            .tools {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
                margin: 0 0 6px;
            }
            .colour {
                border-radius: 50%;
                height: 24px;
                padding: 0;
                width: 24px;
            }
            .colour[aria-pressed="true"] {
                outline: 2px solid var(--accent);
                outline-offset: 1px;
            }
            input[type="color"] {
                height: 28px;
                padding: 1px;
                width: 34px;
            }
            input[type="range"] {
                width: 84px;
            }
            input[type="file"] {
                height: 1px;
                opacity: 0;
                position: absolute;
                width: 1px;
            }
            label.button:focus-within {
                outline: 2px solid var(--accent);
            }
        `,
    ];

    /** What is drawn already. */
    @property({ attribute: false }) sketch: Picture | null = null;
    /** The size of the picture to draw, in pixels. */
    @property({ type: Number }) width = 512;
    @property({ type: Number }) height = 512;
    @state() private colour = COLOURS[1] as string;
    @state() private breadth = 24;
    @state() private undo: ImageData[] = [];

    /** The sketch that this element has made itself, and need not draw again. */
    private own: Picture | null = null;
    private last: { x: number; y: number } | null = null;

    private get canvas(): HTMLCanvasElement {
        return this.renderRoot.querySelector("canvas") as HTMLCanvasElement;
    }

    private get pen(): CanvasRenderingContext2D {
        return this.canvas.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
    }

    /** How many pixels of the canvas are one of the picture. */
    private get zoom(): number {
        return Math.max(1, CANVAS_SIDE / Math.max(this.width, this.height));
    }

    protected override updated(changes: PropertyValues<this>): void {
        const resized = changes.has("width") || changes.has("height");
        if (resized) this.fit();
        if (resized || (changes.has("sketch") && this.sketch !== this.own)) void this.again(resized);
    }

    private fit(): void {
        this.canvas.width = Math.round(this.width * this.zoom);
        this.canvas.height = Math.round(this.height * this.zoom);
        this.undo = [];
        this.blank();
    }

    /** Draw the sketch again; one that was drawn here is then one of the new size. */
    private async again(resized: boolean): Promise<void> {
        await this.show(this.sketch);
        if (resized && this.sketch && this.sketch === this.own) this.announce();
    }

    private blank(): void {
        const { canvas, pen } = this;
        pen.fillStyle = "#fff";
        pen.fillRect(0, 0, canvas.width, canvas.height);
    }

    private async show(sketch: Picture | null): Promise<void> {
        this.blank();
        if (!sketch) return;
        const image = await createImageBitmap(sketch.blob);
        if (sketch === this.sketch) this.pen.drawImage(image, 0, 0, this.canvas.width, this.canvas.height);
    }

    override render(): TemplateResult {
        return html`<div class="tools" role="toolbar" aria-label=${t("Drawing")}>
                ${COLOURS.map(
                    (colour) =>
                        html`<button
                            class="colour"
                            style="background: ${colour}"
                            aria-label=${t("Colour {colour}", { colour })}
                            aria-pressed=${colour === this.colour}
                            @click=${() => (this.colour = colour)}
                        ></button>`,
                )}
                <input
                    type="color"
                    aria-label=${t("Another colour")}
                    .value=${this.colour}
                    @input=${(event: Event) => (this.colour = (event.target as HTMLInputElement).value)}
                />
                <input
                    type="range"
                    min="2"
                    max="160"
                    aria-label=${t("Brush size")}
                    title=${t("Brush size")}
                    .value=${String(this.breadth)}
                    @input=${(event: Event) => (this.breadth = Number((event.target as HTMLInputElement).value))}
                />
                <button ?disabled=${!this.undo.length} @click=${this.takeBack}>${t("Undo")}</button>
                <button ?disabled=${!this.sketch} @click=${this.clear}>${t("Clear")}</button>
                <label class="button">${t("Load a file")}<input type="file" accept="image/*" @change=${this.load} /></label>
            </div>
            <canvas
                role="img"
                aria-label=${t("Sketch: draw with the mouse, a pen or a finger, or load a file")}
                @pointerdown=${this.press}
                @pointermove=${this.draw}
                @pointerup=${this.release}
                @pointercancel=${this.release}
            ></canvas>`;
    }

    private place(event: PointerEvent): { x: number; y: number } {
        const { left, top, width, height } = this.canvas.getBoundingClientRect();
        return {
            x: ((event.clientX - left) / width) * this.canvas.width,
            y: ((event.clientY - top) / height) * this.canvas.height,
        };
    }

    private press = (event: PointerEvent): void => {
        if (event.button) return;
        this.canvas.setPointerCapture(event.pointerId);
        this.remember();
        this.last = this.place(event);
        this.line(this.last, this.last);
    };

    private draw = (event: PointerEvent): void => {
        if (!this.last) return;
        const now = this.place(event);
        this.line(this.last, now);
        this.last = now;
    };

    private release = (): void => {
        if (!this.last) return;
        this.last = null;
        this.announce();
    };

    private line(from: { x: number; y: number }, to: { x: number; y: number }): void {
        const { pen } = this;
        pen.strokeStyle = this.colour;
        pen.lineWidth = this.breadth;
        pen.lineCap = "round";
        pen.beginPath();
        pen.moveTo(from.x, from.y);
        pen.lineTo(to.x, to.y);
        pen.stroke();
    }

    private remember(): void {
        const { canvas, pen } = this;
        this.undo = [...this.undo, pen.getImageData(0, 0, canvas.width, canvas.height)].slice(-MAX_UNDO);
    }

    private takeBack = (): void => {
        const before = this.undo.at(-1);
        if (!before) return;
        this.undo = this.undo.slice(0, -1);
        this.pen.putImageData(before, 0, 0);
        this.announce();
    };

    private clear = (): void => {
        this.remember();
        this.blank();
        this.sketch = this.own = null;
        this.dispatchEvent(new DrawnEvent(null));
    };

    private load = async (event: Event): Promise<void> => {
        const input = event.target as HTMLInputElement;
        const file = input.files?.[0];
        input.value = "";
        if (!file) return;
        this.remember();
        const image = await createImageBitmap(file).catch(() => null);
        if (!image) return;
        this.pen.drawImage(image, 0, 0, this.canvas.width, this.canvas.height);
        this.announce();
    };

    /** Tell the panel what is drawn, in the size of the picture. */
    private announce(): void {
        const page = document.createElement("canvas");
        page.width = this.width;
        page.height = this.height;
        const pen = page.getContext("2d") as CanvasRenderingContext2D;
        pen.imageSmoothingQuality = "high";
        pen.drawImage(this.canvas, 0, 0, page.width, page.height);
        page.toBlob((blob) => {
            if (!blob) return;
            this.sketch = this.own = { blob, name: "sketch.png" };
            this.dispatchEvent(new DrawnEvent(this.sketch));
        }, "image/png");
    }
}
