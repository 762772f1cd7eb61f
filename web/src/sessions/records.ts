/** Sessions as `GET /sessions` describes them. */

import type { Values } from "../core/tables";
import { t } from "../core/words";

export interface Step {
    number: number;
}

/** A step of a kind that has no panel of its own. */
export interface ShownStep extends Step {
    /** The name of its picture; empty if it has none. */
    file: string;
    text: string;
}

export interface Session<AnyStep extends Step = Step> {
    id: string;
    settings: Values;
    steps: AnyStep[];
    notes: string[];
}

/** What the host shows of the picture that it makes now. */
export interface Live {
    progress: number | null;
    preview: string | null;
    eta: number | null;
}

export interface Status<AnySession extends Session = Session> {
    state: "waiting" | "running" | "stopped" | "interrupted" | "failed";
    /** How the last work ended. */
    message: string;
    done: number;
    doing: string;
    version: number;
    /** Why there is nothing left to do; empty if there is. */
    finished?: string;
    live?: Live | null;
    proposal: unknown;
    session: AnySession;
}

/** A session's entry in the list; those of other kinds have other numbers. */
export interface Brief {
    kind: string;
    id: string;
    error?: string;
    steps?: number;
    of?: number;
    want?: string;
    taste?: string;
    avoid?: string;
    objective?: string;
    prompt?: string;
    /** The name of the concept that is bred. */
    name?: string;
    /** The axes and the first picture of an exhibition. */
    axes?: { name: string; values: number }[];
    file?: string;
    /** What a dream aims at, and how near its last frame is; null without words. */
    about?: string;
    similarity?: number | null;
    kept?: { step: number; file: string; score: number } | null;
}

/** Return whether a session waits for its turn or is running. */
export function isAtWork(status: Status | null): status is Status {
    return status?.state === "waiting" || status?.state === "running";
}

/** Return a status with the steps that are known already and those that were sent. */
export function withKnownSteps<AnySession extends Session>(
    known: Status<AnySession> | null,
    news: Status<AnySession>,
): Status<AnySession> {
    if (!known || known.session.id !== news.session.id) return news;
    const last = lastNumber(known);
    const added = news.session.steps.filter((step) => step.number > last);
    // The same array as before as long as nothing was added, so that nothing is drawn again.
    const steps = added.length ? [...known.session.steps, ...added] : known.session.steps;
    return { ...news, session: { ...news.session, steps } };
}

/** Return the number of the last step; -1 without any. */
export function lastNumber(status: Status | null): number {
    return status?.session.steps.at(-1)?.number ?? -1;
}

/** Return the day and time in a session's id. */
export function moment(id: string): string {
    const found = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)/.exec(id);
    return found ? `${found[1]}-${found[2]}-${found[3]} ${found[4]}:${found[5]}` : id;
}

/** Return what a session aims at, in one line: what is wanted, or the prompt and the axes of an exhibition. */
export function aim(brief: Brief): string {
    const axes = (brief.axes ?? []).map(({ name, values }) => `${name} (${values})`).join(" × ");
    const wanted = [brief.name && `<${brief.name}>`, brief.about?.trim(), brief.want?.trim(), brief.avoid?.trim() && `− ${brief.avoid.trim()}`, brief.prompt?.trim(), axes].filter(Boolean).join(" ");
    return wanted.replace(/\s+/g, " ") || (brief.taste ? t("the taste of {rater}", { rater: brief.taste }) : moment(brief.id));
}
