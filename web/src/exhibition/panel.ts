/** The panel *Exhibition*: its settings and size, the gallery as it grows, its cells, and what the values do. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { address, file } from "../core/api";
import { ask } from "../core/ask";
import { download } from "../core/clipboard";
import type { ChangeEvent } from "../core/control";
import "../core/form";
import { look } from "../core/look";
import type { Face, Field, Kind } from "../core/tables";
import { t } from "../core/words";
import "../sessions/list";
import type { OpenEvent } from "../sessions/list";
import "../sessions/progress";
import { moment } from "../sessions/records";
import "../sessions/toolbar";
import type { Wish, WishEvent } from "../sessions/toolbar";
import { showLarge } from "../views/large";
import "./bar";
import "./cell";
import "./effects";
import "./gallery";
import type { CellEvent, GalleryView } from "./gallery";
import { Latest } from "./latest";
import { SIZES, dimensionsOf, fitted, fittingSize, nameOf, type Arrangement, type Dimension } from "./layout";
import { ExhibitionModel } from "./model";
import { knownRater, ofRater } from "../taste/memory";
import { AXES, completed, isComplete, queryOf, type Order } from "./order";
import { Planner, planText } from "./plan";
import { stateOf, type Effects, type ExhibitionSession, type Gallery, type Measured } from "./records";
import "./studies";
import type { Study } from "./study";

const WISHES: readonly Wish[] = ["start", "resume", "interrupt", "new"];
/** The most cells whose effects are computed without being asked for. */
const AT_ONCE = 2000;
/** Pixels beside the cells: the headers of rows and a scroll bar. */
const HEADERS = 140;
/** Studies that are about something. */
const ABOUT = ["emphasis", "modifier", "artists"];

