/** Asking a question about a picture, and watching it until it is answered. */

import { isOver, type Status } from "../core/answer";
import { poll, send } from "../core/api";

/**
 * Ask a question; returns its last state.
 *
 * @param seen called with each state.
 * @param signal ends the watching, not the work.
 * @param halt ends the work, also where it comes before the server has answered for the first time.
 */
export async function ask(
    body: unknown,
    seen: (status: Status) => void,
    signal: AbortSignal,
    halt: AbortSignal,
): Promise<Status> {
    let status = await send<Status>("POST", "questions", body);
    const { id } = status;
    if (halt.aborted) await interrupt(id);
    else halt.addEventListener("abort", () => void interrupt(id), { once: true });
    seen(status);
    await poll<Status>(
        () => `questions/${status.id}`,
        (next) => {
            status = next;
            seen(next);
        },
        isOver,
        signal,
    );
    return status;
}

/** Stop the work on a question; a question that the server no longer knows is at its end, too. */
async function interrupt(id: string): Promise<void> {
    await send("POST", `questions/${id}/interrupt`).catch(() => undefined);
}
