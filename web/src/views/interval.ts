/** A number with its interval, as a bar on a scale. */

import { css, html, nothing, type TemplateResult } from "lit";
import { placeOn, stretch, type Scale } from "./scale";

export interface Interval {
    value: number;
    low?: number;
    high?: number;
}

export const intervalLook = css`
    .interval {
        background: var(--line);
        border-radius: 4px;
        display: block;
        height: 8px;
        position: relative;
    }
    .interval i {
        bottom: 0;
        position: absolute;
        top: 0;
    }
    .interval .bar {
        background: var(--accent);
        border-radius: 4px;
    }
    .interval .against {
        background: var(--bad);
    }
    .interval .doubt {
        border: solid var(--ink);
        border-width: 0 1.5px;
        bottom: -2px;
        top: -2px;
    }
    .interval .doubt::before {
        background: var(--ink);
        content: "";
        height: 1.5px;
        left: 0;
        position: absolute;
        right: 0;
        top: calc(50% - 0.75px);
    }
    .interval .zero {
        background: var(--soft);
        bottom: -3px;
        top: -3px;
        width: 1px;
    }
`;

const styled = ({ left, width }: { left: number; width: number }): string => `left: ${left}%; width: ${width}%`;

/** Return a bar from the scale's zero to the value, with whiskers; the numbers stand beside it for screen readers. */
export function intervalBar(scale: Scale, { value, low, high }: Interval): TemplateResult {
    return html`<span class="interval" aria-hidden="true"
        ><i class="bar ${value < scale.zero ? "against" : ""}" style=${styled(stretch(scale, scale.zero, value))}></i
        >${scale.zero > scale.from ? html`<i class="zero" style="left: ${placeOn(scale, scale.zero)}%"></i>` : nothing}${low !== undefined && high !== undefined
            ? html`<i class="doubt" style=${styled(stretch(scale, low, high))}></i>`
            : nothing}</span
    >`;
}
