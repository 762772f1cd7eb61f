/** Starting a concept from pictures: collecting them, the settings, and what came of it. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { ChangeEvent } from "../core/control";
import "../core/form";
import { look } from "../core/look";
import { kept } from "../core/storage";
import { defaults, fault, type Face, type Section, type Values } from "../core/tables";
import { t } from "../core/words";
import { newId } from "../taste/records";
import { intervalLook } from "../views/interval";
import { WHOLE, type Collected, type Collection } from "./collected";
import "./collecting";
import "./fidelity";
import { ChooseEvent } from "./list";
import { nameFault, type Concept } from "./records";
import { running, runningLook } from "./running";
import { startedLook, startedText } from "./started";
import { checked, Tasks, sentPictures, type Draft, type Part, type Started } from "./tasks";

const DRAFT = "concept-draft";
const TASK = "concept-task";
/** The rows that are always shown; the others are folded. */
const ASKED = ["kind", "vectors"];
const SECTIONS: readonly Section[] = [
    { name: "asked", title: "Settings", folded: false },
    { name: "more", title: "More settings", folded: true },
];

/**
 * Fires `cc-saved` with a name when a concept was started, `cc-choose` to see one, and `cc-breed` with settings to breed with.
 */
@customElement("cc-concept-start")
export class StartPart extends LitElement {
    static override styles = [
        look,
        intervalLook,
        runningLook,
        startedLook,
        css`
            :host {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
            }
            .column {
                align-content: start;
                display: grid;
                gap: 12px;
                grid-template-columns: minmax(0, 1fr);
                min-width: 0;
            }
            .row {
                align-items: end;
                display: flex;
                flex-wrap: wrap;
                gap: 8px 10px;
            }
            label {
                display: grid;
                flex: 1 1 150px;
                font-size: 13px;
                gap: 3px;
            }
            .part {
                display: grid;
                gap: 6px;
                margin-top: 10px;
            }
            h3 {
                display: flex;
                flex-wrap: wrap;
                gap: 0 8px;
                justify-content: space-between;
            }
            p {
                margin: 0;
                overflow-wrap: anywhere;
            }
            .card p {
                margin-bottom: 8px;
            }
            .card > * + .row,
            .card > #encoder,
            #around,
            cc-form {
                margin-top: 10px;
            }
            details > .row {
                margin-bottom: 10px;
            }
            details > summary {
                margin-bottom: 8px;
            }
            @media (max-width: 820px) {
                :host {
                    grid-template-columns: minmax(0, 1fr);
                }
            }
        `,
    ];

    @property({ attribute: false }) face!: Face;
    @property({ attribute: false }) collection!: Collection;
    @property({ attribute: false }) pictures: readonly Collected[] = [];
    @property({ attribute: false }) concepts: readonly Concept[] = [];
    @state() private draft: Draft = checked(kept.read<Draft>(DRAFT));
    @state() private error = "";
    @state() private isSending = false;
    private readonly tasks = new Tasks<Started>(this, TASK, ({ name }) => this.dispatchEvent(new CustomEvent("cc-saved", { detail: name })));

    private set(changes: Partial<Draft>): void {
        this.draft = { ...this.draft, ...changes };
        this.error = "";
        kept.write(DRAFT, this.draft);
    }

    private get values(): Values {
        return { ...defaults(this.face.concepts.fields), ...this.draft.values };
    }

    override render(): TemplateResult {
        const { tasks, draft } = this;
        return html`<div class="column">${this.collecting()} ${this.partly()}</div>
            <div class="column">
                ${this.settings()}
                ${this.error ? html`<p class="message error" id="message" role="alert">${this.error}</p>` : nothing}
                ${running(tasks.run)} ${tasks.result ? this.started(tasks.result) : nothing}
                <details id="compared" class="card">
                    <summary>${t("Does it mean this one, or any of its kind?")}</summary>
                    <cc-fidelity
                        .concepts=${this.concepts}
                        .collection=${this.collection}
                        .pictures=${this.pictures}
                        .name=${tasks.result?.name ?? draft.name}
                        .kind=${String(this.values["kind"] ?? "")}
                        .encoder=${draft.encoder}
                        .fields=${this.face.mask.fields}
                    ></cc-fidelity>
                </details>
            </div>`;
    }

    // Pictures

    private of(group: string): readonly Collected[] {
        return this.pictures.filter((picture) => picture.group === group);
    }

    private collecting(): TemplateResult {
        const count = this.of(WHOLE).length;
        return html`<section class="card">
            <h3>
                <span>${t("Pictures of it")} <small>${t("3 to 10, as different as possible in everything else")}</small></span>
                <small class="number" id="count">${count}</small>
            </h3>
            ${this.box("whole", WHOLE, t("Pictures of it"))}
            ${this.collection.isLost ? html`<p class="message">${t("This browser keeps no pictures: they are gone when the page is loaded again.")}</p>` : nothing}
            ${this.pictures.length
                ? html`<button id="clear" class="quiet" @click=${() => void this.collection.clear()}>${t("Remove all pictures")}</button>`
                : nothing}
        </section>`;
    }

    private box(id: string, group: string, label: string): TemplateResult {
        return html`<cc-collecting id=${id} .collection=${this.collection} .group=${group} .pictures=${this.of(group)} .label=${label}></cc-collecting>`;
    }

