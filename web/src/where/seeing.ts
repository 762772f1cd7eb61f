/** Asking where CLIP sees the words of an answer: once, when the first word is ticked. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import type { Status } from "../core/answer";
import { file } from "../core/api";
import { t } from "../core/words";
import { ask } from "../rank/question";
import { readMaps, type Maps } from "./maps";

/** Stands for all words of the list. */
const ALL = "*";

/** A question whose words, picture and encoder are those of a ranking. */
export type Body = Record<string, unknown>;

export class Seeing implements ReactiveController {
    /** Null until they are there. */
    maps: Maps | null = null;
    /** The id of the question that has the maps. */
    question = "";
    /** The state of the question while it is answered. */
    status: Status | null = null;
    /** Why there are no maps; empty if there is no reason against them. */
    message = "";
    /** The cell of the picture that the user points at. */
    cell: number | null = null;
    private body: Body | null = null;
    private run: AbortController | null = null;
    private halt: AbortController | null = null;

    constructor(private readonly host: ReactiveControllerHost) {
        host.addController(this);
    }

    hostDisconnected(): void {
        this.giveUp();
    }

    /** Whether the maps are being made. */
    get isAtWork(): boolean {
        return this.run !== null;
    }

    /** Forget the answer, and give up what is not answered yet. */
    forget(): void {
        this.giveUp();
        this.run = this.halt = this.body = this.maps = this.status = this.cell = null;
        this.question = this.message = "";
        this.host.requestUpdate();
    }

    private giveUp(): void {
        this.halt?.abort();
        this.run?.abort();
    }

    /** Be ready to show where the words of this answer are; null for words that were ranked in another way. */
    about(body: Body, last: Status | null): void {
        this.forget();
        this.body = body;
        if (last?.answer?.where) void this.watch((signal) => this.read(last, signal));
    }

    /** Ask where the words are, unless that is known, being asked, or was refused. */
    wish(): void {
        if (!this.maps && !this.isAtWork && !this.message) this.look();
    }

    /** Ask where the words are. */
    look = (): void => {
        const { body } = this;
        if (!body) return;
        const where = { ...body, rater: "", where: ALL, audit: false, negative: false, prompt: "", contrasts: "", rounds: 0 };
        const halt = (this.halt = new AbortController());
        void this.watch(async (signal) => {
            const seen = (status: Status): void => this.show({ status });
            await this.read(await ask(where, seen, signal, halt.signal), signal);
        });
    };

    interrupt = (): void => this.halt?.abort();

    point(cell: number | null): void {
        if (cell !== this.cell) this.show({ cell });
    }

    private show(change: Partial<Pick<Seeing, "status" | "cell" | "maps" | "question" | "message">>): void {
        Object.assign(this, change);
        this.host.requestUpdate();
    }

    private async watch(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
        const run = (this.run = new AbortController());
        this.show({ message: "" });
        try {
            await work(run.signal);
        } catch (error) {
            if (run === this.run) this.message = (error as Error).message;
        } finally {
            if (run === this.run) {
                this.run = this.halt = null;
                this.show({ status: null });
            }
        }
    }

    private async read(last: Status, signal: AbortSignal): Promise<void> {
        if (signal.aborted) return;
        const about = last.answer?.where;
        if (!about) throw new Error(t(last.state === "interrupted" ? "Interrupted." : last.message));
        const blob = await file(`questions/${last.id}/maps`);
        const maps = readMaps(about, await blob.arrayBuffer());
        if (!signal.aborted) this.show({ maps, question: last.id });
    }
}
