/** The screen on which pictures are chosen: as large as the window, by keys, clicks or touch. */

import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { look } from "../core/look";
import { t } from "../core/words";
import { ActEvent, MOST_STARS, actOf, type Act } from "./keys";
import { columnsHere, pictureOf } from "./layout";
import type { Mode, Screen, Shown } from "./records";
import { stageLook } from "./stage_look";

const QUESTIONS: Readonly<Record<Mode, string>> = {
    best: "Which one do you like best?",
    duel: "Which one do you like better?",
    stars: "How much do you like it?",
};
const STARS = Array.from({ length: MOST_STARS }, (_, place) => place + 1);

/**
 * Fires `cc-act` for what the rater does, `cc-pause` when the rater has closed it, and `cc-retry`.
 */
@customElement("cc-taste-stage")
export class TasteStage extends LitElement {
    static override styles = [look, stageLook];

    @property({ type: Boolean }) open = false;
    /** The key of the open pictures. */
    @property() key = "";
    @property({ attribute: false }) screen: Screen | null = null;
    /** What was just chosen; null while the rater looks (see `Choosing.chosen`). */
    @property({ type: Number }) chosen: number | null = null;
    /** The rater's answers; null if they are not known yet. */
    @property({ type: Number }) answers: number | null = null;
    /** Why the taste is not known yet; empty if it is. */
    @property() notYet = "";
    @property() error = "";
    @property() spoken = "";
    @property({ type: Boolean }) canUndo = false;
    /** The pictures that cannot be shown: their files are gone, or were changed. */
    @state() private gone: ReadonlySet<string> = new Set();
    @query("dialog") private dialog!: HTMLDialogElement;

    override connectedCallback(): void {
        super.connectedCallback();
        window.addEventListener("resize", this.layOut);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        window.removeEventListener("resize", this.layOut);
    }

    private layOut = (): void => this.requestUpdate();

    protected override updated(changes: PropertyValues<this>): void {
        const { dialog } = this;
        if (this.open && !dialog.open) dialog.showModal();
        else if (!this.open && dialog.open) dialog.close();
        // A key is for the new pictures, and not for the button that was pressed before.
        if (this.open && changes.has("screen")) dialog.focus();
    }

    override render(): TemplateResult {
        const { screen } = this;
        return html`<dialog tabindex="-1" aria-label=${t("Choose pictures")} @keydown=${this.pressKey} @close=${this.closed}>
            ${this.open ? this.content(screen) : nothing}
        </dialog>`;
    }

    private content(screen: Screen | null): TemplateResult {
        return html`<header>
                <h3>${screen ? t(QUESTIONS[screen.mode]) : t("Choose pictures")}</h3>
                <span class="number" id="answers">${this.counted()}</span>
                <button id="pause" @click=${() => this.dialog.close()}>${t("Pause")} <small aria-hidden="true">Esc</small></button>
            </header>
            ${screen ? this.pictures(screen) : this.wait()}
            <footer>
                ${this.error ? this.told() : nothing} ${screen?.mode === "stars" ? this.stars() : nothing}
                <p class="why hint">${screen ? t(screen.why) : nothing} ${this.notYet ? t(this.notYet) : nothing}</p>
                <button id="undo" aria-keyshortcuts="Backspace Control+Z" ?disabled=${!this.canUndo} @click=${() => this.act({ kind: "undo" })}>
                    ${t("Take back")} <small aria-hidden="true">⌫</small>
                </button>
                <button id="skip" aria-keyshortcuts="0 Space" ?disabled=${!screen} @click=${() => this.act({ kind: "skip" })}>
                    ${t("Skip")} <small aria-hidden="true">0</small>
                </button>
            </footer>
            <p class="spoken" role="status">${this.spoken} ${this.spoken ? this.counted() : ""}</p>`;
    }

    private counted(): string {
        if (this.answers === null) return "";
        return this.answers === 1 ? t("1 answer") : t("{count} answers", { count: this.answers });
    }

    private wait(): TemplateResult {
        return html`<p class="waiting" aria-busy=${!this.error}>${this.error ? "" : "…"}</p>`;
    }

    private told(): TemplateResult {
        return html`<p class="message error" role="alert">
            ${this.error} <button id="retry" @click=${() => this.dispatchEvent(new Event("cc-retry"))}>${t("Try again")}</button>
        </p>`;
    }

    private pictures(screen: Screen): TemplateResult {
        const { shown } = screen;
        return html`<div
            class="pictures ${this.chosen === null ? "" : "answered"}"
            data-screen=${screen.id}
            role="group"
            aria-label=${t(QUESTIONS[screen.mode])}
            style="--columns: ${columnsHere(shown.length)}"
        >
            ${repeat(
                shown,
                ({ digest }) => `${screen.id} ${digest}`,
                (picture, place) => this.picture(screen, picture, place),
            )}
        </div>`;
    }

    private picture({ mode, shown }: Screen, picture: Shown, place: number): TemplateResult {
        const title = t("Picture {number}: {name}", { number: place + 1, name: picture.name || "–" });
        const image = this.gone.has(picture.digest)
            ? html`<span class="gone">${t("The picture cannot be read.")} ${t("Skip it.")}</span>`
            : html`<img
                  src=${pictureOf(this.key, picture.digest, shown.length)}
                  alt=${title}
                  draggable="false"
                  @load=${isSmall}
                  @error=${() => (this.gone = new Set([...this.gone, picture.digest]))}
              />`;
        if (mode === "stars") return html`<div class=${this.chosen === null ? "" : "chosen"}>${image}</div>`;
        return html`<button
            class="picture ${place === this.chosen ? "chosen" : ""}"
            data-place=${place}
            aria-keyshortcuts=${place + 1}
            aria-pressed=${place === this.chosen}
            title=${picture.text || picture.name || nothing}
            @click=${() => this.act({ kind: "choose", chosen: place })}
        >
            ${image} <span class="key" aria-hidden="true">${place + 1}</span>
        </button>`;
    }

    private stars(): TemplateResult {
        return html`<div class="stars" role="group" aria-label=${t("Stars")}>
            ${STARS.map(
                (count) => html`<button
                    class=${count === this.chosen ? "chosen" : ""}
                    data-stars=${count}
                    aria-label=${t("{count} of 5 stars", { count })}
                    aria-keyshortcuts=${count}
                    @click=${() => this.act({ kind: "choose", chosen: count })}
                >
                    ${"★".repeat(count)}
                </button>`,
            )}
        </div>`;
    }

    private act(act: Act): void {
        this.dispatchEvent(new ActEvent(act));
    }

    private pressKey = (event: KeyboardEvent): void => {
        event.stopPropagation(); // the page around has keys of its own: for a WebUI, Escape means Interrupt
        const isOnButton = (event.composedPath()[0] as HTMLElement).matches("button");
        if (isOnButton && event.key === " ") return; // presses the button
        const { screen } = this;
        const act = actOf(event, screen?.mode ?? "best", screen?.shown.length ?? 0);
        if (!act) return;
        event.preventDefault();
        this.act(act);
    };

    private closed = (): void => void this.dispatchEvent(new Event("cc-pause"));
}

/** Enlarge the few pixels of a tiny picture as they are. */
function isSmall(event: Event): void {
    const image = event.target as HTMLImageElement;
    image.classList.toggle("small", Math.max(image.naturalWidth, image.naturalHeight) < 200);
}
