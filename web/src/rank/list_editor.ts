/** The editor of a keyword list: its text, and saving, renaming and deleting it. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { look } from "../core/look";
import type { Field } from "../core/tables";
import { t } from "../core/words";
import type { Lists } from "./lists";

@customElement("cc-list-editor")
export class ListEditor extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            label {
                display: grid;
                gap: 3px;
            }
            textarea {
                max-height: 60vh;
                resize: vertical;
                width: 100%;
            }
            .buttons {
                display: flex;
                flex-wrap: wrap;
                gap: 8px;
                margin-top: 8px;
            }
            .buttons input {
                flex: 1 1 140px;
                min-width: 0;
            }
            .message {
                margin-top: 8px;
            }
        `,
    ];

    /** One object for the panel's whole life, which changes inside. */
    @property({ attribute: false, hasChanged: () => true }) lists!: Lists;
    /** The table's row of the keywords. */
    @property({ attribute: false }) field!: Field;
    @state() private other = "";

    private saveAs = async (): Promise<void> => {
        await this.lists.save(this.other);
        if (this.lists.note?.kind !== "error") this.other = "";
    };

    private rename = async (): Promise<void> => {
        await this.lists.rename(this.other);
        if (this.lists.note?.kind !== "error") this.other = "";
    };

    override render(): TemplateResult {
        const { lists, field } = this;
        const own = lists.presets.some((preset) => preset.own && preset.name === lists.name);
        const isNamed = this.other.trim() !== "";
        return html`<label>
                <span>${t(field.label)}</span>
                <textarea
                    id="keywords"
                    rows=${field.lines}
                    spellcheck="false"
                    .value=${lists.text}
                    @input=${(event: Event) => this.type((event.target as HTMLTextAreaElement).value)}
                ></textarea>
                <span class="hint">${t(field.info)}</span>
            </label>
            <div class="buttons">
                <button id="save" ?disabled=${!lists.name || !lists.isChanged} @click=${() => lists.save(lists.name)}>${t("Save")}</button>
                <input
                    id="other"
                    aria-label=${t("Preset name")}
                    placeholder=${t("Name for Save as")}
                    .value=${this.other}
                    @input=${(event: Event) => (this.other = (event.target as HTMLInputElement).value)}
                />
                <button id="save-as" ?disabled=${!isNamed} @click=${this.saveAs}>${t("Save as")}</button>
                <button id="rename" ?disabled=${!own || !isNamed} @click=${this.rename}>${t("Rename")}</button>
                <button id="delete" ?disabled=${!own} @click=${() => lists.remove()}>${t("Delete")}</button>
                <button id="reload" @click=${lists.reload}>${t("Reload lists")}</button>
            </div>
            ${this.note()} ${this.dropped()} ${lists.skipped.map((file) => this.skipped(file))}`;
    }

    private type(text: string): void {
        this.lists.type(text);
        this.dispatchEvent(new CustomEvent("cc-typed", { bubbles: true, composed: true }));
    }

    private note(): TemplateResult | typeof nothing {
        const { note } = this.lists;
        if (!note) return nothing;
        const role = note.kind === "error" ? "alert" : "status";
        return html`<p class="message ${note.kind}" role=${role}>${note.text}</p>`;
    }

    private skipped(file: string): TemplateResult {
        return html`<p class="message warning" role="status">
            ${t("{file} was left out: the name of the file is not UTF-8. Rename it.", { file })}
        </p>`;
    }

    private dropped(): TemplateResult | typeof nothing {
        const { dropped } = this.lists;
        if (!dropped) return nothing;
        return html`<p class="message" role="status">
            ${t("Your changes to the list before were not saved.")}
            <button id="restore" @click=${() => this.lists.restore()}>${t("Bring them back")}</button>
        </p>`;
    }
}