    private partly(): TemplateResult {
        const { parts } = this.draft;
        return html`<section class="card" id="parts">
            <h3><span>${t("Parts")}</span> <small>${t("if it needs several, such as a face, a logo and clothes: they are learned together")}</small></h3>
            ${parts.map((part) => this.partOf(part))}
            <button id="add-part" @click=${() => this.set({ parts: [...parts, { id: newId(), name: "" }] })}>${t("Add a part")}</button>
        </section>`;
    }

    private partOf({ id, name }: Part): TemplateResult {
        const { parts } = this.draft;
        const rename = (event: Event): void =>
            this.set({ parts: parts.map((part) => (part.id === id ? { id, name: (event.target as HTMLInputElement).value } : part)) });
        const remove = (): void => {
            void this.collection.clear(id);
            this.set({ parts: parts.filter((part) => part.id !== id) });
        };
        const label = t("Pictures of this part alone");
        return html`<div class="part" data-part=${id}>
            <div class="row">
                <label>${t("Name of the part")} <input class="part-name" maxlength="100" .value=${name} @input=${rename} /></label>
                <button class="quiet" @click=${remove}>${t("Remove the part")}</button>
            </div>
            ${this.box(`part-${id}`, id, name ? `${label}: ${name}` : label)}
        </div>`;
    }

    // Settings

    private settings(): TemplateResult {
        const { draft, tasks } = this;
        const fields = this.face.concepts.fields.map((field) => ({ ...field, section: ASKED.includes(field.name) ? "asked" : "more" }));
        fields.sort((one, other) => ASKED.indexOf(one.name) - ASKED.indexOf(other.name));
        const field = this.face.concepts.encoder;
        return html`<section class="card">
            <div class="row">
                <label>
                    ${t("Name")}
                    <input id="name" maxlength="100" autocomplete="off" .value=${draft.name} @input=${(event: Event) => this.set({ name: (event.target as HTMLInputElement).value })} />
                    <span class="hint">${t("It is written {keyword}.", { keyword: `<${draft.name.trim()}>` })}</span>
                </label>
            </div>
            <cc-form
                .fields=${fields}
                .sections=${SECTIONS}
                .values=${this.values}
                @cc-change=${(event: ChangeEvent) => this.set({ values: { ...draft.values, [event.detail.name]: event.detail.value } })}
            ></cc-form>
            <cc-control
                id="encoder"
                .field=${field}
                .value=${draft.encoder || String(field.default ?? "")}
                @cc-change=${(event: ChangeEvent) => this.set({ encoder: String(event.detail.value ?? "").trim() })}
            ></cc-control>
            <details id="around">
                <summary>${t("Other pictures")}</summary>
                <div class="row">
                    <label>
                        ${t("Folder of other pictures")}
                        <input id="folder" maxlength="4000" .value=${draft.folder} @input=${(event: Event) => this.set({ folder: (event.target as HTMLInputElement).value })} />
                        <span class="hint">${t("It learns to differ from them. Empty: from pictures that the encoder has looked at before.")}</span>
                    </label>
                </div>
            </details>
            <div class="row">
                <button id="start" class="go" ?disabled=${this.isSending || tasks.isAtWork} @click=${this.start}>${t("Start")}</button>
                <button id="interrupt" ?disabled=${!tasks.isAtWork} @click=${() => this.attempt(() => tasks.interrupt())}>${t("Interrupt")}</button>
            </div>
        </section>`;
    }

    private start = (): Promise<void> =>
        this.attempt(async () => {
            const { draft, values } = this;
            const { fields } = this.face.concepts;
            const name = draft.name.trim();
            const problem = nameFault(name) || fault(fields, values, t);
            if (problem) throw new Error(problem);
            const parts = await this.sentParts();
            await this.tasks.start(`concept-tasks/${parts ? "parts" : "start"}`, `<${name}>`, {
                ...values,
                ...(parts ? { parts } : {}),
                name,
                pictures: await sentPictures(this.of(WHOLE)),
                encoder: draft.encoder || null,
                others: draft.folder.trim() ? { folder: draft.folder.trim() } : null,
            });
        });

    /** Return the pictures of each part by its name; null without parts. */
    private async sentParts(): Promise<Record<string, unknown> | null> {
        const { parts } = this.draft;
        if (!parts.length) return null;
        const names = parts.map(({ name }) => name.trim());
        if (names.includes("")) throw new Error(t("A part has no name: give it one, or remove it."));
        if (new Set(names).size < names.length) throw new Error(t("Two parts have the same name: give each a name of its own."));
        const sent = await Promise.all(parts.map(async ({ id }, place) => [names[place]!, await sentPictures(this.of(id))] as const));
        return Object.fromEntries(sent);
    }

    private async attempt(work: () => Promise<void>): Promise<void> {
        this.isSending = true;
        this.error = "";
        try {
            await work();
        } catch (error) {
            this.error = (error as Error).message;
        }
        this.isSending = false;
    }

    // What came of it

    private started(result: Started): TemplateResult {
        return html`<section class="card started" data-started=${result.name}>
            <h3><bdi>${result.keyword}</bdi></h3>
            ${startedText(result)}
            <div class="row">
                <button class="show" @click=${() => this.dispatchEvent(new ChooseEvent(result.name))}>${t("Show it")}</button>
                ${result.parts ? nothing : html`<button id="breed" @click=${() => this.breed()}>${t("Breed from these pictures")}</button>`}
            </div>
        </section>`;
    }

    private breed(): void {
        const { kind, vectors } = this.values;
        this.dispatchEvent(new CustomEvent("cc-breed", { detail: { name: this.draft.name, kind, vectors } }));
    }
}
