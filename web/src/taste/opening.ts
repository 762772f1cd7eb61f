/** The pictures to choose from: what there is, and the opening of one of them, which the server looks at in the background. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ApiError, get, poll, send } from "../core/api";
import { t } from "../core/words";
import { setOpenHere, type Setup } from "./memory";
import { sourceOf, type Offer, type Opening } from "./records";

const NOTHING: Offer = { raters: [], sources: [], lists: [], any_folder: false };

/** Return what opens the pictures of a setup. */
const bodyOf = ({ source, encoder, list }: Setup): Record<string, unknown> => ({
    source: sourceOf(source),
    ...(encoder ? { encoder } : {}),
    ...(list ? { list } : {}),
});

export class Openings implements ReactiveController {
    offer: Offer = NOTHING;
    opening: Opening | null = null;
    error = "";
    /** What was asked for when the open pictures were opened. */
    private asked: Setup | null = null;
    private polls: AbortController | null = null;

    /** @param onReady called when pictures can be chosen from. */
    constructor(
        private readonly host: ReactiveControllerHost,
        private readonly onReady: () => void,
    ) {
        host.addController(this);
    }

    hostConnected(): void {
        if (this.opening?.state === "working") this.follow(this.opening.key);
    }

    hostDisconnected(): void {
        this.polls?.abort();
    }

    get isAtWork(): boolean {
        return this.opening?.state === "working";
    }

    get isReady(): boolean {
        return this.opening?.state === "ready";
    }

    /** Whether these are the pictures of a setup. */
    isOf(setup: Setup): boolean {
        const { asked } = this;
        return asked !== null && JSON.stringify(bodyOf(asked)) === JSON.stringify(bodyOf(setup));
    }

    /** Read who has chosen, and what there is to choose from. */
    async list(): Promise<void> {
        try {
            this.offer = await get<Offer>("taste");
        } catch (error) {
            this.error = (error as Error).message;
        }
        this.host.requestUpdate();
    }

    /** Open the pictures of a setup; those that are open already are found again. */
    async open(setup: Setup): Promise<void> {
        this.close();
        const polls = (this.polls = new AbortController());
        this.asked = setup;
        setOpenHere(true);
        try {
            const opening = await send<Opening>("POST", "taste/open", bodyOf(setup));
            if (polls.signal.aborted) return void this.drop(opening.key);
            this.seen(opening);
            if (opening.state === "working") this.follow(opening.key);
        } catch (error) {
            if (!polls.signal.aborted) this.fail(error);
        }
        this.host.requestUpdate();
    }

    /** Open what is open once more: the server has forgotten it, as after a restart. */
    async again(): Promise<void> {
        if (this.asked) await this.open(this.asked);
    }

    /** Stop the looking; what was looked at so far is kept in the server's cache. */
    async interrupt(): Promise<void> {
        const { opening } = this;
        this.close();
        setOpenHere(false);
        this.error = t("Interrupted. Opening these pictures again goes on from here.");
        if (opening) await this.drop(opening.key);
        this.host.requestUpdate();
    }

    private async drop(key: string): Promise<void> {
        await send("DELETE", `taste/open/${encodeURIComponent(key)}`).catch(() => undefined);
    }

    close(): void {
        this.polls?.abort();
        this.opening = null;
        this.asked = null;
        this.error = "";
        this.host.requestUpdate();
    }

    private follow(key: string): void {
        const polls = (this.polls = new AbortController());
        void poll<Opening>(
            () => `taste/open/${encodeURIComponent(key)}`,
            (opening) => this.seen(opening),
            (opening) => opening.state !== "working",
            polls.signal,
        ).catch((error: ApiError) => {
            if (!polls.signal.aborted) this.fail(error);
        });
    }

    private fail(error: unknown): void {
        this.opening = null;
        this.asked = null;
        this.error = (error as Error).message;
        this.host.requestUpdate();
    }

    private seen(opening: Opening): void {
        this.opening = opening;
        this.error = "";
        if (opening.state === "ready") this.onReady();
        this.host.requestUpdate();
    }
}
