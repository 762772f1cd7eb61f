/** The panel *Rank keywords*: which of these words does CLIP see in a picture? */

import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Answer, Row, Status } from "../core/answer";
import { address, dataUrl, get, send } from "../core/api";
import type { ChangeEvent } from "../core/control";
import { encoderLabel } from "../core/encoders";
import "../core/form";
import { look } from "../core/look";
import { fetchPicture, PictureEvent, type Picture } from "../core/picture";
import type { PlaceEvent } from "../core/place";
import { defaults, type Face, type Values } from "../core/tables";
import { changed, type TickEvent, type Ticks } from "../core/ticks";
import { t } from "../core/words";
import "../views/picture_box";
import { fileOf, type ChosenEvent, type PointEvent } from "../views/picture_box";
import { knownRater } from "../taste/memory";
import { cellAt } from "../where/maps";
import { Seeing } from "../where/seeing";
import "../where/strip";
import type { Actions } from "./actions";
import "./actions";
import { hostBoxes, type Box } from "./boxes";
import "./list_editor";
import { Lists } from "./lists";
import type { PromptBoxes } from "./prompt_boxes";
import "./prompt_boxes";
import { ask } from "./question";
import type { Audited } from "./result";
import "./result";
import { panelLook } from "./panel_look";
import { tickedWords } from "./ticked";

/** What a picture's metadata says. */
interface About {
    width: number;
    height: number;
    prompt: string;
    negative_prompt: string;
}

interface Message {
    text: string;
    kind: "error" | "warning" | "done";
}

const OTHER = "…";
/** Rows with controls of their own: the list's editor, and the ticks. */
const ELSEWHERE = ["keywords", "where"];

/** Return why nothing can be ranked: the button's title, and the message of the key Enter. */
const noPicture = (): string => t("There is no picture yet: add one, or right-click a generated one.");

@customElement("cc-rank")
export class RankPanel extends LitElement {
    static override styles = [look, panelLook];

    @property({ attribute: false }) face!: Face;
    @state() private picture: Picture | null = null;
    @state() private about: About | null = null;
    @state() private values: Values = {};
    @state() private encoder = "";
    @state() private status: Status | null = null;
    @state() private answer: Answer | null = null;
    @state() private question = "";
    @state() private audited: Audited = "own";
    @state() private ticks: Ticks = new Set();
    @state() private words: readonly string[] = [];
    @state() private message: Message | null = null;
    @state() private open: "" | "list" | "more" = "";
    @state() private examples: { name: string; url: string }[] = [];
    @state() private boxes: readonly Box[] = [];
    @query("cc-prompt-boxes") private ownBoxes!: PromptBoxes | null;
    @query("cc-actions") private actions!: Actions | null;
    private readonly lists = new Lists(this);
    private readonly seeing = new Seeing(this);
    private rows: ReadonlyMap<string, Row> = new Map();
    private unknown: ReadonlySet<string> = new Set();
    /** Ends the watching of the question that is being answered; null if there is none. */
    @state() private run: AbortController | null = null;
    /** Ends the work on it. */
    private halt: AbortController | null = null;

    override connectedCallback(): void {
        super.connectedCallback();
        document.addEventListener("paste", this.paste);
        void this.begin();
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        document.removeEventListener("paste", this.paste);
        this.run?.abort();
    }

    private async begin(): Promise<void> {
        this.values = defaults(this.face.rank.fields);
        this.encoder = String(this.face.rank.encoder.default ?? "");
        this.lists.presets = this.face.presets;
        await Promise.all([this.lists.choose(this.face.default_preset), this.readExamples()]);
    }

    private async readExamples(): Promise<void> {
        this.examples = await get<{ name: string; url: string }[]>("examples").catch(() => []);
    }

