/** What all elements look like: the host's own colours, in light and dark. */

import { css } from "lit";

export const look = css`
    :host {
        --ink: var(--body-text-color, #1f2328);
        --ground: var(--background-fill-primary, #fff);
        /* Mixed, because the host's own subdued colours can hardly be read on its own grounds. */
        --soft: color-mix(in srgb, var(--ink) 70%, var(--ground));
        --panel: var(--background-fill-secondary, #f8f9fb);
        --line: var(--border-color-primary, #e5e7eb);
        --accent: var(--primary-600, #c2410c);
        --loud: color-mix(in srgb, var(--accent) 78%, #000); /* readable under white text */
        --good: color-mix(in srgb, #2b8a3e 72%, var(--ink));
        --bad: color-mix(in srgb, #c92a2a 78%, var(--ink));
        --radius: 8px;
        color: var(--ink);
        font: 14px/1.45 var(--font, system-ui, sans-serif);
    }
    :host([hidden]),
    [hidden] {
        display: none !important;
    }
    * {
        box-sizing: border-box;
    }
    h3 {
        font-size: 13px;
        font-weight: 650;
        margin: 0 0 8px;
    }
    h3 small,
    .hint {
        color: var(--soft);
        font-size: 12px;
        font-weight: 400;
    }
    .card {
        background: var(--ground);
        border: 1px solid var(--line);
        border-radius: 12px;
        min-width: 0;
        padding: 14px;
    }
    button,
    .button {
        background: var(--ground);
        border: 1px solid var(--line);
        border-radius: var(--radius);
        color: inherit;
        cursor: pointer;
        font: inherit;
        padding: 5px 11px;
        text-decoration: none;
    }
    button:hover:not(:disabled) {
        background: var(--panel);
        border-color: var(--soft);
    }
    button:disabled {
        cursor: default;
        opacity: 0.5;
    }
    button.go {
        background: var(--loud);
        border-color: transparent;
        color: #fff;
        font-weight: 650;
        padding: 6px 20px;
    }
    button.go:hover:not(:disabled) {
        filter: brightness(0.92);
        background: var(--loud);
    }
    button.quiet {
        background: none;
        border-color: transparent;
        color: var(--soft);
    }
    button.quiet:hover:not(:disabled) {
        color: var(--ink);
    }
    button.large,
    button.large:hover:not(:disabled) {
        background: none;
        border: 0;
        cursor: zoom-in;
        padding: 0;
    }
    input,
    select,
    textarea {
        background: var(--input-background-fill, var(--ground));
        border: 1px solid var(--line);
        border-radius: var(--radius);
        color: inherit;
        font: inherit;
        max-width: 100%;
        padding: 5px 8px;
    }
    input[type="checkbox"],
    input[type="radio"],
    input[type="range"] {
        accent-color: var(--accent);
        padding: 0;
    }
    :focus-visible {
        outline: 2px solid var(--accent);
        outline-offset: 1px;
    }
    .number {
        font-variant-numeric: tabular-nums;
        text-align: right;
        white-space: nowrap;
    }
    .track {
        background: var(--line);
        border-radius: 4px;
        display: block;
        height: 8px;
        overflow: hidden;
    }
    .track > span {
        background: var(--accent);
        border-radius: 4px;
        display: block;
        height: 100%;
    }
    .message {
        border-left: 3px solid var(--soft);
        margin: 0;
        overflow-wrap: anywhere;
        padding: 4px 10px;
    }
    .message.error {
        border-color: var(--bad);
    }
    details > summary {
        color: var(--soft);
        cursor: pointer;
    }
    @media (prefers-reduced-motion: no-preference) {
        .track > span {
            transition: width 0.2s;
        }
    }
`;
