/** The control for the order of a gallery: a measure, and the word or rater that it is about. */

import { html, nothing, type TemplateResult } from "lit";
import { t } from "../core/words";
import { needsWord, type Measure, type Order } from "./order";

const chosenIn = (event: Event): string => (event.target as HTMLSelectElement).value;

/**
 * Return the control.
 *
 * @param options the measures to choose from, with their labels.
 * @param set called with the order that the user has chosen.
 */
export function orderControl(
    order: Order,
    options: readonly (readonly [Measure | "", string])[],
    words: readonly string[],
    raters: readonly string[],
    set: (order: Order) => void,
): TemplateResult {
    const choice = (id: "word" | "rater", label: string, names: readonly string[]): TemplateResult => html`<label>
        <span>${label}</span>
        <select id=${id} @change=${(event: Event) => set({ ...order, [id]: chosenIn(event) })}>
            ${names.map((name) => html`<option value=${name} ?selected=${name === order[id]}>${name}</option>`)}
        </select>
    </label>`;
    const offered = raters.length ? [...options, ["taste", t("taste")] as const] : options;
    return html`<label>
            <span>${t("Order")}</span>
            <select id="order" @change=${(event: Event) => set({ ...order, measure: chosenIn(event) as Measure | "" })}>
                ${offered.map(([measure, label]) => html`<option value=${measure} ?selected=${measure === order.measure}>${label}</option>`)}
            </select>
        </label>
        ${needsWord(order) ? choice("word", t("Word"), words) : nothing}
        ${order.measure === "taste" ? choice("rater", t("Rater"), raters) : nothing}`;
}
