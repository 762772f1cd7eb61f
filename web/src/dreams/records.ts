/** Dreams as `GET /sessions/{id}` describes them. */

import { address } from "../core/api";
import { similarity } from "../core/numbers";
import { t } from "../core/words";
import type { Session, Step } from "../sessions/records";
import type { LargePicture } from "../views/large";
import type { Tile } from "../views/strip";

/** What one phrase makes of a frame; the first one is no phrase. */
export interface Compared {
    phrase: string;
    similarity: number | null;
    judged: number | null;
}

export interface Frame extends Step {
    /** The name of its picture; empty if it is gone. */
    file: string;
    /** The steps up the gradient until then. */
    climbed: number;
    want: string;
    avoid: string;
    similarity: number | null;
    judged: number | null;
    activity: number | null;
    compared: Compared[];
    awake: boolean;
    note: string;
    seconds: number;
}

export interface DreamSession extends Session<Frame> {
    has_start: boolean;
    has_aim?: boolean;
}

/** The pictures that a dream was begun with, by their names among its own. */
export const START = "start.png";
export const AIM = "aim.png";

/** Pixels of a picture in the film strip. */
const TILE = 176;

/** Return the address of a dream's picture; with a side, that of a small copy. */
export function picture(id: string, file: string, side = 0): string {
    return address(`sessions/${id}/pictures/${file}${side ? `?side=${side}` : ""}`);
}

/** Return the frame that is shown: the one that the user has picked, or else the newest. */
export function shownFrame(frames: readonly Frame[], picked: number | null): Frame | undefined {
    return frames.find(({ number }) => number === picked) ?? frames.at(-1);
}

/** Return the number of pictures that a dream has in the end: the start, the frames, and the one that is awake. */
export function picturesOf({ settings, steps }: DreamSession): number {
    const planned = Number(settings["frames"]) + 1 + (Number(settings["wake_up"]) > 0 ? 1 : 0);
    return Math.max(planned, steps.length);
}

/** Return the seconds that the pictures still to come will take; 0 if nobody knows. */
export function secondsLeft(session: DreamSession): number {
    const timed = session.steps.filter(({ number, awake, seconds }) => number > 0 && !awake && seconds > 0).slice(-5);
    if (!timed.length) return 0;
    const mean = timed.reduce((sum, { seconds }) => sum + seconds, 0) / timed.length;
    return mean * (picturesOf(session) - session.steps.length);
}

/** Return what a frame is called. */
export function nameOf(frame: Frame): string {
    if (frame.awake) return t("Awake");
    return frame.number ? t("Frame {number}", { number: frame.number }) : t("Start");
}

/** Return a frame's numbers in one line. */
export function numbersOf(frame: Frame): string {
    return [
        frame.similarity === null ? "" : similarity(frame.similarity),
        frame.judged === null ? "" : `${t("judge")} ${similarity(frame.judged)}`,
        frame.activity === null ? "" : `${t("activity")} ${similarity(frame.activity)}`,
    ]
        .filter(Boolean)
        .join(" · ");
}

/** Return what a frame was dreamt from, in one line. */
export const wordsOf = ({ want, avoid }: Frame): string =>
    [want, avoid && `− ${avoid}`].filter(Boolean).join(" ").replace(/\s+/g, " ").trim();

const titleOf = (frame: Frame): string => [nameOf(frame), numbersOf(frame), wordsOf(frame)].filter(Boolean).join(" · ");

/** Return what the film strip shows of a frame. */
export function tileOf(id: string, frame: Frame): Tile {
    const { number, file, awake } = frame;
    const value = frame.similarity ?? frame.activity;
    return {
        number,
        source: file ? picture(id, file, TILE) : "",
        large: file ? picture(id, file) : "",
        title: titleOf(frame),
        caption: awake ? t("Awake") : value === null ? "" : similarity(value),
        isKept: false,
    };
}

/** Return all frames that have a picture as they are shown large. */
export function largeOf({ id, steps }: DreamSession): LargePicture[] {
    return steps.filter(({ file }) => file).map((frame) => ({ source: picture(id, frame.file), title: titleOf(frame) }));
}

/** Return the values of phrases over which bars are drawn: the largest of all frames, so that frames can be compared. */
export function largest(frames: readonly Frame[]): number {
    const values = frames.flatMap(({ compared }) => compared.flatMap((one) => [one.similarity ?? 0, one.judged ?? 0]));
    return values.reduce((most, value) => Math.max(most, value), 1e-9);
}
