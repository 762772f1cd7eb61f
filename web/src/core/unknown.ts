/** The mark of a word that the encoder has never learned. */

import { css, html, nothing, type TemplateResult } from "lit";
import { t } from "./words";

export const unknownLook = css`
    .unknown {
        background: var(--line);
        border-radius: 99px;
        color: var(--ink);
        font-size: 11px;
        font-weight: 650;
        padding: 0 5px;
        text-decoration: none;
    }
`;

/** Return the mark to follow a word, if the encoder has never learned it. */
export function unknownMark(isUnknown = false): TemplateResult | typeof nothing {
    if (!isUnknown) return nothing;
    return html` <abbr class="unknown" title=${t("never learned by this encoder: its numbers mean nothing")}>?</abbr>`;
}
