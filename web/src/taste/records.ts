/** Pictures to choose from, screens and choices, as the routes below `/taste` describe them. */

export const MODES = ["best", "duel", "stars"] as const;
export type Mode = (typeof MODES)[number];
export const AIMS = ["favourites", "learn"] as const;
export type Aim = (typeof AIMS)[number];

/** Where pictures come from: a session, a folder of the server's machine, or a gallery of the host. */
export interface Source {
    session?: string;
    folder?: string;
    /** The addresses at which the host shows them. */
    shown?: readonly string[];
}

/** What `GET /taste` says: who has chosen, and what there is to choose from. */
export interface Offer {
    raters: { name: string; answers: number }[];
    sources: (Source & { title: string; pictures: number })[];
    lists: string[];
    /** Whether any folder of the server's machine may be named. */
    any_folder: boolean;
}

/** Pictures that are being looked at, or were. */
export interface Opening {
    key: string;
    state: "working" | "ready" | "failed" | "interrupted";
    done: number;
    total: number;
    message: string;
    pictures: number;
    unreadable: { name: string; error: string }[];
}

export interface Shown {
    digest: string;
    name: string;
    /** What else is known of it, such as its prompt; often empty. */
    text: string;
}

/** Pictures to choose from; `mode` is ours. */
export interface Screen {
    id: string;
    why: string;
    shown: Shown[];
    mode: Mode;
}

/** What the server knows of a rater's answers. */
export interface Receipt {
    answers: number;
    not_yet: string;
}

/** What is sent when a rater has chosen. */
export interface Choice {
    id: string;
    rater: string;
    mode: Mode | "skip";
    shown: string[];
    /** The place of the chosen picture, from 0; the number of stars; 0 for a skipped screen. */
    chosen: number;
    ms: number;
    why: string;
}

/** A choice of the log, as it comes back when it was taken back. */
export type Undone = Pick<Choice, "id" | "mode" | "shown" | "chosen" | "why">;

export interface Bin {
    predicted: number;
    right: number;
    count: number;
}

export interface Accuracy {
    expected: number;
    low: number;
    high: number;
    right: number;
    comparisons: number;
    bins: Bin[];
}

export interface WordGroup {
    words: string[];
    correlation: number;
    low: number;
    high: number;
}

export interface Effect {
    name: string;
    effect: number;
}

/** What is known of a rater's taste. */
export interface Summary extends Receipt {
    rater: string;
    kernel: string;
    half_life: number | null;
    accuracy: Accuracy | null;
    groups: WordGroup[];
    eta: { word: string; eta: number; direction: number }[];
    rows?: Effect[];
    columns?: Effect[];
    notes: string[];
}

export interface Ranked extends Shown {
    file: string;
    mean: number;
    sd: number;
    /** How many per cent of the pictures that the rater has seen are liked less. */
    percentile: number;
}

const BATCH = "shown:";

/** Return a text that tells a source from all others. */
export const sourceKey = ({ session, folder, shown }: Source): string =>
    shown ? BATCH + shown.join("\n") : session !== undefined ? `session:${session}` : `folder:${folder ?? ""}`;

/** Return whether a text of `sourceKey` is about the pictures of a gallery. */
export const isBatch = (key: string): boolean => key.startsWith(BATCH);

/** Return the source that a text of `sourceKey` is about. */
export function sourceOf(key: string): Source {
    const place = key.indexOf(":");
    const [kind, name] = [key.slice(0, place), key.slice(place + 1)];
    if (isBatch(key)) return { shown: name.split("\n") };
    return kind === "session" ? { session: name } : { folder: name };
}

/** Return the source in the page's address, as in `#taste?folder=...`; empty for the panel alone, null without any. */
export function sourceIn(hash: string): string | null {
    const found = /^#taste(?:\?(.*))?$/.exec(hash);
    if (!found) return null;
    const query = new URLSearchParams(found[1] ?? "");
    const [session, folder] = [query.get("session"), query.get("folder")];
    return session ? sourceKey({ session }) : folder ? sourceKey({ folder }) : "";
}

/** Return a new id for a screen: one that was answered and taken back keeps its old id in the log. */
export function newId(): string {
    return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Return the screen of a choice that was taken back, to be answered anew. */
export function screenAgain(undone: Undone, known?: Screen): Screen {
    if (known) return { ...known, id: newId() };
    const modes: Record<number, Mode> = { 1: "stars", 2: "duel" };
    const mode = undone.mode === "skip" ? (modes[undone.shown.length] ?? "best") : undone.mode;
    return { id: newId(), why: undone.why, mode, shown: undone.shown.map((digest) => ({ digest, name: "", text: "" })) };
}

/** Return the address of a picture below our routes; `width` asks for a small copy. */
export function picturePath(key: string, digest: string, width = 0): string {
    return `taste/open/${encodeURIComponent(key)}/pictures/${encodeURIComponent(digest)}${width ? `?width=${width}` : ""}`;
}
