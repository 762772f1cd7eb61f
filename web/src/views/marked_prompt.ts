/** A prompt with what was added and removed. */

import { html, type TemplateResult } from "lit";
import { css } from "lit";
import { difference, type Change } from "../core/difference";

/** How changes look; for the elements that show a marked prompt. */
export const changes = css`
    ins,
    del {
        border-radius: 3px;
        padding: 0 1px;
    }
    ins {
        background: color-mix(in srgb, var(--good) 14%, transparent);
        font-weight: 650;
        text-decoration: none;
    }
    del {
        background: color-mix(in srgb, var(--bad) 12%, transparent);
        color: var(--soft);
    }
    .prompt {
        margin: 0;
        overflow-wrap: anywhere;
        white-space: pre-wrap;
    }
`;

/** Return a prompt with its changes from an earlier one; without an earlier one nothing is marked. */
export function markedPrompt(old: string, now: string): TemplateResult {
    const parts: Change[] = old ? difference(old, now) : [{ kind: "same", text: now }];
    return html`${parts.map(part)}`;
}

function part({ kind, text }: Change): TemplateResult | string {
    if (kind === "added") return html`<ins>${text}</ins>`;
    if (kind === "removed") return html`<del>${text}</del>`;
    return text;
}