@customElement("cc-exhibition")
export class ExhibitionPanel extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(240px, 320px) minmax(0, 1fr);
            }
            :host(.wide) {
                grid-template-columns: minmax(0, 1fr);
            }
            .setup,
            .work {
                align-content: start;
                display: grid;
                gap: 12px;
                grid-template-columns: minmax(0, 1fr);
                min-width: 0;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .plan {
                background: var(--panel);
                border-radius: var(--radius);
                display: grid;
                gap: 2px;
                padding: 8px 12px;
            }
            .row {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            details > summary {
                margin-bottom: 8px;
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
            }
        `,
    ];

    @property({ attribute: false }) face!: Face;
    @property({ attribute: false }) kind!: Kind;
    @state() private failure = "";
    @state() private order: Order = AXES;
    @state() private chosen: Arrangement | null = null;
    /** The place of the size among the sizes; null for one that fits. */
    @state() private zoom: number | null = null;
    @state() private isWide = false;
    /** The cell that is shown large; null for none. */
    @state() private cell: number | null = null;
    @state() private measure: "similarity" | "share" = "similarity";
    /** Whether the effects are shown; null as long as the user has not said. */
    @state() private isMeasured: boolean | null = null;
    /** How often the user has come to the choices of the gallery. */
    @state() private looks = 0;
    @query("cc-gallery") private view!: GalleryView | null;
    @query(".work") private workPart!: HTMLElement;

    private readonly gallery = new Latest<Gallery>(this);
    private readonly measured = new Latest<Measured>(this);
    private readonly effects = new Latest<Effects>(this);
    private readonly taste = new Latest<{ raters: { name: string }[] }>(this);
    private readonly planner = new Planner(this);
    private dimensions: readonly Dimension[] = [];
    private dimensionsFor: Gallery | null = null;
    private isToBeShown = false;
    private model = new ExhibitionModel(
        this,
        () => this.kind,
        () => this.checkVisibility(),
        () => (this.isToBeShown = true),
        (question) => ask(this.renderRoot as ShadowRoot, question, t("Start")),
    );

    // What is known

    protected override willUpdate(_changes: PropertyValues): void {
        const { model } = this;
        const { session } = model;
        this.planner.wish(model.planned, model.watch.id);
        this.follow(session);
        const gallery = this.gallery.value;
        if (gallery !== this.dimensionsFor) {
            this.dimensionsFor = gallery;
            this.dimensions = gallery ? dimensionsOf(gallery) : [];
            if (!gallery) [this.cell, this.chosen, this.zoom, this.isMeasured] = [null, null, null, null];
        }
        this.classList.toggle("wide", this.isWide && session !== null);
    }

    /** Read all that is shown of an exhibition again when it has grown. */
    private follow(session: ExhibitionSession | null): void {
        const at = session ? `sessions/${session.id}/` : "";
        const state = session ? stateOf(session, this.model.watch.status?.state ?? "") : "";
        this.gallery.wish(at && `${at}gallery`, state);
        const isSeen = Boolean(session?.made && this.gallery.value?.words.length);
        if (isSeen && session && !this.taste.message) this.taste.wish("taste", `${session.id} ${this.looks}`);
        this.order = completed({ ...this.order, rater: this.order.rater || knownRater() }, this.gallery.value?.words ?? [], this.raters);
        this.measured.wish(isSeen && isComplete(this.order) ? at + queryOf(this.order) : "", `${state} ${this.order.measure === "taste" ? this.looks : ""}`);
        this.effects.wish(isSeen && this.showsEffects ? `${at}effects?measure=${this.measure}&limit=1000` : "", state);
    }

    private get raters(): string[] {
        return this.taste.value?.raters.map(({ name }) => name) ?? [];
    }

    private get showsEffects(): boolean {
        return this.isMeasured ?? (this.gallery.value?.files.length ?? 0) <= AT_ONCE;
    }

    private get arrangement(): Arrangement {
        return fitted(this.chosen, this.dimensions);
    }

    /** The place of the cells' size among the sizes. */
    private get size(): number {
        const columns = this.dimensions[this.arrangement.columns]?.values.length ?? 1;
        return this.zoom ?? fittingSize(columns, (this.workPart?.clientWidth ?? 800) - HEADERS);
    }

    protected override updated(): void {
        if (!this.isToBeShown || !this.model.session) return;
        this.isToBeShown = false;
        const { top } = this.workPart.getBoundingClientRect();
        if (top < 0 || top > window.innerHeight * 0.5) this.workPart.scrollIntoView({ block: "start" });
    }

    // What is shown

    override render(): TemplateResult {
        const isHidden = this.isWide && this.model.session !== null;
        return html`<div class="setup" ?hidden=${isHidden}>${this.setup()}</div>
            <div class="work">${this.work()}</div>`;
    }

    private setup(): TemplateResult {
        const { model } = this;
        const study = String(model.values["study"]);
        const hidden = ABOUT.includes(study) ? ["study"] : ["study", "subject"];
        return html`<cc-studies .chosen=${study} @cc-study=${(event: CustomEvent<Study>) => model.choose(event.detail)}></cc-studies>
            ${model.trouble
                ? html`<p class="message error">
                      ${model.trouble} <button id="reload" @click=${() => void model.loadOffers()}>${t("Try again")}</button>
                  </p>`
                : nothing}
            <cc-form
                .fields=${this.kind.fields.filter(({ name }) => !hidden.includes(name)).map(this.offered)}
                .sections=${this.kind.sections}
                .values=${model.values}
                @cc-change=${(event: ChangeEvent) => model.set(event.detail.name, event.detail.value)}
            ></cc-form>`;
    }

    private offered = (field: Field): Field => {
        const names = field.offered ? this.model.offers[field.offered] : undefined;
        return Array.isArray(names) ? { ...field, choices: names } : field;
    };

    private work(): TemplateResult {
        const { model } = this;
        const { session, watch } = model;
        const message = model.message || watch.error || this.failure;
        return html`<cc-toolbar
                .wishes=${WISHES}
                .possible=${this.possible}
                .steps=${session ? t("{done} of {all} pictures", { done: session.made, all: session.pictures }) : ""}
                @cc-do=${(event: WishEvent) => this.act(event.detail)}
            ></cc-toolbar>
            ${message ? html`<p class="message error" id="message" role="alert">${message}</p>` : this.plan()}
            <cc-progress .status=${watch.status} .left=${watch.status?.live?.eta ?? 0}></cc-progress>
            ${session ? this.exhibition(session) : html`<p class="welcome">${t("Choose a question, or write axes, and press Start.")}</p>`}
            <details id="sessions" ?open=${!session}>
                <summary>${t("Sessions")}</summary>
                <cc-session-list
                    .briefs=${model.shelf.briefs}
                    .atWork=${model.shelf.atWork}
                    .open=${watch.id}
                    ?hasMore=${model.shelf.hasMore}
                    @cc-open=${this.open}
                    @cc-more=${() => void model.shelf.more()}
                    @cc-delete=${(event: CustomEvent<string>) => void model.remove(event.detail)}
                ></cc-session-list>
            </details>`;
    }

    private plan(): TemplateResult | typeof nothing {
        const { plan, message } = this.planner;
        if (message) return html`<p class="message" id="plan" role="status">${message}</p>`;
        if (!plan) return nothing;
        return html`<div class="plan" id="plan" role="status">
            <p>${planText(plan)}</p>
            <p class="hint">${t("The first prompt:")} <bdi>${plan.first_prompt}</bdi></p>
        </div>`;
    }

    private exhibition(session: ExhibitionSession): TemplateResult {
        const gallery = this.gallery.value;
        return html`${this.gallery.message ? html`<p class="message error" role="alert">${this.gallery.message}</p>` : nothing}
        ${gallery ? this.wall(gallery) : html`<p class="hint" aria-busy="true">…</p>`}
        <div class="row" role="group" aria-label=${t("The session")}>
            <button id="report" ?disabled=${!session.made} @click=${() => this.save(`report${this.of}`, `${session.id}.html`)}>${t("Report")}</button>
            <button id="cells" ?disabled=${!session.made} @click=${() => this.save(`cells.csv${this.of}`, `${session.id}-cells.csv`)}>${t("CSV of cells")}</button>
            <button id="effects_csv" ?disabled=${!session.made} @click=${() => this.save("effects.csv", `${session.id}-effects.csv`)}>
                ${t("CSV of effects")}
            </button>
            <button id="delete" class="quiet" ?disabled=${this.model.isAtWork} @click=${() => this.askAndDelete(session.id)}>${t("Delete")}</button>
        </div>
        ${gallery?.words.length ? this.found() : nothing}`;
    }

    private wall(gallery: Gallery): TemplateResult {
        const { order, measured, dimensions, arrangement } = this;
        const { size } = this;
        return html`<cc-gallery-bar
                .dimensions=${dimensions}
                .arrangement=${arrangement}
                .order=${order}
                .words=${gallery.words}
                .raters=${this.raters}
                .zoom=${size}
                .isWide=${this.isWide}
                @focusin=${this.lookForRaters}
                @cc-order=${(event: CustomEvent<Order>) => (this.order = event.detail)}
                @cc-arrange=${(event: CustomEvent<Arrangement>) => (this.chosen = event.detail)}
                @cc-zoom=${this.enlargeCells}
                @cc-wide=${(event: CustomEvent<boolean>) => (this.isWide = event.detail)}
            ></cc-gallery-bar>
            ${measured.message ? html`<p class="message" role="status">${measured.message}</p>` : nothing}
            <cc-gallery
                .gallery=${gallery}
                .dimensions=${dimensions}
                .arrangement=${arrangement}
                .measured=${order.measure ? measured.value : null}
                .measure=${order.measure}
                .size=${SIZES[size]!}
                @cc-cell=${(event: CellEvent) => (this.cell = event.detail)}
                @cc-zoom=${this.enlargeCells}
            ></cc-gallery>
            ${this.cell === null
                ? nothing
                : html`<cc-cell
                      .face=${this.face}
                      .gallery=${gallery}
                      .index=${this.cell}
                      .encoder=${String(this.model.session?.settings["encoder"] ?? "")}
                      @cc-move=${(event: CustomEvent<string>) => this.moveCell(event.detail)}
                      @cc-enlarge=${() => this.enlarge(gallery)}
                      @cc-close=${this.closeCell}
                  ></cc-cell>`}`;
    }

    private found(): TemplateResult {
        const { effects } = this;
        return html`<details id="effects" class="card" ?open=${this.showsEffects} @toggle=${this.toggle}>
            <summary>${t("What the values do")}</summary>
            ${effects.message ? html`<p class="message" role="status">${effects.message}</p>` : nothing}
            ${effects.value
                ? html`<cc-effects
                      .found=${effects.value}
                      .measure=${this.measure}
                      @cc-measure=${(event: CustomEvent<"similarity" | "share">) => (this.measure = event.detail)}
                  ></cc-effects>`
                : effects.message
                  ? nothing
                  : html`<p class="hint" aria-busy="true">…</p>`}
        </details>`;
    }

    private toggle = (event: Event): void => {
        const { open } = event.target as HTMLDetailsElement;
        if (open !== this.showsEffects) this.isMeasured = open;
    };

    // The gallery

    /** Choices may have been made since, in another panel or window. */
    private lookForRaters = (): void => {
        this.looks += 1;
    };

    private enlargeCells = (event: CustomEvent<number>): void => {
        this.zoom = Math.max(0, Math.min(SIZES.length - 1, this.size + event.detail));
    };

    private moveCell(key: string): void {
        const index = this.view?.move({ key, ctrlKey: false, metaKey: false, altKey: false });
        if (typeof index === "number" && index >= 0) this.cell = index;
    }

    private closeCell = (): void => {
        // The browser has given the focus back to the cell that was opened first.
        if (this.cell !== null) this.view?.show(this.cell);
        this.cell = null;
        void this.view?.focusCell();
    };

    /** Show the picture over the whole page, with those beside it; then its cell again. */
    private enlarge(gallery: Gallery): void {
        const { cell, dimensions } = this;
        const line = (this.view?.line() ?? []).filter((index) => gallery.files[index]);
        const pictures = line.map((index) => ({
            source: address(`sessions/${gallery.id}/pictures/${gallery.files[index]}`),
            title: nameOf(dimensions, index),
        }));
        this.cell = null;
        void showLarge(pictures, line.indexOf(cell ?? -1), (last) => {
            const index = line[last];
            if (index === undefined || this.gallery.value?.id !== gallery.id) return;
            this.view?.show(index);
            this.cell = index;
        });
    }

    // The session

    private get possible(): Wish[] {
        const { model } = this;
        return [
            ...(model.canStart ? (["start"] as const) : []),
            ...(model.canResume ? (["resume"] as const) : []),
            ...(model.isAtWork ? (["interrupt"] as const) : []),
            ...(model.isPristine ? [] : (["new"] as const)),
        ];
    }

    private open = (event: OpenEvent): void => {
        this.isToBeShown = true;
        void this.model.open(event.detail);
    };

    private act(wish: Wish): void {
        const { model } = this;
        this.failure = "";
        if (wish === "start") void model.begin();
        else if (wish === "resume") void model.resume();
        else if (wish === "interrupt") void model.interrupt();
        else model.reset();
    }

    /** What files say beside each picture: the taste of the rater who chose last in this browser. */
    private get of(): string {
        return ofRater(knownRater());
    }

    private async save(path: string, name: string): Promise<void> {
        try {
            download(await file(`sessions/${this.model.watch.id}/${path}`), name);
            this.failure = "";
        } catch (error) {
            this.failure = (error as Error).message;
        }
    }

    private async askAndDelete(id: string): Promise<void> {
        const question = t("Delete the session of {moment} ({id}) with all its pictures?", { moment: moment(id), id });
        const isSure = await ask(this.renderRoot as ShadowRoot, question, t("Delete"));
        if (isSure && this.model.watch.id === id) await this.model.remove(id);
    }
}
