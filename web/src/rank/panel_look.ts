/** What the panel *Rank keywords* looks like. */

import { css } from "lit";

export const panelLook = css`
    :host {
        container-type: inline-size;
        display: block;
    }
    .panel {
        display: grid;
        gap: 12px;
    }
    .panel > * {
        min-width: 0;
    }
    .bar {
        align-items: center;
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
    }
    .bar select,
    .bar > button {
        background: var(--panel);
        border-radius: 99px;
        padding: 6px 12px;
    }
    .bar select {
        max-width: 220px;
        text-overflow: ellipsis;
    }
    .bar .go {
        border-radius: 99px;
        padding: 7px 24px;
    }
    .end {
        align-items: center;
        display: flex;
        flex: 1;
        gap: 10px;
        justify-content: flex-end;
        min-width: 0;
    }
    .work {
        color: var(--soft);
        display: grid;
        min-width: 0;
        text-align: end;
    }
    .work small {
        overflow: hidden;
        text-overflow: ellipsis;
        white-space: nowrap;
    }
    progress {
        accent-color: var(--accent);
        width: 100%;
    }
    .more .encoder {
        align-items: end;
        display: grid;
        gap: 10px;
        grid-template-columns: minmax(0, 1fr) auto;
        margin-top: 10px;
    }
    .stage {
        min-width: 0;
    }
    .facts {
        overflow-wrap: anywhere;
    }
    .facts p {
        margin: 4px 0 0;
    }
    .own bdi {
        -webkit-box-orient: vertical;
        -webkit-line-clamp: 4;
        display: -webkit-box;
        overflow: hidden;
    }
    .examples {
        display: grid;
        gap: 8px;
        grid-template-columns: repeat(auto-fill, minmax(84px, 1fr));
    }
    .examples button {
        line-height: 0;
        overflow: hidden;
        padding: 0;
    }
    .examples img {
        aspect-ratio: 1;
        object-fit: cover;
        width: 100%;
    }
    @container (max-width: 720px) {
        .ranked .stage {
            align-items: start;
            display: grid;
            gap: 10px;
            grid-template-columns: minmax(96px, 40%) minmax(0, 1fr);
            --picture-height: 120px;
        }
        .ranked cc-where {
            grid-column: 1 / -1;
            order: 1;
        }
        .bar select {
            max-width: 46%;
        }
    }
`;
