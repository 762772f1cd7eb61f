/** `<clip-critic>`: all panels as one element, in a WebUI's tab or on a page of our own. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { connect, get } from "./core/api";
import { look } from "./core/look";
import type { PictureEvent } from "./core/picture";
import type { Face, Kind } from "./core/tables";
import { t, useDictionary } from "./core/words";
import { joinPage } from "./page/bring";
import "./rank/panel";
import { readPlace } from "./taste/memory";
import { sourceIn } from "./taste/records";

const TASTE = "taste";
const CONCEPTS = "concepts";

interface Panel extends HTMLElement {
    /** Shows a picture that another panel or the page around sent. */
    receive?(detail: PictureEvent["detail"]): void | Promise<void>;
}

/** Return what came with the page, once: whoever asks again wants it anew. */
function given(): Face | null {
    const element = document.getElementById("clip-critic-face");
    element?.remove();
    return element && (JSON.parse(element.textContent) as Face);
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
    /** Whether the module of the other panels is there. */
    @state() private hasAll = false;
    /** A window that was choosing when its page was loaded again goes on. */
    @state() private panel = readPlace()?.isChoosing || sourceIn(location.hash) !== null ? TASTE : "rank";
    /** What went wrong outside of the panels, until something is done. */
    @state() private reported = "";
    private loading: Promise<void> = Promise.resolve();

    override connectedCallback(): void {
        super.connectedCallback();
        connect(this.base, this.key);
        this.addEventListener("cc-picture", (event) => this.show((event as PictureEvent).detail));
        this.loading = this.load();
    }

    private async load(): Promise<void> {
        try {
            const face = given() ?? (await get<Face>("face"));
            useDictionary(face.localization);
            this.face = face;
        } catch (error) {
            this.error = (error as Error).message;
            return;
        }
        await this.updateComplete; // the first panel is not to wait for the others
        try {
            await import("./panels");
            this.hasAll = true;
        } catch {
            this.error = t("Some panels could not be loaded: reload the page.");
        }
    }

    /** Open a panel, and give it a picture if there is one. */
    async show(detail: { panel: string } & Partial<PictureEvent["detail"]>): Promise<void> {
        await this.loading;
        this.open(detail.panel);
        await this.updateComplete;
        const shown = this.renderRoot.querySelector<Panel>(`#${detail.panel}`);
        if (detail.picture ?? detail.extra) void shown?.receive?.(detail as PictureEvent["detail"]);
    }

    /** Whether there is such a panel. */
    has(panel: string): boolean {
        return ["rank", CONCEPTS, TASTE].includes(panel) || Boolean(this.face?.kinds.some((kind) => kind.name === panel));
    }

    /** Show an error that no panel knows of. */
    report(message: string): void {
        this.reported = message;
    }

    private open(panel: string): void {
        this.panel = panel;
        this.reported = "";
    }

    override render(): TemplateResult {
        const { face } = this;
        if (this.error) {
            return html`<p class="message error" role="alert">
                ${this.error} <button @click=${() => ((this.error = ""), (this.loading = this.load()))}>${t("Try again")}</button>
            </p>`;
        }
        if (!face) return html`<p class="hint" aria-busy="true">…</p>`;
        const kinds = face.kinds.filter(({ panel }) => panel !== CONCEPTS);
        return html`<nav role="tablist" aria-label="CLIP Critic" @keydown=${this.move}>
                ${this.tab("rank", "Rank keywords")} ${kinds.map((kind) => this.tab(kind.name, kind.title))}
                ${this.tab(CONCEPTS, "Concepts")} ${this.tab(TASTE, "Taste")}
            </nav>
            ${this.reported ? html`<p id="report" class="message error" role="alert">${this.reported}</p>` : nothing}
            <cc-rank id="rank" role="tabpanel" aria-labelledby="tab-rank" .face=${face} ?hidden=${this.panel !== "rank"}></cc-rank>
            ${this.hasAll ? [...kinds.map((kind) => this.kind(face, kind)), this.concepts(face), this.taste(face)] : nothing}`;
    }

    private tab(name: string, title: string): TemplateResult {
        const chosen = this.panel === name;
        return html`<button
            id="tab-${name}"
            role="tab"
            aria-selected=${chosen}
            tabindex=${chosen ? 0 : -1}
            @click=${() => this.open(name)}
        >
            ${t(title)}
        </button>`;
    }

    /** Move between the tabs by the arrow keys. */
    private move = (event: KeyboardEvent): void => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        if (!step) return;
        const tabs = [...this.renderRoot.querySelectorAll<HTMLElement>("[role=tab]")];
        const place = tabs.findIndex((tab) => tab.id === `tab-${this.panel}`);
        const next = tabs[(place + step + tabs.length) % tabs.length];
        next?.click();
        next?.focus();
    };

    private concepts(face: Face): TemplateResult {
        const kind = face.kinds.find(({ panel }) => panel === CONCEPTS);
        return html`<cc-concepts id=${CONCEPTS} role="tabpanel" aria-labelledby="tab-concepts" .face=${face} .kind=${kind} ?hidden=${this.panel !== CONCEPTS}></cc-concepts>`;
    }

    private taste(face: Face): TemplateResult {
        return html`<clip-critic-taste id=${TASTE} role="tabpanel" aria-labelledby="tab-taste" .face=${face} ?hidden=${this.panel !== TASTE}></clip-critic-taste>`;
    }

    private kind(face: Face, kind: Kind): TemplateResult {
        const hidden = this.panel !== kind.name;
        if (kind.panel === "loop") {
            return html`<cc-loop id=${kind.name} role="tabpanel" aria-labelledby="tab-${kind.name}" .face=${face} .kind=${kind} ?hidden=${hidden}></cc-loop>`;
        }
        if (kind.panel === "exhibition") {
            return html`<cc-exhibition id=${kind.name} role="tabpanel" aria-labelledby="tab-${kind.name}" .face=${face} .kind=${kind} ?hidden=${hidden}></cc-exhibition>`;
        }
        if (kind.panel === "dreams") {
            return html`<cc-dreams id=${kind.name} role="tabpanel" aria-labelledby="tab-${kind.name}" .kind=${kind} ?hidden=${hidden}></cc-dreams>`;
        }
        return html`<cc-session id=${kind.name} role="tabpanel" aria-labelledby="tab-${kind.name}" .kind=${kind} ?hidden=${hidden}></cc-session>${nothing}`;
    }
}

joinPage();
