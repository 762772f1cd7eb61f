/** Breeding in the panel *Concepts*: a first population, its pictures, choices, and the tree of all generations. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { file, get, send } from "../core/api";
import { ask } from "../core/ask";
import { download } from "../core/clipboard";
import type { ChangeEvent } from "../core/control";
import "../core/form";
import { look } from "../core/look";
import type { Field, Kind, Values } from "../core/tables";
import { t } from "../core/words";
import "../sessions/list";
import type { OpenEvent } from "../sessions/list";
import { SessionModel } from "../sessions/model";
import "../sessions/progress";
import { moment } from "../sessions/records";
import "../sessions/toolbar";
import type { Wish, WishEvent } from "../sessions/toolbar";
import { knownRater, ofRater } from "../taste/memory";
import type { Collected } from "./collected";
import { ancestors, toggled, type Breeding, type Generation, type Individual } from "./family";
import "./gallery";
import { individualText, pictureOf, type ToggleEvent } from "./gallery";
import { lines, mixable, nameFault, savedText, type Concept, type SavedConcept } from "./records";
import { sentPictures } from "./tasks";
import "./tree";
import { fromText, type LookEvent } from "./tree";

const WISHES: readonly Wish[] = ["start", "resume", "interrupt", "new"];
/** Pixels of an ancestor's picture. */
const SMALL = 96;

/** What a breeding of concepts knows, and asks for. */
class BreedingModel extends SessionModel<Breeding> {
    /**
     * Begin a new session whose first population is learned from pictures.
     *
     * @param folder the folder of other pictures; empty for those that the encoder has looked at before.
     */
    beginFrom(pictures: readonly Collected[], folder: string): Promise<void> {
        return this.act(async () => {
            this.require();
            const sent = (await sentPictures(pictures)).map(({ picture }) => picture);
            const others = folder ? { folder } : null;
            await this.watch.act("start", `sessions/${this.kind().name}/pictures`, { settings: this.values, pictures: sent, others });
            this.begun();
        });
    }

    /** Choose individuals, take the last choice back, or go to another generation. */
    turn(verb: "pick" | "undo" | "goto", body: unknown = {}): Promise<void> {
        return this.act(async () => this.watch.act("resume", `sessions/${this.watch.id}/${verb}`, body));
    }
}

