/** The prompts and settings that a picture's metadata has, for the session that starts from it. */

import { dataUrl, send } from "../core/api";
import type { Picture } from "../core/picture";
import type { Values } from "../core/tables";

/** What `POST /pictures/about` says about a picture. */
interface About {
    prompt: string;
    negative_prompt: string;
    settings: Values;
    notes: string[];
}

/** Settings that a picture has, and those that they have replaced. */
export interface FromPicture {
    found: Values;
    /** The settings before; null as long as those of the picture are only offered. */
    replaced: Values | null;
    notes: string[];
}

/** Read what a picture's metadata says; null if it says nothing. */
export async function readAbout(picture: Picture): Promise<FromPicture | null> {
    const body = { picture: await dataUrl(picture.blob), name: picture.name };
    const about = await send<About>("POST", "pictures/about", body);
    const prompts: Values = {};
    if (about.prompt) prompts["prompt"] = about.prompt;
    if (about.negative_prompt) prompts["negative_prompt"] = about.negative_prompt;
    const found = { ...prompts, ...about.settings };
    return Object.keys(found).length || about.notes.length ? { found, replaced: null, notes: about.notes } : null;
}

/** Return settings with those of a picture, and what they replaced. */
export function taken(values: Values, from: FromPicture): { values: Values; from: FromPicture } {
    const replaced = Object.fromEntries(Object.keys(from.found).map((name) => [name, values[name] ?? null]));
    return { values: { ...values, ...from.found }, from: { ...from, replaced } };
}

/** Return settings without those of a picture; what the user has changed since then stays. */
export function dropped(values: Values, from: FromPicture): Values {
    const back = Object.entries(from.replaced ?? {}).filter(([name]) => values[name] === from.found[name]);
    return { ...values, ...Object.fromEntries(back) };
}
