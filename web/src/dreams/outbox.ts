/** What can be done with the frame that is shown, and with its dream: start from it, send it on, save, delete. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { file } from "../core/api";
import { ask } from "../core/ask";
import { download } from "../core/clipboard";
import { look } from "../core/look";
import { PictureEvent, type Picture } from "../core/picture";
import { t } from "../core/words";
import { hostTabs, sendToTab, type HostTab } from "../page/send";
import { moment } from "../sessions/records";
import { knownRater, ofRater } from "../taste/memory";
import type { DreamSession, Frame } from "./records";

const FILMS = ["webp", "gif", "mp4"] as const;

/** Fires `cc-start` with the frame's picture, and `cc-delete` for the dream. */
@customElement("cc-dream-outbox")
export class DreamOutbox extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            .row {
                align-items: center;
                background: var(--panel);
                border: 1px solid var(--line);
                border-radius: 12px;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 18px;
                padding: 8px 10px;
            }
            .group {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            .session {
                margin-left: auto;
            }
            .message {
                margin-top: 6px;
            }
        `,
    ];

    @property({ attribute: false }) session!: DreamSession;
    /** The frame that is shown, if there is one yet. */
    @property({ attribute: false }) frame?: Frame;
    /** Whether the dream is at work, so that it may not be deleted. */
    @property({ type: Boolean }) disabled = false;
    @state() private message = "";
    @state() private isBusy = false;

    protected override willUpdate(changes: Map<PropertyKey, unknown>): void {
        const before = changes.get("frame") as Frame | undefined;
        if (changes.has("frame") && before?.number !== this.frame?.number) this.message = "";
    }

    override render(): TemplateResult {
        const locked = this.isBusy || !this.session.steps.length;
        const { id } = this.session;
        return html`<div class="row">
                ${this.frame ? this.ofFrame(this.frame) : nothing}
                <div class="group session" role="group" aria-label=${t("The session")}>
                    ${FILMS.map(
                        (kind) =>
                            html`<button id=${kind} title=${t("All frames as an animation")} ?disabled=${locked} @click=${() => this.save(`animation?kind=${kind}`, `${id}.${kind}`)}>
                                ${kind === "webp" ? "WebP" : kind.toUpperCase()}
                            </button>`,
                    )}
                    <button id="sheet" ?disabled=${locked} @click=${() => this.save("sheet", `${id}-sheet.png`)}>${t("Contact sheet")}</button>
                    <button id="report" ?disabled=${locked} @click=${() => this.save(`report${ofRater(knownRater())}`, `${id}.html`)}>${t("Report")}</button>
                    <button id="delete" class="quiet" ?disabled=${this.disabled || this.isBusy} @click=${this.askAndDelete}>${t("Delete")}</button>
                </div>
            </div>
            ${this.message ? html`<p class="message error" role="alert">${this.message}</p>` : nothing}`;
    }

    private ofFrame(frame: Frame): TemplateResult {
        const locked = this.isBusy || !frame.file;
        return html`<div class="group" role="group" aria-label=${t("This frame")}>
            <button id="to_start" ?disabled=${locked} @click=${() => this.toStart(frame)}>${t("Use as start picture")}</button>
            ${hostTabs().map((tab) => html`<button id="to_${tab}" ?disabled=${locked} @click=${() => this.toTab(frame, tab)}>→ ${tab}</button>`)}
            <button id="to_rank" ?disabled=${locked} @click=${() => this.toRank(frame)}>→ ${t("Rank keywords")}</button>
            <button id="to_loop" ?disabled=${locked} @click=${() => this.toLoop(frame)}>${t("Start feedback loop")}</button>
            <button id="to_file" ?disabled=${locked} @click=${() => this.toFile(frame)}>${t("Picture")}</button>
        </div>`;
    }

    private async act(work: () => Promise<unknown>): Promise<void> {
        this.isBusy = true;
        this.message = "";
        try {
            await work();
        } catch (error) {
            this.message = (error as Error).message;
        } finally {
            this.isBusy = false;
        }
    }

    /** Fetch the frame's picture as it was written, with its parameters. */
    private async picture(frame: Frame): Promise<Picture> {
        const { id } = this.session;
        return { blob: await file(`sessions/${id}/pictures/${frame.file}`), name: `${id}-${frame.number}.png` };
    }

    private toStart(frame: Frame): void {
        void this.act(async () => this.dispatchEvent(new CustomEvent("cc-start", { detail: await this.picture(frame) })));
    }

    private toTab(frame: Frame, tab: HostTab): void {
        const expected = [`Seed: ${this.session.settings["seed"]}`, `CLIP Critic session: ${this.session.id}`, `CLIP Critic frame: ${frame.number}`];
        void this.act(async () => sendToTab(tab, await this.picture(frame), expected));
    }

    private toRank(frame: Frame): void {
        const words = { prompt: frame.want, negative: frame.avoid };
        void this.act(async () => this.dispatchEvent(new PictureEvent("rank", await this.picture(frame), words)));
    }

    private toLoop(frame: Frame): void {
        const words = { want: frame.want, avoid: frame.avoid };
        void this.act(async () => this.dispatchEvent(new PictureEvent("feedback", await this.picture(frame), words)));
    }

    private toFile(frame: Frame): void {
        void this.act(async () => {
            const { blob, name } = await this.picture(frame);
            download(blob, name);
        });
    }

    private save(path: string, name: string): void {
        const { id } = this.session;
        void this.act(async () => download(await file(`sessions/${id}/${path}`), name));
    }

    private askAndDelete = async (): Promise<void> => {
        const { session } = this;
        const { id } = session;
        const question = t("Delete the session of {moment} ({id}) with all its pictures?", { moment: moment(id), id });
        const isSure = await ask(this.renderRoot as ShadowRoot, question, t("Delete"));
        if (isSure && id === this.session.id) this.dispatchEvent(new Event("cc-delete"));
    };
}