/** Fires `cc-saved` with the name of a concept that was saved. */
@customElement("cc-breeding")
export class BreedingPart extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(240px, 320px) minmax(0, 1fr);
            }
            .setup,
            .work {
                align-content: start;
                display: grid;
                gap: 12px;
                grid-template-columns: minmax(0, 1fr);
                min-width: 0;
            }
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 8px;
            }
            h2 {
                flex: 1 1 160px;
                font-size: 15px;
                margin: 0;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .add {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
            .line {
                align-items: start;
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
                margin-bottom: 8px;
            }
            figure {
                margin: 0;
                width: 74px;
            }
            figure img {
                aspect-ratio: 1;
                border-radius: 6px;
                display: block;
                object-fit: cover;
                width: 100%;
            }
            figcaption {
                font-size: 11px;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .actions {
                background: var(--ground);
                border-top: 1px solid var(--line);
                bottom: 0;
                padding: 8px 0;
                position: sticky;
                z-index: 1;
            }
            .welcome {
                border: 1px dashed var(--line);
                border-radius: 12px;
                color: var(--soft);
                padding: 26px;
                text-align: center;
            }
            details > summary {
                margin-bottom: 8px;
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
    @property({ attribute: false }) concepts: readonly Concept[] = [];
    /** The collected pictures of one thing. */
    @property({ attribute: false }) pictures: readonly Collected[] = [];
    @state() private failure = "";
    @state() private said = "";
    /** What is picked, and in which generation. */
    @state() private picks: { from: string; numbers: readonly number[] } = { from: "", numbers: [] };
    /** The generation that is looked at; null for that where the user is. */
    @state() private look: number | null = null;
    @state() private method = "";
    /** The order by a taste, and how much each would be liked; of one generation. */
    @state() private tastes: { from: string; order: readonly number[]; of: ReadonlyMap<number, number> } | null = null;
    @state() private isBusy = false;
    /** The folder of other pictures, for individuals that are learned. */
    @state() private folder = "";
    private isToBeShown = false;
    private seen = "";
    private model = new BreedingModel(
        this,
        () => this.kind,
        () => this.checkVisibility(),
        () => (this.isToBeShown = true),
        false,
    );

    /** Prepare a breeding that is to be started: with some settings, and more concepts in its first population. */
    prepare(values: Values, names: readonly string[] = []): void {
        if (this.model.watch.id) this.model.reset();
        for (const [name, value] of Object.entries(values)) this.model.set(name, value);
        const population = lines(this.model.values["population"]);
        this.model.set("population", lines([...population, ...names].join("\n")).join("\n"));
    }

    protected override willUpdate(_changes: PropertyValues): void {
        const { session } = this.model;
        const seen = session ? `${session.id} ${session.current}` : "";
        if (seen === this.seen) return;
        this.seen = seen; // another session, or the user is in another generation, by another window, too
        this.look = null;
        this.method = "";
        this.said = this.failure = "";
    }

    protected override updated(): void {
        if (!this.isToBeShown || !this.model.session) return;
        this.isToBeShown = false;
        const work = this.renderRoot.querySelector(".work") as HTMLElement;
        if (work.getBoundingClientRect().top > window.innerHeight * 0.5) work.scrollIntoView({ block: "start" });
    }

    override render(): TemplateResult {
        const { model } = this;
        const { session, watch } = model;
        const message = model.message || watch.error || this.failure || model.trouble;
        return html`<div class="setup">
                ${this.adding()}
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
                    @cc-do=${(event: WishEvent) => this.act(event.detail)}
                ></cc-toolbar>
                ${message ? html`<p class="message error" id="message" role="alert">${message}</p>` : nothing}
                <cc-progress .status=${watch.status} .left=${watch.status?.live?.eta ?? 0}></cc-progress>
                ${session ? this.bred(session) : this.welcome()}
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

    // Before it begins

    private offered = (field: Field): Field => {
        const names = field.offered ? this.model.offers[field.offered] : undefined;
        return Array.isArray(names) ? { ...field, choices: names } : field;
    };

    private get possible(): Wish[] {
        const { model } = this;
        const hasPictures = !this.current?.individuals.some((number) => !this.individual(number)?.files.length);
        const isWaiting = model.session !== null && hasPictures && this.current?.individuals.length === this.current?.size;
        return [
            ...(model.canStart ? (["start"] as const) : []),
            ...(model.canResume && !isWaiting ? (["resume"] as const) : []),
            ...(model.isAtWork ? (["interrupt"] as const) : []),
            ...(model.isPristine ? [] : (["new"] as const)),
        ];
    }

    private act(wish: Wish): void {
        const { model } = this;
        this.failure = this.said = "";
        if (wish === "start") void model.begin();
        else if (wish === "resume") void model.resume();
        else if (wish === "interrupt") void model.interrupt();
        else model.reset();
    }

    /** What a first population comes from: concepts that can be mixed with those in it, or pictures. */
    private adding(): TemplateResult | typeof nothing {
        const { model } = this;
        if (model.session) return nothing;
        const found = mixable(this.concepts, lines(model.values["population"]));
        const count = this.pictures.length;
        return html`<label class="add">
            ${t("Add a concept")}
            <select id="add" ?disabled=${!found.length} @change=${this.add}>
                <option value="">${found.length ? t("Choose …") : t("There is none to add")}</option>
                ${found.map(({ name, keyword }) => html`<option value=${name}>${keyword}</option>`)}
            </select>
        </label>
            <button id="from-pictures" ?disabled=${!model.canStart || !count} title=${t("Each is learned from all of them, with a seed of its own.")} @click=${() => void model.beginFrom(this.pictures, this.folder.trim())}>
                ${t("Start from the {count} collected pictures", { count })}
            </button>
            ${count ? this.others() : nothing}`;
    }

    /** Where other pictures are, from which those that are learned have to differ. */
    private others(): TemplateResult {
        return html`<details id="around">
            <summary>${t("Other pictures")}</summary>
            <label class="add">
                ${t("Folder of other pictures")}
                <input id="folder" maxlength="4000" .value=${this.folder} @input=${(event: Event) => (this.folder = (event.target as HTMLInputElement).value)} />
                <span class="hint">${t("They learn to differ from these. Empty: from pictures that the encoder has looked at before.")}</span>
            </label>
        </details>`;
    }

    private add = (event: Event): void => {
        const select = event.target as HTMLSelectElement;
        if (select.value) this.prepare({}, [select.value]);
        select.value = "";
    };

    private welcome(): TemplateResult {
        return html`<p class="welcome">
            ${t("Choose concepts of the same thing and press Start, or start from pictures: each is drawn with the same seeds. Pick the pictures that you like, and their concepts are mixed for the next generation.")}
        </p>`;
    }

    // The generation

    private get current(): Generation | undefined {
        const { session } = this.model;
        return session?.generations.find(({ id }) => id === session.current);
    }

    private get viewed(): Generation | undefined {
        const { session } = this.model;
        return session?.generations.find(({ id }) => id === this.look) ?? this.current;
    }

    private individual(number: number): Individual | undefined {
        return this.model.session?.individuals.find((one) => one.number === number);
    }

    private keyOf(session: Breeding, generation: Generation): string {
        return `${session.id} ${generation.id}`;
    }

    /** The numbers that are picked in the generation that is looked at, the favourite first. */
    private get picked(): readonly number[] {
        const { session } = this.model;
        const { viewed } = this;
        return session && viewed && this.picks.from === this.keyOf(session, viewed) ? this.picks.numbers : [];
    }

    private bred(session: Breeding): TemplateResult | typeof nothing {
        const { viewed } = this;
        if (!viewed) return nothing;
        const key = this.keyOf(session, viewed);
        const tastes = this.tastes?.from === key ? this.tastes : null;
        const members = session.individuals.filter(({ generation }) => generation === viewed.id);
        const inOrder = tastes
            ? [...members].sort((one, other) => placeIn(tastes.order, one.number) - placeIn(tastes.order, other.number))
            : members;
        const isHere = viewed.id === session.current;
        const favourite = this.picked[0];
        return html`<div class="row">
                <h2 id="generation">${viewed.depth ? t("Generation {number}", { number: viewed.depth }) : t("First population")} <span class="hint">${fromText(viewed)}</span></h2>
                ${isHere && knownRater() && members.some(({ files }) => files.length)
                    ? html`<button id="taste" ?disabled=${this.isBusy} @click=${() => this.sort(session, viewed)}>${t("Sort by taste")}</button>`
                    : nothing}
                ${isHere
                    ? nothing
                    : html`<button id="goto" ?disabled=${!this.canTurn} @click=${() => this.model.turn("goto", { generation: viewed.id })}>${t("Go back to here")}</button>`}
            </div>
            <p class="hint">${t("Click what you like, the favourite first; or use the keys: arrows, 1 to 9, L for large, N for the next generation, Ctrl+Z to take the last choice back.")}</p>
            <cc-generation
                .session=${session.id}
                .individuals=${inOrder}
                .picked=${this.picked}
                .tastes=${tastes?.of ?? new Map()}
                .size=${viewed.size}
                @cc-toggle=${(event: ToggleEvent) => this.toggle(key, event.detail)}
                @cc-next=${() => this.next(session)}
                @cc-undo=${() => this.undo()}
            ></cc-generation>
            ${this.choosing(session, viewed)}
            ${favourite === undefined ? nothing : this.chosen(session, favourite)}
            ${this.said ? html`<p class="message" id="said" role="status">${this.said}</p>` : nothing}
            <details id="tree" ?open=${session.generations.length > 1}>
                <summary>${t("All generations")}</summary>
                <cc-family-tree
                    .breeding=${session}
                    .viewed=${viewed.id}
                    @cc-look=${(event: LookEvent) => (this.look = event.detail)}
                ></cc-family-tree>
            </details>
            <div class="row" role="group" aria-label=${t("The session")}>
                <button id="report" ?disabled=${!session.individuals.length} @click=${() => this.fetched(`sessions/${session.id}/report${ofRater(knownRater())}`, `${session.id}.html`)}>
                    ${t("Report")}
                </button>
                <button id="delete" class="quiet" ?disabled=${this.model.isAtWork} @click=${() => this.askAndDelete(session.id)}>${t("Delete")}</button>
            </div>`;
    }

    private toggle(from: string, number: number): void {
        this.picks = { from, numbers: toggled(this.picked, number) };
        this.failure = "";
    }

    private get canTurn(): boolean {
        return !this.model.isBusy && !this.model.isAtWork;
    }

    private choosing(session: Breeding, viewed: Generation): TemplateResult {
        const isBranch = viewed.id !== session.current;
        const { picked, canTurn } = this;
        const usual = String(session.settings[viewed.depth ? "method" : "first"] ?? "");
        const methods = this.kind.fields.find(({ name }) => name === "method")?.choices ?? [];
        return html`<div class="row actions">
            <button id="next" class="go" ?disabled=${!canTurn || !picked.length} @click=${() => this.next(session)}>
                ${this.nextText(isBranch, picked.length)}
            </button>
            <label>
                ${t("Mix")}
                <select id="method" @change=${(event: Event) => (this.method = (event.target as HTMLSelectElement).value)}>
                    ${methods.map((method) => html`<option value=${method} ?selected=${method === (this.method || usual)}>${t(method)}</option>`)}
                </select>
            </label>
            <button id="undo" ?disabled=${!canTurn || !this.current?.depth} @click=${() => this.undo()}>${t("Take the last choice back")}</button>
        </div>`;
    }

    private nextText(isBranch: boolean, count: number): string {
        if (!count) return t("Next generation");
        return isBranch ? t("Begin a branch from the {count} picked", { count }) : t("Next generation from the {count} picked", { count });
    }

    private next(session: Breeding): void {
        const { picked, viewed, canTurn } = this;
        if (!viewed || !canTurn) return;
        if (!picked.length) this.failure = t("Nobody is chosen: choose at least one.");
        else {
            const branch = viewed.id !== session.current;
            void this.model.turn("pick", { picked, generation: viewed.id, branch, method: this.method });
        }
    }

    private undo(): void {
        if (this.canTurn && this.current?.depth) void this.model.turn("undo");
    }

    /** Sort the pictures by a taste: the server asks its encoder, which may have to wait. */
    private async sort(session: Breeding, viewed: Generation): Promise<void> {
        await this.attempt(async () => {
            type Order = { order: { individual: number; percentile: number | null }[] };
            const { order } = await get<Order>(`sessions/${session.id}/order${ofRater(knownRater())}`);
            const known = order.filter(({ percentile }) => percentile !== null);
            this.tastes = {
                from: this.keyOf(session, viewed),
                order: order.map(({ individual }) => individual),
                of: new Map(known.map(({ individual, percentile }) => [individual, percentile!])),
            };
        });
    }

    // The favourite

    private chosen(session: Breeding, number: number): TemplateResult | typeof nothing {
        const individual = this.individual(number);
        if (!individual) return nothing;
        const [, ...older] = ancestors(session.individuals, number);
        return html`<section class="card" id="chosen">
            <h3>${t("The favourite")} <small><b>${number}</b> <bdi>${individualText(individual)}</bdi></small></h3>
            ${older.length
                ? html`<details id="ancestors">
                      <summary>${t("Its ancestors")}</summary>
                      ${older.map((some) => html`<div class="line">${some.map((one) => this.ancestor(session, one))}</div>`)}
                  </details>`
                : nothing}
            <form class="row" @submit=${(event: Event) => this.save(event, session, number)}>
                <label>${t("Name")} <input id="name" maxlength="100" autocomplete="off" .value=${String(session.settings["name"] ?? "")} /></label>
                <button id="save" ?disabled=${this.isBusy}>${t("Save it as a concept")}</button>
                <button id="file" type="button" ?disabled=${this.isBusy} @click=${() => this.fetched(`sessions/${session.id}/individuals/${number}`, `${session.settings["name"]}-${number}.safetensors`)}>
                    ${t("Download")}
                </button>
            </form>
        </section>`;
    }

    private ancestor(session: Breeding, individual: Individual): TemplateResult {
        const [picture] = individual.files;
        const text = `${individual.number} ${individualText(individual)}`;
        return html`<figure title=${text}>
            ${picture ? html`<img loading="lazy" src=${pictureOf(session.id, picture, SMALL)} alt=${text} />` : nothing}
            <figcaption><bdi>${text}</bdi></figcaption>
        </figure>`;
    }

    private async save(event: Event, session: Breeding, individual: number): Promise<void> {
        event.preventDefault();
        const name = this.renderRoot.querySelector<HTMLInputElement>("#chosen #name")!.value.trim();
        await this.attempt(async () => {
            const fault = nameFault(name);
            if (fault) throw new Error(fault);
            const saved = await send<SavedConcept>("POST", `sessions/${session.id}/save`, { individual, name });
            this.said = savedText(saved);
            this.dispatchEvent(new CustomEvent("cc-saved", { detail: saved.name }));
        });
    }

    // The session

    private async attempt(work: () => Promise<void>): Promise<void> {
        this.isBusy = true;
        this.failure = this.said = "";
        try {
            await work();
        } catch (error) {
            this.failure = (error as Error).message;
        }
        this.isBusy = false;
    }

    private fetched(path: string, name: string): void {
        void this.attempt(async () => download(await file(path), name));
    }

    private async askAndDelete(id: string): Promise<void> {
        const question = t("Delete the session of {moment} ({id}) with all its pictures?", { moment: moment(id), id });
        const isSure = await ask(this.renderRoot as ShadowRoot, question, t("Delete"));
        if (isSure && this.model.watch.id === id) await this.model.remove(id);
    }
}

/** Return a number's place in an order; those that are not in it come last. */
function placeIn(order: readonly number[], number: number): number {
    const place = order.indexOf(number);
    return place < 0 ? order.length : place;
}
