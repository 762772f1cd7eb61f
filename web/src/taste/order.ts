/** All pictures in the order of a rater's taste, and the best of them to keep. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { address, file, get, send } from "../core/api";
import { download } from "../core/clipboard";
import { look } from "../core/look";
import { percentileText } from "../exhibition/order";
import { PictureEvent, type Picture } from "../core/picture";
import { t } from "../core/words";
import { hostTabs, sendToTab, type HostTab } from "../page/send";
import { showLarge } from "../views/large";
import "../views/strip";
import type { PickEvent, Tile } from "../views/strip";
import { thumbnailOf } from "./layout";
import { picturePath, type Ranked } from "./records";

/** The pictures that are in the page at first, and that come with each look further down. */
const PAGE = 60;
const MOST_KEPT = 1000;

const said = ({ name, text }: Ranked): string => (text ? `${name} · ${text}` : name);

@customElement("cc-taste-order")
export class TasteOrder extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 14px;
                grid-template-columns: minmax(0, 1fr);
            }
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 8px;
                margin-bottom: 8px;
            }
            input {
                width: 72px;
            }
            ol {
                display: grid;
                gap: 8px;
                grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
                list-style: none;
                margin: 0 0 8px;
                padding: 0;
            }
            li button,
            li button:hover:not(:disabled) {
                background: none;
                border: 0;
                cursor: zoom-in;
                display: block;
                padding: 0;
                text-align: start;
                width: 100%;
            }
            li img {
                aspect-ratio: 1;
                background: var(--panel);
                border-radius: 8px;
                display: block;
                object-fit: cover;
                width: 100%;
            }
            li span {
                display: block;
                font-size: 12px;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .message,
            p {
                margin: 0 0 8px;
                overflow-wrap: anywhere;
            }
        `,
    ];

    /** The key of the open pictures. */
    @property() key = "";
    @property() rater = "";
    /** Changes with every answer: what is shown is of an older taste then. */
    @property({ type: Number }) answers = 0;
    /** The number of pictures of a batch, of which the better half is kept at once; 0 for other pictures. */
    @property({ type: Number }) batch = 0;
    @state() private pictures: readonly Ranked[] | null = null;
    @state() private kept: readonly Ranked[] = [];
    @state() private keptTiles: readonly Tile[] = [];
    @state() private picked = 1;
    @state() private shown = PAGE;
    @state() private count = 10;
    @state() private message = "";
    @state() private isBusy = false;
    /** The answers that the shown order was learned from. */
    @state() private learned = 0;
    private readonly watcher = new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting)) this.more();
    });

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.watcher.disconnect();
    }

    protected override willUpdate(changes: PropertyValues<this>): void {
        if (!changes.has("key") && !changes.has("rater")) return;
        this.pictures = null;
        this.kept = this.keptTiles = [];
        this.message = "";
        if (this.batch) this.count = Math.min(10, Math.ceil(this.batch / 2));
    }

    protected override updated(changes: PropertyValues<this>): void {
        if (this.batch && (changes.has("key") || changes.has("rater"))) this.keepBatch();
        this.watcher.disconnect();
        const end = this.renderRoot.querySelector("#more");
        if (end) this.watcher.observe(end);
    }

    override render(): TemplateResult {
        return html`<section class="card" id="keep">
                <h3>${t("Keep the best")} <small>${t("those whose worst is still good: the mean minus one standard deviation")}</small></h3>
                <div class="row">
                    <label>
                        ${t("Pictures")}
                        <input id="count" type="number" min="1" max=${MOST_KEPT} .value=${String(this.count)} @change=${this.setCount} />
                    </label>
                    <button id="keep-them" ?disabled=${this.isBusy} @click=${this.keep}>
                        ${t("Keep the {count} I would like", { count: this.count })}
                    </button>
                </div>
                ${this.message ? html`<p class="message error" role="alert">${this.message}</p>` : nothing}
                ${this.kept.length ? this.strip() : nothing}
            </section>
            <section class="card" id="order">
                <h3>${t("In the order of your taste")}</h3>
                <div class="row">
                    <button id="show-order" ?disabled=${this.isBusy} @click=${this.load}>
                        ${this.pictures ? t("Sort again") : t("Show all pictures")}
                    </button>
                    ${this.pictures && this.learned < this.answers
                        ? html`<span class="hint">${t("{count} answers since then", { count: this.answers - this.learned })}</span>`
                        : nothing}
                </div>
                ${this.pictures ? this.gallery(this.pictures) : nothing}
            </section>`;
    }

    private async act(work: () => Promise<unknown>): Promise<void> {
        this.isBusy = true;
        this.message = "";
        try {
            await work();
        } catch (error) {
            this.message = (error as Error).message;
        }
        this.isBusy = false;
    }

    // The order

    private load = (): Promise<void> =>
        this.act(async () => {
            const { key, rater, answers } = this;
            const path = `taste/open/${encodeURIComponent(key)}/order?rater=${encodeURIComponent(rater)}`;
            const { pictures } = await get<{ pictures: Ranked[] }>(path);
            if (key !== this.key || rater !== this.rater) return;
            this.pictures = pictures;
            this.learned = answers;
            this.shown = PAGE;
        });

    private more(): void {
        this.shown += PAGE;
    }

    private gallery(pictures: readonly Ranked[]): TemplateResult {
        return html`<ol aria-label=${t("In the order of your taste")}>
                ${repeat(
                    pictures.slice(0, this.shown),
                    ({ digest }) => digest,
                    (picture, place) => html`<li data-digest=${picture.digest}>
                        <button title=${`${t("Large view")}: ${said(picture)}`} @click=${() => this.enlarge(pictures, place)}>
                            <img loading="lazy" src=${thumbnailOf(this.key, picture.digest)} alt="" />
                            <span><b>${percentileText(picture.percentile)}</b> <bdi>${picture.text || picture.name}</bdi></span>
                        </button>
                    </li>`,
                )}
            </ol>
            <p class="hint">${t("The number says how much of what you have seen you would like less.")}</p>
            ${this.shown < pictures.length
                ? html`<button id="more" @click=${() => this.more()}>${t("More pictures")}</button>`
                : nothing}`;
    }

    private enlarge(pictures: readonly Ranked[], place: number): void {
        const large = pictures.slice(0, this.shown).map((picture) => ({
            source: address(picturePath(this.key, picture.digest)),
            title: `${percentileText(picture.percentile)} · ${said(picture)}`,
        }));
        void showLarge(large, place);
    }

    // The best

    /** Keep the best of a batch at once, and show them. */
    keepBatch(): void {
        this.scrollIntoView();
        void this.keep();
    }

    private setCount = (event: Event): void => {
        const input = event.target as HTMLInputElement;
        const count = Math.round(Number(input.value));
        this.count = Math.min(MOST_KEPT, Math.max(1, Number.isFinite(count) ? count : 10));
        input.value = String(this.count);
    };

    private keep = (): Promise<void> =>
        this.act(async () => {
            const { key, rater, count } = this;
            const path = `taste/open/${encodeURIComponent(key)}/keep`;
            const { pictures } = await send<{ pictures: Ranked[] }>("POST", path, { rater, count });
            if (key !== this.key || rater !== this.rater) return;
            this.kept = pictures;
            this.keptTiles = pictures.map((picture, place) => this.tile(picture, place));
            this.picked = 1;
        });

    private tile(picture: Ranked, place: number): Tile {
        const { digest, percentile } = picture;
        return {
            number: place + 1,
            source: thumbnailOf(this.key, digest),
            large: address(picturePath(this.key, digest)),
            title: said(picture),
            caption: percentileText(percentile),
            isKept: false,
        };
    }

    private strip(): TemplateResult {
        const picked = this.kept[this.picked - 1];
        return html`<cc-strip
                label="Kept pictures"
                .tiles=${this.keptTiles}
                .selected=${this.picked}
                @cc-pick=${(event: PickEvent) => (this.picked = event.detail)}
                @cc-large=${() => this.enlarge(this.kept, this.picked - 1)}
            ></cc-strip>
            ${picked ? this.actions(picked) : nothing}`;
    }

    private actions(picked: Ranked): TemplateResult {
        const { isBusy } = this;
        return html`<p><bdi id="picked">${picked.name}</bdi> ${picked.text ? html`<bdi class="hint">${picked.text}</bdi>` : nothing}</p>
            <div class="row" role="group" aria-label=${t("The selected picture")}>
                ${hostTabs().map(
                    (tab) =>
                        html`<button id="to_${tab}" ?disabled=${isBusy} @click=${() => this.toTab(picked, tab)}>→ ${tab}</button>`,
                )}
                <button id="to_rank" ?disabled=${isBusy} @click=${() => this.toRank(picked)}>→ ${t("Rank keywords")}</button>
                <button id="to_file" ?disabled=${isBusy} @click=${() => this.toFiles([picked])}>${t("Download")}</button>
                <button id="to_files" ?disabled=${isBusy} @click=${() => this.toFiles(this.kept)}>
                    ${t("Download all {count}", { count: this.kept.length })}
                </button>
            </div>`;
    }

    private async fetched({ digest, name }: Ranked): Promise<Picture> {
        return { blob: await file(picturePath(this.key, digest)), name };
    }

    private toTab(picture: Ranked, tab: HostTab): void {
        void this.act(async () => sendToTab(tab, await this.fetched(picture), []));
    }

    private toRank(picture: Ranked): void {
        void this.act(async () => this.dispatchEvent(new PictureEvent("rank", await this.fetched(picture))));
    }

    /** Save pictures one after the other, as browsers that ask for each expect. */
    private toFiles(pictures: readonly Ranked[]): void {
        void this.act(async () => {
            for (const picture of pictures) {
                const { blob, name } = await this.fetched(picture);
                download(blob, name);
            }
        });
    }
}
