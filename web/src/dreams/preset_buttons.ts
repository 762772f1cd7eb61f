/** The presets of dreams as buttons that are named after what they look like; the chosen one says more. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { look } from "../core/look";
import type { Field, Values } from "../core/tables";
import { t } from "../core/words";
import { isChosen, type Preset } from "./presets";

/** Fires `cc-preset` with the preset that was chosen. */
@customElement("cc-dream-presets")
export class DreamPresets extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            .buttons {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            [aria-pressed="true"] {
                border-color: var(--accent);
                font-weight: 650;
            }
            p {
                margin: 8px 0 0;
            }
        `,
    ];

    @property({ attribute: false }) presets: readonly Preset[] = [];
    @property({ attribute: false }) values: Values = {};
    @property({ attribute: false }) fields: readonly Field[] = [];

    override render(): TemplateResult | typeof nothing {
        const { presets, values, fields } = this;
        if (!presets.length) return nothing;
        const pressed = presets.filter((preset) => isChosen(preset, presets, values, fields));
        return html`<h3>${t("What it looks like")}</h3>
            <div class="buttons" role="group" aria-label=${t("What it looks like")}>
                ${presets.map(
                    (preset) =>
                        html`<button
                            data-preset=${preset.name}
                            title=${t(preset.about)}
                            aria-pressed=${pressed.includes(preset)}
                            @click=${() => this.dispatchEvent(new CustomEvent("cc-preset", { detail: preset }))}
                        >
                            ${t(preset.name)}
                        </button>`,
                )}
            </div>
            ${pressed.map(({ about }) => html`<p class="hint" role="status">${t(about)}</p>`)}`;
    }
}
