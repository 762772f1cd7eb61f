/** Where a session starts from: a picture, a sketch, or the prompt alone. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { look } from "../core/look";
import type { Picture } from "../core/picture";
import { t } from "../core/words";
import "../views/picture_box";
import { enlargeable } from "../views/large";
import type { ChosenEvent } from "../views/picture_box";
import "./sketch";
import type { DrawnEvent } from "./sketch";

export interface Start {
    kind: "picture" | "sketch" | "prompt";
    picture: Picture | null;
    sketch: Picture | null;
    /** Where the picture may change, in white; null for everywhere. */
    mask: Picture | null;
    /** Whether the user chose it after the session that is open was started. */
    isNew: boolean;
}

export const NO_START: Start = { kind: "picture", picture: null, sketch: null, mask: null, isNew: false };

/** Announces another start. */
export class StartEvent extends CustomEvent<Start> {
    constructor(start: Start) {
        super("cc-start", { detail: start, bubbles: true, composed: true });
    }
}

const KINDS = [
    ["picture", "Picture"],
    ["sketch", "Sketch"],
    ["prompt", "Prompt only"],
] as const;

@customElement("cc-loop-start")
export class LoopStart extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                --picture-height: 240px;
                display: block;
            }
            fieldset {
                border: 0;
                margin: 0 0 8px;
                padding: 0;
            }
            legend {
                font-size: 13px;
                padding: 0 0 4px;
            }
            .kinds {
                border: 1px solid var(--line);
                border-radius: var(--radius);
                display: inline-flex;
                overflow: hidden;
            }
            .kinds label {
                cursor: pointer;
                padding: 4px 12px;
                position: relative;
            }
            .kinds label + label {
                border-left: 1px solid var(--line);
            }
            .kinds input {
                inset: 0;
                margin: 0;
                opacity: 0;
                position: absolute;
            }
            .kinds label:has(:checked) {
                background: var(--panel);
                box-shadow: inset 0 -2px var(--accent);
                font-weight: 650;
            }
            .mask {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 8px;
                margin: 6px 0 0;
            }
            .mask img {
                border: 1px solid var(--line);
                height: 40px;
            }
            .kinds label:focus-within {
                outline: 2px solid var(--accent);
                outline-offset: -2px;
            }
        `,
    ];

    @property({ attribute: false }) start: Start = NO_START;
    private shown: { mask: Picture; address: string } | null = null;
    /** The size of a sketch, in pixels. */
    @property({ type: Number }) width = 512;
    @property({ type: Number }) height = 512;

    override render(): TemplateResult {
        const { kind } = this.start;
        return html`<fieldset>
                <legend>${t("Start from")}</legend>
                <div class="kinds">
                    ${KINDS.map(
                        ([name, label]) =>
                            html`<label>
                                <input
                                    type="radio"
                                    name="kind"
                                    value=${name}
                                    .checked=${name === kind}
                                    @change=${() => this.change({ kind: name })}
                                />
                                ${t(label)}
                            </label>`,
                    )}
                </div>
            </fieldset>
            ${kind === "picture" ? this.picture() : kind === "sketch" ? this.sketch() : nothing}`;
    }

    private picture(): TemplateResult {
        return html`<cc-picture-box
            .picture=${this.start.picture}
            label=${t("Start picture")}
            @cc-chosen=${(event: ChosenEvent) => {
                event.stopPropagation();
                this.change({ picture: event.detail, mask: null });
            }}
        ></cc-picture-box>
        ${this.start.mask ? this.mask(this.start.mask) : nothing}`;
    }

    private mask(mask: Picture): TemplateResult {
        if (this.shown?.mask !== mask) {
            URL.revokeObjectURL(this.shown?.address ?? "");
            this.shown = { mask, address: URL.createObjectURL(mask.blob) };
        }
        return html`<p class="mask" id="mask">
            ${enlargeable(this.shown.address, t("Only the white part changes."))}
            <span>${t("Only the white part changes.")}</span>
            <button @click=${() => this.change({ mask: null })}>${t("Change everything")}</button>
        </p>`;
    }

    private sketch(): TemplateResult {
        return html`<cc-sketch
            .sketch=${this.start.sketch}
            .width=${this.width}
            .height=${this.height}
            @cc-drawn=${(event: DrawnEvent) => this.change({ sketch: event.detail })}
        ></cc-sketch>`;
    }

    private change(values: Partial<Start>): void {
        this.dispatchEvent(new StartEvent({ ...this.start, ...values, isNew: true }));
    }
}
