import { LitElement, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { look } from "../core/look";
import type { Face, Kind } from "../core/tables";

@customElement("cc-session")
export class SessionPanel extends LitElement {
    static override styles = [look];

    @property({ attribute: false }) face!: Face;
    @property({ attribute: false }) kind!: Kind;

    override render(): TemplateResult {
        return html``;
    }
}
