/** Flipping through frames, one after the other, as fast as their pictures come. */

import type { ReactiveController, ReactiveControllerHost } from "lit";

/** Milliseconds for which each frame is shown; more for people who do not want things to move. */
const PACE = 140;
const CALM_PACE = 1200;

export class Playback implements ReactiveController {
    isPlaying = false;
    private run: symbol | null = null;

    /**
     * @param next returns the address of the frame behind the one that is shown; empty at the end.
     * @param show shows that frame.
     */
    constructor(
        private readonly host: ReactiveControllerHost,
        private readonly next: () => string,
        private readonly show: () => void,
    ) {
        host.addController(this);
    }

    hostDisconnected(): void {
        this.stop();
    }

    stop(): void {
        this.run = null;
        this.isPlaying = false;
        this.host.requestUpdate();
    }

    /** Play until the last frame, which may come while it plays. */
    async play(): Promise<void> {
        const run = (this.run = Symbol());
        this.isPlaying = true;
        this.host.requestUpdate();
        await drawn();
        for (let source = this.next(); source && run === this.run; source = this.next()) {
            await Promise.all([loaded(source), pause()]);
            if (run !== this.run) return;
            this.show();
            await drawn();
        }
        if (run === this.run) this.stop();
    }
}

/** Wait until the frame that was picked is the one that is shown; longer while nobody looks. */
const drawn = (): Promise<number> => new Promise(requestAnimationFrame);

const pause = (): Promise<void> => {
    const isCalm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    return new Promise((done) => setTimeout(done, isCalm ? CALM_PACE : PACE));
};

/** Load a picture, so that it is there at once when it is shown; one that fails holds nothing up. */
function loaded(source: string): Promise<void> {
    return new Promise((done) => {
        const image = new Image();
        image.onload = image.onerror = () => done();
        image.src = source;
    });
}