    /** Rank a picture that another panel or the page around sent; its prompts go to our own prompt boxes. */
    async receive(detail: PictureEvent["detail"]): Promise<void> {
        const { prompt, negative } = detail.extra;
        if (typeof prompt === "string" && this.ownBoxes) {
            this.ownBoxes.prompt = prompt;
            this.ownBoxes.negative = String(negative ?? "");
        }
        this.show(detail.picture);
        await this.rank();
    }

    private show(picture: Picture | null): void {
        if (this.isAtWork) this.stop();
        this.picture = picture;
        this.about = null;
        this.answer = null;
        this.message = null;
        this.status = null;
        this.seeing.forget();
        this.untick();
        if (picture) void this.look(picture);
    }

    private untick(): void {
        this.ticks = new Set();
        this.words = [];
    }

    private async look(picture: Picture): Promise<void> {
        try {
            const body = { picture: await dataUrl(picture.blob), name: picture.name };
            const about = await send<About>("POST", "pictures/about", body);
            if (this.picture === picture) this.about = about;
        } catch (error) {
            if (this.picture === picture) this.fail(error);
        }
    }

    private fail(error: unknown): void {
        this.message = { text: (error as Error).message, kind: "error" };
    }

    // Asking

    private get isAtWork(): boolean {
        return this.run !== null;
    }

    private rank = async (): Promise<void> => {
        if (this.isAtWork) this.stop();
        this.message = null;
        if (!this.picture) {
            this.fail(new Error(noPicture()));
            return;
        }
        const run = (this.run = new AbortController());
        const halt = (this.halt = new AbortController());
        try {
            const body = await this.body(this.picture);
            if (run.signal.aborted) return;
            const seen = (status: Status): void => void (run === this.run && (this.status = status));
            const last = await ask(body, seen, run.signal, halt.signal);
            if (run === this.run) await this.finish(last, body);
        } catch (error) {
            if (run === this.run) this.fail(error);
        } finally {
            if (run === this.run) this.run = this.status = null;
        }
    };

    private async body(picture: Picture): Promise<Record<string, unknown>> {
        const { text: keywords } = this.lists;
        const encoder = this.encoder.trim() || null;
        const rater = knownRater();
        return { ...this.values, picture: await dataUrl(picture.blob), name: picture.name, keywords, encoder, rater };
    }

    private async finish(last: Status, body: Record<string, unknown>): Promise<void> {
        if (last.state === "interrupted") {
            this.message = { text: t("Interrupted. The texts encoded so far are kept."), kind: "warning" };
        } else if (last.state === "failed" || !last.answer) {
            this.message = { text: t(last.message), kind: "error" };
        } else {
            this.untick();
            this.audited = String(body["prompt"] ?? "").trim() ? "typed" : body["negative"] ? "negative" : "own";
            this.question = last.id;
            this.answer = last.answer;
            this.rows = new Map(last.answer.keywords.map((row) => [row.keyword, row]));
            this.unknown = new Set(last.answer.unknown);
            this.seeing.about(body, last);
            this.open = "";
            await this.updateComplete;
            this.renderRoot.querySelector("cc-rank-result")?.scrollIntoView({ block: "nearest", behavior: "smooth" });
        }
    }

    /** Give up the question that is being answered. */
    private stop(): void {
        this.halt?.abort();
        this.run?.abort();
        this.run = this.status = null;
    }

    /** Stop the work; its last state says that it was interrupted. */
    private interrupt = (): void => this.halt?.abort();

    // What the user does

    private paste = (event: ClipboardEvent): void => {
        const file = this.checkVisibility() ? fileOf(event.clipboardData) : null;
        if (!file?.type.startsWith("image/")) return;
        event.preventDefault();
        this.show({ blob: file, name: file.name });
    };

    private drop = (event: DragEvent): void => {
        const file = event.defaultPrevented ? null : fileOf(event.dataTransfer);
        if (!file) return;
        event.preventDefault();
        this.show({ blob: file, name: file.name });
    };

    private drag = (event: DragEvent): void => {
        if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    };

