/** What the keys do in a gallery. */

import type { Place, Wall } from "./layout";

/** A key as the browser reports it. */
export interface Key {
    key: string;
    ctrlKey?: boolean;
    metaKey?: boolean;
    altKey?: boolean;
}

/** Return the place that a key moves to; null for other keys. */
export function moved({ key, ctrlKey, metaKey, altKey }: Key, { row, column }: Place, wall: Wall, page: number): Place | null {
    if (altKey || (metaKey && !ctrlKey)) return null;
    const [lastRow, lastColumn] = [wall.rows - 1, wall.columns - 1];
    const to: Record<string, Place> = {
        ArrowUp: { row: row - 1, column },
        ArrowDown: { row: row + 1, column },
        ArrowLeft: { row, column: column - 1 },
        ArrowRight: { row, column: column + 1 },
        PageUp: { row: row - page, column },
        PageDown: { row: row + page, column },
        Home: { row: ctrlKey ? 0 : row, column: 0 },
        End: { row: ctrlKey ? lastRow : row, column: lastColumn },
    };
    const place = to[key];
    return place ? inside(place, wall) : null;
}

/** Return the nearest place that has a cell. */
export function inside({ row, column }: Place, wall: Wall): Place {
    const found = { row: within(row, wall.rows), column: within(column, wall.columns) };
    while (found.column > 0 && wall.cell(found) < 0) found.column -= 1; // the last row of sorted cells may be short
    return found;
}

/** Return by how many steps a key changes the size; 0 for other keys. */
export function zoomed({ key, ctrlKey, metaKey, altKey }: Key): number {
    if (ctrlKey || metaKey || altKey) return 0;
    return key === "+" || key === "=" ? 1 : key === "-" || key === "_" ? -1 : 0;
}

const within = (place: number, count: number): number => Math.max(0, Math.min(count - 1, place));
