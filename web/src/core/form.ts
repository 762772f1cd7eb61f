/** A table as controls: every row is one `cc-control`. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import "./control";
import type { ChangeEvent } from "./control";
import { look } from "./look";
import type { Field, Section, Values } from "./tables";
import { t } from "./words";

/**
 * Fires `cc-change` for each value that the user changes; `values` is then a new object with it.
 */
@customElement("cc-form")
export class Form extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            .rows {
                display: grid;
                gap: 10px 14px;
                grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--column, 200px)), 1fr));
            }
            .wide {
                grid-column: 1 / -1;
            }
            details {
                margin-top: 12px;
            }
            summary {
                margin-bottom: 8px;
            }
        `,
    ];

    @property({ attribute: false }) fields: readonly Field[] = [];
    @property({ attribute: false }) sections: readonly Section[] = [];
    @property({ attribute: false }) values: Values = {};
    @property({ type: Boolean }) disabled = false;

    private changed = (event: ChangeEvent): void => {
        this.values = { ...this.values, [event.detail.name]: event.detail.value };
    };

    override render(): TemplateResult {
        if (!this.sections.length) return this.rows(this.fields);
        return html`${this.sections.map((section) => this.section(section))}`;
    }

    private section(section: Section): TemplateResult | typeof nothing {
        const fields = this.fields.filter((field) => field.section === section.name);
        if (!fields.length) return nothing;
        if (!section.folded) return this.rows(fields);
        return html`<details>
            <summary>${t(section.title)}</summary>
            ${this.rows(fields)}
        </details>`;
    }

    private rows(fields: readonly Field[]): TemplateResult {
        return html`<div class="rows">
            ${fields.map(
                (field) => html`<cc-control
                    class=${field.lines > 1 || field.kind === "flag" ? "wide" : ""}
                    data-field=${field.name}
                    .field=${field}
                    .value=${this.values[field.name] ?? field.default}
                    ?disabled=${this.disabled}
                    @cc-change=${this.changed}
                ></cc-control>`,
            )}
        </div>`;
    }
}