    private key = (event: KeyboardEvent): void => {
        if (event.key !== "Enter" || event.isComposing || event.defaultPrevented) return;
        const target = event.composedPath()[0] as HTMLElement;
        const isWriting = target.matches("textarea") && !event.ctrlKey && !event.metaKey;
        if (isWriting || target.matches("button, summary, select, [role=button], [type=file]")) return;
        if (target.id === "other" || target.id === "weight") return;
        event.preventDefault();
        void this.rank();
    };

    private tick = (event: TickEvent): void => {
        this.ticks = changed(this.ticks, event.detail.word, event.detail.isTicked);
        this.words = this.answer ? tickedWords(this.answer, this.ticks) : [];
        if (this.words.length) this.seeing.wish();
    };

    private point = (event: PointEvent): void => {
        const { maps, cell } = this.seeing;
        const point = event.detail;
        if (!maps) return;
        const found = point && cellAt(maps, point.x, point.y);
        this.seeing.point(point?.isTap && found === cell ? null : found);
    };

    private set = (event: ChangeEvent): void => {
        const { name, value } = event.detail;
        this.forget();
        if (name === "encoder") this.encoder = String(value);
        else this.values = { ...this.values, [name]: value };
    };

    /** Take a refusal away as soon as anything changes that may be its cause. */
    private forget = (): void => {
        if (this.message?.kind === "error") this.message = null;
    };

