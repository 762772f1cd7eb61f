/** One cell of an exhibition large: its picture and prompt, what CLIP sees in it and where, and what can be done with it. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import type { Row } from "../core/answer";
import { address, dataUrl, file, get } from "../core/api";
import { copy, download } from "../core/clipboard";
import { colours } from "../core/colours";
import { wordKey } from "../core/identity";
import { look } from "../core/look";
import { similarity } from "../core/numbers";
import { PictureEvent, type Picture } from "../core/picture";
import type { PlaceEvent } from "../core/place";
import type { Face } from "../core/tables";
import { changed, type TickEvent, type Ticks } from "../core/ticks";
import { t } from "../core/words";
import type { Tastes } from "../loop/records";
import { hostTabs, sendToTab, type HostTab } from "../page/send";
import { knownRater, ofRater } from "../taste/memory";
import "../views/word_rows";
import type { WordRow } from "../views/word_rows";
import { Seeing } from "../where/seeing";
import "../where/strip";
import { Latest } from "./latest";
import { NOTHING, type Cell, type Gallery } from "./records";

/** Rows of a group that are shown at first. */
const FIRST = 12;

/**
 * Fires `cc-close` when the user is done, `cc-move` with a key that leads to another cell, and `cc-enlarge` to see the
 * picture alone.
 */
@customElement("cc-cell")
export class CellView extends LitElement {
    static override styles = [
        look,
        css`
            dialog {
                background: var(--ground);
                border: 1px solid var(--line);
                border-radius: 12px;
                color: inherit;
                max-height: 96vh;
                max-width: min(1180px, 96vw);
                padding: 14px;
                width: 100%;
            }
            dialog::backdrop {
                background: #000b;
            }
            header {
                align-items: start;
                display: flex;
                gap: 8px;
                justify-content: space-between;
                margin-bottom: 10px;
            }
            h2 {
                font-size: 15px;
                margin: 0;
                overflow-wrap: anywhere;
            }
            .moves {
                display: flex;
                gap: 6px;
            }
            .two {
                display: grid;
                gap: 16px;
                grid-template-columns: minmax(0, 11fr) minmax(0, 9fr);
            }
            .two > div {
                align-content: start;
                display: grid;
                gap: 10px;
                min-width: 0;
            }
            .large {
                display: block;
                width: 100%;
            }
            .large img {
                background: var(--panel);
                border-radius: 8px;
                display: block;
                height: 60vh;
                object-fit: contain;
                width: 100%;
            }
            img.tiny {
                image-rendering: pixelated;
            }
            dl {
                display: grid;
                gap: 2px 10px;
                grid-template-columns: auto minmax(0, 1fr);
                margin: 0;
            }
            dt {
                color: var(--soft);
            }
            dd {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .buttons {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            section h3 {
                margin: 10px 0 4px;
            }
            section > h3 {
                margin-top: 0;
            }
            .message {
                margin: 0;
            }
            @media (max-width: 720px) {
                .two {
                    grid-template-columns: minmax(0, 1fr);
                }
                .large img {
                    height: 44vh;
                }
            }
        `,
    ];

    @property({ attribute: false }) face!: Face;
    @property({ attribute: false }) gallery!: Gallery;
    @property({ type: Number }) index = 0;
    @property() encoder = "";
    @state() private cell: Cell | null = null;
    @state() private picture: Picture | null = null;
    @state() private ticks: Ticks = new Set();
    @state() private message = "";
    @state() private isDone = false;
    @state() private isBusy = false;
    @query("dialog") private dialog!: HTMLDialogElement;
    private readonly seeing = new Seeing(this);
    private readonly tastes = new Latest<Tastes>(this);

    protected override firstUpdated(): void {
        this.dialog.showModal();
    }

    protected override willUpdate(changes: PropertyValues<this>): void {
        const before = changes.get("gallery");
        const isMade = before && !before.files[this.index] && this.gallery.files[this.index];
        if (changes.has("index") || isMade) void this.load();
        const { cell, gallery } = this;
        const rater = ofRater(knownRater());
        this.tastes.wish(cell?.file && rater ? `sessions/${gallery.id}/tastes${rater}&file=${encodeURIComponent(cell.file)}` : "", "");
    }

    private async load(): Promise<void> {
        const { index, gallery } = this;
        if (this.cell?.index !== index) this.cell = null;
        this.picture = null;
        this.message = "";
        this.seeing.forget();
        try {
            const cell = await get<Cell>(`sessions/${gallery.id}/cells/${index}`);
            if (index !== this.index) return;
            this.cell = cell;
            if (!cell.file) return;
            const picture = { blob: await file(`sessions/${gallery.id}/pictures/${cell.file}`), name: `${gallery.id}-${index}.png` };
            if (index !== this.index) return;
            this.picture = picture;
            await this.prepare(picture);
        } catch (error) {
            if (index === this.index) this.say((error as Error).message, false);
        }
    }

