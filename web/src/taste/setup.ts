/** Who chooses, from which pictures, with which words: the bar above the panel *Taste*. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { encoderLabel } from "../core/encoders";
import { look } from "../core/look";
import type { Face } from "../core/tables";
import { t } from "../core/words";
import { moment } from "../sessions/records";
import type { Setup } from "./memory";
import { isBatch, sourceKey, sourceOf, type Offer, type Opening } from "./records";

/** The choice of a folder that is not on offer. */
const OTHER = "…";

/** Announces what the rater has set. */
export class SetupEvent extends CustomEvent<Partial<Setup>> {
    constructor(changes: Partial<Setup>) {
        super("cc-setup", { detail: changes, bubbles: true, composed: true });
    }
}

/**
 * Fires `cc-setup` with what was changed, `cc-list` when the pictures on offer are to be read again, `cc-open` and
 * `cc-interrupt`.
 */
@customElement("cc-taste-setup")
export class TasteSetup extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            .bar {
                align-items: end;
                display: flex;
                flex-wrap: wrap;
                gap: 8px 10px;
            }
            label {
                display: grid;
                flex: 1 1 170px;
                font-size: 13px;
                gap: 3px;
                max-width: 320px;
                min-width: 0;
            }
            label.folder {
                flex-basis: 300px;
                max-width: none;
            }
            input,
            select {
                height: 32px;
                text-overflow: ellipsis;
                width: 100%;
            }
            .work {
                align-items: center;
                display: flex;
                flex: 1 1 220px;
                gap: 8px;
            }
            progress {
                accent-color: var(--accent);
                flex: 1;
                min-width: 60px;
            }
            details {
                flex-basis: 100%;
            }
            details label {
                margin-top: 6px;
            }
            @media (max-width: 560px) {
                label {
                    max-width: none;
                }
            }
        `,
    ];

    @property({ attribute: false }) face!: Face;
    @property({ attribute: false }) offer!: Offer;
    @property({ attribute: false }) setup!: Setup;
    @property({ attribute: false }) opening: Opening | null = null;
    /** Whether the pictures of this setup are open, or being opened. */
    @property({ type: Boolean }) isOpen = false;
    @state() private isOther = false;

    protected override willUpdate(changes: PropertyValues<this>): void {
        const { source } = this.setup;
        if (changes.has("setup") && changes.get("setup")?.source !== source && isBatch(source)) this.isOther = false;
    }

    override focus(): void {
        this.renderRoot.querySelector<HTMLElement>("#rater")?.focus();
    }

    override render(): TemplateResult {
        const { setup, offer } = this;
        return html`<div class="bar" @keydown=${this.key}>
            <label>
                ${t("Who is choosing?")}
                <input
                    id="rater"
                    list="raters"
                    maxlength="60"
                    autocomplete="off"
                    placeholder=${t("Your name")}
                    .value=${setup.rater}
                    @change=${(event: Event) => this.change({ rater: valueOf(event).trim().replace(/\s+/g, " ") })}
                />
                <datalist id="raters">${offer.raters.map(({ name }) => html`<option value=${name}></option>`)}</datalist>
            </label>
            <label>${t("Pictures")} ${this.sources()}</label>
            ${this.isFolder ? this.folder() : nothing}
            <label>
                ${t("Keyword list")}
                <select id="preset" @change=${(event: Event) => this.change({ list: valueOf(event) })}>
                    <option value="" ?selected=${!setup.list}>${t("The encoder's own list")}</option>
                    ${withOwn(offer.lists, setup.list).map(
                        (name) => html`<option value=${name} ?selected=${name === setup.list}>${t(name)}</option>`,
                    )}
                </select>
            </label>
            ${this.opening?.state === "working" ? this.work(this.opening) : this.button()}
            <details>
                <summary>${t("More settings")}</summary>
                <label>
                    ${t("Encoder")}
                    <select id="encoders" @change=${(event: Event) => this.change({ encoder: valueOf(event) })}>
                        <option value="" ?selected=${!setup.encoder}>${t("The encoder of the settings")}</option>
                        ${withOwn(this.face.encoders, setup.encoder).map(
                            (name) => html`<option value=${name} ?selected=${name === setup.encoder}>
                                ${encoderLabel(name, this.face.downloads[name])}
                            </option>`,
                        )}
                    </select>
                </label>
            </details>
        </div>`;
    }

    private get isFolder(): boolean {
        return this.isOther || (this.setup.source.startsWith("folder:") && !this.isOffered);
    }

    private get isOffered(): boolean {
        return this.offer.sources.some((source) => sourceKey(source) === this.setup.source);
    }

    private sources(): TemplateResult {
        const { setup, offer } = this;
        const group = (title: string, isSession: boolean): TemplateResult | typeof nothing => {
            const some = offer.sources.filter((source) => (source.session !== undefined) === isSession);
            if (!some.length) return nothing;
            return html`<optgroup label=${title}>
                ${some.map((source) => {
                    const key = sourceKey(source);
                    const count = t("{count} pictures", { count: source.pictures });
                    return html`<option value=${key} ?selected=${key === setup.source && !this.isOther}>
                        ${titleOf(source)} (${count})
                    </option>`;
                })}
            </optgroup>`;
        };
        return html`<select id="source" @focus=${this.list} @change=${this.choose}>
            ${isBatch(setup.source)
                ? html`<option value=${setup.source} ?selected=${!this.isOther}>${t("A batch of the gallery")}</option>`
                : this.isOffered
                  ? nothing
                  : html`<option value="" ?selected=${!this.isFolder} disabled>–</option>`}
            ${group(t("Sessions and exhibitions"), true)} ${group(t("Folders"), false)}
            ${offer.any_folder ? html`<option value=${OTHER} ?selected=${this.isFolder}>${t("Another folder…")}</option>` : nothing}
        </select>`;
    }

    private folder(): TemplateResult {
        const folder = this.isOffered ? "" : (sourceOf(this.setup.source).folder ?? "");
        return html`<label class="folder">
            ${t("Folder on the server's machine")}
            <input
                id="folder"
                spellcheck="false"
                .value=${folder}
                @change=${(event: Event) => this.change({ source: sourceKey({ folder: valueOf(event).trim() }) })}
            />
        </label>`;
    }

    private button(): TemplateResult {
        return html`<button id="open" ?disabled=${this.isOpen} @click=${this.open}>${t("Open the pictures")}</button>`;
    }

    private work({ done, total, message }: Opening): TemplateResult {
        const isCounted = total > 0;
        return html`<span class="work">
            <progress aria-label=${t("Progress")} max=${isCounted ? total : 1} value=${isCounted ? done : nothing}></progress>
            <small role="status">${message ? t(message) : ""} ${isCounted ? `${done} / ${total}` : ""}</small>
            <button id="interrupt" @click=${() => this.dispatchEvent(new Event("cc-interrupt"))}>${t("Interrupt")}</button>
        </span>`;
    }

    private open = (): void => void this.dispatchEvent(new Event("cc-open"));

    private list = (): void => void this.dispatchEvent(new Event("cc-list"));

    private key = (event: KeyboardEvent): void => {
        const input = event.composedPath()[0] as HTMLElement;
        if (event.key !== "Enter" || event.isComposing || !input.matches("#rater, #folder")) return;
        event.preventDefault();
        input.blur(); // so that its change is known
        input.focus();
        this.open();
    };

    private choose = (event: Event): void => {
        const value = valueOf(event);
        this.isOther = value === OTHER;
        if (!this.isOther) this.change({ source: value });
        else void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>("#folder")?.focus());
    };

    private change(changes: Partial<Setup>): void {
        this.dispatchEvent(new SetupEvent(changes));
    }
}

/** Return the title of a source in the user's language: that of a session is its kind's, and the session's id. */
function titleOf({ session = "", title }: Offer["sources"][number]): string {
    if (!session || !title.endsWith(session)) return title;
    return `${t(title.slice(0, -session.length).trim())} ${moment(session)}`;
}

const valueOf = (event: Event): string => (event.target as HTMLInputElement).value;

/** Return names with one that may be missing among them. */
const withOwn = (names: readonly string[], own: string): string[] => (own && !names.includes(own) ? [own, ...names] : [...names]);
