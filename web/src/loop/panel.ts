/** The panel *Feedback loop*. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { ChangeEvent } from "../core/control";
import { look } from "../core/look";
import { score } from "../core/numbers";
import type { PictureEvent } from "../core/picture";
import type { Face, Kind } from "../core/tables";
import { t } from "../core/words";
import "../sessions/list";
import type { OpenEvent } from "../sessions/list";
import "../sessions/progress";
import "../sessions/toolbar";
import type { Wish, WishEvent } from "../sessions/toolbar";
import { fileOf } from "../views/picture_box";
import type { PickEvent } from "../views/strip";
import "./by_hand";
import type { ByHand } from "./by_hand";
import { LoopModel } from "./model";
import "./outbox";
import { OWN_MASK, keptStep, maskFile, picture, secondsLeft, winner, type LoopSession, type Proposal } from "./records";
import "./result";
import "./settings";
import type { LoopSettings } from "./settings";
import "./start";
import type { StartEvent } from "./start";

/** The side of a sketch where the host has none of its own. */
const SKETCH_SIDE = 512;

@customElement("cc-loop")
export class LoopPanel extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(260px, 340px) minmax(0, 1fr);
            }
            .setup,
            .work {
                align-content: start;
                display: grid;
                gap: 12px;
                grid-template-columns: minmax(0, 1fr);
                min-width: 0;
            }
            .note {
                align-items: baseline;
                background: var(--panel);
                border-radius: var(--radius);
                display: flex;
                flex-wrap: wrap;
                font-size: 13px;
                gap: 4px 8px;
                padding: 6px 10px;
            }
            .note button {
                font-size: 12px;
                margin-left: auto;
                padding: 2px 8px;
            }
            .welcome {
                border: 1px dashed var(--line);
                border-radius: 12px;
                color: var(--soft);
                padding: 26px;
                text-align: center;
            }
            @media (max-width: 820px) {
                :host {
                    grid-template-columns: minmax(0, 1fr);
                }
                .work {
                    min-height: 90vh; /* room to scroll it into view while its first picture is still to come */
                }
                cc-toolbar {
                    background: var(--ground);
                    padding: 6px 0;
                    position: sticky;
                    top: 0;
                    z-index: 2;
                }
            }
        `,
    ];

    @property({ attribute: false }) face!: Face;
    @property({ attribute: false }) kind!: Kind;
    @query("cc-loop-settings") private form!: LoopSettings;
    @query("cc-by-hand") private byHand!: ByHand | null;

    private model = new LoopModel(
        this,
        () => this.kind,
        () => this.checkVisibility(),
        () => (this.toBeShown = "work"),
        (isDefault) => this.form.showList(isDefault ? this.face.default_preset : ""),
    );
    /** What is to be scrolled into view once it is there: first what is being done, then the first picture. */
    private toBeShown: "work" | "result" | null = null;

    override connectedCallback(): void {
        super.connectedCallback();
        document.addEventListener("paste", this.paste);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        document.removeEventListener("paste", this.paste);
    }

    /** Take a picture from another panel, or from the page around. */
    receive({ picture, extra }: PictureEvent["detail"]): void {
        void this.model.receive(picture, extra);
        this.form.focusGoal();
    }

    private paste = (event: ClipboardEvent): void => {
        const file = fileOf(event.clipboardData);
        if (!file || !this.checkVisibility()) return;
        event.preventDefault();
        const { model } = this;
        const picture = { blob: file, name: file.name };
        model.setStart({ ...model.start, kind: "picture", picture, mask: null, isNew: true });
    };

    protected override updated(): void {
        const { model } = this;
        if (!this.toBeShown || !model.session || (this.toBeShown === "result" && !model.step)) return;
        this.toBeShown = this.toBeShown === "work" && !model.step ? "result" : null;
        const work = this.renderRoot.querySelector(".work") as HTMLElement;
        const { top } = work.getBoundingClientRect();
        if (top >= 0 && top < window.innerHeight * 0.5) return;
        const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
        work.scrollIntoView({ block: "start", behavior: isStill ? "auto" : "smooth" });
    }

    override render(): TemplateResult {
        return html`<div class="setup">${this.setup()}</div>
            <div class="work">${this.work()}</div>`;
    }

    private setup(): TemplateResult {
        const { model } = this;
        const side = Number(model.offers["side"] || SKETCH_SIDE);
        return html`<cc-loop-start
                .start=${model.start}
                .width=${Number(model.values["width"]) || side}
                .height=${Number(model.values["height"]) || side}
                @cc-start=${(event: StartEvent) => model.setStart(event.detail)}
            ></cc-loop-start>
            ${this.newStart()} ${this.fromPicture()}
            <cc-loop-settings
                .face=${this.face}
                .kind=${this.kind}
                .values=${model.values}
                .offers=${model.offers}
                .mask=${this.mask}
                .trouble=${model.trouble}
                @cc-change=${(event: ChangeEvent) => model.set(event.detail.name, event.detail.value)}
                @cc-reload=${() => void model.loadOffers()}
            ></cc-loop-settings>`;
    }

    /** The address of what the open session may change; empty if that is everything, shown at the start, or of another one. */
    private get mask(): string {
        const { session, start } = this.model;
        const file = session && !start.isNew ? maskFile(session) : "";
        const isAtStart = file === OWN_MASK && start.kind === "picture" && start.mask;
        return session && file && !isAtStart ? picture(session.id, file) : "";
    }

    private newStart(): TemplateResult | typeof nothing {
        if (!this.model.watch.id || !this.model.start.isNew) return nothing;
        return html`<div class="note" id="new_start">${t("Another start: Start and Step begin a new session.")}</div>`;
    }

    private fromPicture(): TemplateResult | typeof nothing {
        const { model } = this;
        const from = model.fromPicture;
        if (!from) return nothing;
        const names = Object.keys(from.found);
        const labels = this.kind.fields.filter((field) => names.includes(field.name)).map((field) => t(field.label));
        return html`<div class="note" id="from_picture" role="status">
            <span
                ><b>${from.replaced ? t("From the picture:") : t("The picture has its own:")}</b> ${labels.join(", ") ||
                t("nothing")}</span
            >
            ${from.replaced
                ? html`<button id="drop" @click=${() => model.dropFromPicture()}>${t("Drop them")}</button>`
                : names.length
                  ? html`<button id="take" @click=${() => model.takeFromPicture()}>${t("Use them")}</button>`
                  : nothing}
            ${from.notes.map((note) => html`<span class="hint">${t(note)}</span>`)}
        </div>`;
    }

    private work(): TemplateResult {
        const { model } = this;
        const { session, watch } = model;
        return html`<cc-toolbar
                .possible=${this.possible}
                .score=${session ? this.keptScore(session) : ""}
                .steps=${session ? this.stepsDone(session) : ""}
                @cc-do=${(event: WishEvent) => this.act(event.detail)}
            ></cc-toolbar>
            ${model.message || watch.error
                ? html`<p class="message error" id="message" role="alert">${model.message || watch.error}</p>`
                : nothing}
            <cc-progress
                .status=${watch.status}
                .doing=${this.doing()}
                .left=${session ? secondsLeft(session, watch.status?.live) : 0}
            ></cc-progress>
            ${this.proposal()} ${session ? this.result(session) : this.welcome()}
            <details id="sessions" ?open=${!session}>
                <summary>${t("Sessions")}</summary>
                <cc-session-list
                    .briefs=${model.shelf.briefs}
                    .atWork=${model.shelf.atWork}
                    .open=${watch.id}
                    ?hasMore=${model.shelf.hasMore}
                    @cc-open=${(event: OpenEvent) => void model.open(event.detail)}
                    @cc-more=${() => void model.shelf.more()}
                    @cc-delete=${(event: CustomEvent<string>) => void model.remove(event.detail)}
                ></cc-session-list>
            </details>`;
    }

    private welcome(): TemplateResult {
        return html`<p class="welcome">${t("Add a picture or draw one, enter what you want to see, and press Start.")}</p>`;
    }

    private result(session: LoopSession): TemplateResult {
        const { model } = this;
        const outbox = html`<cc-loop-outbox
            .session=${session}
            .step=${model.step}
            ?disabled=${model.isAtWork || model.isBusy}
            @cc-again=${() => void model.continueFromStep()}
            @cc-delete=${() => void model.remove(session.id)}
        ></cc-loop-outbox>`;
        if (!model.step) {
            if (model.isAtWork) return html``;
            return html`<p class="hint">${t("No steps yet in this session.")}</p>
                ${outbox}`;
        }
        return html`<cc-loop-result
            .session=${session}
            .picked=${model.picked}
            @cc-pick=${(event: PickEvent) => model.pick(event.detail)}
            >${outbox}</cc-loop-result
        >`;
    }

    private proposal(): TemplateResult | typeof nothing {
        const { status } = this.model.watch;
        if (!status?.proposal || this.model.isAtWork) return nothing;
        const last = status.session.steps.at(-1);
        return html`<cc-by-hand
            .proposal=${status.proposal as Proposal}
            .lastPrompt=${last?.prompt ?? ""}
            .lastNegative=${last?.negative_prompt ?? ""}
        ></cc-by-hand>`;
    }

    private keptScore(session: LoopSession): string {
        const kept = keptStep(session.steps);
        return kept ? score(winner(kept)?.score.value, session.settings["objective"]) : "";
    }

    private stepsDone(session: LoopSession): string {
        const done = session.steps.at(-1)?.number ?? 0;
        return t("step {done} of {all}", { done, all: Math.max(done, Number(session.settings["steps"])) });
    }

    private doing(): string {
        const { status } = this.model.watch;
        return status ? t(status.doing) : "";
    }

    private get possible(): Wish[] {
        const { model } = this;
        return [
            ...(model.canStart ? (["start", "step"] as const) : []),
            ...(model.canResume ? (["resume"] as const) : []),
            ...(model.isAtWork ? (["interrupt"] as const) : []),
            ...(model.isPristine ? [] : (["new"] as const)),
        ];
    }

    private act(wish: Wish): void {
        const { model, byHand } = this;
        const edit = byHand && { prompt: byHand.prompt, negative_prompt: byHand.negative };
        const acts: Record<Wish, () => unknown> = {
            start: () => model.begin(),
            step: () => model.makeStep(edit),
            resume: () => model.resume(),
            interrupt: () => model.interrupt(),
            new: () => model.reset(),
        };
        void acts[wish]();
    }
}
