/** A prompt with what each of its phrases does: green helps, grey does nothing, red works against the picture. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import type { Audit, Phrase } from "../core/answer";
import { wordKey } from "../core/identity";
import { look } from "../core/look";
import { similarity } from "../core/numbers";
import { TickEvent, type Ticks } from "../core/ticks";
import { unknownLook, unknownMark } from "../core/unknown";
import { t } from "../core/words";
import { circumstances } from "./circumstances";
import { effectOf, pieces } from "./phrases";

const signed = (value: number): string => `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(4)}`;

@customElement("cc-audited-prompt")
export class AuditedPrompt extends LitElement {
    static override styles = [
        look,
        unknownLook,
        css`
            .prompt {
                line-height: 2;
                overflow-wrap: anywhere;
                white-space: pre-wrap;
            }
            .phrase {
                border-radius: 5px;
                box-decoration-break: clone;
                cursor: pointer;
                padding: 1px 5px;
                -webkit-box-decoration-break: clone;
            }
            .phrase::before {
                font-weight: 700;
                margin-inline-end: 3px;
            }
            .helps {
                background: color-mix(in srgb, var(--good) 16%, transparent);
                box-shadow: inset 0 -2px var(--good);
            }
            .helps::before {
                content: "+";
            }
            .nothing,
            .unread {
                box-shadow: inset 0 -2px var(--line);
                color: var(--soft);
            }
            .nothing::before {
                content: "·";
            }
            .unread {
                text-decoration: line-through;
            }
            .against {
                background: color-mix(in srgb, var(--bad) 16%, transparent);
                box-shadow: inset 0 -2px var(--bad);
            }
            .against::before {
                content: "−";
            }
            .phrase[aria-pressed="true"] {
                outline: 2px solid var(--accent);
            }
            .numbers {
                margin: 6px 0 0;
                min-height: 1.5em;
            }
            .hint {
                margin: 0;
            }
            details {
                margin-top: 6px;
            }
            table {
                border-collapse: collapse;
                font-size: 13px;
                width: 100%;
            }
            th {
                color: var(--soft);
                font-weight: 400;
                text-align: start;
            }
            th.number {
                text-align: end;
            }
            td,
            th {
                overflow-wrap: anywhere;
                padding: 2px 8px 2px 0;
            }
        `,
    ];

    @property({ attribute: false }) audit!: Audit;
    @property({ attribute: false }) ticks: Ticks = new Set();
    /** Words that the encoder has never learned. */
    @property({ attribute: false }) unknown: ReadonlySet<string> = new Set();
    @state() private current: Phrase | null = null;

    override render(): TemplateResult {
        const { audit } = this;
        return html`<div class="prompt" dir="auto">${pieces(audit).map((piece) => (typeof piece === "string" ? piece : this.phrase(piece)))}</div>
            <p class="numbers hint" aria-live="polite">${this.current ? this.numbers(this.current) : this.summary()}</p>
            <p class="hint">${t("green helps · grey does nothing · red works against the picture")}</p>
            <details>
                <summary>${t("All numbers")}</summary>
                ${this.table()}
            </details>`;
    }

    private phrase = (phrase: Phrase): TemplateResult => {
        const show = (): void => void (this.current = phrase);
        return html`<span
            class="phrase ${effectOf(phrase)}"
            role="button"
            tabindex="0"
            data-word=${phrase.phrase}
            aria-pressed=${this.ticks.has(wordKey(phrase.phrase))}
            aria-label="${phrase.phrase}: ${t(phrase.verdict)}, ${signed(phrase.effect)}"
            title="${t(phrase.verdict)} ${signed(phrase.effect)}"
            @mouseenter=${show}
            @focus=${show}
            @click=${() => this.tick(phrase)}
            @keydown=${(event: KeyboardEvent) => this.key(event, phrase)}
            >${this.written(phrase)}${unknownMark(this.unknown.has(phrase.phrase))}</span
        >`;
    };

    private written(phrase: Phrase): string {
        if (typeof phrase.start !== "number" || typeof phrase.end !== "number") return phrase.phrase;
        return [...this.audit.prompt].slice(phrase.start, phrase.end).join("") || phrase.phrase;
    }

    private numbers(phrase: Phrase): TemplateResult {
        const weight = phrase.weight === 1 ? nothing : html` · × ${phrase.weight.toFixed(2)}`;
        const when = circumstances(phrase).map((text) => html` · ${text}`);
        return html`<b>${phrase.phrase}</b> ${t(phrase.verdict)} ·
            ${t("Effect")} ${signed(phrase.effect)} · ${t("Similarity")} ${similarity(phrase.similarity)}${weight}${when}`;
    }

    private summary(): TemplateResult {
        const { similarity: ofPrompt, truncated, networks = [] } = this.audit;
        const tags = networks.map(({ start, end }) => [...this.audit.prompt].slice(start, end).join(""));
        return html`${t("Similarity of the whole prompt")} <b>${similarity(ofPrompt)}</b>${truncated
            ? html` · ${t("tokens not read")}: <b>${truncated}</b>`
            : nothing}${tags.length ? html` · ${t("Extra networks, which are not words:")} <bdi>${tags.join(" ")}</bdi>` : nothing}`;
    }

    private table(): TemplateResult {
        return html`<table>
            <thead>
                <tr>
                    <th scope="col">${t("Phrase")}</th>
                    <th scope="col" class="number">${t("Effect")}</th>
                    <th scope="col" class="number">${t("Similarity")}</th>
                    <th scope="col">${t("Verdict")}</th>
                </tr>
            </thead>
            <tbody>
                ${this.audit.phrases.map(
                    (phrase) => html`<tr>
                        <td><bdi>${phrase.phrase}</bdi>${unknownMark(this.unknown.has(phrase.phrase))}${phrase.weight === 1 ? nothing : html` <small>× ${phrase.weight.toFixed(2)}</small>`}</td>
                        <td class="number effect">${signed(phrase.effect)}</td>
                        <td class="number">${similarity(phrase.similarity)}</td>
                        <td>${t(phrase.verdict)} <small class="when">${circumstances(phrase).join(", ")}</small></td>
                    </tr>`,
                )}
            </tbody>
        </table>`;
    }

    private tick(phrase: Phrase): void {
        this.dispatchEvent(new TickEvent(phrase.phrase, !this.ticks.has(wordKey(phrase.phrase))));
    }

    private key(event: KeyboardEvent, phrase: Phrase): void {
        if (event.key === " ") {
            event.preventDefault();
            this.tick(phrase);
        } else if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
            event.preventDefault();
            const all = [...this.renderRoot.querySelectorAll<HTMLElement>(".phrase")];
            const place = all.indexOf(event.currentTarget as HTMLElement) + (event.key === "ArrowRight" ? 1 : -1);
            all[place]?.focus();
        }
    }
}
