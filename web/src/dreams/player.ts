/** The frames of a dream: one of them large, and all of them to be played, or moved through. */

import { LitElement, css, html, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import { look } from "../core/look";
import { t } from "../core/words";
import "../views/compare";
import "../views/strip";
import { PickEvent, type Tile } from "../views/strip";
import { Playback } from "./playback";
import { nameOf, numbersOf, picture, tileOf, wordsOf, type DreamSession, type Frame } from "./records";

/** Fires `cc-pick` with the number of the frame that is to be shown. */
@customElement("cc-dream-player")
export class DreamPlayer extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                --picture-height: min(62vh, 640px);
                display: grid;
                gap: 8px;
                grid-template-columns: minmax(0, 1fr);
                min-width: 0;
            }
            .gone {
                background: var(--panel);
                border-radius: 12px;
                margin: 0;
                padding: 40px;
                text-align: center;
            }
            .controls {
                align-items: center;
                display: flex;
                gap: 10px;
            }
            #play {
                flex: none;
                min-width: 92px;
            }
            input {
                flex: 1;
                min-width: 60px;
            }
            .place {
                color: var(--soft);
                flex: none;
                font-size: 12px;
            }
        `,
    ];

    @property({ attribute: false }) session!: DreamSession;
    @property({ attribute: false }) frame!: Frame;

    private tilesOf: { steps: readonly Frame[]; tiles: Tile[] } | null = null;
    private playback = new Playback(
        this,
        () => this.sourceOf(this.nextFrame),
        () => this.nextFrame && this.pick(this.nextFrame.number),
    );

    override render(): TemplateResult {
        const { session, frame, place } = this;
        const { steps } = session;
        return html`${frame.file
                ? html`<cc-compare
                      .later=${this.sourceOf(frame)}
                      .laterTitle=${[nameOf(frame), numbersOf(frame), wordsOf(frame)].filter(Boolean).join(" · ")}
                  ></cc-compare>`
                : html`<p class="gone hint">${t("The picture of this frame is gone.")}</p>`}
            <div class="controls" role="group" aria-label=${t("Playback")}>
                <button id="play" ?disabled=${steps.length < 2} @click=${this.toggle}>
                    ${this.playback.isPlaying ? t("⏸ Stop") : t("▶ Play")}
                </button>
                <input
                    id="frame"
                    type="range"
                    min="0"
                    max=${Math.max(1, steps.length - 1)}
                    step="1"
                    ?disabled=${steps.length < 2}
                    aria-label=${t("Frame")}
                    aria-valuetext=${`${nameOf(frame)} ${numbersOf(frame)}`}
                    .value=${String(place)}
                    @input=${this.slide}
                />
                <span class="place number">${place + 1} / ${steps.length}</span>
            </div>
            <cc-strip label="All frames" .tiles=${this.tiles()} .selected=${frame.number} @cc-pick=${() => this.playback.stop()}></cc-strip>`;
    }

    private get place(): number {
        return this.session.steps.findIndex(({ number }) => number === this.frame.number);
    }

    private get nextFrame(): Frame | undefined {
        return this.session.steps.slice(this.place + 1).find(({ file }) => file);
    }

    private sourceOf(frame: Frame | undefined): string {
        return frame?.file ? picture(this.session.id, frame.file) : "";
    }

    /** Return what the strip shows; the same objects as long as the frames are the same. */
    private tiles(): Tile[] {
        const { id, steps } = this.session;
        if (this.tilesOf?.steps !== steps) this.tilesOf = { steps, tiles: steps.map((frame) => tileOf(id, frame)) };
        return this.tilesOf.tiles;
    }

    private toggle = (): void => {
        const { playback, session } = this;
        if (playback.isPlaying) return playback.stop();
        if (!this.nextFrame) this.pick(session.steps[0]!.number);
        void playback.play();
    };

    private slide = (event: Event): void => {
        this.playback.stop();
        const frame = this.session.steps[Number((event.target as HTMLInputElement).value)];
        if (frame) this.pick(frame.number);
    };

    private pick(number: number): void {
        this.dispatchEvent(new PickEvent(number));
    }
}
