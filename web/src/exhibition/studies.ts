/** Studies as buttons that fill in the settings and say what will be made. */

import { LitElement, css, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { look } from "../core/look";
import { t } from "../core/words";
import { studies } from "./study";

/** Fires `cc-study` with the study that was chosen. */
@customElement("cc-studies")
export class Studies extends LitElement {
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

    /** The name of the chosen study. */
    @property() chosen = "";

    override render(): TemplateResult {
        const all = studies();
        return html`<div class="buttons" role="group" aria-label=${t("Study")}>
                ${all.map(
                    (study) => html`<button
                        data-study=${study.name}
                        aria-pressed=${study.name === this.chosen}
                        @click=${() => this.dispatchEvent(new CustomEvent("cc-study", { detail: study }))}
                    >
                        ${study.title}
                    </button>`,
                )}
            </div>
            <p class="hint">${all.find((study) => study.name === this.chosen)?.about}</p>`;
    }
}
