/** `<clip-critic>`: all panels as one element, in a WebUI's tab or on a page of our own. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { connect, get } from "./core/api";
import { look } from "./core/look";
import type { PictureEvent } from "./core/picture";
import type { Face, Kind } from "./core/tables";
import { t, useDictionary } from "./core/words";
import "./loop/panel";
import "./rank/panel";
import "./sessions/panel";

interface Panel extends HTMLElement {
    /** Shows a picture that another panel or the page around sent. */
    receive?(detail: PictureEvent["detail"]): void;
}

@customElement("clip-critic")
export class ClipCritic extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            nav {
                border-bottom: 1px solid var(--line);
                display: flex;
                flex-wrap: wrap;
                gap: 4px;
                margin-bottom: 14px;
            }
            nav button {
                background: none;
                border: 0;
                border-bottom: 2px solid transparent;
                border-radius: 0;
                padding: 8px 12px;
            }
            nav button[aria-selected="true"] {
                border-color: var(--accent);
                font-weight: 650;
            }
        `,
    ];

    /** The address of our routes; relative to the page where it has no slash in front. */
    @property() base = "clip-critic/v1/";
    /** The page's key, where the host has a password for programs. */
    @property() key = "";

    @state() private face: Face | null = null;
    @state() private error = "";
    @state() private panel = "rank";

    override connectedCallback(): void {
        super.connectedCallback();
        connect(this.base, this.key);
        this.addEventListener("cc-picture", (event) => this.show((event as PictureEvent).detail));
        void this.load();
    }

    private async load(): Promise<void> {
        try {
            const face = await get<Face>("face");
            useDictionary(face.localization);
            this.face = face;
        } catch (error) {
            this.error = (error as Error).message;
        }
    }

    /** Open a panel, and give it a picture if there is one. */
    async show(detail: { panel: string } & Partial<PictureEvent["detail"]>): Promise<void> {
        this.panel = detail.panel;
        await this.updateComplete;
        const shown = this.renderRoot.querySelector<Panel>(`#${detail.panel}`);
        if (detail.picture) shown?.receive?.(detail as PictureEvent["detail"]);
    }

    override render(): TemplateResult {
        const { face } = this;
        if (this.error) {
            return html`<p class="message error" role="alert">
                ${this.error} <button @click=${() => ((this.error = ""), void this.load())}>${t("Try again")}</button>
            </p>`;
        }
        if (!face) return html`<p class="hint" aria-busy="true">…</p>`;
        const kinds = face.kinds;
        return html`<nav role="tablist">
                ${this.tab("rank", "Rank keywords")} ${kinds.map((kind) => this.tab(kind.name, kind.title))}
            </nav>
            <cc-rank id="rank" role="tabpanel" .face=${face} ?hidden=${this.panel !== "rank"}></cc-rank>
            ${kinds.map((kind) => this.kind(face, kind))}`;
    }

    private tab(name: string, title: string): TemplateResult {
        const chosen = this.panel === name;
        return html`<button role="tab" aria-selected=${chosen} @click=${() => (this.panel = name)}>${t(title)}</button>`;
    }

    private kind(face: Face, kind: Kind): TemplateResult {
        const hidden = this.panel !== kind.name;
        if (kind.name === "feedback") {
            return html`<cc-loop id=${kind.name} role="tabpanel" .face=${face} .kind=${kind} ?hidden=${hidden}></cc-loop>`;
        }
        return html`<cc-session id=${kind.name} role="tabpanel" .kind=${kind} ?hidden=${hidden}></cc-session>${nothing}`;
    }
}
