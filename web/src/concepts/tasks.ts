/** What takes a while with concepts: set going by one request, then watched, also after the page was loaded again. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ApiError, dataUrl, poll, send } from "../core/api";
import { keptHere } from "../core/storage";
import type { Values } from "../core/tables";
import type { Collected } from "./collected";
import type { SavedConcept } from "./records";

export interface Task<Result = unknown> {
    id: string;
    state: "waiting" | "running" | "done" | "failed" | "interrupted";
    message: string;
    done: number;
    total: number;
    doing: string;
    result: Result | null;
}

/** What came of starting a concept; of several parts, their similarities are there, too. */
export interface Started {
    name: string;
    keyword: string;
    vectors: number;
    /** Mean similarity to crops of its own pictures that were held out. */
    own: number;
    /** Mean similarity to other pictures. */
    other?: number;
    step?: number;
    steps?: number;
    notes: string[];
    saved: SavedConcept[];
    parts?: StartedPart[];
    /** How many parts are nearest to their own pictures. */
    told_apart?: number;
}

export interface StartedPart {
    name: string;
    keyword: string;
    vectors: number;
    /** Mean similarities to the held-out crops of all parts, in their order. */
    similarities: number[];
    /** How much the whole loses without it. */
    missing: number;
}

/** A difference of similarities: its mean, and its interval of 95 %. */
export type Margin = readonly [mean: number, low: number, high: number];

export interface Fidelity {
    keyword: string;
    kind: string;
    own: number;
    others: number;
    own_kind: number;
    others_kind: number;
    margin: Margin;
    margin_kind: Margin;
    gain: Margin;
    notes: string[];
}

/** A task as a window knows it. */
export interface Run<Result> {
    id: string;
    /** What is made, for people to read. */
    name: string;
    task: Task<Result> | null;
    /** Why nothing more is known of it. */
    error: string;
}

export const isAtWork = (run: Run<unknown>): boolean => !run.error && (!run.task || ["waiting", "running"].includes(run.task.state));

/** A part that a user has named, and the group of its pictures. */
export interface Part {
    id: string;
    name: string;
}

/** What is set for a start. */
export interface Draft {
    name: string;
    values: Values;
    encoder: string;
    /** The folder of other pictures; empty for those that were looked at before. */
    folder: string;
    parts: Part[];
}

export const EMPTY: Draft = { name: "my-concept", values: {}, encoder: "", folder: "", parts: [] };

/** Return what was set, whoever wrote it: values that we do not know get their defaults. */
export function checked(found: Partial<Record<keyof Draft, unknown>> | null): Draft {
    const text = (value: unknown, otherwise = ""): string => (typeof value === "string" ? value : otherwise);
    const { values, parts } = found ?? {};
    return {
        name: text(found?.name, EMPTY.name),
        values: values !== null && typeof values === "object" && !Array.isArray(values) ? (values as Values) : {},
        encoder: text(found?.encoder),
        folder: text(found?.folder),
        parts: Array.isArray(parts) ? parts.filter((part) => typeof part?.id === "string" && typeof part.name === "string") : [],
    };
}

/** Return pictures as our routes take them. */
export const sentPictures = (pictures: readonly Collected[]): Promise<{ picture: string; name: string }[]> =>
    Promise.all(pictures.map(async ({ blob, name }) => ({ picture: await dataUrl(blob), name: name.slice(0, 400) })));

/** One task at a time, as a window watches it. */
export class Tasks<Result> implements ReactiveController {
    run: Run<Result> | null = null;
    private polls = new AbortController();

    /**
     * @param key the name under which a window remembers the task.
     * @param onDone called with what came of it, if it has ended well.
     */
    constructor(
        private readonly host: ReactiveControllerHost,
        private readonly key: string,
        private readonly onDone: (result: Result) => void = () => undefined,
    ) {
        host.addController(this);
    }

    hostConnected(): void {
        this.polls = new AbortController();
        const known = keptHere.read<{ id: string; name: string }>(this.key);
        if (!known) return;
        this.run = { ...known, task: null, error: "" };
        this.follow(known.id);
    }

    hostDisconnected(): void {
        this.polls.abort();
    }

    get isAtWork(): boolean {
        return this.run !== null && isAtWork(this.run);
    }

    get result(): Result | null {
        return this.run?.task?.result ?? null;
    }

    async start(path: string, name: string, body: unknown): Promise<void> {
        const task = await send<Task<Result>>("POST", path, body);
        this.polls.abort();
        this.polls = new AbortController();
        this.run = { id: task.id, name, task, error: "" };
        keptHere.write(this.key, { id: task.id, name });
        this.host.requestUpdate();
        this.follow(task.id);
    }

    async interrupt(): Promise<void> {
        if (this.run && this.isAtWork) this.change({ task: await send<Task<Result>>("POST", `concept-tasks/${this.run.id}/interrupt`) });
    }

    private change(changes: Partial<Run<Result>>): void {
        this.run = this.run && { ...this.run, ...changes };
        this.host.requestUpdate();
    }

    private follow(id: string): void {
        const { signal } = this.polls;
        void poll<Task<Result>>(
            () => `concept-tasks/${id}`,
            (task) => {
                this.change({ task });
                if (task.state === "done" && task.result) this.onDone(task.result);
            },
            ({ state }) => !["waiting", "running"].includes(state),
            signal,
        ).catch((error: ApiError) => {
            if (signal.aborted) return;
            if (error.status === 404) keptHere.remove(this.key); // the server was started anew
            this.change({ error: error.message });
        });
    }
}
