/** The stored sessions as a list to choose from; those at work are marked. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { address } from "../core/api";
import { ask } from "../core/ask";
import { look } from "../core/look";
import { score, similarity } from "../core/numbers";
import { t } from "../core/words";
import { aim, moment, type Brief } from "./records";

/** Opens a session; `detail` is its id. */
export class OpenEvent extends CustomEvent<string> {
    constructor(id: string) {
        super("cc-open", { detail: id, bubbles: true, composed: true });
    }
}

@customElement("cc-session-list")
export class SessionList extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            ul {
                display: grid;
                gap: 4px;
                list-style: none;
                margin: 0;
                max-height: 420px;
                overflow-y: auto;
                padding: 3px;
            }
            li button {
                align-items: center;
                border-color: transparent;
                display: grid;
                gap: 10px;
                grid-template-columns: 44px minmax(0, 1fr) auto;
                padding: 4px 8px 4px 4px;
                text-align: left;
                width: 100%;
            }
            li button[aria-current="true"] {
                background: var(--panel);
                border-color: var(--accent);
            }
            .picture {
                aspect-ratio: 1;
                background: var(--panel);
                border-radius: 6px;
                overflow: hidden;
            }
            img {
                display: block;
                height: 100%;
                object-fit: cover;
                width: 100%;
            }
            .damaged {
                align-items: center;
                display: flex;
                gap: 10px;
                justify-content: space-between;
                overflow-wrap: anywhere;
                padding: 4px 8px;
            }
            .damaged button {
                display: block;
                width: auto;
            }
            .aim {
                display: block;
                overflow: hidden;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .badge {
                background: var(--loud);
                border-radius: 999px;
                color: #fff;
                font-size: 11px;
                padding: 1px 8px;
            }
            .right {
                text-align: right;
            }
        `,
    ];

    @property({ attribute: false }) briefs: readonly Brief[] = [];
    @property({ attribute: false }) atWork: readonly string[] = [];
    /** The session that is shown. */
    @property() open = "";
    @property({ type: Boolean }) hasMore = false;

    override render(): TemplateResult {
        if (!this.briefs.length) return html`<p class="hint">${t("No sessions yet.")}</p>`;
        return html`<ul>
                ${repeat(
                    this.briefs,
                    (brief) => brief.id,
                    (brief) => this.row(brief),
                )}
            </ul>
            ${this.hasMore
                ? html`<button class="quiet" @click=${() => this.dispatchEvent(new Event("cc-more"))}>${t("Older sessions")}</button>`
                : nothing}`;
    }

    private row(brief: Brief): TemplateResult {
        if (brief.error !== undefined) return this.damaged(brief.id, brief.error);
        const isOpen = brief.id === this.open;
        return html`<li>
            <button
                data-session=${brief.id}
                aria-current=${isOpen ? "true" : nothing}
                title=${brief.id}
                @click=${() => this.dispatchEvent(new OpenEvent(brief.id))}
            >
                <span class="picture">${this.picture(brief)}</span>
                <span>
                    <bdi class="aim">${aim(brief)}</bdi>
                    <span class="hint">${moment(brief.id)} · ${this.done(brief)}</span>
                </span>
                <span class="right number">
                    ${this.atWork.includes(brief.id) ? html`<span class="badge">${t("at work")}</span>` : nothing}
                    ${brief.kept ? score(brief.kept.score, brief.objective) : typeof brief.similarity === "number" ? similarity(brief.similarity) : nothing}
                </span>
            </button>
        </li>`;
    }

    /** A session that cannot be shown, and so can be deleted only here. */
    private damaged(id: string, error: string): TemplateResult {
        const remove = async (): Promise<void> => {
            const question = t("Delete the damaged session {id} with all its pictures?", { id });
            if (await ask(this.renderRoot as ShadowRoot, question, t("Delete"))) {
                this.dispatchEvent(new CustomEvent("cc-delete", { detail: id }));
            }
        };
        return html`<li class="damaged" data-session=${id}>
            <span><b>${t("damaged")}</b> ${moment(id)} <span class="hint">${t(error)}</span></span>
            <button @click=${remove}>${t("Delete")}</button>
        </li>`;
    }

    private done({ steps = 0, of, axes, about }: Brief): string {
        const values = { done: steps, all: of ?? "?" };
        return axes || about !== undefined ? t("{done} of {all} pictures", values) : t("{done} of {all} steps", values);
    }

    private picture({ id, kept, file = kept?.file }: Brief): TemplateResult | typeof nothing {
        if (!file) return nothing;
        return html`<img loading="lazy" src=${address(`sessions/${id}/pictures/${file}?side=96`)} alt="" />`;
    }
}
