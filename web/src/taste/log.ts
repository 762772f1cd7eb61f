/** The log of choices as a file: export and import. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { file, send } from "../core/api";
import { download } from "../core/clipboard";
import { look } from "../core/look";
import { t } from "../core/words";

/**
 * Fires `cc-taken` when choices were imported.
 */
@customElement("cc-taste-log")
export class TasteLog extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 8px;
            }
            p {
                margin: 8px 0;
            }
            input {
                height: 1px;
                opacity: 0;
                position: absolute;
                width: 1px;
            }
            label:focus-within {
                outline: 2px solid var(--accent);
            }
        `,
    ];

    @property() rater = "";
    @state() private message = "";
    @state() private isError = false;

    override render(): TemplateResult {
        return html`<details id="log">
            <summary>${t("The log of choices")}</summary>
            <p class="hint">
                ${t("Every choice is a line of a file that only grows. Nothing leaves this machine unless you export it.")}
            </p>
            <div class="row">
                <button id="export" ?disabled=${!this.rater} @click=${this.save}>${t("Export my choices")}</button>
                <label class="button">
                    ${t("Import choices")}
                    <input id="import" type="file" accept=".jsonl,.json,.txt" @change=${this.take} />
                </label>
            </div>
            ${this.message
                ? html`<p class="message ${this.isError ? "error" : ""}" role=${this.isError ? "alert" : "status"}>${this.message}</p>`
                : nothing}
        </details>`;
    }

    private async act(work: () => Promise<string>): Promise<void> {
        this.message = "";
        try {
            this.message = await work();
            this.isError = false;
        } catch (error) {
            this.message = (error as Error).message;
            this.isError = true;
        }
    }

    private save = (): Promise<void> =>
        this.act(async () => {
            const { rater } = this;
            const name = rater.replace(/[^\p{L}\p{N}]+/gu, "-");
            download(await file(`taste/log?rater=${encodeURIComponent(rater)}`), `taste-${name}.jsonl`);
            return "";
        });

    private take = (event: Event): Promise<void> => {
        const input = event.target as HTMLInputElement;
        const chosen = input.files?.[0];
        return this.act(async () => {
            if (!chosen) return "";
            const taken = await send<{ new: number }>("POST", "taste/log", chosen);
            this.dispatchEvent(new Event("cc-taken"));
            return t("{count} choices are new.", { count: taken.new });
        }).finally(() => (input.value = "")); // so that the same file can be chosen again
    };
}
