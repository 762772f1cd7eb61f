/** A set of pictures: dropped, pasted or chosen; shown small, and taken away one by one. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { look } from "../core/look";
import { t } from "../core/words";
import { showLarge } from "../views/large";
import { picturesIn, type Collected, type Collection } from "./collected";

@customElement("cc-collecting")
export class Collecting extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                border: 2px dashed var(--line);
                border-radius: 12px;
                display: block;
                padding: 8px;
            }
            :host([over]) {
                border-color: var(--accent);
            }
            ul {
                display: grid;
                gap: 8px;
                grid-template-columns: repeat(auto-fill, minmax(76px, 1fr));
                list-style: none;
                margin: 0;
                padding: 0;
            }
            li {
                position: relative;
            }
            li img {
                aspect-ratio: 1;
                background: var(--panel);
                border-radius: 8px;
                display: block;
                object-fit: cover;
                width: 100%;
            }
            .large {
                width: 100%;
            }
            .remove {
                background: color-mix(in srgb, var(--ground) 88%, transparent);
                font-size: 12px;
                line-height: 1;
                padding: 5px 7px;
                position: absolute;
                right: 3px;
                top: 3px;
            }
            label {
                align-items: center;
                border-radius: 8px;
                color: var(--soft);
                cursor: pointer;
                display: flex;
                flex-direction: column;
                font-size: 12px;
                gap: 2px;
                justify-content: center;
                min-height: 76px;
                text-align: center;
            }
            label.alone {
                min-height: 110px;
            }
            label:hover,
            label:focus-within {
                color: var(--ink);
                outline: 2px solid var(--accent);
            }
            label b {
                font-size: 18px;
                line-height: 1;
            }
            input[type="file"] {
                height: 1px;
                opacity: 0;
                position: absolute;
                width: 1px;
            }
        `,
    ];

    @property({ attribute: false }) collection!: Collection;
    /** What the pictures show. */
    @property() group = "";
    @property({ attribute: false }) pictures: readonly Collected[] = [];
    /** The name for screen readers. */
    @property() label = "";
    @property({ type: Boolean, reflect: true }) over = false;
    /** Files that are no pictures were left out. */
    @state() private leftOut = 0;

    override connectedCallback(): void {
        super.connectedCallback();
        this.addEventListener("dragover", this.drag);
        this.addEventListener("dragleave", this.leave);
        this.addEventListener("drop", this.drop);
        this.addEventListener("paste", this.paste);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.removeEventListener("dragover", this.drag);
        this.removeEventListener("dragleave", this.leave);
        this.removeEventListener("drop", this.drop);
        this.removeEventListener("paste", this.paste);
    }

    override render(): TemplateResult {
        const { pictures } = this;
        return html`<ul aria-label=${this.label}>
                ${repeat(pictures, ({ id }) => id, this.tile)}
                <li>
                    <label class=${pictures.length ? "" : "alone"}>
                        <b aria-hidden="true">+</b>
                        <span>${pictures.length ? t("Add pictures") : t("Drop pictures here, or click to choose them")}</span>
                        <input type="file" multiple accept="image/*" aria-label=${this.label} @change=${this.files} />
                    </label>
                </li>
            </ul>
            ${this.leftOut ? html`<p class="message error" role="alert">${t("{count} files are no pictures, and were left out.", { count: this.leftOut })}</p>` : nothing}`;
    }

    private tile = (picture: Collected, place: number): TemplateResult =>
        html`<li data-picture=${picture.name}>
            <button class="large" title=${picture.name} @click=${() => this.enlarge(place)}>
                <img src=${this.collection.address(picture)} alt=${picture.name} />
            </button>
            <button class="remove" aria-label=${t("Remove {name}", { name: picture.name })} @click=${() => this.takeAway(picture)}>✕</button>
        </li>`;

    private enlarge(place: number): void {
        void showLarge(this.pictures.map((picture) => ({ source: this.collection.address(picture), title: picture.name })), place);
    }

    private takeAway(picture: Collected): void {
        void this.collection.remove(picture.id);
        this.renderRoot.querySelector<HTMLElement>("input")?.focus({ preventScroll: true }); // the button is gone
    }

    private add(files: FileList | null | undefined): void {
        const found = picturesIn(files);
        this.leftOut = (files?.length ?? 0) - found.length;
        void this.collection.add(
            this.group,
            found.map((file) => ({ blob: file, name: file.name })),
        );
    }

    private files = (event: Event): void => {
        const input = event.target as HTMLInputElement;
        this.add(input.files);
        input.value = ""; // so that the same files can be chosen again
    };

    private drag = (event: DragEvent): void => {
        event.preventDefault();
        this.over = true;
    };

    private leave = (): void => {
        this.over = false;
    };

    private drop = (event: DragEvent): void => {
        this.over = false;
        if (!event.dataTransfer?.files.length) return;
        event.preventDefault();
        this.add(event.dataTransfer.files);
    };

    private paste = (event: ClipboardEvent): void => {
        if (event.clipboardData?.files.length) this.add(event.clipboardData.files);
    };
}
