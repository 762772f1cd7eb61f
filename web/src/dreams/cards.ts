/** The presets of dreams as cards: what each looks like, and what it is good for. */

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
            .cards {
                display: grid;
                gap: 6px;
                grid-template-columns: repeat(auto-fill, minmax(min(100%, 140px), 1fr));
                max-height: 330px;
                overflow-y: auto;
                padding: 2px;
            }
            button {
                align-content: start;
                border-radius: 10px;
                display: grid;
                gap: 2px;
                padding: 7px 10px;
                text-align: left;
            }
            b {
                font-weight: 650;
            }
            .hint {
                line-height: 1.35;
            }
            [aria-pressed="true"] {
                background: var(--panel);
                border-color: var(--accent);
                box-shadow: inset 0 0 0 1px var(--accent);
            }
        `,
    ];

    @property({ attribute: false }) presets: readonly Preset[] = [];
    @property({ attribute: false }) values: Values = {};
    @property({ attribute: false }) fields: readonly Field[] = [];

    override render(): TemplateResult | typeof nothing {
        const { presets, values, fields } = this;
        if (!presets.length) return nothing;
        return html`<h3>${t("What it looks like")}</h3>
            <div class="cards" role="group" aria-label=${t("What it looks like")}>
                ${presets.map(
                    (preset) =>
                        html`<button
                            data-preset=${preset.name}
                            aria-pressed=${isChosen(preset, presets, values, fields)}
                            @click=${() => this.dispatchEvent(new CustomEvent("cc-preset", { detail: preset }))}
                        >
                            <b>${t(preset.name)}</b> <span class="hint">${t(preset.about)}</span>
                        </button>`,
                )}
            </div>`;
    }
}
