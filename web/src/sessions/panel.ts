/** The panel of any kind of session, made from its table alone. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { address, file } from "../core/api";
import { ask } from "../core/ask";
import { download } from "../core/clipboard";
import type { ChangeEvent } from "../core/control";
import "../core/form";
import { look } from "../core/look";
import type { Field, Kind } from "../core/tables";
import { t } from "../core/words";
import "../views/compare";
import { showLarge } from "../views/large";
import "../views/strip";
import type { PickEvent, Tile } from "../views/strip";
import "./list";
import type { OpenEvent } from "./list";
import { SessionModel } from "./model";
import "./progress";
import { knownRater, ofRater } from "../taste/memory";
import { moment, type Session, type ShownStep } from "./records";
import "./toolbar";
import type { Wish, WishEvent } from "./toolbar";

/** Pixels of a picture in the film strip. */
const TILE = 176;
const WISHES: readonly Wish[] = ["start", "resume", "interrupt", "new"];

@customElement("cc-session")
export class SessionPanel extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(240px, 340px) minmax(0, 1fr);
            }
            .work {
                align-content: start;
                display: grid;
                gap: 12px;
                min-width: 0;
            }
            cc-compare {
                max-width: 420px;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .row {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            @media (max-width: 820px) {
                :host {
                    grid-template-columns: minmax(0, 1fr);
                }
                .work {
                    min-height: 90vh; /* room to scroll it into view while its first picture is still to come */
                }
            }
        `,
    ];

    @property({ attribute: false }) kind!: Kind;
    @state() private failure = "";

    private tilesOf: { steps: readonly ShownStep[]; tiles: Tile[] } | null = null;
    private isToBeShown = false;
    private model = new SessionModel<Session<ShownStep>>(
        this,
        () => this.kind,
        () => this.checkVisibility(),
        () => (this.isToBeShown = true),
    );

    protected override updated(): void {
        if (!this.isToBeShown || !this.model.session) return;
        this.isToBeShown = false;
        const work = this.renderRoot.querySelector(".work") as HTMLElement;
        if (work.getBoundingClientRect().top > window.innerHeight * 0.5) work.scrollIntoView({ block: "start" });
    }

    override render(): TemplateResult {
        const { model } = this;
        const { session, watch } = model;
        const message = model.message || watch.error || this.failure;
        return html`<div>
                <cc-form
                    .fields=${this.kind.fields.map(this.offered)}
                    .sections=${this.kind.sections}
                    .values=${model.values}
                    @cc-change=${(event: ChangeEvent) => model.set(event.detail.name, event.detail.value)}
                ></cc-form>
            </div>
            <div class="work">
                <cc-toolbar
                    .wishes=${WISHES}
                    .possible=${this.possible}
                    .steps=${session ? t("{count} steps", { count: session.steps.length }) : ""}
                    @cc-do=${(event: WishEvent) => this.act(event.detail)}
                ></cc-toolbar>
                ${message ? html`<p class="message error" id="message" role="alert">${message}</p>` : nothing}
                <cc-progress .status=${watch.status} .left=${watch.status?.live?.eta ?? 0}></cc-progress>
                ${session ? this.result(session) : nothing}
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
                </details>
            </div>`;
    }

    private offered = (field: Field): Field => {
        const names = field.offered ? this.model.offers[field.offered] : undefined;
        return Array.isArray(names) ? { ...field, choices: names } : field;
    };

    private get possible(): Wish[] {
        const { model } = this;
        return [
            ...(model.canStart ? (["start"] as const) : []),
            ...(model.canResume ? (["resume"] as const) : []),
            ...(model.isAtWork ? (["interrupt"] as const) : []),
            ...(model.isPristine ? [] : (["new"] as const)),
        ];
    }

    private act(wish: Wish): void {
        const { model } = this;
        this.failure = "";
        if (wish === "start") void model.begin();
        else if (wish === "resume") void model.resume();
        else if (wish === "interrupt") void model.interrupt();
        else model.reset();
    }

    private result(session: Session<ShownStep>): TemplateResult {
        const { steps } = session;
        const step = steps.find((other) => other.number === this.model.picked) ?? steps.at(-1);
        return html`${step ? this.step(session, step) : nothing}
            <div class="row" role="group" aria-label=${t("The session")}>
                <button id="picture" ?disabled=${!step?.file} @click=${() => step && this.save(session, step)}>${t("Picture")}</button>
                <button id="report" ?disabled=${!steps.length} @click=${() => this.report(session.id)}>${t("Report")}</button>
                <button id="json" @click=${() => this.json(session)}>JSON</button>
                <button id="delete" class="quiet" ?disabled=${this.model.isAtWork} @click=${() => this.askAndDelete(session.id)}>
                    ${t("Delete")}
                </button>
            </div>`;
    }

    private step(session: Session<ShownStep>, step: ShownStep): TemplateResult {
        const name = t("Step {number}", { number: step.number });
        return html`${step.file
                ? html`<cc-compare
                      .later=${this.picture(session.id, step.file)}
                      .laterTitle=${`${name}: ${step.text}`}
                      @cc-large=${(event: CustomEvent<string>) => this.enlarge(session, event.detail)}
                  ></cc-compare>`
                : nothing}
            <p id="text"><b>${name}</b> ${step.text}</p>
            <cc-strip
                .tiles=${this.tiles(session)}
                .selected=${step.number}
                @cc-pick=${(event: PickEvent) => this.model.pick(event.detail)}
                @cc-large=${(event: CustomEvent<string>) => this.enlarge(session, event.detail)}
            ></cc-strip>`;
    }

    private picture(id: string, file: string, side = 0): string {
        return address(`sessions/${id}/pictures/${file}${side ? `?side=${side}` : ""}`);
    }

    /** Return what the strip shows; the same objects as long as the steps are the same. */
    private tiles({ id, steps }: Session<ShownStep>): Tile[] {
        if (this.tilesOf?.steps !== steps) {
            const tiles = steps.map(({ number, file, text }) => ({
                number,
                source: file ? this.picture(id, file, TILE) : "",
                large: file ? this.picture(id, file) : "",
                title: text,
                caption: text,
                isKept: false,
            }));
            this.tilesOf = { steps, tiles };
        }
        return this.tilesOf.tiles;
    }

    private enlarge({ id, steps }: Session<ShownStep>, source: string): void {
        const shown = steps
            .filter((step) => step.file)
            .map((step) => ({ source: this.picture(id, step.file), title: `${step.number} · ${step.text}` }));
        void showLarge(
            shown,
            shown.findIndex((large) => large.source === source),
        );
    }

    private async fetched(path: string, name: string): Promise<void> {
        try {
            download(await file(path), name);
            this.failure = "";
        } catch (error) {
            this.failure = (error as Error).message;
        }
    }

    private save({ id }: Session, step: ShownStep): void {
        void this.fetched(`sessions/${id}/pictures/${step.file}`, `${id}-${step.number}.png`);
    }

    private report(id: string): void {
        void this.fetched(`sessions/${id}/report${ofRater(knownRater())}`, `${id}.html`);
    }

    private json(session: Session): void {
        const text = JSON.stringify(session, null, 1);
        download(new Blob([text], { type: "application/json" }), `${session.id}.json`);
    }

    private async askAndDelete(id: string): Promise<void> {
        const question = t("Delete the session of {moment} ({id}) with all its pictures?", { moment: moment(id), id });
        const isSure = await ask(this.renderRoot as ShadowRoot, question, t("Delete"));
        if (isSure && this.model.watch.id === id) await this.model.remove(id);
    }
}
