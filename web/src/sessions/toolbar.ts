/** The buttons that set sessions going, and how far the open one has come. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { look } from "../core/look";
import { t } from "../core/words";

/** What the toolbar's buttons want; fired as `cc-do` with the name in `detail`. */
export type Wish = "start" | "step" | "resume" | "interrupt" | "new";

export class WishEvent extends CustomEvent<Wish> {
    constructor(wish: Wish) {
        super("cc-do", { detail: wish, bubbles: true, composed: true });
    }
}

const BUTTONS: readonly (readonly [Wish, string, string])[] = [
    ["start", "Start", "Begin a new session"],
    ["step", "Step", "Make one step"],
    ["resume", "Resume", "Continue the open session"],
    ["interrupt", "Interrupt", "Stop; finished steps are kept"],
    ["new", "New", "Close the session, and give all defaults back"],
];

@customElement("cc-toolbar")
export class Toolbar extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 8px;
            }
            .headline {
                align-items: baseline;
                display: flex;
                gap: 8px;
                margin-left: auto;
            }
            .headline b {
                font-size: 20px;
                font-variant-numeric: tabular-nums;
            }
        `,
    ];

    /** The buttons that there are. */
    @property({ attribute: false }) wishes: readonly Wish[] = BUTTONS.map(([wish]) => wish);
    /** The buttons that can do something now. */
    @property({ attribute: false }) possible: readonly Wish[] = [];
    /** The score of the kept picture. */
    @property() score = "";
    /** How many steps are done. */
    @property() steps = "";

    override render(): TemplateResult {
        return html`${BUTTONS.filter(([wish]) => this.wishes.includes(wish)).map(
                ([wish, label, info]) =>
                    html`<button
                        id=${wish}
                        class=${wish === "start" ? "go" : ""}
                        title=${t(info)}
                        ?disabled=${!this.possible.includes(wish)}
                        @click=${() => this.dispatchEvent(new WishEvent(wish))}
                    >
                        ${t(label)}
                    </button>`,
            )}
            ${this.steps
                ? html`<span class="headline"><b id="score">${this.score}</b> <span class="hint">${this.steps}</span></span>`
                : nothing}`;
    }
}
