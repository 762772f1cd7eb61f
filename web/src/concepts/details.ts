/** One concept: what it is, what its vectors are near, where it came from; and what can be done with it. */

import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { get, send } from "../core/api";
import { copy } from "../core/clipboard";
import { look } from "../core/look";
import { similarity } from "../core/numbers";
import { t } from "../core/words";
import { lineageList } from "./lineage";
import { countText } from "./list";
import { conceptPath, nameFault, savedText, trainableText, type Concept, type Fit, type SavedConcept } from "./records";

/** The most vectors whose norms and words are shown. */
const MOST = 64;

/**
 * Fires `cc-saved` with the sentence about a concept that was saved, and `cc-breed` with its name when it is to be bred from.
 */
@customElement("cc-concept")
export class ConceptDetails extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 14px;
                grid-template-columns: minmax(0, 1fr);
            }
            header,
            .row {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 6px 8px;
            }
            h2 {
                flex: 1 1 160px;
                font-size: 20px;
                margin: 0;
                overflow-wrap: anywhere;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            dl {
                display: grid;
                gap: 4px;
                margin: 0;
            }
            .lineage {
                display: grid;
                gap: 4px;
                list-style: none;
                margin: 0;
                padding: 0;
            }
            dl > div,
            .lineage > li {
                display: grid;
                gap: 10px;
                grid-template-columns: minmax(90px, 150px) minmax(0, 1fr);
            }
            .lineage > .level {
                display: block;
            }
            dt,
            .what {
                color: var(--soft);
                overflow-wrap: anywhere;
            }
            dd,
            .lineage > li {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .level .lineage {
                border-left: 1px solid var(--line);
                margin: 4px 0 4px 6px;
                padding-left: 10px;
            }
            ol {
                display: grid;
                gap: 6px;
                list-style: none;
                margin: 0 0 6px;
                padding: 0;
            }
            ol > li {
                align-items: center;
                display: grid;
                gap: 10px;
                grid-template-columns: 24px minmax(60px, 160px) 52px minmax(0, 1fr);
            }
            .words {
                overflow-wrap: anywhere;
            }
            h4 {
                font-size: 12px;
                margin: 8px 0 6px;
            }
            .fit,
            #said {
                margin-top: 8px;
            }
            @media (max-width: 520px) {
                .words {
                    grid-column: 2 / -1;
                }
            }
        `,
    ];

    @property({ attribute: false }) concept!: Concept;
    /** Whether there is a folder of the host to save to. */
    @property({ type: Boolean }) hasHost = false;
    /** Whether the host trains embeddings on. */
    @property({ type: Boolean }) trains = false;
    @state() private fit: Fit | null = null;
    @state() private error = "";
    @state() private said = "";
    @state() private isBusy = false;
    @state() private copied = false;

    protected override willUpdate(changes: PropertyValues<this>): void {
        const before = changes.get("concept") as Concept | undefined;
        if (!changes.has("concept") || (before && sameAs(before, this.concept))) return;
        this.fit = null;
        this.error = this.said = "";
        this.copied = false;
        void this.look();
    }

    /** Ask an encoder what the vectors are near to: that may have to wait for its turn. */
    private async look(): Promise<void> {
        const { concept } = this;
        try {
            const { fit } = await get<Concept>(conceptPath(concept.name));
            if (sameAs(concept, this.concept)) this.fit = fit;
        } catch (error) {
            if (sameAs(concept, this.concept)) this.error = (error as Error).message;
        }
    }

    override render(): TemplateResult {
        const { concept } = this;
        return html`<header>
                <h2><bdi id="keyword">${concept.keyword}</bdi></h2>
                <button id="copy" title=${t("Write it into a list or a prompt of ours; prompts of the WebUI take the bare name.")} @click=${this.copy}>
                    ${this.copied ? t("Copied") : t("Copy {keyword}", { keyword: concept.keyword })}
                </button>
                <button id="breed" @click=${() => this.dispatchEvent(new CustomEvent("cc-breed", { detail: concept.name }))}>
                    ${t("Breed from it")}
                </button>
            </header>
            ${this.error ? html`<p class="message error" id="trouble" role="alert">${this.error}</p>` : nothing} ${this.facts()} ${this.vectors()}
            ${Object.keys(concept.lineage).length
                ? html`<section class="card" id="lineage"><h3>${t("Where it came from")}</h3>${lineageList(concept.lineage)}</section>`
                : nothing}
            ${this.saving()}`;
    }

    private facts(): TemplateResult {
        const { vectors, made_for, trained_on, step, term, file, encoder } = this.concept;
        const facts: [string, string | number | null][] = [
            [t("Size"), countText(vectors)],
            [t("Made for"), t(made_for)],
            [t("Encoder"), encoder],
            [t("Trained on"), trained_on],
            [t("Training step"), step],
            [t("Term in its file"), term],
            [t("File"), file],
        ];
        return html`<section class="card">
            <dl>
                ${facts
                    .filter(([, value]) => value !== null && value !== "")
                    .map(([name, value]) => html`<div><dt>${name}</dt><dd><bdi>${value}</bdi></dd></div>`)}
            </dl>
        </section>`;
    }

    private vectors(): TemplateResult {
        const { norms } = this.concept;
        const longest = Math.max(...Object.values(norms).flat(), 1e-9);
        const towers = Object.entries(norms);
        return html`<section class="card" id="vectors" aria-busy=${!this.fit && !this.error}>
            <h3>${t("Vectors")} <small>${t("their lengths, and the words that they are nearest to")}</small></h3>
            ${towers.map(
                ([tower, lengths]) => html`${towers.length > 1 ? html`<h4><bdi>${tower}</bdi></h4>` : nothing}
                    <ol>
                        ${lengths.slice(0, MOST).map((norm, place) => this.vector(tower, norm, place, longest))}
                    </ol>
                    ${lengths.length > MOST ? html`<p class="hint">${MOST} / ${lengths.length}</p>` : nothing}`,
            )}
            ${this.fitText()}
        </section>`;
    }

    private vector(tower: string, norm: number, place: number, longest: number): TemplateResult {
        const words = this.fit?.fits && this.fit.tower === tower ? (this.fit.words[place] ?? []) : [];
        return html`<li>
            <span class="number">${place + 1}</span>
            <span class="track" aria-hidden="true"><span style="width: ${(100 * norm) / longest}%"></span></span>
            <span class="number">${norm.toFixed(norm < 10 ? 3 : 1)}</span>
            <span class="hint words">
                ${words.map(({ word, cosine }, rank) => html`${rank ? ", " : nothing}<bdi>${word}</bdi> <span class="number">${similarity(cosine)}</span>`)}
            </span>
        </li>`;
    }

    private fitText(): TemplateResult {
        const { fit } = this;
        if (!fit) return this.error ? html`` : html`<p class="hint fit" role="status">${t("Looking for the nearest words …")}</p>`;
        if (!fit.fits) return html`<p class="message error fit" id="fit">${t(fit.why_not)}</p>`;
        return html`<p class="hint fit" id="fit">
            ${t("Words of the encoder {encoder}, with their cosines.", { encoder: fit.encoder })} ${fit.note ? t(fit.note) : nothing}
        </p>`;
    }

    private saving(): TemplateResult {
        const { concept } = this;
        return html`<section class="card" id="saving">
            <h3>
                ${t("Save a copy")}
                <small>${this.hasHost ? t("among your concepts, and in the WebUI's folder of embeddings") : t("among your concepts")}</small>
            </h3>
            <form class="row" @submit=${this.save}>
                <label>${t("Name")} <input id="name" maxlength="100" autocomplete="off" .value=${concept.name} /></label>
                <button id="save" ?disabled=${this.isBusy}>${t("Save")}</button>
                ${this.trains
                    ? html`<button
                          id="train"
                          type="button"
                          title=${t("Into the WebUI's folder alone, in the one format that its tab Train goes on with. Choose a name that is free.")}
                          ?disabled=${this.isBusy}
                          @click=${() => this.keep(true)}
                      >
                          ${t("Save it for the tab Train")}
                      </button>`
                    : nothing}
            </form>
            ${this.said ? html`<p class="message" id="said" role="status">${this.said}</p>` : nothing}
        </section>`;
    }

    private copy = async (): Promise<void> => {
        try {
            await copy(this.concept.keyword);
            this.copied = true;
        } catch {
            this.error = t("The browser does not let us use the clipboard: select the name, and copy it.");
        }
    };

    private save = (event: Event): void => {
        event.preventDefault();
        void this.keep(false);
    };

    private async keep(forTraining: boolean): Promise<void> {
        const name = this.renderRoot.querySelector<HTMLInputElement>("#name")!.value.trim();
        this.isBusy = true;
        this.error = this.said = "";
        try {
            const fault = nameFault(name);
            if (fault) throw new Error(fault);
            const saved = await send<SavedConcept>("PUT", conceptPath(name), { copy_of: this.concept.name, for_training: forTraining });
            this.said = forTraining ? trainableText(saved) : savedText(saved);
            this.dispatchEvent(new CustomEvent("cc-saved", { detail: saved.name }));
        } catch (error) {
            this.error = (error as Error).message;
        }
        this.isBusy = false;
    }
}

const sameAs = (one: Concept, other: Concept): boolean => one.name === other.name && one.digest === other.digest && one.file === other.file;
