/** One session as a window watches it: by short polls, as long as it is at work. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ApiError, get, poll, send } from "../core/api";
import { isAtWork, lastNumber, withKnownSteps, type Session, type Status } from "./records";

/** A number that no step has reached. */
const NO_STEPS = 2 ** 31 - 1;

export class Watch<AnySession extends Session> implements ReactiveController {
    status: Status<AnySession> | null = null;
    /** Why the session is not watched any more. */
    error = "";
    private polls: AbortController | null = null;

    /**
     * @param onNews called with each status, before the panel is drawn.
     * @param needsSteps whether the steps are shown; else they are not sent.
     */
    constructor(
        private readonly host: ReactiveControllerHost,
        private readonly onNews: (status: Status<AnySession>) => void = () => undefined,
        private readonly needsSteps = true,
    ) {
        host.addController(this);
    }

    hostDisconnected(): void {
        this.polls?.abort();
    }

    hostConnected(): void {
        if (this.id && isAtWork(this.status)) this.follow(this.id);
    }

    get id(): string {
        return this.status?.session.id ?? "";
    }

    get isAtWork(): boolean {
        return isAtWork(this.status);
    }

    /** Show a session, and follow it while it is at work. */
    async open(id: string): Promise<void> {
        this.close();
        const polls = (this.polls = new AbortController());
        const status = await get<Status<AnySession>>(this.needsSteps ? `sessions/${id}` : `sessions/${id}?after_step=${NO_STEPS}`);
        if (polls.signal.aborted) return;
        this.seen(status);
        if (isAtWork(status)) this.follow(id);
    }

    close(): void {
        this.polls?.abort();
        this.status = null;
        this.error = "";
        this.host.requestUpdate();
    }

    /** Send a command, and follow what it sets going. */
    async act(verb: "start" | "step" | "resume" | "interrupt", path: string, body: unknown = {}): Promise<void> {
        const status = await send<Status<AnySession>>("POST", path, body);
        if (verb === "start") this.close();
        this.seen(status);
        this.follow(status.session.id);
    }

    /** Poll a session until its work is over. */
    follow(id: string): void {
        this.polls?.abort();
        const polls = (this.polls = new AbortController());
        const known = (): number => (this.needsSteps ? lastNumber(this.status) : NO_STEPS);
        void poll<Status<AnySession>>(
            () => `sessions/${id}?wait=0&newer_than=${this.status?.version ?? -1}&after_step=${known()}`,
            (status) => this.seen(status),
            (status) => !isAtWork(status),
            polls.signal,
        ).catch((error: ApiError) => {
            if (polls.signal.aborted) return;
            if (error.status === 404) this.status = null;
            this.error = error.message;
            this.host.requestUpdate();
        });
    }

    private seen(status: Status<AnySession>): void {
        this.status = withKnownSteps(this.status, status);
        this.error = "";
        this.onNews(this.status);
        this.host.requestUpdate();
    }
}