    private chooseEncoder = (event: Event): void => {
        const select = event.target as HTMLSelectElement;
        this.forget();
        if (select.value !== OTHER) {
            this.encoder = select.value;
            return;
        }
        select.value = this.encoder;
        this.open = "more";
        void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("#encoder")?.focus());
    };

    private choosePreset = async (event: Event): Promise<void> => {
        this.forget();
        await this.lists.choose((event.target as HTMLSelectElement).value);
        if (this.lists.note || this.lists.dropped) this.open = "list";
    };

    private async chooseExample(example: { name: string; url: string }): Promise<void> {
        try {
            this.show(await fetchPicture(address(example.url), `${example.name}.png`));
        } catch (error) {
            this.fail(error);
        }
    }

    private auditNegative = (): void => {
        this.values = { ...this.values, audit: true, prompt: "", negative: this.audited !== "negative" };
        void this.rank();
    };

    private unload = async (): Promise<void> => {
        try {
            await send("POST", "encoders/unload");
            this.message = { text: t("The encoder was unloaded; the next ranking loads it again."), kind: "done" };
        } catch (error) {
            this.fail(error);
        }
    };

    private loop = (): void => {
        if (this.picture) this.dispatchEvent(new PictureEvent("feedback", this.picture, { want: this.words.join(", ") }));
    };

    // What is shown

    protected override willUpdate(changes: PropertyValues): void {
        if (changes.has("words")) this.boxes = this.hostBoxes.length ? this.hostBoxes : (this.ownBoxes?.boxes ?? []);
    }

    /** Show what is chosen: a value can be set only when its option is there, and the user may have chosen in vain. */
    protected override updated(): void {
        const select = (id: string): HTMLSelectElement | null => this.renderRoot.querySelector(`select#${id}`);
        select("preset")!.value = this.lists.chosen;
        select("encoders")!.value = this.encoder;
    }

    private get hostBoxes(): Box[] {
        return hostBoxes();
    }

    override render(): TemplateResult {
        const isRanked = this.answer !== null;
        return html`<div
            class="panel ${isRanked ? "ranked" : ""}"
            @keydown=${this.key}
            @cc-tick=${this.tick}
            @dragover=${this.drag}
            @drop=${this.drop}
            @cc-copy=${() => this.actions?.copy()}
            @cc-failed=${(event: CustomEvent<string>) => this.fail(new Error(event.detail))}
        >
            ${this.bar()} ${this.editor()} ${this.more()} ${this.told()}
            <cc-rank-result
                .answer=${this.answer}
                .ticks=${this.ticks}
                .question=${this.question}
                .audited=${this.audited}
                .maps=${this.seeing.maps}
                .cell=${this.seeing.cell}
                ?canNegate=${Boolean(this.about?.negative_prompt)}
                @cc-negate=${this.auditNegative}
            >
                ${this.stage()}
            </cc-rank-result>
            ${this.words.length
                ? html`<cc-actions
                      .words=${this.words}
                      .boxes=${this.boxes}
                      .question=${this.question}
                      .name=${this.picture?.name ?? ""}
                      ?canLoop=${this.canLoop}
                      @cc-loop=${this.loop}
                  ></cc-actions>`
                : nothing}
            ${this.hostBoxes.length ? nothing : html`<cc-prompt-boxes class="card"></cc-prompt-boxes>`}
        </div>`;
    }

    private bar(): TemplateResult {
        return html`<div class="bar">
            ${this.presets()}
            <button
                id="edit"
                aria-expanded=${this.open === "list"}
                @click=${() => (this.open = this.open === "list" ? "" : "list")}
            >
                ✎ ${t("Edit list")}${this.lists.isChanged ? " *" : ""}
            </button>
            ${this.encoders()}
            <button
                id="more"
                aria-expanded=${this.open === "more"}
                aria-label=${t("More settings")}
                title=${t("More settings")}
                @click=${() => (this.open = this.open === "more" ? "" : "more")}
            >
                ⋯
            </button>
            <span class="end">${this.isAtWork ? this.work() : this.start()}</span>
        </div>`;
    }

    private start(): TemplateResult {
        const { picture } = this;
        return html`<button id="rank" class="go" ?disabled=${!picture} title=${picture ? nothing : noPicture()} @click=${this.rank}>
            ${t("Rank")}
        </button>`;
    }

    private presets(): TemplateResult {
        const { presets, chosen: name, isBusy } = this.lists;
        const options = (own: boolean): TemplateResult[] =>
            presets
                .filter((preset) => preset.own === own)
                .map((preset) => html`<option value=${preset.name} ?selected=${preset.name === name}>${preset.name}</option>`);
        const own = options(true);
        return html`<select id="preset" aria-label=${t("Preset")} aria-busy=${isBusy} @change=${this.choosePreset}>
            ${name ? nothing : html`<option value="" selected>–</option>`}
            ${own.length ? html`<optgroup label=${t("Your lists")}>${own}</optgroup>` : nothing}
            <optgroup label=${t("Bundled lists")}>${options(false)}</optgroup>
        </select>`;
    }

    private encoders(): TemplateResult {
        const { encoder } = this;
        const names = this.face.encoders.includes(encoder) ? this.face.encoders : [encoder, ...this.face.encoders];
        const { downloads } = this.face;
        return html`<select id="encoders" aria-label=${t("Encoder")} @change=${this.chooseEncoder}>
            ${names.map(
                (name) => html`<option value=${name} ?selected=${name === encoder}>${encoderLabel(name, downloads[name])}</option>`,
            )}
            <option value=${OTHER}>${t("Another encoder…")}</option>
        </select>`;
    }

    private work(): TemplateResult {
        const { status } = this;
        const isCounted = status && status.total > 0;
        const doing = status?.doing ? t(status.doing) : status?.state === "waiting" ? t("waiting in the queue") : "";
        return html`<span class="work">
                <progress
                    aria-label=${t("Progress")}
                    max=${isCounted ? status.total : 1}
                    value=${isCounted ? status.done : nothing}
                ></progress>
                <small>${doing} ${isCounted ? `${status.done} / ${status.total}` : ""}</small>
            </span>
            <button id="interrupt" @click=${this.interrupt}>${t("Interrupt")}</button>`;
    }

    private editor(): TemplateResult | typeof nothing {
        if (this.open !== "list") return nothing;
        return html`<cc-list-editor
            class="card"
            .lists=${this.lists}
            .field=${this.field("keywords")}
            @cc-typed=${this.forget}
        ></cc-list-editor>`;
    }

    private field(name: string): Face["rank"]["encoder"] {
        return this.face.rank.fields.find((field) => field.name === name) ?? this.face.rank.encoder;
    }

    private more(): TemplateResult | typeof nothing {
        if (this.open !== "more") return nothing;
        const { fields, encoder } = this.face.rank;
        return html`<div class="card more" @cc-change=${this.set}>
            <cc-form .fields=${fields.filter((field) => !ELSEWHERE.includes(field.name))} .values=${this.values}></cc-form>
            <div class="encoder">
                <cc-control id="encoder" data-field="encoder" .field=${encoder} .value=${this.encoder}></cc-control>
                <button id="unload" @click=${this.unload}>${t("Unload the encoder")}</button>
            </div>
        </div>`;
    }

    private told(): TemplateResult | typeof nothing {
        if (!this.message) return nothing;
        const { text, kind } = this.message;
        return html`<p id="message" class="message ${kind}" role=${kind === "error" ? "alert" : "status"}>${text}</p>`;
    }

    private stage(): TemplateResult {
        return html`<div class="stage">
            <cc-picture-box
                label=${t("Picture")}
                .picture=${this.picture}
                ?hasPlaces=${this.seeing.maps !== null}
                @cc-chosen=${(event: ChosenEvent) => this.show(event.detail)}
                @cc-point=${this.point}
            ></cc-picture-box>
            ${this.answer?.keywords.length ? this.where() : nothing} ${this.picture ? this.facts() : this.offered()}
        </div>`;
    }

    private where(): TemplateResult {
        const { seeing } = this;
        return html`<cc-where
            .maps=${seeing.maps}
            .words=${this.words}
            .rows=${this.rows}
            .unknown=${this.unknown}
            .picture=${this.picture}
            .status=${seeing.status}
            .message=${seeing.message}
            .cell=${seeing.cell}
            .question=${seeing.question}
            .fields=${this.face.mask.fields}
            .readAll=${this.values["squares"] ? "" : this.field("squares").label}
            ?canLoop=${this.canLoop}
            @cc-place=${(event: PlaceEvent) => seeing.point(event.detail)}
            @cc-look=${seeing.look}
            @cc-interrupt=${seeing.interrupt}
        ></cc-where>`;
    }

    private get canLoop(): boolean {
        return this.face.kinds.some((kind) => kind.name === "feedback");
    }

    private facts(): TemplateResult | typeof nothing {
        const { about, answer } = this;
        if (!about) return nothing;
        const isAudited = answer?.audit && this.audited === "own";
        return html`<div class="facts">
            <p class="hint">${about.width} × ${about.height} · <bdi>${this.picture?.name}</bdi></p>
            ${this.liking()}
            ${about.prompt && !isAudited ? html`<p class="own" title=${about.prompt}><span class="hint">${t("Prompt")}</span> <bdi>${about.prompt}</bdi></p>` : nothing}
        </div>`;
    }

    /** Say how much the rater who chose last in this browser would like the picture. */
    private liking(): TemplateResult | typeof nothing {
        const { percentile = null, not_yet: notYet } = this.answer?.taste ?? {};
        if (percentile === null || notYet) return nothing;
        const percent = Math.round(percentile);
        return html`<p class="hint taste">
            ${t("You would like it more than {percent} % of the pictures you have seen.", { percent })}
        </p>`;
    }

    private offered(): TemplateResult | typeof nothing {
        if (!this.examples.length) return nothing;
        return html`<p class="hint">${t("Or try an example:")}</p>
            <div class="examples">
                ${this.examples.map(
                    (example) => html`<button title=${example.name} @click=${() => this.chooseExample(example)}>
                        <img src=${address(example.url)} alt=${example.name} loading="lazy" />
                    </button>`,
                )}
            </div>`;
    }
}

