/** Two prompt boxes of our own, for a page around us that has none. */

import { LitElement, css, html, type TemplateResult } from "lit";
import { customElement, state } from "lit/decorators.js";
import { look } from "../core/look";
import { t } from "../core/words";
import type { Box } from "./boxes";

@customElement("cc-prompt-boxes")
export class PromptBoxes extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 12px;
                grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
            }
            label {
                display: grid;
                gap: 3px;
            }
            textarea {
                resize: vertical;
            }
        `,
    ];

    @state() prompt = "";
    @state() negative = "";

    /** The boxes as places to write to. */
    readonly boxes: readonly Box[] = [
        {
            name: "prompt",
            short: "→ prompt",
            label: "To prompt",
            read: () => this.prompt,
            write: (text) => (this.prompt = text),
        },
        {
            name: "negative_prompt",
            short: "→ negative",
            label: "To negative prompt",
            read: () => this.negative,
            write: (text) => (this.negative = text),
        },
    ];

    override render(): TemplateResult {
        return html`<label>
                <span>${t("Prompt")}</span>
                <textarea id="prompt" rows="2" .value=${this.prompt} @input=${this.typed}></textarea>
            </label>
            <label>
                <span>${t("Negative prompt")}</span>
                <textarea id="negative_prompt" rows="2" .value=${this.negative} @input=${this.typed}></textarea>
            </label>`;
    }

    private typed = (event: Event): void => {
        const box = event.target as HTMLTextAreaElement;
        if (box.id === "prompt") this.prompt = box.value;
        else this.negative = box.value;
    };
}
