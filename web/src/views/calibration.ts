/** How often predictions came true, against how sure they were: the nearer to the diagonal, the more honest. */

import { html, svg, type TemplateResult } from "lit";
import { percent } from "../core/numbers";
import { t } from "../core/words";
import { placeOn, type Scale } from "./scale";

export interface Bin {
    /** The mean probability of the predicted answers, 0.5 to 1. */
    predicted: number;
    /** The share of answers that were as predicted, 0 to 1. */
    right: number;
    count: number;
}

const SCALE: Scale = { from: 0.5, to: 1, zero: 0.5 };
const SIDE = 120;
const [LEFT, TOP] = [26, 8];
/** Radii of the smallest and largest dot: its area is the bin's share of all answers. */
const SMALLEST = 3;
const LARGEST = 8;

/** Return the plot, with its numbers as its name. */
export function calibration(bins: readonly Bin[]): TemplateResult {
    const most = Math.max(...bins.map(({ count }) => count));
    const [end, bottom, middle] = [LEFT + SIDE, TOP + SIDE, TOP + SIDE / 2];
    const said = bins.map(({ predicted, right, count }) =>
        t("predicted {predicted}, came true {right} ({count})", { predicted: percent(predicted), right: percent(right), count }),
    );
    return html`<svg
        class="calibration"
        viewBox="0 0 ${end + 12} ${bottom + 30}"
        width=${end + 12}
        height=${bottom + 30}
        role="img"
        aria-label="${t("Calibration")}: ${said.join("; ")}"
    >
        ${svg`<path d="M${LEFT} ${TOP}V${bottom}H${end}" fill="none" stroke="var(--soft)" />
            <path d="M${LEFT} ${middle}L${end} ${TOP}" fill="none" stroke="var(--soft)" stroke-dasharray="4 3" />
            ${bins.map((bin) => {
                const x = LEFT + (placeOn(SCALE, bin.predicted) / 100) * SIDE;
                const radius = Math.max(SMALLEST, LARGEST * Math.sqrt(bin.count / Math.max(1, most)));
                return svg`<circle cx=${x} cy=${bottom - bin.right * SIDE} r=${radius} fill="var(--accent)" fill-opacity="0.85" />`;
            })}
            <g fill="var(--soft)" font-size="10">
                <text x=${LEFT - 4} y="14" text-anchor="end">100</text>
                <text x=${LEFT - 4} y=${bottom} text-anchor="end">0</text>
                <text x=${LEFT} y=${bottom + 12} text-anchor="middle">50</text>
                <text x=${end} y=${bottom + 12} text-anchor="middle">100</text>
                <text x=${LEFT + SIDE / 2} y=${bottom + 24} text-anchor="middle">${t("predicted")} %</text>
                <text transform="translate(9 ${middle}) rotate(-90)" text-anchor="middle">${t("came true")} %</text>
            </g>`}
    </svg>`;
}
