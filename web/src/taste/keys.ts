/** The keys of choosing, and how the pictures of a screen are laid out. */

import type { Mode, Screen } from "./records";

/** What a rater can do with a screen; `chosen` is a picture's place, from 0, or the number of stars. */
export type Act = { kind: "choose"; chosen: number } | { kind: "skip" } | { kind: "undo" };

/** Announces what the rater does. */
export class ActEvent extends CustomEvent<Act> {
    constructor(act: Act) {
        super("cc-act", { detail: act, bubbles: true, composed: true });
    }
}

export const MOST_STARS = 5;

type Key = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "repeat">;

/** Return what a key does with a screen of so many pictures; null for all other keys. */
export function actOf(event: Key, mode: Mode, count: number): Act | null {
    if (event.repeat || event.altKey) return null;
    if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "z" && !event.shiftKey ? { kind: "undo" } : null;
    if (event.key === "Backspace") return { kind: "undo" };
    if (event.key === " " || event.key === "\u3000") return { kind: "skip" };
    if (mode === "duel" && event.key === "ArrowLeft") return { kind: "choose", chosen: 0 };
    if (mode === "duel" && event.key === "ArrowRight") return { kind: "choose", chosen: 1 };
    const number = digitOf(event);
    if (number === null) return null;
    if (number === 0) return { kind: "skip" };
    const most = mode === "stars" ? MOST_STARS : count;
    if (number > most) return null;
    return { kind: "choose", chosen: mode === "stars" ? number : number - 1 };
}

/** Return the digit of a key; by its place, too, since on some keyboards digits need Shift, and input methods widen them. */
function digitOf({ key, code }: Key): number | null {
    const found = /^[0-9]$/.exec(key.normalize("NFKC"))?.[0] ?? /^(?:Digit|Numpad)([0-9])$/.exec(code)?.[1];
    return found === undefined ? null : Number(found);
}

/** Return the columns of a screen: four pictures are two by two, and a duel stands side by side unless the window is high. */
export function columnsOf(count: number, isHigh: boolean): number {
    if (count === 2) return isHigh ? 1 : 2;
    const short = Math.floor(Math.sqrt(count));
    return isHigh && count > 4 ? short : Math.ceil(count / short);
}

const WIDTHS = [320, 640, 960] as const;

/** Return the width of the copy that a picture needs in so many pixels of the screen; 0 for the picture itself. */
export function widthFor(pixels: number): number {
    return WIDTHS.find((width) => width >= pixels) ?? 0;
}

/** Return the digests that a next screen should not show: those of the last few screens. */
export function recentOf(screens: readonly Screen[], most = 24): string[] {
    return screens.flatMap((screen) => screen.shown.map(({ digest }) => digest)).slice(-most);
}
