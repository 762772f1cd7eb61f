/** The user's language: the host's own dictionary, or the one of our page. */

declare global {
    interface Window {
        /** Set by the WebUI: texts in English and in the language of its settings. */
        localization?: Record<string, string>;
    }
}

let own: Record<string, string> = {};

/** Use a dictionary where the host has none. */
export function useDictionary(dictionary: Record<string, string>): void {
    own = dictionary;
}

/** A sentence whose values the server has filled in. */
interface Sentence {
    pattern: RegExp;
    names: string[];
    translated: string;
}

const PLACE = /\{(\w+)\}/g;
const sentences = new WeakMap<Record<string, string>, Sentence[]>();

/**
 * Return a text in the user's language, or in English.
 *
 * The server's sentences come with their values: they are found by what is around the values.
 *
 * @param values replaces `{name}` in the text.
 */
export function t(english: string, values: Record<string, string | number> = {}): string {
    const host = window.localization;
    const text = host?.[english] || own[english] || (host && filled(english, host)) || filled(english, own) || english;
    return text.replace(PLACE, (found, name: string) => (name in values ? String(values[name]) : found));
}

/** Translate a sentence with its values, each of which may be a text, too; undefined if none fits. */
function filled(english: string, dictionary: Record<string, string>): string | undefined {
    for (const { pattern, names, translated } of sentencesOf(dictionary)) {
        const found = pattern.exec(english)?.slice(1);
        if (found) return translated.replace(PLACE, (place, name: string) => t(found[names.indexOf(name)] ?? place));
    }
    return undefined;
}

/** Return the sentences with values of a dictionary, those with the most text of their own first. */
function sentencesOf(dictionary: Record<string, string>): Sentence[] {
    const known = sentences.get(dictionary);
    if (known) return known;
    const keys = Object.keys(dictionary).filter((key) => /\{\w+\}/.test(key));
    keys.sort((key, other) => other.replace(PLACE, "").length - key.replace(PLACE, "").length);
    const found = keys.map((key) => ({
        pattern: new RegExp(`^${key.split(PLACE).map(part).join("")}$`, "s"),
        names: [...key.matchAll(PLACE)].map((match) => match[1]!),
        translated: dictionary[key]!,
    }));
    sentences.set(dictionary, found);
    return found;
}

/** Return the pattern of a part of a key: texts and the names of values take turns. */
function part(text: string, place: number): string {
    return place % 2 ? "(.*?)" : text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