    /** Be ready to show where words are, and do so for those that were ticked on another picture. */
    private async prepare(picture: Picture): Promise<void> {
        const body = { picture: await dataUrl(picture.blob), name: picture.name, keywords: this.gallery.list, encoder: this.encoder || null };
        if (picture !== this.picture) return;
        this.seeing.about(body, null);
        if (this.words.length) this.seeing.wish();
    }

    private get words(): string[] {
        const { cell, ticks } = this;
        return (cell?.words ?? []).map(({ word }) => word).filter((word) => ticks.has(wordKey(word)));
    }

    override render(): TemplateResult {
        const { cell } = this;
        return html`<dialog aria-label=${t("A cell of the exhibition")} @close=${this.close} @click=${this.outside} @keydown=${this.key}>
            <header>
                <h2><bdi id="name">${cell ? this.name(cell) : "…"}</bdi></h2>
                <div class="moves">
                    <button id="previous" aria-label=${t("Previous picture")} @click=${() => this.move("ArrowLeft")}>←</button>
                    <button id="next" aria-label=${t("Next picture")} @click=${() => this.move("ArrowRight")}>→</button>
                    <button id="close" aria-label=${t("Close")} @click=${() => this.dialog.close()}>✕</button>
                </div>
            </header>
            ${this.message
                ? html`<p id="message" class="message ${this.isDone ? "" : "error"}" role=${this.isDone ? "status" : "alert"}>${this.message}</p>`
                : nothing}
            ${cell ? this.two(cell) : html`<p class="hint" aria-busy="true">…</p>`}
        </dialog>`;
    }

    private name(cell: Cell): string {
        const values = Object.entries(cell.values).map(([name, value]) => `${name}: ${value || NOTHING}`);
        return values.join(", ");
    }

    private two(cell: Cell): TemplateResult {
        return html`<div class="two">
            <div>${this.shown(cell)} ${this.facts(cell)} ${cell.file ? this.buttons(cell) : nothing}</div>
            <div>${cell.words.length ? this.ranking(cell) : nothing}</div>
        </div>`;
    }

    private shown(cell: Cell): TemplateResult {
        if (cell.error) return html`<p class="message error">${t("could not be made")}: ${t(cell.error)}</p>`;
        if (!cell.file) return html`<p class="hint">${t("not made yet")}</p>`;
        return html`<button class="large" title=${t("Large view")} @click=${this.enlarge}>
            <img alt=${this.name(cell)} src=${address(`sessions/${this.gallery.id}/pictures/${cell.file}`)} @load=${this.loaded} />
        </button>`;
    }

    private loaded = (event: Event): void => {
        const image = event.target as HTMLImageElement;
        image.classList.toggle("tiny", image.naturalWidth < 240);
    };

    private facts(cell: Cell): TemplateResult {
        const rows: [string, string, string][] = [
            ["prompt", t("Prompt"), cell.prompt],
            ["negative", t("Negative prompt"), cell.negative_prompt],
            ["seed", t("Seed"), String(cell.seed)],
            ["own", t("Similarity to its prompt"), cell.own === null ? "" : similarity(cell.own)],
            ["liked", t("Taste"), this.liking(cell)],
        ];
        return html`<dl>
            ${rows
                .filter(([, , value]) => value)
                .map(([id, label, value]) => html`<dt>${label}</dt><dd id=${id}><bdi>${value}</bdi></dd>`)}
        </dl>`;
    }

    /** Say how much the rater who chose last in this browser would like the picture; empty if that is not known. */
    private liking(cell: Cell): string {
        const percentile = this.tastes.value?.tastes[cell.file]?.percentile ?? null;
        if (percentile === null) return "";
        return t("You would like it more than {percent} % of the pictures you have seen.", { percent: Math.round(percentile) });
    }

    private buttons(cell: Cell): TemplateResult {
        const locked = this.isBusy || !this.picture;
        return html`<div class="buttons" role="group" aria-label=${t("This picture")}>
            ${hostTabs().map((tab) => html`<button id="to_${tab}" ?disabled=${locked} @click=${() => this.toTab(cell, tab)}>→ ${tab}</button>`)}
            <button id="to_rank" ?disabled=${locked} @click=${() => this.toRank(cell)}>→ ${t("Rank keywords")}</button>
            ${this.canLoop
                ? html`<button id="to_loop" ?disabled=${locked} @click=${this.toLoop}>${t("Start feedback loop")}</button>`
                : nothing}
            <button id="to_file" ?disabled=${locked} @click=${() => this.picture && download(this.picture.blob, this.picture.name)}>
                ${t("Picture")}
            </button>
            <button id="copy" @click=${() => this.act(() => copy(cell.prompt), t("Copied."))}>${t("Copy prompt")}</button>
        </div>`;
    }

