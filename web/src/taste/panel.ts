/** The panel *Taste*: choose pictures, see what is learned from the choices, and use it. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { get } from "../core/api";
import { look } from "../core/look";
import type { Face } from "../core/tables";
import { t } from "../core/words";
import { Choosing } from "./choosing";
import type { ActEvent } from "./keys";
import "./known";
import type { Model } from "./known";
import "./log";
import { isOpenHere, readPlace, readSetup, setOpenHere, writeSetup, type Setup } from "./memory";
import { Openings } from "./opening";
import type { TasteOrder } from "./order";
import "./order";
import { isBatch, sourceIn, sourceKey, type Aim, type Mode, type Opening, type Summary } from "./records";
import "./setup";
import type { SetupEvent, TasteSetup } from "./setup";
import "./stage";

const MODE_NAMES: Readonly<Record<Mode, string>> = { best: "Best of several", duel: "Duel of two", stars: "Stars for each" };
const AIM_NAMES: Readonly<Record<Aim, string>> = { favourites: "Find my favourites", learn: "Learn my taste" };
/** The most files that are named among those that cannot be read. */
const MOST_NAMED = 20;

/** Return what was set, with the source that the page's address names; the rater still has to open it. */
function setupHere(): Setup {
    const [setup, source] = [readSetup(), sourceIn(location.hash)];
    if (source === null) return setup;
    history.replaceState(history.state, "", location.pathname + location.search);
    setOpenHere(false);
    return source ? { ...setup, source } : setup;
}

