/** Feedback sessions as `GET /sessions/{id}` describes them. */

import { address } from "../core/api";
import { wordKey } from "../core/identity";
import type { Live, Session, Status, Step } from "../sessions/records";
import type { Part } from "../views/meters";

/** The user's own mask, among a session's pictures. */
export const OWN_MASK = "mask.png";

/** What a rater's taste says about a picture, in its standard units. */
export interface Liking {
    mean: number;
    sd: number;
}

export interface Score {
    value: number;
    parts: Part[];
    taste?: Liking;
}

export interface Candidate {
    file: string;
    seed: number;
    score: Score;
}

export interface LoopStep extends Step {
    prompt: string;
    negative_prompt: string;
    strength: number;
    why: string[];
    edited: boolean;
    /** The place of the best candidate; -1 if the step was skipped. */
    best: number;
    kept: boolean;
    candidates: Candidate[];
    /** The tokens that are used, and how many there is room for (0 without a limit); null if the host could not count them. */
    tokens: [number, number] | null;
    negative_tokens: [number, number] | null;
    notes: string[];
    /** What the step might change: a picture of the session, made of a word, or the user's own if the word is empty. */
    mask?: { file: string; word: string };
    judge?: Score;
    seconds?: Record<string, number>;
}

export interface LoopSession extends Session<LoopStep> {
    start: "picture" | "sketch" | "prompt";
    /** The session and step that it was continued from. */
    origin: string;
    encoder: string;
    /** Whether the user gave a mask of the start picture, which is among the session's pictures. */
    masked?: boolean;
}

export interface Proposal {
    prompt: string;
    negative_prompt: string;
    why: string[];
}

export type LoopStatus = Status<LoopSession>;

/** What CLIP sees in a step's picture: the best words of each group. */
export interface Seen {
    group: string;
    words: { word: string; share: number }[];
}

/** Return what a taste says as text; empty without a taste. */
export function likingText(liking: Liking | undefined): string {
    return liking ? `${liking.mean < 0 ? "−" : "+"}${Math.abs(liking.mean).toFixed(2)} ± ${liking.sd.toFixed(2)}` : "";
}

/** What a rater would think of a session's pictures, by their files, and the files with the best first. */
export interface Tastes {
    tastes: Record<string, { percentile: number | null; not_yet: string }>;
    liked: string[];
}

/** Return candidates in an order; those of which it says nothing are the last. */
export function sorted(candidates: readonly Candidate[], measure: string, liked: readonly string[]): readonly Candidate[] {
    if (measure === "score") return candidates.toSorted((one, other) => other.score.value - one.score.value);
    const place = new Map(liked.map((file, at) => [file, at]));
    const placeOf = ({ file }: Candidate): number => place.get(file) ?? liked.length;
    return measure === "taste" ? candidates.toSorted((one, other) => placeOf(one) - placeOf(other)) : candidates;
}

/** Return a step's best candidate. */
export function winner(step: LoopStep | undefined): Candidate | undefined {
    return step?.candidates[step.best];
}

/** Return the step whose picture is kept. */
export function keptStep(steps: readonly LoopStep[]): LoopStep | undefined {
    return steps.findLast((step) => step.kept && step.best >= 0);
}

/** Return the picture that says where the next step may change something; empty for everywhere, or if it is not made yet. */
export function maskFile({ masked, settings, steps }: LoopSession): string {
    const word = String(settings["only_where"] ?? "");
    if (!word) return masked ? OWN_MASK : "";
    const last = steps.at(-1)?.mask;
    return last && wordKey(last.word) === wordKey(word) ? last.file : "";
}

/** Return the step before another one. */
export function stepBefore(steps: readonly LoopStep[], step: LoopStep): LoopStep | undefined {
    return steps.findLast((other) => other.number < step.number);
}

/** Return the address of a session's picture; with a side, that of a small copy. */
export function picture(id: string, file: string, side = 0): string {
    return address(`sessions/${id}/pictures/${file}${side ? `?side=${side}` : ""}`);
}

/**
 * Return the seconds that the steps still to come will take; 0 if nobody knows.
 *
 * @param live what the host says about the step in hand.
 */
export function secondsLeft(session: LoopSession, live: Live | null | undefined): number {
    const left = Math.max(0, Number(session.settings["steps"]) - (session.steps.at(-1)?.number ?? 0));
    const timed = session.steps.filter((step) => step.number > 0 && step.seconds).slice(-5);
    const done = Math.min(1, live?.progress ?? 0);
    if (timed.length) {
        const sums = timed.map((step) => Object.values(step.seconds ?? {}).reduce((sum, value) => sum + value, 0));
        return Math.max(0, left - done) * (sums.reduce((sum, value) => sum + value, 0) / sums.length);
    }
    return live?.eta && done < 1 ? (Math.max(0, left - done) * live.eta) / (1 - done) : 0;
}

/** Return the step that is shown: the one that the user has picked, or else the kept one. */
export function shownStep(steps: readonly LoopStep[], picked: number | null): LoopStep | undefined {
    return steps.find((step) => step.number === picked) ?? keptStep(steps) ?? steps.at(-1);
}
