/** Where CLIP sees a concept and the word for its kind, in one collected picture after another. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { dataUrl } from "../core/api";
import { look } from "../core/look";
import type { PlaceEvent } from "../core/place";
import type { Field } from "../core/tables";
import { t } from "../core/words";
import { Seeing } from "../where/seeing";
import "../where/strip";
import type { Collected } from "./collected";

@customElement("cc-concept-seen")
export class ConceptSeen extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 8px;
                grid-template-columns: minmax(0, 1fr);
            }
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 8px;
            }
            bdi {
                overflow-wrap: anywhere;
            }
        `,
    ];

    @property({ attribute: false }) pictures: readonly Collected[] = [];
    /** The concept's keyword and the word for its kind. */
    @property() keyword = "";
    @property() kind = "";
    @property() encoder = "";
    /** The rows of a mask. */
    @property({ attribute: false }) fields: readonly Field[] = [];
    /** The picture that is looked at; null before the user asks for it. */
    @state() private picture: Collected | null = null;
    private readonly seeing = new Seeing(this);

    protected override willUpdate(changes: PropertyValues<this>): void {
        const isOther = changes.has("keyword") || changes.has("kind") || changes.has("encoder");
        const isGone = this.picture !== null && !this.pictures.some(({ id }) => id === this.picture?.id);
        if (!this.picture || !(isOther || isGone)) return;
        this.picture = null;
        this.seeing.forget();
    }

    override render(): TemplateResult | typeof nothing {
        const { picture, pictures } = this;
        if (!pictures.length) return nothing;
        if (!picture) return html`<div class="row"><button id="see" @click=${() => this.open(0)}>${t("Show where CLIP sees it")}</button></div>`;
        const place = pictures.findIndex(({ id }) => id === picture.id);
        const move = (by: number): Promise<void> => this.open((place + by + pictures.length) % pictures.length);
        return html`<div class="row">
                <button id="before" aria-label=${t("Previous picture")} ?disabled=${pictures.length < 2} @click=${() => move(-1)}>←</button>
                <button id="after" aria-label=${t("Next picture")} ?disabled=${pictures.length < 2} @click=${() => move(1)}>→</button>
                <span class="number">${place + 1} / ${pictures.length}</span> <bdi class="hint">${picture.name}</bdi>
            </div>
            ${this.where(picture)}`;
    }

    private where(picture: Collected): TemplateResult {
        const { seeing } = this;
        return html`<cc-where
            .maps=${seeing.maps}
            .words=${[this.keyword, this.kind]}
            .picture=${picture}
            .status=${seeing.status}
            .message=${seeing.message}
            .cell=${seeing.cell}
            .question=${seeing.question}
            .fields=${this.fields}
            @cc-place=${(event: PlaceEvent) => seeing.point(event.detail)}
            @cc-look=${seeing.look}
            @cc-interrupt=${seeing.interrupt}
        ></cc-where>`;
    }

    /** Look at a picture. */
    private async open(place: number): Promise<void> {
        const picture = this.pictures[place]!;
        this.picture = picture;
        this.seeing.forget();
        const keywords = `${this.keyword}\n${this.kind}`;
        const body = { picture: await dataUrl(picture.blob), name: picture.name, keywords, encoder: this.encoder || null };
        if (picture !== this.picture) return; // the user has gone on
        this.seeing.about(body, null);
        this.seeing.look();
    }
}
