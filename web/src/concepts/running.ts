/** How far tasks are, in the look of all progress. */

import { css, html, nothing, type TemplateResult } from "lit";
import { t } from "../core/words";
import { isAtWork, type Run } from "./tasks";

export const runningLook = css`
    .running {
        display: grid;
        gap: 6px;
    }
`;

/** Return the state of a run: its progress, or how it ended if that was not well. */
export function running(run: Run<unknown> | null): TemplateResult | typeof nothing {
    if (!run) return nothing;
    const { task, error, name } = run;
    if (error) return html`<p class="message error" data-state="lost" role="alert"><bdi>${name}</bdi>: ${error}</p>`;
    if (isAtWork(run)) {
        const done = task && task.total ? Math.round((100 * Math.min(task.done, task.total)) / task.total) : 0;
        return html`<div class="running" data-state=${task?.state ?? "waiting"}>
            <p role="status"><bdi>${name}</bdi>: ${task ? t(task.doing) : "…"} <span class="number hint">${task ? `${task.done} / ${task.total}` : nothing}</span></p>
            <span class="track" role="progressbar" aria-label=${t("Progress")} aria-valuemin="0" aria-valuemax="100" aria-valuenow=${done}
                ><span style="width: ${done}%"></span
            ></span>
        </div>`;
    }
    if (!task || task.state === "done") return nothing;
    return html`<p class="message ${task.state === "failed" ? "error" : "interrupted"}" data-state=${task.state} role="status">
        <bdi>${name}</bdi>: ${t(task.message)}
    </p>`;
}
