/** The tree of a breeding: all generations with what was picked in them, to look at and to return to. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { look } from "../core/look";
import { t } from "../core/words";
import { branches, type Breeding, type Generation } from "./family";
import { pictureOf } from "./gallery";

/** Pixels of a small picture. */
const SMALL = 96;
/** The most pictures of a generation. */
const MOST = 6;

/** Asks to look at a generation; `detail` is its id. */
export class LookEvent extends CustomEvent<number> {
    constructor(id: number) {
        super("cc-look", { detail: id, bubbles: true, composed: true });
    }
}

@customElement("cc-family-tree")
export class FamilyTree extends LitElement {
    static override styles = [
        look,
        css`
            ol {
                display: grid;
                gap: 4px;
                list-style: none;
                margin: 0;
                padding: 0;
            }
            li button {
                align-items: center;
                border-color: transparent;
                display: flex;
                flex-wrap: wrap;
                gap: 4px 10px;
                padding: 4px 8px;
                text-align: start;
                width: 100%;
            }
            li button[aria-current="true"] {
                background: var(--panel);
                border-color: var(--accent);
            }
            .off b,
            .off img {
                opacity: 0.75;
            }
            .pictures {
                display: flex;
                gap: 3px;
            }
            img {
                border-radius: 4px;
                height: 34px;
                object-fit: cover;
                width: 34px;
            }
            .badge {
                background: var(--loud);
                border-radius: 999px;
                color: #fff;
                font-size: 11px;
                padding: 1px 8px;
            }
        `,
    ];

    @property({ attribute: false }) breeding!: Breeding;
    /** The generation that is looked at. */
    @property({ type: Number }) viewed = 0;

    override render(): TemplateResult {
        return html`<ol aria-label=${t("Generations")}>
            ${branches(this.breeding).map(({ generation, indent }) => this.row(generation, indent))}
        </ol>`;
    }

    private row(generation: Generation, indent: number): TemplateResult {
        const { id, depth } = generation;
        const { current, path, id: session } = this.breeding;
        const individuals = this.breeding.individuals.filter((one) => one.generation === id);
        const files = individuals.flatMap(({ files }) => files.slice(0, 1)).slice(0, MOST);
        return html`<li class=${path.includes(id) ? "" : "off"} style="margin-left: ${Math.min(indent, 8) * 18}px">
            <button
                data-generation=${id}
                aria-current=${id === this.viewed ? "true" : nothing}
                @click=${() => this.dispatchEvent(new LookEvent(id))}
            >
                <b>${depth ? t("Generation {number}", { number: depth }) : t("First population")}</b>
                <span class="pictures">${files.map((file) => html`<img loading="lazy" src=${pictureOf(session, file, SMALL)} alt="" />`)}</span>
                <span class="hint">${fromText(generation)}</span>
                ${id === current ? html`<span class="badge">${t("you are here")}</span>` : nothing}
            </button>
        </li>`;
    }
}

/** Return which choice a generation came from; the first population came from none. */
export function fromText({ picked, method }: Generation): string {
    return picked.length ? t("{what} of {parents}", { what: t(method), parents: picked.join(", ") }) : "";
}
