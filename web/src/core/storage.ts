/** What the browser keeps for us: in the window until it is closed, or for good; nothing is lost without it but that. */

export interface Store {
    read<Value>(key: string): Value | null;
    write(key: string, value: unknown): void;
    remove(key: string): void;
    /** Return the keys that begin with this. */
    keys(prefix: string): string[];
}

const PREFIX = "clip-critic-";

/** Keep values in one of the browser's storages; where it refuses, as in some private windows, in the page. */
export function storeIn(storage: () => Storage): Store {
    const page = new Map<string, string>();
    const trying = <Value>(use: (storage: Storage) => Value, otherwise: () => Value): Value => {
        try {
            return use(storage());
        } catch {
            return otherwise();
        }
    };
    const text = (key: string): string | null =>
        page.get(PREFIX + key) ?? trying((found) => found.getItem(PREFIX + key), () => null);
    return {
        read<Value>(key: string): Value | null {
            try {
                return JSON.parse(text(key) ?? "null") as Value | null;
            } catch {
                return null; // from another version of the page, or another program
            }
        },
        write(key, value) {
            const json = JSON.stringify(value);
            trying(
                (found) => {
                    found.setItem(PREFIX + key, json);
                    page.delete(PREFIX + key);
                },
                () => void page.set(PREFIX + key, json),
            );
        },
        remove(key) {
            page.delete(PREFIX + key);
            trying((found) => found.removeItem(PREFIX + key), () => undefined);
        },
        keys(prefix) {
            const all = [...page.keys(), ...trying((found) => Object.keys(found), () => [])];
            return [...new Set(all)].filter((key) => key.startsWith(PREFIX + prefix)).map((key) => key.slice(PREFIX.length));
        },
    };
}

/** What stays when the browser is closed; all windows share it. */
export const kept = storeIn(() => window.localStorage);
/** What stays when this window's page is loaded again. */
export const keptHere = storeIn(() => window.sessionStorage);
