/** A session's work as it goes on: a bar, what is being done, the host's live preview; or how it ended. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { address } from "../core/api";
import { look } from "../core/look";
import { duration } from "../core/numbers";
import { t } from "../core/words";
import { showLarge } from "../views/large";
import { isAtWork, type Status } from "./records";

@customElement("cc-progress")
export class ProgressView extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
            }
            .work {
                align-items: center;
                display: flex;
                gap: 14px;
            }
            .bar {
                flex: 1;
                min-width: 0;
            }
            p {
                margin: 0 0 5px;
            }
            img {
                border-radius: 8px;
                height: 96px;
                object-fit: contain;
            }
            .message {
                margin-top: 4px;
            }
            .done {
                border-color: var(--good);
            }
            .interrupted {
                border-color: #e6a700;
            }
        `,
    ];

    @property({ attribute: false }) status: Status | null = null;
    /** What is said about the work, in place of what is being done. */
    @property() doing = "";
    /** Seconds that are left; 0 if nobody knows. */
    @property({ type: Number }) left = 0;

    override render(): TemplateResult | typeof nothing {
        const { status } = this;
        if (!status) return nothing;
        return html`${isAtWork(status) ? this.work(status) : this.end(status)}
        ${status.session.notes.map((note) => html`<p class="message">${t(note)}</p>`)}`;
    }

    private work(status: Status): TemplateResult {
        const done = Math.round(this.share(status) * 100);
        const left = this.left > 0 ? ` · ${t("{time} left", { time: duration(this.left) })}` : "";
        return html`<div class="work" data-state=${status.state}>
            ${this.preview(status)}
            <div class="bar">
                <p role="status">${this.doing || t(status.doing)}${left}</p>
                <span
                    class="track"
                    role="progressbar"
                    aria-label=${t("Progress")}
                    aria-valuemin="0"
                    aria-valuemax="100"
                    aria-valuenow=${done}
                    ><span style="width: ${done}%"></span
                ></span>
            </div>
        </div>`;
    }

    /** The share of the work that is done; what the host says is only about the pictures in hand. */
    private share(status: Status): number {
        return Math.min(1, Math.max(0, status.done || (status.live?.progress ?? 0)));
    }

    private preview({ live, session }: Status): TemplateResult | typeof nothing {
        if (!live?.preview) return nothing;
        return html`<button class="large" title=${t("Large view")} @click=${enlarge}>
            <img
                class="preview"
                src=${preview(session.id, live.preview)}
                alt=${t("Preview of the unfinished picture")}
                @load=${show}
                @error=${show}
            />
        </button>`;
    }

    private end(status: Status): TemplateResult | typeof nothing {
        const message = status.message || status.finished;
        if (!message) return nothing;
        const kinds: Record<string, string> = { failed: "error", interrupted: "interrupted" };
        return html`<p class="message ${kinds[status.state] ?? "done"}" role="status" data-state=${status.state}>${t(message)}</p>`;
    }
}

/** Hide a preview that was gone when it was asked for, until the next one is there. */
function show(event: Event): void {
    (event.target as HTMLElement).parentElement!.hidden = event.type === "error";
}

/** Show the preview large: a copy of it, because its address soon has another picture or none. */
function enlarge(event: Event): void {
    const image = (event.currentTarget as HTMLElement).querySelector("img")!;
    const copy = document.createElement("canvas");
    [copy.width, copy.height] = [image.naturalWidth, image.naturalHeight];
    copy.getContext("2d")!.drawImage(image, 0, 0);
    void showLarge([{ source: copy.toDataURL(), title: image.alt }], 0);
}

/** Return the address of the host's preview; its own address tells one from the next. */
export function preview(id: string, source: string): string {
    const path = `sessions/${id}/preview`;
    const query = source.split("?")[1];
    return address(query ? `${path}?${query}` : path);
}
