/** What this browser remembers of choosing: who chooses from what, and where a window was when it was loaded again. */

import { kept, keptHere } from "../core/storage";
import { AIMS, MODES, type Aim, type Mode, type Screen } from "./records";

/** What a rater has set. */
export interface Setup {
    rater: string;
    /** The source's key (`sourceKey`); empty before any is chosen. */
    source: string;
    list: string;
    encoder: string;
    mode: Mode;
    aim: Aim;
    /** The pictures of a screen of *best of several*. */
    count: number;
}

export const FIRST_SETUP: Setup = { rater: "", source: "", list: "", encoder: "", mode: "best", aim: "favourites", count: 4 };

/** Return a text that tells the pictures of a setup from all others. */
export const picturesOf = ({ source, encoder }: Setup): string => `${encoder}\n${source}`;

/** Where a window is. */
export interface Place {
    /** Which pictures are open (`picturesOf`), and who chooses. */
    from: string;
    rater: string;
    isChoosing: boolean;
    screen: Screen | null;
    /** The screens that were answered, the newest last. */
    past: Screen[];
}

const SETUP = "taste";
const RATER = "taste-rater";
const PLACE = "taste-window";
const OPEN = "taste-open";
/** The answered screens that come back with their names. */
const MOST_PAST = 20;

/** Return what was set, whoever wrote it: values that we do not know get their defaults. */
export function readSetup(): Setup {
    return checked(kept.read<Partial<Setup>>(SETUP));
}

export function checked(found: Partial<Record<keyof Setup, unknown>> | null): Setup {
    const text = (value: unknown): string => (typeof value === "string" ? value : "");
    const { count, mode, aim } = found ?? {};
    return {
        rater: text(found?.rater),
        source: text(found?.source),
        list: text(found?.list),
        encoder: text(found?.encoder),
        mode: MODES.find((name) => name === mode) ?? "best",
        aim: AIMS.find((name) => name === aim) ?? "favourites",
        count: Number.isInteger(count) && Number(count) >= 2 && Number(count) <= 9 ? Number(count) : 4,
    };
}

export function writeSetup(setup: Setup): void {
    kept.write(SETUP, setup);
}

/** Return the name of the rater who chose last in this browser, as the server has taken it; empty if nobody has. */
export const knownRater = (): string => kept.read<string>(RATER) ?? "";

/** Return the end of an address that asks for a rater's taste beside each picture; empty for nobody. */
export const ofRater = (rater: string): string => (rater ? `?rater=${encodeURIComponent(rater)}` : "");

export function rememberRater(rater: string): void {
    if (rater !== knownRater()) kept.write(RATER, rater);
}

export function readPlace(): Place | null {
    const place = keptHere.read<Place>(PLACE);
    return place && typeof place.from === "string" && Array.isArray(place.past) ? place : null;
}

export function writePlace(place: Place | null): void {
    if (place) keptHere.write(PLACE, { ...place, past: place.past.slice(-MOST_PAST) });
    else keptHere.remove(PLACE);
}

/** Return whether this window's pictures are to be opened again when its page is loaded again. */
export const isOpenHere = (): boolean => keptHere.read<boolean>(OPEN) === true;

export function setOpenHere(isOpen: boolean): void {
    if (isOpen) keptHere.write(OPEN, true);
    else keptHere.remove(OPEN);
}
