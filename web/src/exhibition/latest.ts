/** Something of a session that is read again as the session grows, never faster than the server can follow. */

import type { ReactiveControllerHost } from "lit";
import { get } from "../core/api";

/** Milliseconds between two readings at least, and the share of the time that may be spent with reading. */
const PAUSE = 500;
const SHARE = 1 / 5;

export class Latest<Found> {
    /** Null until it is there. */
    value: Found | null = null;
    /** Why it is not. */
    message = "";
    private path = "";
    private state = "";
    private run: symbol | null = null;
    private timer = 0;
    private next = 0;

    constructor(private readonly host: ReactiveControllerHost) {}

    /**
     * Ask for something, and again whenever the state is another one.
     *
     * @param path where it is read; with another one, what was read before is forgotten. Empty for nothing.
     */
    wish(path: string, state: string): void {
        if (path === this.path && state === this.state) return;
        const isOther = path !== this.path;
        [this.path, this.state] = [path, state];
        if (!isOther) return this.schedule();
        window.clearTimeout(this.timer);
        this.timer = 0;
        this.value = this.run = null;
        this.message = "";
        if (path) void this.read();
    }

    private schedule(): void {
        if (this.run || this.timer || !this.path) return;
        this.timer = window.setTimeout(() => void this.read(), Math.max(0, this.next - Date.now()));
    }

    private async read(): Promise<void> {
        const { path, state } = this;
        const run = (this.run = Symbol());
        const began = Date.now();
        this.timer = 0;
        let [value, message] = [this.value, ""];
        try {
            value = await get<Found>(path);
        } catch (error) {
            message = (error as Error).message;
        }
        if (run !== this.run) return;
        this.run = null;
        [this.value, this.message] = [value, message];
        const now = Date.now();
        this.next = now + Math.max(PAUSE, (now - began) / SHARE);
        if (state !== this.state) this.schedule();
        this.host.requestUpdate();
    }
}
