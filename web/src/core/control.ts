/** One row of a table as one control. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { look } from "./look";
import { percent } from "./numbers";
import type { Field, Value } from "./tables";
import { t } from "./words";

/** The longest whole-number scale that is a slider; longer ones are typed. */
const MAX_SLIDER_STEPS = 100;

/** Announces a changed value in `detail`. */
export class ChangeEvent extends CustomEvent<{ name: string; value: Value }> {
    constructor(name: string, value: Value) {
        super("cc-change", { detail: { name, value }, bubbles: true, composed: true });
    }
}

@customElement("cc-control")
export class Control extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
                min-width: 0;
            }
            label {
                display: grid;
                gap: 3px;
            }
            label.flag {
                align-items: start;
                display: flex;
                gap: 8px;
            }
            .flag input {
                flex: none;
                margin-top: 3px;
            }
            .name {
                display: flex;
                font-size: 13px;
                gap: 8px;
                justify-content: space-between;
            }
            textarea {
                resize: vertical;
                width: 100%;
            }
            input:not([type="checkbox"]),
            select {
                width: 100%;
            }
        `,
    ];

    @property({ attribute: false }) field!: Field;
    @property({ attribute: false }) value: Value = null;
    @property({ type: Boolean }) disabled = false;

    override focus(): void {
        this.renderRoot.querySelector<HTMLElement>("input, textarea, select")?.focus();
    }

    private change(value: Value): void {
        this.value = value;
        this.dispatchEvent(new ChangeEvent(this.field.name, value));
    }

    private number = (event: Event): void => {
        const { value } = event.target as HTMLInputElement;
        if (value !== "") this.change(Number(value));
    };

    /** A number that may be written as per cent, which the server reads. */
    private percent = (event: Event): void => {
        const { value } = event.target as HTMLInputElement;
        if (value.trim()) this.change(value);
    };

    private text = (event: Event): void => {
        this.change((event.target as HTMLInputElement).value);
    };

    override render(): TemplateResult {
        const { field } = this;
        const info = field.info ? html`<span class="hint">${t(field.info)}</span>` : nothing;
        if (field.kind === "flag") {
            return html`<label class="flag">
                <input
                    type="checkbox"
                    .checked=${Boolean(this.value)}
                    ?disabled=${this.disabled}
                    @change=${(event: Event) => this.change((event.target as HTMLInputElement).checked)}
                />
                <span>${t(field.label)} ${info}</span>
            </label>`;
        }
        return html`<label>
            <span class="name"><span>${t(field.label)}</span>${this.shownNumber()}</span>
            ${this.input()} ${info}
        </label>`;
    }

    private get isSlider(): boolean {
        const { kind, minimum, maximum, step } = this.field;
        return (kind === "number" || kind === "integer") && (maximum - minimum) / step <= MAX_SLIDER_STEPS;
    }

    private shownNumber(): TemplateResult | typeof nothing {
        if (!this.isSlider) return nothing;
        const value = this.field.percent ? percent(Number(this.value)) : String(this.value);
        return html`<span class="number">${value}</span>`;
    }

    /** Choices as they are, or names of the host's below "host default"; a value that is not among them, too. */
    private choice(): TemplateResult {
        const { field, value } = this;
        const choices = field.offered ? ["", ...field.choices] : field.choices;
        const all = choices.includes(String(value)) ? choices : [...choices, String(value)];
        return html`<select ?disabled=${this.disabled} @change=${this.text}>
            ${all.map(
                (choice) =>
                    html`<option value=${choice} ?selected=${choice === value}>
                        ${choice === "" ? t("host default") : field.offered ? choice : t(choice)}
                    </option>`,
            )}
        </select>`;
    }

    private input(): TemplateResult {
        const { field, disabled } = this;
        if (field.kind === "choice" || (field.offered && field.choices.length)) return this.choice();
        if (field.kind === "number" || field.kind === "integer") {
            if (field.percent && !this.isSlider) {
                return html`<input
                    .value=${String(this.value ?? field.default)}
                    ?disabled=${disabled}
                    @input=${this.percent}
                />`;
            }
            return html`<input
                type=${this.isSlider ? "range" : "number"}
                min=${field.minimum}
                max=${field.maximum}
                step=${field.kind === "integer" ? Math.max(1, field.step) : this.isSlider ? field.step : "any"}
                .value=${String(this.value ?? field.default)}
                ?disabled=${disabled}
                @input=${this.number}
            />`;
        }
        if (field.lines > 1) {
            return html`<textarea
                rows=${field.lines}
                .value=${String(this.value ?? "")}
                ?disabled=${disabled}
                @input=${this.text}
            ></textarea>`;
        }
        const list = field.choices.length ? "choices" : nothing;
        return html`<input
                list=${list}
                .value=${String(this.value ?? "")}
                ?disabled=${disabled}
                @input=${this.text}
            />${field.choices.length
                ? html`<datalist id="choices">${field.choices.map((choice) => html`<option value=${choice}></option>`)}</datalist>`
                : nothing}`;
    }
}
