/** The user's concepts and the host's, as a list to choose from, and the files that cannot be used. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { look } from "../core/look";
import { t } from "../core/words";
import { matching, type Concept, type Holdings } from "./records";

/** From this many concepts on, a box finds some of them by a few letters. */
const MANY = 8;
/** The most concepts that are in the page at once. */
const MOST = 200;

/** Chooses a concept; `detail` is its name. */
export class ChooseEvent extends CustomEvent<string> {
    constructor(name: string) {
        super("cc-choose", { detail: name, bubbles: true, composed: true });
    }
}

@customElement("cc-concept-list")
export class ConceptList extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 8px;
                min-width: 0;
            }
            ul {
                display: grid;
                gap: 4px;
                list-style: none;
                margin: 0;
                max-height: 560px;
                overflow-y: auto;
                padding: 3px;
            }
            li button {
                border-color: transparent;
                display: grid;
                gap: 0 8px;
                grid-template-columns: minmax(0, 1fr) auto;
                padding: 5px 8px;
                text-align: start;
                width: 100%;
            }
            li button[aria-current="true"] {
                background: var(--panel);
                border-color: var(--accent);
            }
            .name {
                font-weight: 650;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .hint {
                grid-column: 1;
            }
            .badge {
                align-self: center;
                border: 1px solid var(--line);
                border-radius: 999px;
                font-size: 11px;
                grid-row: 1 / span 2;
                grid-column: 2;
                padding: 1px 8px;
            }
            p,
            details li {
                margin: 0;
                overflow-wrap: anywhere;
            }
            details ul {
                margin-top: 6px;
            }
        `,
    ];

    @property({ attribute: false }) holdings!: Holdings;
    /** The name of the concept that is shown. */
    @property() chosen = "";
    @state() private letters = "";

    override render(): TemplateResult {
        const { concepts, unusable } = this.holdings;
        const found = matching(concepts, this.letters);
        return html`${concepts.length >= MANY
                ? html`<input
                      id="find"
                      type="search"
                      aria-label=${t("Find a concept")}
                      placeholder=${t("Find a concept")}
                      .value=${this.letters}
                      @input=${(event: Event) => (this.letters = (event.target as HTMLInputElement).value)}
                  />`
                : nothing}
            ${found.length
                ? html`<ul aria-label=${t("Concepts")}>
                      ${repeat(found.slice(0, MOST), ({ name }) => name, this.row)}
                  </ul>`
                : nothing}
            ${found.length > MOST ? html`<p class="hint">${MOST} / ${found.length}</p>` : nothing}
            ${concepts.length && !found.length ? html`<p class="hint">${t("None has this name.")}</p>` : nothing}
            ${unusable.length ? this.unusable() : nothing}`;
    }

    private row = (concept: Concept): TemplateResult => {
        const { name, keyword, in_host, vectors, made_for } = concept;
        return html`<li>
            <button
                data-concept=${name}
                aria-current=${name === this.chosen ? "true" : nothing}
                title=${concept.file}
                @click=${() => this.dispatchEvent(new ChooseEvent(name))}
            >
                <bdi class="name">${keyword}</bdi>
                ${in_host ? html`<span class="badge">embeddings</span>` : nothing}
                <span class="hint">${countText(vectors)} · ${t(made_for)}</span>
            </button>
        </li>`;
    };

    private unusable(): TemplateResult {
        const { unusable } = this.holdings;
        return html`<details id="unusable">
            <summary>${unusable.length === 1 ? t("1 file cannot be used") : t("{count} files cannot be used", { count: unusable.length })}</summary>
            <ul>
                ${unusable.slice(0, MOST).map(({ file, reason }) => html`<li data-file=${file}><bdi>${file}</bdi>: ${t(reason)}</li>`)}
            </ul>
        </details>`;
    }
}

/** Write how many vectors there are. */
export const countText = (count: number): string => (count === 1 ? t("1 vector") : t("{count} vectors", { count }));
