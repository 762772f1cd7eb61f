/** Whether a concept means this thing or any of its kind: its own pictures against those of others. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { look } from "../core/look";
import { similarity } from "../core/numbers";
import type { Field } from "../core/tables";
import { t } from "../core/words";
import { intervalBar, intervalLook } from "../views/interval";
import { scaleOf, type Scale } from "../views/scale";
import "./collecting";
import { OTHERS, WHOLE, type Collected, type Collection } from "./collected";
import type { Concept } from "./records";
import { running, runningLook } from "./running";
import "./seen";
import { Tasks, sentPictures, type Fidelity, type Margin } from "./tasks";

const signed = (value: number): string => `${value > 0 ? "+" : ""}${similarity(value)}`;

@customElement("cc-fidelity")
export class FidelityPart extends LitElement {
    static override styles = [
        look,
        intervalLook,
        runningLook,
        css`
            :host {
                display: grid;
                gap: 10px;
                grid-template-columns: minmax(0, 1fr);
            }
            .row {
                align-items: end;
                display: flex;
                flex-wrap: wrap;
                gap: 8px 10px;
            }
            label {
                display: grid;
                font-size: 13px;
                gap: 3px;
            }
            p,
            h4 {
                margin: 0;
                overflow-wrap: anywhere;
            }
            h4 {
                font-size: 12px;
            }
            ul {
                display: grid;
                gap: 8px;
                list-style: none;
                margin: 0;
                padding: 0;
            }
            li {
                align-items: center;
                display: grid;
                gap: 4px 10px;
                grid-template-columns: minmax(0, 5fr) minmax(60px, 6fr) minmax(52px, auto);
            }
            li > span:first-child {
                overflow-wrap: anywhere;
            }
            #fidelity {
                display: grid;
                gap: 8px;
            }
            .of-kind .bar {
                background: var(--soft);
            }
            select {
                max-width: 100%;
            }
        `,
    ];

    @property({ attribute: false }) concepts: readonly Concept[] = [];
    @property({ attribute: false }) collection!: Collection;
    @property({ attribute: false }) pictures: readonly Collected[] = [];
    /** The concept to compare at first, and its kind. */
    @property() name = "";
    @property() kind = "";
    @property() encoder = "";
    /** The rows of a mask, for the large view of where it is seen. */
    @property({ attribute: false }) fields: readonly Field[] = [];
    @state() private chosen = "";
    @state() private word: string | null = null;
    @state() private error = "";
    private readonly tasks = new Tasks<Fidelity>(this, "concept-fidelity");

    override render(): TemplateResult {
        const { tasks } = this;
        const chosen = this.concept;
        const own = this.collection.of(WHOLE).length;
        return html`<p class="hint">
                ${t("It compares the collected pictures of it with those of others of its kind, by the concept and by the bare word. Best are pictures that it was not started from.")}
            </p>
            <h4>${t("Others of its kind")}</h4>
            <cc-collecting
                id="others"
                .collection=${this.collection}
                .group=${OTHERS}
                .pictures=${this.pictures.filter(({ group }) => group === OTHERS)}
                .label=${t("Others of its kind")}
            ></cc-collecting>
            <div class="row">
                <label>
                    ${t("Concept")}
                    <select id="concept" @change=${(event: Event) => (this.chosen = (event.target as HTMLSelectElement).value)}>
                        ${this.concepts.map(({ name, keyword }) => html`<option value=${name} ?selected=${name === chosen}>${keyword}</option>`)}
                    </select>
                </label>
                <label>${t("Kind")} <input id="kind" maxlength="400" .value=${this.word ?? this.kind} @input=${this.type} /></label>
                ${tasks.isAtWork
                    ? html`<button id="stop" @click=${() => this.attempt(() => tasks.interrupt())}>${t("Interrupt")}</button>`
                    : html`<button id="compare" ?disabled=${!chosen} @click=${this.compare}>${t("Compare {count} pictures of it", { count: own })}</button>`}
            </div>
            ${this.error ? html`<p class="message error" id="trouble" role="alert">${this.error}</p>` : nothing} ${running(tasks.run)} ${tasks.result ? this.result(tasks.result) : nothing}`;
    }

    private type = (event: Event): void => {
        this.word = (event.target as HTMLInputElement).value;
    };

    private get concept(): string {
        const names = this.concepts.map(({ name }) => name);
        return [this.chosen, this.name].find((name) => names.includes(name)) ?? names[0] ?? "";
    }

    private compare = (): Promise<void> =>
        this.attempt(async () => {
            const name = this.concept;
            const kind = (this.word ?? this.kind).trim();
            if (!kind) throw new Error(t("Name its kind, such as cat: the concept is compared with this word."));
            const [pictures, others] = await Promise.all([WHOLE, OTHERS].map((group) => sentPictures(this.collection.of(group))));
            const body = { kind, pictures, others, encoder: this.encoder || null };
            await this.tasks.start(`concept-tasks/fidelity/${encodeURIComponent(name)}`, `<${name}>`, body);
        });

    private async attempt(work: () => Promise<void>): Promise<void> {
        this.error = "";
        try {
            await work();
        } catch (error) {
            this.error = (error as Error).message;
        }
    }

    private result(found: Fidelity): TemplateResult {
        const { keyword, kind, own, others, own_kind, others_kind, margin, margin_kind, gain, notes } = found;
        const margins = scaleOf([margin, margin_kind, gain].flat());
        const alike: Scale = { from: Math.min(0, own, others, own_kind, others_kind), to: Math.max(own, others, own_kind, others_kind, 1e-9), zero: 0 };
        const plain = (label: string, value: number, isKind: boolean): TemplateResult => html`<li class=${isKind ? "of-kind" : ""}>
            <span>${label}</span> ${intervalBar(alike, { value })} <span class="number">${similarity(value)}</span>
        </li>`;
        return html`<div id="fidelity">
            <h4>${t("How much nearer its own pictures are than those of others")}</h4>
            <ul>
                ${this.margin(keyword, margin, margins, false)} ${this.margin(kind, margin_kind, margins, true)}
                ${this.margin(t("{keyword} over {kind}, to its own pictures", { keyword, kind }), gain, margins, false)}
            </ul>
            <p class="hint">${t("Differences of similarities, and their 95 % intervals.")}</p>
            <h4>${t("Mean similarities")}</h4>
            <ul id="alike">
                ${plain(t("{words} and its own pictures", { words: keyword }), own, false)} ${plain(t("{words} and others", { words: keyword }), others, false)}
                ${plain(t("{words} and its own pictures", { words: kind }), own_kind, true)} ${plain(t("{words} and others", { words: kind }), others_kind, true)}
            </ul>
            ${notes.map((note) => html`<p class="message">${t(note)}</p>`)}
            <cc-concept-seen
                .pictures=${this.collection.of(WHOLE)}
                .keyword=${keyword}
                .kind=${kind}
                .encoder=${this.encoder}
                .fields=${this.fields}
            ></cc-concept-seen>
        </div>`;
    }

    private margin(label: string, [value, low, high]: Margin, scale: Scale, isKind: boolean): TemplateResult {
        return html`<li class=${isKind ? "of-kind" : ""} data-margin=${label}>
            <bdi>${label}</bdi> ${intervalBar(scale, { value, low, high })}
            <span class="number" title=${t("{low} to {high}", { low: signed(low), high: signed(high) })}>${signed(value)}</span>
        </li>`;
    }
}
