/** The stored sessions of one kind, the newest first, and which sessions are at work. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { get } from "../core/api";
import type { Brief } from "./records";

interface Listed {
    at_work: string[];
    /** Rises whenever a session is set going. */
    launches: number;
    sessions: Brief[];
}

/** Milliseconds between two looks at which sessions are at work; other windows start some, too. */
const LOOK = 3000;
/** The sessions that are listed at first, and at each request for more. */
const PAGE = 30;

export class Shelf implements ReactiveController {
    briefs: Brief[] = [];
    atWork: string[] = [];
    /** Whether older sessions are left. */
    hasMore = false;
    private launches = -1;
    private timer = 0;
    private wanted = PAGE;

    /**
     * @param isSeen whether anyone looks at the panel.
     * @param onWork called with the sessions of this kind that are at work, when any was set going since.
     */
    constructor(
        private readonly host: ReactiveControllerHost,
        private readonly kind: () => string,
        private readonly isSeen: () => boolean,
        private readonly onWork: (ids: string[]) => void,
    ) {
        host.addController(this);
    }

    hostConnected(): void {
        this.timer = window.setInterval(() => void this.look(), LOOK);
        void this.refresh().catch(() => undefined); // the panel's next request reports it
    }

    hostDisconnected(): void {
        window.clearInterval(this.timer);
    }

    /** Read the list again. */
    async refresh(): Promise<void> {
        const { wanted } = this;
        const page = await get<Listed>(`sessions?limit=${wanted + 1}&kind=${this.kind()}`);
        this.briefs = page.sessions.slice(0, wanted);
        this.hasMore = page.sessions.length > wanted;
        this.note(page);
        this.host.requestUpdate();
    }

    /** Take a session that was deleted from the list, whose picture is gone. */
    forget(id: string): void {
        this.briefs = this.briefs.filter((brief) => brief.id !== id);
    }

    async more(): Promise<void> {
        this.wanted += PAGE;
        await this.refresh();
    }

    private async look(): Promise<void> {
        if (document.hidden || !this.isSeen()) return;
        try {
            const { at_work, launches } = await get<Listed>("sessions?limit=0");
            if (launches !== this.launches || at_work.join() !== this.atWork.join()) await this.refresh();
        } catch {
            // The server restarts, as on Reload UI.
        }
    }

    private note({ at_work: ids, launches }: Listed): void {
        const isNews = launches !== this.launches;
        this.atWork = ids;
        this.launches = launches;
        if (isNews) this.onWork(ids.filter((id) => this.briefs.some((brief) => brief.id === id)));
    }
}
