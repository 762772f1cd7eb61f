/** What the screen looks like on which pictures are chosen. */

import { css } from "lit";

export const stageLook = css`
    dialog {
        background: var(--ground);
        border: 0;
        color: inherit;
        height: 100dvh;
        margin: 0;
        max-height: none;
        max-width: none;
        outline: none;
        overflow: hidden;
        padding: 8px;
        width: 100vw;
    }
    dialog[open] {
        display: grid;
        gap: 6px;
        grid-template: auto minmax(0, 1fr) auto / minmax(0, 1fr);
    }
    header,
    footer {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 4px 12px;
    }
    h3 {
        flex: 1;
        font-size: 15px;
        margin: 0;
    }
    .pictures {
        display: grid;
        gap: 8px;
        grid-auto-rows: minmax(0, 1fr);
        grid-template-columns: repeat(var(--columns), minmax(0, 1fr));
        min-height: 0;
    }
    .pictures > * {
        background: var(--panel);
        border: 3px solid transparent;
        border-radius: 12px;
        height: 100%;
        min-height: 0;
        overflow: hidden;
        padding: 0;
        position: relative;
        touch-action: manipulation;
    }
    button.picture:hover:not(:disabled) {
        border-color: var(--line);
    }
    .pictures .chosen,
    button.picture.chosen:hover {
        border-color: var(--accent);
    }
    .answered > :not(.chosen) {
        opacity: 0.35;
    }
    img {
        display: block;
        height: 100%;
        object-fit: contain;
        width: 100%;
    }
    .small {
        image-rendering: pixelated;
    }
    .key {
        background: color-mix(in srgb, var(--ground) 82%, transparent);
        border-radius: 6px;
        font-size: 12px;
        left: 6px;
        min-width: 20px;
        padding: 0 6px;
        position: absolute;
        text-align: center;
        top: 6px;
    }
    .gone {
        color: var(--soft);
        left: 0;
        margin: 0;
        overflow-wrap: anywhere;
        padding: 30px 12px;
        position: absolute;
        right: 0;
        top: 0;
    }
    .waiting {
        color: var(--soft);
        place-self: center;
    }
    .stars {
        display: flex;
        gap: 6px;
        justify-content: center;
        width: 100%;
    }
    .stars button {
        flex: 0 1 90px;
        padding: 8px 0;
    }
    .stars .chosen {
        border-color: var(--accent);
        font-weight: 650;
    }
    .why {
        flex: 1 1 220px;
        margin: 0;
    }
    .spoken {
        clip-path: inset(50%);
        height: 1px;
        margin: 0;
        overflow: hidden;
        position: absolute;
        width: 1px;
    }
    .message {
        flex-basis: 100%;
    }
    @media (max-width: 560px) {
        .why {
            flex-basis: 100%;
        }
        footer > button {
            flex: 1;
            padding: 9px 6px;
        }
    }
    @media (hover: none) {
        button small {
            display: none;
        }
    }
`;
