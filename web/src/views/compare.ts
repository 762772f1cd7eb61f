/** Two pictures in one frame: before and after, with a bar between them. */

import { LitElement, css, html, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { look } from "../core/look";
import { t } from "../core/words";
import { LargeEvent } from "./large";

/** Pixels that a pointer moves before it drags; less is a click. */
const CLICK = 4;
/** Up to this side, pixels are shown as they are instead of blurred. */
const SMALL_SIDE = 200;

@customElement("cc-compare")
export class Compare extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            .frame {
                background: var(--panel);
                border: 1px solid var(--line);
                border-radius: 12px;
                cursor: ew-resize;
                overflow: hidden;
                position: relative;
                touch-action: pan-y;
                user-select: none;
            }
            img {
                display: block;
                max-height: var(--picture-height, 70vh);
                object-fit: contain;
                width: 100%;
            }
            img.small {
                image-rendering: pixelated;
            }
            .before {
                height: 100%;
                inset: 0;
                position: absolute;
            }
            .bar {
                background: #fff;
                bottom: 0;
                box-shadow: 0 0 0 1px rgb(0 0 0 / 35%);
                margin-left: -1px;
                position: absolute;
                top: 0;
                width: 3px;
            }
            .bar::after {
                background: #fff;
                border-radius: 50%;
                box-shadow: 0 0 0 1px rgb(0 0 0 / 35%);
                color: #1f2328;
                content: "⟷";
                font-size: 15px;
                height: 30px;
                left: 50%;
                line-height: 29px;
                position: absolute;
                text-align: center;
                top: 50%;
                transform: translate(-50%, -50%);
                width: 30px;
            }
            .bar:focus-visible {
                outline: 3px solid var(--accent);
                outline-offset: 2px;
            }
            .large {
                background: rgb(0 0 0 / 55%);
                border: 0;
                color: #fff;
                line-height: 1;
                padding: 6px 8px;
                position: absolute;
                right: 8px;
                top: 8px;
            }
            .large:hover:not(:disabled) {
                background: rgb(0 0 0 / 75%);
            }
        `,
    ];

    /** The picture on the left; empty if there is only one. */
    @property() earlier = "";
    @property() later = "";
    @property() earlierTitle = "";
    @property() laterTitle = "";
    /** Where the bar stands, in per cent from the left. */
    @state() private at = 50;
    @state() private isSmall = false;

    private pressed: { x: number; isDragged: boolean } | null = null;

    override render(): TemplateResult {
        const { earlier, later, at } = this;
        const small = this.isSmall ? "small" : "";
        if (!earlier) {
            return html`<div class="frame" style="cursor: zoom-in" @click=${() => this.enlarge(later)}>
                <img class=${small} src=${later} alt=${this.laterTitle} @load=${this.loaded} />${this.button()}
            </div>`;
        }
        return html`<div
            class="frame"
            @pointerdown=${this.press}
            @pointermove=${this.move}
            @pointerup=${this.release}
            @pointercancel=${() => (this.pressed = null)}
            @dragstart=${(event: Event) => event.preventDefault()}
        >
            <img class=${small} src=${later} alt=${this.laterTitle} @load=${this.loaded} />
            <img class="before ${small}" src=${earlier} alt=${this.earlierTitle} style="clip-path: inset(0 ${100 - at}% 0 0)" />
            <div
                class="bar"
                role="slider"
                tabindex="0"
                style="left: ${at}%"
                aria-label=${t("Before and after")}
                aria-valuemin="0"
                aria-valuemax="100"
                aria-valuenow=${Math.round(at)}
                aria-valuetext=${t("{share} % before", { share: Math.round(at) })}
                @keydown=${this.key}
            ></div>
            ${this.button()}
        </div>`;
    }

    private button(): TemplateResult {
        return html`<button class="large" aria-label=${t("Large view")} title=${t("Large view")} @click=${this.enlargeAfter}>
            ⤢
        </button>`;
    }

    private loaded = (event: Event): void => {
        const image = event.target as HTMLImageElement;
        this.isSmall = Math.max(image.naturalWidth, image.naturalHeight) < SMALL_SIDE;
    };

    private enlarge(source: string): void {
        this.dispatchEvent(new LargeEvent(source));
    }

    private enlargeAfter = (event: Event): void => {
        event.stopPropagation();
        this.enlarge(this.later);
    };

    private press = (event: PointerEvent): void => {
        if (event.button || (event.target as Element).closest("button")) return;
        const isBar = (event.target as Element).closest(".bar") !== null;
        this.pressed = { x: event.clientX, isDragged: isBar };
        (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    };

    private move = (event: PointerEvent): void => {
        const { pressed } = this;
        if (!pressed) return;
        if (!pressed.isDragged && Math.abs(event.clientX - pressed.x) < CLICK) return;
        pressed.isDragged = true;
        const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
        this.at = Math.min(100, Math.max(0, ((event.clientX - left) / width) * 100));
    };

    private release = (event: PointerEvent): void => {
        const { pressed } = this;
        this.pressed = null;
        if (!pressed || pressed.isDragged) return;
        const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
        this.enlarge(((event.clientX - left) / width) * 100 < this.at ? this.earlier : this.later);
    };

    private key = (event: KeyboardEvent): void => {
        const moves: Record<string, number> = {
            ArrowLeft: this.at - 5,
            ArrowDown: this.at - 5,
            ArrowRight: this.at + 5,
            ArrowUp: this.at + 5,
            PageDown: this.at - 20,
            PageUp: this.at + 20,
            Home: 0,
            End: 100,
        };
        const place = moves[event.key];
        if (place === undefined) return;
        event.preventDefault();
        this.at = Math.min(100, Math.max(0, place));
    };
}
