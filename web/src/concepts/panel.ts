/** The panel *Concepts*: the list of them, starting one from pictures, and breeding. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { dataUrl, get, send } from "../core/api";
import { look } from "../core/look";
import type { Picture } from "../core/picture";
import { keptHere } from "../core/storage";
import type { Face, Kind, Values } from "../core/tables";
import { t } from "../core/words";
import "./breeding";
import type { BreedingPart } from "./breeding";
import { Collection, WHOLE } from "./collected";
import "./details";
import "./list";
import type { ChooseEvent } from "./list";
import { conceptPath, nameFault, savedText, type Holdings, type SavedConcept } from "./records";
import "./start";

const VIEWS = { list: "My concepts", start: "Start one", breed: "Breed" } as const;
type View = keyof typeof VIEWS;
const VIEW = "concepts-view";

@customElement("cc-concepts")
export class ConceptsPanel extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 14px;
                grid-template-columns: minmax(0, 1fr);
            }
            .views {
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            .views [aria-pressed="true"] {
                border-color: var(--accent);
                box-shadow: inset 0 0 0 1px var(--accent);
                font-weight: 650;
            }
            .two {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(220px, 320px) minmax(0, 1fr);
            }
            .two > div {
                align-content: start;
                display: grid;
                gap: 12px;
                min-width: 0;
            }
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px;
            }
            p {
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
            input[type="file"] {
                height: 1px;
                opacity: 0;
                position: absolute;
                width: 1px;
            }
            .button:focus-within {
                outline: 2px solid var(--accent);
            }
            @media (max-width: 820px) {
                .two {
                    grid-template-columns: minmax(0, 1fr);
                }
            }
        `,
    ];

    @property({ attribute: false }) face!: Face;
    /** The kind of session that breeds. */
    @property({ attribute: false }) kind!: Kind;
    @state() private view: View = viewHere();
    @state() private holdings: Holdings | null = null;
    @state() private chosen = "";
    @state() private error = "";
    @state() private said = "";
    @query("cc-breeding") private breeding!: BreedingPart | null;
    private readonly collection = new Collection(this);

    /** Nothing is asked of the server before anybody looks at the panel. */
    private readonly watcher = new IntersectionObserver((entries) => {
        if (entries.some((entry) => entry.isIntersecting)) void this.list();
    });

    override connectedCallback(): void {
        super.connectedCallback();
        this.watcher.observe(this);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.watcher.disconnect();
    }

    /** Collect a picture for the concept that is to be started. */
    receive({ picture }: { picture: Picture }): void {
        this.show("start");
        void this.collection.add(WHOLE, [picture]);
    }

    protected override willUpdate(changes: PropertyValues): void {
        if (!changes.has("holdings")) return;
        const { concepts = [] } = this.holdings ?? {};
        if (!concepts.some(({ name }) => name === this.chosen)) this.chosen = concepts[0]?.name ?? "";
    }

    private show(view: View): void {
        this.view = view;
        keptHere.write(VIEW, view);
    }

    private list = async (): Promise<void> => {
        try {
            this.holdings = await get<Holdings>("concepts");
            this.error = "";
        } catch (error) {
            this.error = (error as Error).message;
        }
    };

    /** A concept was saved: it is in the list, and the others may use it. */
    private saved = async (event: CustomEvent<string>): Promise<void> => {
        const { view } = this;
        await this.list();
        if (view !== "list" || this.view !== "list") this.chosen = event.detail;
    };

    /** Open the view of breeding with some settings, and with concepts to begin with. */
    private breed(values: Values, ...names: string[]): void {
        this.show("breed");
        this.breeding?.prepare(values, names);
    }

    override render(): TemplateResult {
        const { view, holdings } = this;
        return html`<div class="views" role="group" aria-label=${t("Concepts")}>
                ${Object.entries(VIEWS).map(
                    ([name, title]) =>
                        html`<button id="view-${name}" aria-pressed=${name === view} @click=${() => this.show(name as View)}>${t(title)}</button>`,
                )}
            </div>
            ${this.error
                ? html`<p class="message error" id="message" role="alert">${this.error} <button id="again" @click=${this.list}>${t("Try again")}</button></p>`
                : nothing}
            ${view === "list" ? this.listed() : nothing}
            <cc-concept-start
                ?hidden=${view !== "start"}
                .face=${this.face}
                .collection=${this.collection}
                .pictures=${this.collection.pictures}
                .concepts=${holdings?.concepts ?? []}
                @cc-saved=${this.saved}
                @cc-choose=${(event: ChooseEvent) => ((this.chosen = event.detail), this.show("list"))}
                @cc-breed=${(event: CustomEvent<Values>) => this.breed(event.detail)}
            ></cc-concept-start>
            <cc-breeding
                ?hidden=${view !== "breed"}
                .kind=${this.kind}
                .pictures=${this.collection.of(WHOLE)}
                .concepts=${holdings?.concepts ?? []}
                @cc-saved=${this.saved}
            ></cc-breeding>`;
    }

    private listed(): TemplateResult {
        const { holdings } = this;
        if (!holdings) return html`<p class="hint" aria-busy="true">…</p>`;
        const concept = holdings.concepts.find(({ name }) => name === this.chosen);
        return html`<div class="two">
            <div>
                <div class="row">
                    <label class="button">
                        ${t("Take a file")}
                        <input id="file" type="file" accept=".pt,.bin,.safetensors" @change=${this.take} />
                    </label>
                    <button id="reload" title=${t("Look into the folders again")} @click=${this.list}>${t("Refresh")}</button>
                </div>
                ${this.said ? html`<p class="message" id="said" role="status">${this.said}</p>` : nothing}
                <cc-concept-list
                    .holdings=${holdings}
                    .chosen=${this.chosen}
                    @cc-choose=${(event: ChooseEvent) => (this.chosen = event.detail)}
                ></cc-concept-list>
                <p class="hint">${t("Your concepts are in {folder}.", { folder: holdings.folder })}</p>
                ${holdings.host_folders.map((folder) => html`<p class="hint">${t("The WebUI's are in {folder}.", { folder })}</p>`)}
            </div>
            <div>
                ${concept
                    ? html`<cc-concept
                          .concept=${concept}
                          ?hasHost=${holdings.host_folders.length > 0}
                          ?trains=${holdings.host_trains && holdings.host_folders.length > 0}
                          @cc-saved=${this.saved}
                          @cc-breed=${(event: CustomEvent<string>) => this.breed({}, event.detail)}
                      ></cc-concept>`
                    : this.welcome()}
            </div>
        </div>`;
    }

    private welcome(): TemplateResult {
        return html`<p class="welcome">
            ${t("A concept is a name for something of your own, such as <my-cat>: start one from a few pictures, or take the file of an embedding. Then rank, look and draw with it wherever a word can stand.")}
        </p>`;
    }

    /** Save the embedding in a file among the user's concepts, under the file's name. */
    private take = async (event: Event): Promise<void> => {
        const input = event.target as HTMLInputElement;
        const file = input.files?.[0];
        input.value = "";
        if (!file) return;
        this.error = this.said = "";
        try {
            const name = file.name.replace(/\.[^.]*$/, "");
            const fault = nameFault(name);
            if (fault) throw new Error(fault);
            const saved = await send<SavedConcept>("PUT", conceptPath(name), { file: await dataUrl(file), file_name: file.name });
            await this.list();
            this.chosen = saved.name;
            this.said = savedText(saved);
        } catch (error) {
            this.error = (error as Error).message;
        }
    };
}

function viewHere(): View {
    const found = keptHere.read<View>(VIEW);
    return found !== null && found in VIEWS ? found : "list";
}
