/** What the maps show, in words: for captions, keyboards and screen readers. */

import { onScale, percent } from "../core/numbers";
import { t } from "../core/words";
import { nameOf, placedOf, seenAt, type Maps } from "./maps";

/** Words of a place that are read aloud. */
const FIRST = 5;

/** Return where a word is, and how much of its score has a place: "upper left, 73 % has a place". */
export function placeText(maps: Maps, word: string): string {
    const known = placedOf(maps, word);
    if (!known) return t("not in the list");
    if (known.where === "nowhere") return t("not seen");
    const isEverywhere = known.where === "everywhere";
    const place = isEverywhere ? t("all over the picture ({spread})", { spread: percent(known.spread) }) : t(known.where);
    return t("{place}, {part} has a place", { place, part: percent(known.placed) });
}

/** Return the part of the picture that a word is spread over, to follow its place, unless that says it already. */
export function spreadText(maps: Maps, word: string): string {
    const known = placedOf(maps, word);
    if (!known || known.where === "nowhere" || known.where === "everywhere") return "";
    return ` · ${t("spread {part}", { part: percent(known.spread) })}`;
}

/** Return a text whose signs of per cent stay with their numbers. */
export const unbroken = (text: string): string => text.replaceAll(" %", "\u00a0%");

/** Return how much of a word the encoder did not read, to follow its place; the map is of the rest alone. */
export function cutText(truncated: number | undefined): string {
    return truncated ? ` · ${t("tokens not read")}: ${truncated}` : "";
}

/** Return what is seen in a cell: its name, and the strongest words with what they have there. */
export function hereText(maps: Maps, cell: number): string {
    const seen = seenAt(maps, cell).slice(0, FIRST);
    return `${t(nameOf(maps, cell))}: ${seen.map(({ word, value }) => `${word} ${onScale(value, maps.brightest)}`).join(", ")}`;
}
