/** What can be taken along from an answer: files, and the ticked words as a prompt. */

import { LitElement, css, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { file } from "../core/api";
import { download } from "../core/clipboard";
import { look } from "../core/look";
import { t } from "../core/words";

const FORMATS = [
    ["csv", "CSV"],
    ["json", "JSON"],
    ["html", "HTML"],
] as const;

/**
 * Fires `cc-copy` for *Copy as prompt*, and `cc-failed` with a message.
 */
@customElement("cc-export-menu")
export class ExportMenu extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: inline-block;
            }
            details {
                position: relative;
            }
            summary {
                background: var(--ground);
                border: 1px solid var(--line);
                border-radius: var(--radius);
                color: inherit;
                font-size: 13px;
                list-style: none;
                padding: 3px 10px;
                white-space: nowrap;
            }
            summary::-webkit-details-marker {
                display: none;
            }
            .list {
                background: var(--ground);
                border: 1px solid var(--line);
                border-radius: var(--radius);
                box-shadow: 0 4px 16px #0004;
                display: grid;
                min-width: 150px;
                padding: 4px;
                position: absolute;
                right: 0;
                z-index: 5;
            }
            :host([up]) .list {
                bottom: 100%;
            }
            .list button {
                border: 0;
                text-align: start;
            }
        `,
    ];

    /** The question's id. */
    @property() question = "";
    /** The picture's name, from which the files get theirs. */
    @property() name = "";
    @property({ type: Boolean }) canCopy = false;

    override render(): TemplateResult {
        return html`<details @focusout=${this.leave} @keydown=${this.key}>
            <summary>${t("Export")} ▾</summary>
            <div class="list">
                ${FORMATS.map(
                    ([format, label]) => html`<button data-as=${format} @click=${() => this.save(format)}>${label}</button>`,
                )}
                <button id="copy" ?disabled=${!this.canCopy} @click=${this.copy}>${t("Copy as prompt")}</button>
            </div>
        </details>`;
    }

    private get details(): HTMLDetailsElement {
        return this.renderRoot.querySelector("details")!;
    }

    private leave = (event: FocusEvent): void => {
        if (event.relatedTarget && !this.details.contains(event.relatedTarget as Node)) this.details.open = false;
    };

    private key = (event: KeyboardEvent): void => {
        if (event.key !== "Escape" || !this.details.open) return;
        event.stopPropagation();
        this.details.open = false;
        this.renderRoot.querySelector("summary")?.focus();
    };

    private copy = (): void => {
        this.details.open = false;
        this.dispatchEvent(new CustomEvent("cc-copy", { bubbles: true, composed: true }));
    };

    private async save(format: string): Promise<void> {
        this.details.open = false;
        try {
            const stem = this.name.replace(/\.[^.]*$/, "") || "picture";
            download(await file(`questions/${this.question}/export?as=${format}`), `${stem}.${format}`);
        } catch (error) {
            const detail = (error as Error).message;
            this.dispatchEvent(new CustomEvent("cc-failed", { detail, bubbles: true, composed: true }));
        }
    }
}