    private ranking(cell: Cell): TemplateResult {
        const shown = colours(cell.words.toSorted((one, other) => other.similarity - one.similarity).map(({ word }) => word));
        return html`<section>
                <h3>${t("What CLIP sees")} <small>${t("share within each group · similarity")}</small></h3>
                <div @cc-tick=${this.tick}>
                    ${this.groups(cell).map(
                        ({ name, rows }) => html`${name ? html`<h3><bdi>${t(name)}</bdi></h3>` : nothing}
                            <cc-word-rows
                                title=${name || t("Ranking")}
                                .first=${FIRST}
                                .rows=${rows}
                                .ticks=${this.ticks}
                                .colours=${shown}
                            ></cc-word-rows>`,
                    )}
                </div>
            </section>
            ${this.picture ? this.where(cell) : nothing}`;
    }

    /** Return the words by groups, each with the most similar first. */
    private groups({ words }: Cell): { name: string; rows: WordRow[] }[] {
        const groups = this.gallery.groups.length ? this.gallery.groups : [["", 0, words.length] as const];
        return groups
            .map(([name, start, stop]) => ({ name, rows: words.slice(start, stop).sort((one, other) => other.similarity - one.similarity) }))
            .filter(({ rows }) => rows.length);
    }

    private where(cell: Cell): TemplateResult {
        const { seeing } = this;
        const row = ({ word, share, similarity }: Cell["words"][number]): Row => ({
            keyword: word, group: "", similarity, share, rank: 0, truncated: 0, // prettier-ignore
        });
        return html`<cc-where
            .maps=${seeing.maps}
            .words=${this.words}
            .rows=${new Map(cell.words.map((found) => [found.word, row(found)]))}
            .picture=${this.picture}
            .status=${seeing.status}
            .message=${seeing.message}
            .cell=${seeing.cell}
            .question=${seeing.question}
            .fields=${this.face.mask.fields}
            ?canLoop=${this.canLoop}
            @cc-place=${(event: PlaceEvent) => seeing.point(event.detail)}
            @cc-look=${seeing.look}
            @cc-interrupt=${seeing.interrupt}
        ></cc-where>`;
    }

    private get canLoop(): boolean {
        return this.face.kinds.some((kind) => kind.name === "feedback");
    }

    // What the user does

    private tick = ({ detail }: TickEvent): void => {
        this.ticks = changed(this.ticks, detail.word, detail.isTicked);
        if (this.words.length) this.seeing.wish();
    };

    private key = (event: KeyboardEvent): void => {
        const target = event.composedPath()[0] as HTMLElement;
        const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
        if (!isPlain || event.defaultPrevented || target.matches("input, select, textarea, [role=application]")) return;
        if (!event.key.startsWith("Arrow")) return;
        event.preventDefault();
        this.move(event.key);
    };

    private move(key: string): void {
        this.dispatchEvent(new CustomEvent("cc-move", { detail: key }));
    }

    private enlarge = (): void => {
        this.dispatchEvent(new Event("cc-enlarge"));
    };

    private async act(work: () => Promise<unknown>, done = ""): Promise<void> {
        this.isBusy = true;
        this.message = "";
        try {
            await work();
            this.say(done, true);
        } catch (error) {
            this.say((error as Error).message, false);
        } finally {
            this.isBusy = false;
        }
    }

    private say(message: string, isDone: boolean): void {
        [this.message, this.isDone] = [message, isDone];
    }

    /** Send the picture to a tab of the host, and close the view, which would hide it. */
    private toTab(cell: Cell, tab: HostTab): void {
        const { picture } = this;
        if (!picture) return;
        const expected = [`Seed: ${cell.seed}`, `CLIP Critic session: ${this.gallery.id}`];
        void this.act(async () => {
            await sendToTab(tab, picture, expected);
            this.dialog.close();
        });
    }

    private toRank({ prompt, negative_prompt: negative }: Cell): void {
        if (!this.picture) return;
        this.dispatchEvent(new PictureEvent("rank", this.picture, { prompt, negative }));
        this.dialog.close();
    }

    private toLoop = (): void => {
        if (!this.picture) return;
        this.dispatchEvent(new PictureEvent("feedback", this.picture, { want: this.words.join(", ") }));
        this.dialog.close();
    };

    /** A click beside the dialog closes it. */
    private outside = (event: MouseEvent): void => {
        if (event.composedPath()[0] === this.dialog) this.dialog.close();
    };

    private close = (event: Event): void => {
        if (event.target === this.dialog) this.dispatchEvent(new Event("cc-close"));
    };
}
