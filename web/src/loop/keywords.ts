/** The keyword list of a session: one of the stored ones, or a text of its own. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { get } from "../core/api";
import { ChangeEvent } from "../core/control";
import { look } from "../core/look";
import type { Face, Field } from "../core/tables";
import { t } from "../core/words";

type Preset = Face["presets"][number];

@customElement("cc-loop-keywords")
export class LoopKeywords extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            label {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
            select {
                width: 100%;
            }
            textarea {
                resize: vertical;
                width: 100%;
            }
            details {
                margin-top: 6px;
            }
        `,
    ];

    @property({ attribute: false }) field!: Field;
    /** The list's text; empty uses the default list. */
    @property() value = "";
    @property({ attribute: false }) presets: readonly Preset[] = [];
    @property() preset = "";
    @state() private error = "";
    /** The text of the list that is chosen, where the value is still empty. */
    @state() private shown = "";
    @state() private isUnfolded = false;
    private asked = "";

    /** Forget which list was chosen: the text is a session's, or the default's again. */
    reset(preset: string): void {
        this.preset = preset;
        this.shown = this.error = this.asked = "";
    }

    protected override updated(): void {
        if (this.isUnfolded && !this.value && this.preset && this.asked !== this.preset) void this.load(this.preset);
    }

    override render(): TemplateResult {
        const names = this.presets.map((preset) => preset.name);
        const isOwn = !names.includes(this.preset);
        return html`<label>
                ${t("Keyword list")}
                <select id="preset" @focus=${this.list} @change=${this.choose}>
                    ${isOwn ? html`<option value="" selected>${t("A list of its own")}</option>` : nothing}
                    ${names.map((name) => html`<option value=${name} ?selected=${name === this.preset}>${t(name)}</option>`)}
                </select>
            </label>
            <details id="list" @toggle=${this.unfold}>
                <summary>${t("Show and edit the words")}</summary>
                <label>
                    <span class="hint">${t(this.field.info)}</span>
                    <textarea
                        id="keywords"
                        rows="9"
                        aria-label=${t("Keywords")}
                        .value=${this.value || this.shown}
                        @input=${(event: Event) => this.change((event.target as HTMLTextAreaElement).value)}
                    ></textarea>
                </label>
            </details>
            ${this.error ? html`<p class="message error" role="alert">${this.error}</p>` : nothing}`;
    }

    private change(text: string): void {
        this.shown = "";
        this.dispatchEvent(new ChangeEvent("keywords", text));
    }

    /** Read the names again: lists are saved in other panels and windows, too. */
    private list = async (): Promise<void> => {
        try {
            const found = await get<{ lists: string[] }>("lists");
            this.presets = found.lists.map((name) => this.presets.find((preset) => preset.name === name) ?? { name, own: true });
        } catch {
            // the list is chosen from what is known
        }
    };

    private choose = (event: Event): void => {
        this.preset = (event.target as HTMLSelectElement).value;
        void this.load(this.preset, true);
    };

    private unfold = (event: Event): void => {
        this.isUnfolded = (event.target as HTMLDetailsElement).open;
    };

    /** Read a list's text; `isChosen` makes it the session's. */
    private async load(name: string, isChosen = false): Promise<void> {
        this.asked = name;
        try {
            const { text } = await get<{ text: string }>(`lists/${encodeURIComponent(name)}`);
            if (this.asked !== name) return;
            this.error = "";
            if (isChosen) this.change(text);
            else this.shown = text;
        } catch (error) {
            this.error = (error as Error).message;
        }
    }
}