@customElement("clip-critic-taste")
export class TastePanel extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 14px;
                grid-template-columns: minmax(0, 1fr);
            }
            .begin {
                align-items: end;
                display: flex;
                flex-wrap: wrap;
                gap: 8px 14px;
            }
            .begin label {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
            .begin input,
            .begin select {
                height: 32px;
            }
            .begin input {
                width: 64px;
            }
            .counts {
                flex: 1 1 200px;
                margin: 0;
            }
            .go {
                font-size: 15px;
            }
            p,
            ul {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .welcome {
                border: 1px dashed var(--line);
                border-radius: 12px;
                color: var(--soft);
                padding: 26px;
                text-align: center;
            }
        `,
    ];

    @property({ attribute: false }) face!: Face;
    @state() private setup: Setup = setupHere();
    @state() private summary: Summary | null = null;
    @state() private model: Model = "words";
    @state() private error = "";
    @query("cc-taste-setup") private form!: TasteSetup;
    @query("cc-taste-order") private order!: TasteOrder | null;
    private readonly openings = new Openings(this, () => this.ready());
    private readonly choosing = new Choosing(this, () => this.openings.again());
    /** Whether the window was choosing when its page was loaded again. */
    private wasChoosing = readPlace()?.isChoosing ?? false;
    /** What the shown summary was asked for. */
    private asked = "";

    /** Nothing is asked of the server before anybody looks at the panel. */
    private readonly watcher = new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void this.begin();
    });

    override connectedCallback(): void {
        super.connectedCallback();
        this.watcher.observe(this);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.watcher.disconnect();
    }

    private async begin(): Promise<void> {
        this.watcher.disconnect();
        const { setup } = this;
        await this.openings.list();
        if (setup.source && isOpenHere() && setup === this.setup && !this.openings.isOf(setup)) await this.openings.open(setup);
    }

    /** Keep those pictures of a gallery that the rater would like. */
    receive({ extra }: { extra: Record<string, unknown> }): void {
        this.set({ source: sourceKey({ shown: extra["shown"] as string[] }) });
        this.wasChoosing = false;
        const { openings } = this;
        if (!openings.isOf(this.setup) || openings.opening?.state === "failed") void this.open();
        else if (openings.isReady) {
            this.ready();
            this.order?.keepBatch();
        }
    }

    private ready(): void {
        this.error = "";
        if (isBatch(this.setup.source) && !this.setup.rater) this.askRater();
        if (this.wasChoosing && this.setup.rater && this.checkVisibility()) void this.updateComplete.then(() => this.choosing.open());
        this.wasChoosing = false;
    }

    private set(changes: Partial<Setup>): void {
        this.setup = { ...this.setup, ...changes };
        this.error = "";
        writeSetup(this.setup);
    }

    private open = async (): Promise<void> => {
        const { setup } = this;
        this.error = "";
        if (!setup.source || setup.source === "folder:") this.error = t("Which pictures? Choose a session or a folder.");
        else await this.openings.open(setup);
    };

    /** The key of the open pictures, if they are those that are chosen above. */
    private get key(): string | null {
        const { openings, setup } = this;
        return openings.isReady && openings.isOf(setup) ? (openings.opening?.key ?? null) : null;
    }

    protected override willUpdate(): void {
        const { key, setup } = this;
        this.choosing.use(setup.rater ? key : null, setup);
        const asked = key !== null && setup.rater ? `${key} ${setup.rater}` : "";
        if (asked !== this.asked.split("\n")[0]) this.summary = null;
    }

    protected override updated(_changes: PropertyValues): void {
        if (!this.choosing.isOpen) void this.summarise();
    }

    /** Ask what is known of the rater's taste, if that has changed. */
    private async summarise(): Promise<void> {
        const { key, model } = this;
        const { rater } = this.setup;
        const asked = key !== null && rater ? `${key} ${rater}\n${model} ${this.choosing.receipt?.answers ?? ""}` : "";
        if (asked === this.asked) return;
        this.asked = asked;
        if (!asked) return;
        try {
            const query = `rater=${encodeURIComponent(rater)}&model=${model}`;
            const summary = await get<Summary>(`taste/open/${encodeURIComponent(key!)}/summary?${query}`);
            if (asked !== this.asked) return;
            this.summary = summary;
            this.asked = `${key} ${rater}\n${model} ${summary.answers}`;
            this.choosing.know(summary);
        } catch (error) {
            if (asked === this.asked) this.error = (error as Error).message;
        }
    }

    /** Choices were imported: there may be new raters, and more is known. */
    private taken = (): void => {
        this.asked = "";
        void this.openings.list();
    };

    private choose = (): void => {
        if (this.setup.rater) {
            this.choosing.open();
            return;
        }
        this.askRater();
    };

    private askRater(): void {
        this.error = t("Who is choosing? Give the rater a name.");
        this.form.focus();
    }

    override render(): TemplateResult {
        const { openings, setup, key } = this;
        return html`<cc-taste-setup
                .face=${this.face}
                .offer=${openings.offer}
                .setup=${setup}
                .opening=${openings.opening}
                .isOpen=${openings.isOf(setup)}
                @cc-setup=${(event: SetupEvent) => this.set(event.detail)}
                @cc-list=${() => void openings.list()}
                @cc-open=${this.open}
                @cc-interrupt=${() => void openings.interrupt()}
            ></cc-taste-setup>
            ${this.told()} ${key !== null && openings.opening ? this.opened(key, openings.opening) : this.welcome()}
            <cc-taste-log .rater=${setup.rater} @cc-taken=${this.taken}></cc-taste-log> ${this.stage()}`;
    }

    private told(): TemplateResult | typeof nothing {
        const { opening, error } = this.openings;
        const failed = opening && ["failed", "interrupted"].includes(opening.state) ? t(opening.message) : "";
        const text = this.error || error || failed || (this.choosing.isOpen ? "" : this.choosing.error);
        return text ? html`<p class="message error" id="message" role="alert">${text}</p>` : nothing;
    }

    private welcome(): TemplateResult | typeof nothing {
        if (this.openings.isAtWork) return nothing;
        return html`<p class="welcome">
            ${t("Enter your name, choose pictures, and open them. Then choose the ones you like: your taste is learned from your choices, and stays on this machine.")}
        </p>`;
    }

    private opened(key: string, opening: Opening): TemplateResult {
        const { rater } = this.setup;
        const { answers } = this.choosing;
        const isKnown = this.summary !== null && !this.summary.not_yet;
        return html`<section class="card">${this.start(opening)}</section>
            ${opening.unreadable.length ? this.unreadable(opening) : nothing}
            <cc-taste-known
                .summary=${this.summary}
                .model=${this.model}
                @cc-model=${(event: CustomEvent<Model>) => (this.model = event.detail)}
            ></cc-taste-known>
            ${isKnown ? html`<cc-taste-order
                      .key=${key}
                      .rater=${rater}
                      .answers=${answers}
                      .batch=${isBatch(this.setup.source) ? opening.pictures : 0}
                  ></cc-taste-order>` : nothing}`;
    }

    private start({ pictures }: Opening): TemplateResult {
        const { setup, choosing } = this;
        const waiting = choosing.waiting.length;
        return html`<div class="begin">
            <button id="choose" class="go" @click=${this.choose}>${t("Choose pictures")}</button>
            ${this.select("mode", "How to choose", MODE_NAMES)}
            ${setup.mode === "best"
                ? html`<label>
                      ${t("Shown at once")}
                      <input id="at-once" type="number" min="2" max="9" .value=${String(setup.count)} @change=${this.setCount} />
                  </label>`
                : nothing}
            ${this.select("aim", "What for", AIM_NAMES)}
            <p class="counts hint" role="status">
                ${t("{count} pictures", { count: pictures })} ·
                <b id="answered">${choosing.answers === 1 ? t("1 answer") : t("{count} answers", { count: choosing.answers })}</b>
                ${waiting ? html`· ${t("{count} not sent yet", { count: waiting })}` : nothing}
            </p>
        </div>`;
    }

    private select(name: "mode" | "aim", label: "How to choose" | "What for", names: Readonly<Record<string, string>>): TemplateResult {
        return html`<label>
            ${t(label)}
            <select id=${name} @change=${(event: Event) => this.set({ [name]: (event.target as HTMLSelectElement).value })}>
                ${Object.entries(names).map(
                    ([value, title]) => html`<option value=${value} ?selected=${value === this.setup[name]}>${t(title)}</option>`,
                )}
            </select>
        </label>`;
    }

    private setCount = (event: Event): void => {
        const input = event.target as HTMLInputElement;
        const count = Math.min(9, Math.max(2, Math.round(Number(input.value)) || 4));
        input.value = String(count);
        this.set({ count });
    };

    private unreadable({ unreadable }: Opening): TemplateResult {
        return html`<details id="unreadable">
            <summary>${t("{count} files could not be read", { count: unreadable.length })}</summary>
            <ul>
                ${unreadable.slice(0, MOST_NAMED).map(({ name, error }) => html`<li><bdi>${name}</bdi>: ${t(error)}</li>`)}
            </ul>
            ${unreadable.length > MOST_NAMED ? html`<p class="hint">${MOST_NAMED} / ${unreadable.length}</p>` : nothing}
        </details>`;
    }

    private stage(): TemplateResult {
        const { choosing, key } = this;
        return html`<cc-taste-stage
            .open=${choosing.isOpen}
            .key=${key ?? ""}
            .screen=${choosing.screen}
            .chosen=${choosing.chosen}
            .answers=${choosing.receipt && choosing.answers}
            .notYet=${choosing.receipt?.not_yet ?? ""}
            .error=${choosing.error || this.openings.error}
            .spoken=${choosing.spoken}
            .canUndo=${choosing.canUndo}
            @cc-act=${(event: ActEvent) => choosing.act(event.detail)}
            @cc-pause=${() => choosing.close()}
            @cc-retry=${() => void (key === null ? this.open() : choosing.retry())}
        ></cc-taste-stage>`;
    }
}
