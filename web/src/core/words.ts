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

/**
 * Return a text in the user's language, or in English.
 *
 * @param values replaces `{name}` in the text.
 */
export function t(english: string, values: Record<string, string | number> = {}): string {
    const text = window.localization?.[english] || own[english] || english;
    return text.replace(/\{(\w+)\}/g, (found, name: string) => (name in values ? String(values[name]) : found));
}
