/** Choices on their way to the server: each is kept in the browser until the server has it on disk. */

import { ApiError } from "../core/api";
import type { Store } from "../core/storage";
import type { Choice, Receipt } from "./records";

const PREFIX = "taste-choice-";

interface Sent extends Receipt {
    rater: string;
}

interface Waiting {
    /** When it was chosen: choices are sent in their order. */
    at: number;
    /** Which pictures it is about: their key is another one when the server has started anew. */
    from: string;
    choice: Choice;
}

/** Whether a server's answer means that it will never take this choice: it is wrong, not only late. */
export function isRefusal(status: number): boolean {
    return [400, 413, 422].includes(status);
}

/** Whether the server may take the same later: it restarts, its disk is full, or the pictures are still being opened. */
export const isLate = (error: unknown): boolean =>
    error instanceof ApiError && (error.status === 0 || error.status === 409 || error.status >= 500);

/** Return what waits, in the order in which it was chosen. */
export function inOrder(waiting: readonly Pick<Waiting, "at" | "choice">[]): Choice[] {
    return [...waiting].sort((one, other) => one.at - other.at).map(({ choice }) => choice);
}

/**
 * All windows share what waits, and any of them may send it: a choice that arrives twice counts once, by its id.
 */
export class Outbox {
    private running: Promise<unknown> = Promise.resolve();

    /**
     * @param post sends a choice among the pictures of a key; returns what the server then knows.
     * @param refused called with what the server will never take.
     */
    constructor(
        private readonly store: Store,
        private readonly post: (choice: Choice, key: string) => Promise<Receipt>,
        private readonly refused: (choice: Choice, message: string) => void,
    ) {}

    /** @param from which pictures it is about. */
    add(from: string, choice: Choice): void {
        this.store.write(PREFIX + choice.id, { at: Date.now(), from, choice } satisfies Waiting);
    }

    /** Return what waits and is about these pictures. */
    waiting(from: string): Choice[] {
        const found = this.store.keys(PREFIX).flatMap((name) => this.store.read<Waiting>(name) ?? []);
        return inOrder(found.filter((waiting) => waiting.from === from));
    }

    /**
     * Send what waits and is about these pictures, whoever chose it; returns what the server then knows of the rater
     * of the last choice, or null if nothing was left.
     *
     * Whoever asks while it is being sent waits for that, and then sends what has come since.
     */
    send(from: string, key: string): Promise<Sent | null> {
        const sent = this.running.then(() => this.sendAll(from, key));
        this.running = sent.catch(() => undefined);
        return sent;
    }

    private async sendAll(from: string, key: string): Promise<Sent | null> {
        let sent: Sent | null = null;
        for (const choice of this.waiting(from)) {
            try {
                sent = { rater: choice.rater, ...(await this.post(choice, key)) };
            } catch (error) {
                if (!(error instanceof ApiError) || !isRefusal(error.status)) throw error;
                this.refused(choice, error.message);
            }
            this.store.remove(PREFIX + choice.id);
        }
        return sent;
    }

    /** Take back a choice that the server does not have yet; returns whether it was still here. */
    async take(id: string): Promise<boolean> {
        await this.running; // a choice on its way may have arrived
        const isHere = this.store.read(PREFIX + id) !== null;
        this.store.remove(PREFIX + id);
        return isHere;
    }
}
