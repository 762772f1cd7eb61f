/** What can be done with the step that is shown, and with its session: continue, send on, export, delete. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { file, get } from "../core/api";
import { ask } from "../core/ask";
import { copy, download } from "../core/clipboard";
import { look } from "../core/look";
import { PictureEvent, type Picture } from "../core/picture";
import { t } from "../core/words";
import { hostTabs, sendToTab, type HostTab } from "../page/send";
import { moment } from "../sessions/records";
import { winner, type LoopSession, type LoopStatus, type LoopStep } from "./records";

@customElement("cc-loop-outbox")
export class LoopOutbox extends LitElement {
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
                gap: 6px;
                padding: 8px 10px;
            }
            .session {
                margin-left: auto;
            }
            .group {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            .message {
                margin-top: 6px;
            }
        `,
    ];

    @property({ attribute: false }) session!: LoopSession;
    /** The step that is shown, if there is one yet. */
    @property({ attribute: false }) step?: LoopStep;
    /** Whether something is at work or on its way, so that nothing may be started or deleted. */
    @property({ type: Boolean }) disabled = false;
    @state() private message = "";
    @state() private isDone = false;
    @state() private isBusy = false;

    protected override willUpdate(changes: Map<PropertyKey, unknown>): void {
        if (changes.has("step")) this.message = "";
    }

    override render(): TemplateResult {
        return html`<div class="row">
                ${this.step ? this.stepButtons(this.step) : nothing}
                <div class="group session" role="group" aria-label=${t("The session")}>
                    <button id="animation" ?disabled=${this.isBusy || !this.step} @click=${this.animation}>${t("Animation")}</button>
                    <button id="report" ?disabled=${this.isBusy || !this.step} @click=${this.report}>${t("Report")}</button>
                    <button id="json" ?disabled=${this.isBusy} @click=${this.json}>JSON</button>
                    <button id="delete" class="quiet" ?disabled=${this.disabled} @click=${this.askAndDelete}>${t("Delete")}</button>
                </div>
            </div>
            ${this.message
                ? html`<p class="message ${this.isDone ? "" : "error"}" role=${this.isDone ? "status" : "alert"}>${this.message}</p>`
                : nothing}`;
    }

    private stepButtons(step: LoopStep): TemplateResult {
        const locked = this.isBusy || !winner(step);
        return html`<div class="group" role="group" aria-label=${t("This step")}>
                    <button id="again" ?disabled=${locked || this.disabled} @click=${() => this.dispatchEvent(new Event("cc-again"))}>
                        ${t("Continue from here")}
                    </button>
                    ${hostTabs().map(
                        (tab) =>
                            html`<button id="to_${tab}" ?disabled=${locked} @click=${() => this.toTab(step, tab)}>
                                → ${tab}
                            </button>`,
                    )}
                    <button id="to_rank" ?disabled=${locked} @click=${() => this.toRank(step)}>→ ${t("Rank keywords")}</button>
                    <button id="to_file" ?disabled=${locked} @click=${() => this.toFile(step)}>${t("Picture")}</button>
                    <button id="copy" ?disabled=${!step.prompt} @click=${() => this.copy(step.prompt)}>${t("Copy prompt")}</button>
                </div>`;
    }

    private async act(work: () => Promise<unknown>, done = ""): Promise<void> {
        this.isBusy = true;
        this.message = "";
        try {
            await work();
            this.message = done;
            this.isDone = true;
        } catch (error) {
            this.message = (error as Error).message;
            this.isDone = false;
        } finally {
            this.isBusy = false;
        }
    }

    /** Fetch the step's picture as the host wrote it, with its parameters. */
    private async picture(step: LoopStep): Promise<Picture> {
        const { id } = this.session;
        const blob = await file(`sessions/${id}/pictures/${winner(step)?.file ?? ""}`);
        return { blob, name: `${id}-${step.number}.png` };
    }

    private toTab(step: LoopStep, tab: HostTab): void {
        const { session } = this;
        const seed = winner(step)?.seed;
        // The start picture has the parameters that it came with, if any.
        const expected = step.number ? [`Seed: ${seed}`, `CLIP Critic session: ${session.id}`, `CLIP Critic step: ${step.number}`] : [];
        void this.act(async () => sendToTab(tab, await this.picture(step), expected));
    }

    private toRank(step: LoopStep): void {
        const { prompt, negative_prompt: negative } = step;
        void this.act(async () => this.dispatchEvent(new PictureEvent("rank", await this.picture(step), { prompt, negative })));
    }

    private toFile(step: LoopStep): void {
        void this.act(async () => {
            const { blob, name } = await this.picture(step);
            download(blob, name);
        });
    }

    private copy(prompt: string): void {
        void this.act(() => copy(prompt), t("Copied."));
    }

    private animation = (): void => {
        void this.act(async () => {
            const film = await file(`sessions/${this.session.id}/animation`);
            download(film, `${this.session.id}.${film.type.split("/")[1] ?? "webp"}`);
        });
    };

    private report = (): void => {
        void this.act(async () => download(await file(`sessions/${this.session.id}/report`), `${this.session.id}.html`));
    };

    private json = (): void => {
        void this.act(async () => {
            const { session } = await get<LoopStatus>(`sessions/${this.session.id}`);
            const text = JSON.stringify(session, null, 1);
            download(new Blob([text], { type: "application/json" }), `${session.id}.json`);
        });
    };

    private askAndDelete = async (): Promise<void> => {
        const { session } = this;
        const { want: wanted, avoid, taste } = session.settings;
        const want = String(wanted || avoid || taste).replace(/\s+/g, " ");
        const question = t('Delete the session "{goal}" of {moment} ({id}) with all its pictures?', {
            goal: want.length > 80 ? `${want.slice(0, 80)}…` : want,
            moment: moment(session.id),
            id: session.id,
        });
        const root = this.renderRoot as ShadowRoot;
        if ((await ask(root, question, t("Delete"))) && session === this.session) this.dispatchEvent(new Event("cc-delete"));
    };
}
