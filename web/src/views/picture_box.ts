/** A place for a picture: dropped, pasted or chosen; shown with its size. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { look } from "../core/look";
import type { Picture } from "../core/picture";
import { t } from "../core/words";
import { pointIn } from "../core/place";
import { showLarge } from "./large";

/** Announces that the user has chosen another picture, or taken it away (null). */
export class ChosenEvent extends CustomEvent<Picture | null> {
    constructor(picture: Picture | null) {
        super("cc-chosen", { detail: picture, bubbles: true, composed: true });
    }
}

/** Announces where in the picture the pointer is, from 0 to 1 in both directions; null when it has left. */
export class PointEvent extends CustomEvent<{ x: number; y: number; isTap: boolean } | null> {
    constructor(point: { x: number; y: number; isTap: boolean } | null) {
        super("cc-point", { detail: point, bubbles: true, composed: true });
    }
}

/** Return the first file of a drop or a paste. */
export function fileOf(transfer: DataTransfer | null): File | null {
    return transfer?.files[0] ?? null;
}

@customElement("cc-picture-box")
export class PictureBox extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
                position: relative;
            }
            label.empty {
                align-items: center;
                border: 2px dashed var(--line);
                border-radius: 12px;
                color: var(--soft);
                cursor: pointer;
                display: flex;
                flex-direction: column;
                gap: 4px;
                justify-content: center;
                min-height: var(--picture-height, 220px);
                padding: 16px;
                text-align: center;
            }
            :host([over]) label.empty,
            label.empty:hover,
            label.empty:focus-within {
                border-color: var(--accent);
                color: var(--ink);
            }
            input[type="file"] {
                height: 1px;
                opacity: 0;
                position: absolute;
                width: 1px;
            }
            figure {
                background: var(--panel);
                border-radius: 12px;
                margin: 0;
                overflow: hidden;
                text-align: center;
            }
            :host([over]) figure {
                outline: 2px solid var(--accent);
            }
            img {
                display: block;
                height: auto;
                margin: auto;
                max-height: var(--picture-height, 440px);
                max-width: 100%;
                min-height: min(240px, var(--picture-height, 240px));
                object-fit: contain;
            }
            img.small {
                image-rendering: pixelated; /* enlarged, as the miniature's are */
            }
            .unseen {
                overflow-wrap: anywhere;
                padding: 24px;
            }
            .tools {
                align-items: center;
                display: flex;
                gap: 4px;
                position: absolute;
                right: 6px;
                top: 6px;
            }
            .tools button,
            .tools label {
                background: color-mix(in srgb, var(--ground) 88%, transparent);
                border-radius: 6px;
                cursor: pointer;
                font-size: 12px;
                line-height: 1.3;
                padding: 3px 8px;
            }
            .tools label:focus-within {
                outline: 2px solid var(--accent);
            }
        `,
    ];

    @property({ attribute: false }) picture: Picture | null = null;
    /** The name for screen readers. */
    @property() label = "";
    /** Whether a tap looks at a place of the picture, instead of enlarging it. */
    @property({ type: Boolean }) hasPlaces = false;
    @property({ type: Boolean, reflect: true }) over = false;
    @state() private source = "";
    @state() private isUnseen = false;

    private loaded = (event: Event): void => {
        const image = event.target as HTMLImageElement;
        image.classList.toggle("small", image.naturalHeight < 240);
    };

    override connectedCallback(): void {
        super.connectedCallback();
        this.addEventListener("dragover", this.drag);
        this.addEventListener("dragleave", () => (this.over = false));
        this.addEventListener("drop", this.drop);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        URL.revokeObjectURL(this.source);
    }

    protected override willUpdate(changes: PropertyValues<this>): void {
        if (!changes.has("picture")) return;
        URL.revokeObjectURL(this.source);
        this.source = this.picture ? URL.createObjectURL(this.picture.blob) : "";
        this.isUnseen = false;
    }

    override render(): TemplateResult {
        return this.picture ? this.shown(this.picture) : this.empty();
    }

    private empty(): TemplateResult {
        return html`<label class="empty">
            <strong>${t("Drop a picture here")}</strong>
            <span>${t("or paste one, or click to choose a file")}</span>
            ${this.input()}
        </label>`;
    }

    private shown(picture: Picture): TemplateResult {
        return html`<figure>
                ${this.isUnseen
                    ? html`<p class="unseen">${picture.name}</p>`
                    : html`<button
                          class="large"
                          title=${t("Large view")}
                          @click=${(event: PointerEvent) => this.clicked(event, picture)}
                          @pointermove=${(event: PointerEvent) => event.pointerType === "touch" || this.point(event, false)}
                          @pointerleave=${(event: PointerEvent) => event.pointerType === "touch" || this.dispatchEvent(new PointEvent(null))}
                      >
                          <img
                              src=${this.source}
                              alt=${picture.name}
                              @load=${this.loaded}
                              @error=${() => (this.isUnseen = true)}
                          />
                      </button>`}
            </figure>
            <div class="tools">
                <slot name="tools"></slot>
                <label class="button">${t("Change")} ${this.input()}</label>
                <button id="clear" aria-label=${t("Remove the picture")} @click=${() => this.choose(null)}>✕</button>
            </div>`;
    }

    private input(): TemplateResult {
        return html`<input type="file" accept="image/*" aria-label=${this.label || nothing} @change=${this.file} />`;
    }

    private file = (event: Event): void => {
        const input = event.target as HTMLInputElement;
        const file = input.files?.[0];
        if (file) this.choose({ blob: file, name: file.name });
        input.value = ""; // so that the same file can be chosen again
    };

    private drag = (event: DragEvent): void => {
        event.preventDefault();
        this.over = true;
    };

    private drop = (event: DragEvent): void => {
        this.over = false;
        const file = fileOf(event.dataTransfer);
        if (!file) return;
        event.preventDefault();
        this.choose({ blob: file, name: file.name });
    };

    private clicked(event: PointerEvent, picture: Picture): void {
        if (this.hasPlaces && event.pointerType === "touch") this.point(event, true);
        else this.enlarge(picture);
    }

    private point(event: MouseEvent, isTap: boolean): void {
        const image = this.renderRoot.querySelector("img");
        if (!image?.naturalWidth) return;
        const point = pointIn(image, [image.naturalWidth, image.naturalHeight], event);
        this.dispatchEvent(new PointEvent({ ...point, isTap }));
    }

    private enlarge(picture: Picture): void {
        void showLarge([{ source: this.source, title: picture.name }], 0);
    }

    private choose(picture: Picture | null): void {
        this.picture = picture;
        this.dispatchEvent(new ChosenEvent(picture));
    }
}
