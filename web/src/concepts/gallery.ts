/** A generation of a breeding as a gallery: its individuals by their pictures, picked by clicks and by keys. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";
import { address } from "../core/api";
import { look } from "../core/look";
import { t } from "../core/words";
import { percentileText } from "../exhibition/order";
import { showLarge } from "../views/large";
import { actOf, type Individual } from "./family";

/** Pixels of a picture in the gallery. */
const TILE = 320;
/** The most pictures of an individual in its tile. */
const MOST = 4;

/** Announces that an individual was picked, or its pick taken back; `detail` is its number. */
export class ToggleEvent extends CustomEvent<number> {
    constructor(number: number) {
        super("cc-toggle", { detail: number, bubbles: true, composed: true });
    }
}

/** Return the address of a picture of a breeding. */
export const pictureOf = (session: string, file: string, side = 0): string =>
    address(`sessions/${session}/pictures/${file}${side ? `?side=${side}` : ""}`);

/** Return what an individual is, in a few words. */
export function individualText({ what, concept, parents }: Individual): string {
    return concept || (parents.length ? t("{what} of {parents}", { what: t(what), parents: parents.join(", ") }) : t(what));
}

/** Fires `cc-toggle`, `cc-next` when the next generation is wanted, and `cc-undo` when the last choice is not. */
@customElement("cc-generation")
export class GenerationView extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: block;
                min-width: 0;
            }
            .grid {
                display: grid;
                gap: 10px;
                grid-template-columns: repeat(auto-fill, minmax(min(150px, 44%), 1fr));
            }
            .tile {
                position: relative;
            }
            .pick,
            .pick:hover:not(:disabled) {
                background: var(--ground);
                border-radius: 10px;
                display: block;
                padding: 4px;
                text-align: start;
                width: 100%;
            }
            .pick[aria-pressed="true"] {
                border-color: transparent;
                outline: 3px solid var(--accent);
            }
            .pick:focus-visible {
                box-shadow: 0 0 0 2px var(--ground), 0 0 0 5px var(--ink);
            }
            .pictures {
                aspect-ratio: 1;
                background: var(--panel);
                border-radius: 7px;
                display: grid;
                gap: 2px;
                overflow: hidden;
            }
            .pictures.many {
                grid-template: 1fr 1fr / 1fr 1fr;
            }
            .pictures small {
                margin: auto;
            }
            img {
                display: block;
                height: 100%;
                min-height: 0;
                object-fit: cover;
                width: 100%;
            }
            .caption {
                display: block;
                font-size: 12px;
                overflow: hidden;
                padding: 4px 3px 1px;
                text-overflow: ellipsis;
                white-space: nowrap;
            }
            .rank {
                background: var(--loud);
                border-radius: 999px;
                color: #fff;
                font-weight: 650;
                left: 10px;
                min-width: 26px;
                padding: 2px 8px;
                pointer-events: none;
                position: absolute;
                text-align: center;
                top: 10px;
            }
            .large-view {
                background: color-mix(in srgb, var(--ground) 88%, transparent);
                font-size: 12px;
                line-height: 1.3;
                padding: 3px 8px;
                position: absolute;
                right: 10px;
                top: 10px;
            }
        `,
    ];

    @property() session = "";
    @property({ attribute: false }) individuals: readonly Individual[] = [];
    /** The numbers of those that are picked, the favourite first. */
    @property({ attribute: false }) picked: readonly number[] = [];
    /** How much a rater would like each, by number; those that nobody has asked about are missing. */
    @property({ attribute: false }) tastes: ReadonlyMap<number, number> = new Map();
    /** How many are expected in all: some may not be there yet. */
    @property({ type: Number }) size = 0;
    @state() private at = 0;

    override render(): TemplateResult {
        const missing = Math.max(0, this.size - this.individuals.length);
        const at = Math.min(this.at, this.individuals.length - 1);
        return html`<div class="grid" role="group" aria-label=${t("Individuals")} @keydown=${this.key}>
            ${repeat(
                this.individuals,
                ({ number }) => number,
                (individual, place) => this.tile(individual, place, place === at),
            )}
            ${Array.from({ length: missing }, () => html`<span class="pictures"><small>${t("still to come")}</small></span>`)}
        </div>`;
    }

    private tile(individual: Individual, place: number, isFocus: boolean): TemplateResult {
        const { number, files } = individual;
        const rank = this.picked.indexOf(number) + 1;
        const taste = this.tastes.get(number);
        const text = individualText(individual);
        const shown = files.slice(0, MOST);
        return html`<div class="tile">
            <button
                class="pick"
                data-individual=${number}
                aria-pressed=${rank > 0}
                aria-label=${`${number} ${text}${rank ? ` · ${t("picked as number {rank}", { rank })}` : ""}`}
                title=${text}
                tabindex=${isFocus ? 0 : -1}
                @focus=${() => (this.at = place)}
                @click=${() => this.toggle(number)}
            >
                <span class="pictures ${shown.length > 1 ? "many" : ""}">
                    ${shown.length
                        ? shown.map((file) => html`<img loading="lazy" src=${pictureOf(this.session, file, TILE)} alt="" />`)
                        : html`<small>${t("no picture")}</small>`}
                </span>
                <span class="caption">
                    <b>${number}</b> ${taste === undefined ? nothing : html`<b>${percentileText(taste)}</b>`} <bdi>${text}</bdi>
                </span>
            </button>
            ${rank ? html`<span class="rank" aria-hidden="true">${rank}</span>` : nothing}
            ${files.length
                ? html`<button class="large-view" tabindex="-1" title=${t("Large view")} aria-label="${t("Large view")} ${number}" @click=${() => this.enlarge(place)}>⤢</button>`
                : nothing}
        </div>`;
    }

    private toggle(number: number): void {
        this.dispatchEvent(new ToggleEvent(number));
    }

    private enlarge(place: number): void {
        const pictures = this.individuals.flatMap((individual, other) =>
            individual.files.map((file) => ({
                other,
                source: pictureOf(this.session, file),
                title: `${individual.number} · ${individualText(individual)}`,
            })),
        );
        void showLarge(pictures, Math.max(0, pictures.findIndex(({ other }) => other === place)));
    }

    /** How many tiles are side by side. */
    private get columns(): number {
        const tops = [...this.renderRoot.querySelectorAll<HTMLElement>(".tile")].map(({ offsetTop }) => offsetTop);
        return Math.max(1, tops.filter((top) => top === tops[0]).length);
    }

    private key = (event: KeyboardEvent): void => {
        const act = actOf(event, this.at, this.individuals.length, this.columns);
        if (!act) return;
        event.preventDefault();
        event.stopPropagation(); // the host has keys of its own
        if (act.kind === "pick") this.toggle(this.individuals[act.place]!.number);
        else if (act.kind === "focus") this.renderRoot.querySelectorAll<HTMLElement>(".pick")[act.place]?.focus();
        else if (act.kind === "large") this.enlarge(this.at);
        else this.dispatchEvent(new Event(`cc-${act.kind}`));
    };
}
