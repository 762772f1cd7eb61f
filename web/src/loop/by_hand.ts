/** The prompt that a policy proposes for the next step, to be edited or used as it is. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { look } from "../core/look";
import { t } from "../core/words";
import { changes, markedPrompt } from "../views/marked_prompt";
import type { Proposal } from "./records";

@customElement("cc-by-hand")
export class ByHand extends LitElement {
    static override styles = [
        look,
        changes,
        css`
            :host {
                display: block;
            }
            .boxes {
                display: grid;
                gap: 10px 14px;
                grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
            }
            label {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
            textarea {
                resize: vertical;
                width: 100%;
            }
            .prompt {
                margin-top: 8px;
            }
        `,
    ];

    @property({ attribute: false }) proposal!: Proposal;
    /** The last step's prompts, which the proposal is compared with. */
    @property() lastPrompt = "";
    @property() lastNegative = "";
    @state() prompt = "";
    @state() negative = "";

    protected override willUpdate(updates: PropertyValues<this>): void {
        const before = updates.get("proposal") as Proposal | undefined;
        const { prompt, negative_prompt } = this.proposal;
        // Each poll brings a new object; what the user has typed stays as long as it says the same.
        if (!updates.has("proposal") || (before?.prompt === prompt && before.negative_prompt === negative_prompt)) return;
        this.prompt = prompt;
        this.negative = negative_prompt;
    }

    override render(): TemplateResult {
        const { proposal, prompt, negative } = this;
        const isProposed = prompt === proposal.prompt && negative === proposal.negative_prompt;
        return html`<section class="card">
            <h3>${t("Next step")} <small>${t("Edit the prompt, or use it as it is, and press Step.")}</small></h3>
            <div class="boxes">
                <label>
                    ${t("Next prompt")}
                    <textarea id="next_prompt" rows="2" .value=${prompt} @input=${this.typed}></textarea>
                </label>
                <label>
                    ${t("Next negative prompt")}
                    <textarea id="next_negative" rows="2" .value=${negative} @input=${this.typed}></textarea>
                </label>
            </div>
            <div id="change" aria-live="polite">
                <p class="prompt">${markedPrompt(this.lastPrompt, prompt)}</p>
                ${negative || this.lastNegative
                    ? html`<p class="prompt"><span class="hint">${t("Negative prompt")}</span> ${markedPrompt(this.lastNegative, negative)}</p>`
                    : nothing}
                ${isProposed && proposal.why.length ? html`<p class="hint">${proposal.why.map((why) => t(why)).join(" · ")}</p>` : nothing}
            </div>
        </section>`;
    }

    private typed = (event: Event): void => {
        const box = event.target as HTMLTextAreaElement;
        if (box.id === "next_prompt") this.prompt = box.value;
        else this.negative = box.value;
    };
}
