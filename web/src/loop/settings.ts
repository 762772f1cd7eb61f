/** The settings of a feedback session, made from its table: the goal first, the rest folded. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "../core/form";
import { look } from "../core/look";
import { defaults, type Face, type Field, type Kind, type Values } from "../core/tables";
import { t } from "../core/words";
import { enlargeable } from "../views/large";
import type { Offers } from "../sessions/model";
import "./keywords";
import type { LoopKeywords } from "./keywords";

const GOAL = ["want", "avoid"];
const LIST = "keywords";
const SIZE = ["steps", "candidates", "strength"];
const PLACE = "only_where";
const PROMPT = ["prompt", "negative_prompt", "policy"];

@customElement("cc-loop-settings")
export class LoopSettings extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 12px;
            }
            #size {
                --column: 90px;
            }
            details[open] {
                border-bottom: 1px solid var(--line);
                padding-bottom: 12px;
            }
            summary {
                margin-bottom: 6px;
            }
            #only_where {
                align-items: center;
                display: flex;
                gap: 8px;
                margin: 6px 0 12px;
            }
            #only_where img {
                border: 1px solid var(--line);
                height: 64px;
            }
            #reload {
                margin-top: 10px;
            }
        `,
    ];

    @property({ attribute: false }) face!: Face;
    @property({ attribute: false }) kind!: Kind;
    @property({ attribute: false }) values: Values = {};
    @property({ attribute: false }) offers: Offers = {};
    /** The address of the picture that says where the open session may change something; empty for everywhere. */
    @property() mask = "";
    /** Why the host's names cannot be listed. */
    @property() trouble = "";

    /** Show which keyword list the settings are from: a stored one, or with an empty name one of its own. */
    showList(preset: string): void {
        void this.updateComplete.then(() => this.renderRoot.querySelector<LoopKeywords>("cc-loop-keywords")?.reset(preset));
    }

    focusGoal(): void {
        const control = this.renderRoot
            .querySelector("cc-form")
            ?.shadowRoot?.querySelector<HTMLElement>('cc-control[data-field="want"]');
        control?.focus();
    }

    override render(): TemplateResult {
        const { kind } = this;
        const known = [...GOAL, LIST, ...SIZE, ...PROMPT];
        const rest = kind.fields.filter((field) => !known.includes(field.name));
        return html`${this.form(this.named(GOAL))}
            <cc-loop-keywords
                .field=${this.named([LIST])[0]}
                .value=${String(this.values[LIST] ?? "")}
                .presets=${this.face.presets}
                .preset=${this.face.default_preset}
            ></cc-loop-keywords>
            <div id="size">${this.form(this.named(SIZE))}</div>
            ${this.folded("prompts", "Prompt and policy", [
                ...this.named(PROMPT),
                ...rest.filter((field) => field.section === "goal"),
            ])}
            ${kind.sections
                .filter((section) => section.name !== "goal")
                .map((section) =>
                    this.folded(
                        section.name,
                        section.title,
                        rest.filter((field) => field.section === section.name),
                    ),
                )}`;
    }

    private named(names: readonly string[]): Field[] {
        return names.flatMap((name) => this.kind.fields.filter((field) => field.name === name)).map(this.offered);
    }

    private offered = (field: Field): Field => {
        const names = field.offered ? this.offers[field.offered] : undefined;
        return Array.isArray(names) ? { ...field, choices: names } : field;
    };

    private form(fields: readonly Field[]): TemplateResult {
        return html`<cc-form .fields=${fields} .values=${this.values}></cc-form>`;
    }

    /** The controls of a fold; below the row of the place that may change, the open session's mask of it. */
    private controls(fields: readonly Field[]): TemplateResult {
        const row = this.mask ? fields.findIndex((field) => field.name === PLACE) : -1;
        if (row < 0) return this.form(fields);
        return html`${this.form(fields.slice(0, row + 1))}
            <p id="only_where">${enlargeable(this.mask, t("Only where"))} ${t("Only the white part changes.")}</p>
            ${this.form(fields.slice(row + 1))}`;
    }

    private folded(name: string, title: string, fields: readonly Field[]): TemplateResult | typeof nothing {
        if (!fields.length) return nothing;
        const usual = defaults(fields);
        const changed = fields.filter((field) => String(this.values[field.name] ?? usual[field.name]) !== String(usual[field.name]));
        const count = changed.length ? html` · ${t("{count} changed", { count: changed.length })}` : nothing;
        return html`<details id=${name}>
            <summary>${t(title)}${count}</summary>
            ${this.controls(fields.map(this.offered))}
            ${fields.some((field) => field.offered) ? this.reload() : nothing}
        </details>`;
    }

    private reload(): TemplateResult {
        return html`<button id="reload" @click=${() => this.dispatchEvent(new Event("cc-reload"))}>
                ${t("Reload the host's lists")}
            </button>
            ${this.trouble ? html`<p class="message error" role="alert">${this.trouble}</p>` : nothing}`;
    }
}
