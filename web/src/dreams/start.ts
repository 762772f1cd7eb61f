/** Where a dream starts: from noise, a colour, or a picture. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { ChangeEvent } from "../core/control";
import { look } from "../core/look";
import type { Picture } from "../core/picture";
import type { Field } from "../core/tables";
import { t } from "../core/words";
import "../views/picture_box";
import type { ChosenEvent } from "../views/picture_box";

const COLOUR = /^#[0-9a-f]{6}$/i;

/** Fires `cc-change` for the settings *start* and *colour*, and `cc-given` with the picture. */
@customElement("cc-dream-start")
export class DreamStart extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                --picture-height: 200px;
                display: grid;
                gap: 8px;
            }
            fieldset {
                border: 0;
                margin: 0;
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
            .kinds label:focus-within {
                outline: 2px solid var(--accent);
                outline-offset: -2px;
            }
            .colour {
                display: flex;
                gap: 8px;
            }
            .colour input[type="color"] {
                flex: none;
                height: 33px;
                padding: 2px;
                width: 48px;
            }
            .colour input:not([type]) {
                min-width: 0;
                width: 140px;
            }
        `,
    ];

    /** The rows of the table. */
    @property({ attribute: false }) field!: Field;
    @property({ attribute: false }) colourField!: Field;
    /** Their values. */
    @property() start = "noise";
    @property() colour = "";
    @property({ attribute: false }) picture: Picture | null = null;

    override render(): TemplateResult {
        const { field, start } = this;
        return html`<fieldset>
                <legend>${t("Start from")}</legend>
                <div class="kinds">
                    ${field.choices.map(
                        (choice) =>
                            html`<label>
                                <input
                                    type="radio"
                                    name="start"
                                    value=${choice}
                                    .checked=${choice === start}
                                    @change=${() => this.change("start", choice)}
                                />
                                ${t(choice)}
                            </label>`,
                    )}
                </div>
            </fieldset>
            ${start === "picture" ? this.box() : start === "colour" ? this.colours() : nothing}`;
    }

    private box(): TemplateResult {
        return html`<cc-picture-box
            .picture=${this.picture}
            label=${t("Start picture")}
            @cc-chosen=${(event: ChosenEvent) => {
                event.stopPropagation();
                this.dispatchEvent(new CustomEvent("cc-given", { detail: event.detail }));
            }}
        ></cc-picture-box>`;
    }

    private colours(): TemplateResult {
        const label = t(this.colourField.label);
        const typed = (event: Event): void => this.change("colour", (event.target as HTMLInputElement).value);
        return html`<div class="colour">
            <input type="color" aria-label=${label} .value=${COLOUR.test(this.colour) ? this.colour : "#808080"} @input=${typed} />
            <input id="colour" aria-label=${t(this.colourField.info)} .value=${this.colour} @input=${typed} />
        </div>`;
    }

    private change(name: string, value: string): void {
        this.dispatchEvent(new ChangeEvent(name, value));
    }
}
