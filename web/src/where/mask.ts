/** A mask of the place of a word: for the host's inpainting, for the loop, or as a file. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Placed } from "../core/answer";
import { file, send } from "../core/api";
import { readBox, targets, writeBox } from "../core/bridge";
import { download } from "../core/clipboard";
import "../core/form";
import { look } from "../core/look";
import { PictureEvent, type Picture } from "../core/picture";
import type { Field, Values } from "../core/tables";
import { t } from "../core/words";
import { canInpaint, sendToInpaint } from "../page/send";
import { givingWay, maskPath } from "./mask_path";

/** Milliseconds without a change after which a mask is asked for. */
const PAUSE = 200;
const PROMPT = "img2img_prompt";

/**
 * Fires `cc-mask` with the address of the mask that is shown, or an empty one, and `cc-sent` once it was sent.
 */
@customElement("cc-mask")
export class Mask extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            .inside {
                display: grid;
                gap: 10px;
                margin-top: 8px;
            }
            .buttons {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            label {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
        `,
    ];

    @property({ attribute: false }) fields: readonly Field[] = [];
    @property({ attribute: false }) values: Values = {};
    @property() word = "";
    /** Why the word has no mask of its own. */
    @property() trouble = "";
    /** All words of the list. */
    @property({ attribute: false }) words: readonly Placed[] = [];
    @property({ attribute: false }) picture: Picture | null = null;
    @property() question = "";
    @property({ type: Boolean }) canLoop = false;
    @state() private isOpen = false;
    /** The word that should give way to this one, which is not there itself. */
    @state() private instead = "";
    @state() private blob: Blob | null = null;
    @state() private message = "";
    @state() private isBusy = false;
    private address = "";
    private timer = 0;

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        window.clearTimeout(this.timer);
        URL.revokeObjectURL(this.address);
    }

    protected override willUpdate(changes: Map<PropertyKey, unknown>): void {
        if (changes.has("word")) this.instead = "";
        const asked = ["word", "values", "isOpen", "instead"].some((name) => changes.has(name));
        if (asked && this.isOpen) this.wish();
    }

    override render(): TemplateResult {
        return html`<details .open=${this.isOpen} @toggle=${this.toggle}>
            <summary>${t("Use as mask")}</summary>
            <div class="inside">
                ${this.message ? html`<p class="message warning" role="alert">${this.message}</p>` : nothing} ${this.offer()}
                <cc-form style="--column: 120px" .fields=${this.fields} .values=${this.values}></cc-form>
                ${this.buttons()}
            </div>
        </details>`;
    }

    /** A word that is not there has no place: offer the place of what should give way to it. */
    private offer(): TemplateResult | typeof nothing {
        if (!this.trouble) return nothing;
        const others = givingWay(this.words, this.word);
        return html`<label>
            ${t("Where this word should give way to “{word}”:", { word: this.word })}
            <select id="instead" @change=${(event: Event) => (this.instead = (event.target as HTMLSelectElement).value)}>
                <option value="" ?selected=${!this.instead}>–</option>
                ${others.map((word) => html`<option value=${word} ?selected=${word === this.instead}>${word}</option>`)}
            </select>
        </label>`;
    }

    private buttons(): TemplateResult {
        const disabled = !this.blob || this.isBusy;
        return html`<div class="buttons">
            ${canInpaint()
                ? html`<button id="inpaint" ?disabled=${disabled} @click=${this.inpaint}>${t("Send to inpaint")}</button>`
                : nothing}
            ${this.canLoop
                ? html`<button id="only_where" ?disabled=${disabled} @click=${this.loop}>${t("Loop only there")}</button>`
                : nothing}
            <button id="save" ?disabled=${disabled} @click=${this.save}>${t("Download the mask")}</button>
        </div>`;
    }

    private toggle = (event: Event): void => {
        this.isOpen = (event.target as HTMLDetailsElement).open;
        if (!this.isOpen) this.show(null);
    };

    private wish(): void {
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(() => void this.ask(), PAUSE);
    }

    private async ask(): Promise<void> {
        const path = maskPath(this.question, this.word, this.instead, this.values);
        const isAsked = (): boolean => this.isOpen && path === maskPath(this.question, this.word, this.instead, this.values);
        try {
            const blob = await file(path);
            if (isAsked()) this.show(blob);
        } catch (error) {
            if (isAsked()) this.show(null, (error as Error).message);
        }
    }

    private show(blob: Blob | null, message = ""): void {
        URL.revokeObjectURL(this.address);
        this.blob = blob;
        this.message = message;
        this.address = blob ? URL.createObjectURL(blob) : "";
        this.dispatchEvent(new CustomEvent("cc-mask", { detail: this.address }));
    }

    private get mask(): Picture {
        const stem = this.picture!.name.replace(/\.[^.]*$/, "") || "picture";
        return { blob: this.blob!, name: `${stem}-mask.png` };
    }

    private inpaint = async (): Promise<void> => {
        this.isBusy = true;
        try {
            await sendToInpaint(this.picture!, this.mask);
            await this.writeWord();
            this.dispatchEvent(new Event("cc-sent"));
        } catch (error) {
            this.message = (error as Error).message;
        } finally {
            this.isBusy = false;
        }
    };

    /** Write the word into the prompt of the host's inpainting, unless it is there. */
    private async writeWord(): Promise<void> {
        const box = targets().find((target) => target.name === PROMPT);
        if (!box) return;
        const body = { prompt: readBox(box), words: [this.word], mode: "append", weight: 1 };
        writeBox(box, (await send<{ prompt: string }>("POST", "prompts/write", body)).prompt);
    }

    private loop = (): void => {
        const { picture, mask, word } = this;
        this.dispatchEvent(new PictureEvent("feedback", picture!, { want: word, mask }));
        this.dispatchEvent(new Event("cc-sent"));
    };

    private save = (): void => download(this.blob!, this.mask.name);
}
