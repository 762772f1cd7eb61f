/** One bar of what can be done with the ticked words. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { send } from "../core/api";
import { copy } from "../core/clipboard";
import { look } from "../core/look";
import { t } from "../core/words";
import type { Box } from "./boxes";
import "./export_menu";

const MODES = ["append", "prepend", "replace"] as const;

/**
 * Fires `cc-loop` for *Start loop*.
 */
@customElement("cc-actions")
export class Actions extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                bottom: 0;
                display: block;
                position: sticky;
                z-index: 4;
            }
            .bar {
                align-items: center;
                background: var(--panel);
                border: 1px solid var(--line);
                border-radius: 12px;
                box-shadow: 0 -2px 12px #0001;
                display: flex;
                flex-wrap: wrap;
                gap: 8px;
                padding: 9px 12px;
            }
            .right {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 8px;
                margin-inline-start: auto;
            }
            .right label {
                align-items: center;
                color: var(--soft);
                display: flex;
                gap: 5px;
            }
            input {
                width: 68px;
            }
            button.first {
                background: var(--ink);
                border-color: var(--ink);
                color: var(--ground);
            }
            button.first:hover:not(:disabled) {
                background: var(--soft);
            }
            .message {
                flex-basis: 100%;
            }
            .message:empty {
                display: none;
            }
        `,
    ];

    /** The ticked words, in the order of the ranking. */
    @property({ attribute: false }) words: readonly string[] = [];
    @property({ attribute: false }) boxes: readonly Box[] = [];
    @property() question = "";
    @property() name = "";
    @property({ type: Boolean }) canLoop = false;
    @state() private mode: (typeof MODES)[number] = "append";
    @state() private weight = "1";
    @state() private message = "";
    @state() private isError = false;
    /** How many prompts are being written. */
    @state() private awaited = 0;

    override render(): TemplateResult {
        const count = this.words.length;
        return html`<div class="bar" role="region" aria-label=${t("What to do with the ticked words")} aria-busy=${this.awaited > 0}>
            <strong>${count === 1 ? t("1 word") : t("{count} words", { count })}</strong>
            ${this.boxes.map(
                (box, place) => html`<button
                    class=${place ? "" : "first"}
                    data-box=${box.name}
                    title=${t(box.label)}
                    @click=${() => this.write(box)}
                >
                    ${t(box.short)}
                </button>`,
            )}
            ${this.canLoop
                ? html`<button id="loop" @click=${() => this.dispatchEvent(new CustomEvent("cc-loop"))}>${t("Start loop")}</button>`
                : nothing}
            <span class="right">
                <label>
                    ${t("Weight")}
                    <input id="weight" type="number" step="0.05" .value=${this.weight} @input=${this.weigh} />
                </label>
                <select id="mode" aria-label=${t("Write ticked words")} @change=${this.choose}>
                    ${MODES.map((mode) => html`<option value=${mode} ?selected=${mode === this.mode}>${t(mode)}</option>`)}
                </select>
                <cc-export-menu
                    up
                    .question=${this.question}
                    .name=${this.name}
                    canCopy
                ></cc-export-menu>
            </span>
            <p class="message ${this.isError ? "error" : ""}" role=${this.isError ? "alert" : "status"}>${this.message}</p>
        </div>`;
    }

    protected override willUpdate(changes: Map<PropertyKey, unknown>): void {
        if (changes.has("words") && changes.get("words")) this.message = "";
    }

    private weigh = (event: Event): void => {
        this.weight = (event.target as HTMLInputElement).value;
    };

    private choose = (event: Event): void => {
        this.mode = (event.target as HTMLSelectElement).value as (typeof MODES)[number];
    };

    private tell(message: string, isError = false): void {
        this.message = message;
        this.isError = isError;
    }

    private async written(prompt: string, mode: string): Promise<string> {
        const { words } = this;
        const weight = this.weight === "" ? 1 : Number(this.weight);
        return (await send<{ prompt: string }>("POST", "prompts/write", { prompt, words, mode, weight })).prompt;
    }

    private write(box: Box): Promise<void> {
        return this.telling(async () => {
            const before = box.read();
            const after = await this.written(before, this.mode);
            box.write(after);
            return after === before ? t("The prompt already contains these words.") : t("Written.");
        });
    }

    /** Copy the ticked words as a prompt. */
    copy = (): Promise<void> =>
        this.telling(async () => {
            await copy(await this.written("", "replace"));
            return t("Copied.");
        });

    /** Do something, and say what came of it. */
    private async telling(work: () => Promise<string>): Promise<void> {
        this.awaited++;
        try {
            this.tell(await work());
        } catch (error) {
            this.tell((error as Error).message, true);
        } finally {
            this.awaited--;
        }
    }
}
