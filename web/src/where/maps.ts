/** Where CLIP sees each word: the heat maps of an answer, and what can be read from them without asking again. */

import type { Placed, Where } from "../core/answer";
import { wordKey } from "../core/identity";
import { onScale } from "../core/numbers";

/** Maps of all words of a list, on one common scale with a true zero. */
export interface Maps extends Where {
    values: Float32Array;
    /** The place of each word in the list, by its key. */
    places: ReadonlyMap<string, number>;
}

/** What a word adds at a place. */
export interface Here {
    word: string;
    value: number;
}

/** What a word adds at a place, and as a part of the common scale. */
interface Shown {
    /** Null for a word without a map. */
    value: number | null;
    part: number;
    /** The value as it is shown. */
    text: string;
}

/** Return the maps of an answer from their file: little-endian int16, word by word and row by row. */
export function readMaps(about: Where, file: ArrayBuffer): Maps {
    const count = about.words.length * about.rows * about.columns;
    if (file.byteLength !== 2 * count) throw new RangeError(`${file.byteLength} bytes are not ${count} numbers`);
    const numbers = new DataView(file);
    const values = Float32Array.from({ length: count }, (_, place) => numbers.getInt16(2 * place, true) * about.scale);
    const places = new Map(about.words.map(({ word }, place) => [wordKey(word), place]));
    return { ...about, values, places };
}

/** Return the map of a word; undefined for a word that is not in the list. */
export function mapOf(maps: Maps, word: string): Float32Array | undefined {
    const place = maps.places.get(wordKey(word));
    const cells = maps.rows * maps.columns;
    return place === undefined ? undefined : maps.values.subarray(place * cells, (place + 1) * cells);
}

/** Return what is known of a word. */
export function placedOf(maps: Maps, word: string): Placed | undefined {
    return maps.words[maps.places.get(wordKey(word)) ?? -1];
}

/** A part of the picture, from 0 to 1. */
interface Rectangle {
    left: number;
    top: number;
    width: number;
    height: number;
}

/** Return the box as a part of the picture. */
export function boxOf({ box, size }: Where): Rectangle {
    const [left, top, right, bottom] = box;
    const [width, height] = size;
    return { left: left / width, top: top / height, width: (right - left) / width, height: (bottom - top) / height };
}

/** Return how much of the picture the encoder has not read, from 0 to 1: on the left, right, top and bottom. */
export function unreadOf(maps: Where): [left: number, right: number, top: number, bottom: number] {
    const { left, top, width, height } = boxOf(maps);
    const seen = (part: number): number => (part > 1e-3 ? part : 0);
    return [seen(left), seen(1 - left - width), seen(top), seen(1 - top - height)];
}

/** Return the gaps between squares that were read one by one, from 0 to 1. */
export function gapsOf({ boxes, size }: Where): Rectangle[] {
    const [width, height] = size;
    return boxes.slice(1).flatMap(([left, top], before) => {
        const [, , right, bottom] = boxes[before]!;
        if (left > right) return { left: right / width, top: 0, width: (left - right) / width, height: 1 };
        if (top > bottom) return { left: 0, top: bottom / height, width: 1, height: (top - bottom) / height };
        return [];
    });
}

/** Return the cell at a point of the picture (from 0 to 1 in both directions); null where the encoder has not looked. */
export function cellAt(maps: Where, x: number, y: number): number | null {
    const { left, top, width, height } = boxOf(maps);
    const column = Math.floor(((x - left) / width) * maps.columns);
    const row = Math.floor(((y - top) / height) * maps.rows);
    const isInside = column >= 0 && column < maps.columns && row >= 0 && row < maps.rows && x >= 0 && x <= 1 && y >= 0 && y <= 1;
    const isBetween = gapsOf(maps).some((gap) => x > gap.left && x < gap.left + gap.width && y > gap.top && y < gap.top + gap.height);
    return isInside && !isBetween ? row * maps.columns + column : null;
}

/** Return the middle of a cell as a point of the picture, from 0 to 1. */
export function middleOf(maps: Where, cell: number): { x: number; y: number } {
    const { left, top, width, height } = boxOf(maps);
    const row = Math.floor(cell / maps.columns);
    const column = cell % maps.columns;
    return { x: left + ((column + 0.5) / maps.columns) * width, y: top + ((row + 0.5) / maps.rows) * height };
}

/** Return all words of the list by what the picture has of them in a cell, the most first. */
export function seenAt(maps: Maps, cell: number): Here[] {
    const cells = maps.rows * maps.columns;
    const seen = maps.words.map(({ word }, place) => ({ word, value: maps.values[place * cells + cell] ?? 0 }));
    return seen.sort((first, second) => second.value - first.value);
}

/** Return rows of words as they are in a cell, the most first; words without a map come last. */
export function rowsHere<Row extends { word: string }>(maps: Maps, cell: number, rows: readonly Row[]): (Row & { here: Shown })[] {
    const shown = rows.map((row) => {
        const value = mapOf(maps, row.word)?.[cell] ?? null;
        const part = maps.brightest > 0 ? Math.min(1, Math.max(0, (value ?? 0) / maps.brightest)) : 0;
        return { ...row, here: { value, part, text: onScale(value, maps.brightest) } };
    });
    return shown.sort((first, second) => (second.here.value ?? -Infinity) - (first.here.value ?? -Infinity));
}

const NAMES = [
    ["upper left", "upper middle", "upper right"],
    ["middle left", "in the middle", "middle right"],
    ["lower left", "lower middle", "lower right"],
] as const;

/** Return the name of the third of the picture that a cell is in, as in "upper left". */
export function nameOf(maps: Where, cell: number): string {
    const third = (part: number): number => Math.min(2, Math.max(0, Math.floor(part * 3)));
    const { x, y } = middleOf(maps, cell);
    return NAMES[third(y)]![third(x)]!;
}

/** Return the cell in which a map is strongest. */
export function strongest(map: Float32Array): number {
    return map.reduce((best, value, cell) => (value > map[best]! ? cell : best), 0);
}

/** Return the cell beside one that an arrow key moves to; the same at the edge. */
export function beside(maps: Where, cell: number, key: string): number {
    const row = Math.floor(cell / maps.columns);
    const column = cell % maps.columns;
    const to: Record<string, [number, number]> = {
        ArrowUp: [row - 1, column],
        ArrowDown: [row + 1, column],
        ArrowLeft: [row, column - 1],
        ArrowRight: [row, column + 1],
    };
    const [newRow, newColumn] = to[key] ?? [row, column];
    const isInside = newRow >= 0 && newRow < maps.rows && newColumn >= 0 && newColumn < maps.columns;
    return isInside ? newRow * maps.columns + newColumn : cell;
}

/** Return a map enlarged to a picture's size: linear between the middles of its cells, even beyond them. */
export function enlarged(map: Float32Array, [rows, columns]: readonly [number, number], width: number, height: number): Float32Array {
    const across = axis(width, columns);
    const result = new Float32Array(width * height);
    axis(height, rows).forEach(([row, nextRow, down], y) => {
        across.forEach(([column, nextColumn, right], x) => {
            const at = (r: number, c: number): number => map[r * columns + c]!;
            const upper = at(row, column) * (1 - right) + at(row, nextColumn) * right;
            const lower = at(nextRow, column) * (1 - right) + at(nextRow, nextColumn) * right;
            result[y * width + x] = upper * (1 - down) + lower * down;
        });
    });
    return result;
}

/** Return, for each pixel of a line, the cells on both sides of it, and how near it is to the second. */
function axis(length: number, cells: number): [number, number, number][] {
    return Array.from({ length }, (_, pixel) => {
        const at = Math.min(cells - 1, Math.max(0, ((pixel + 0.5) / length) * cells - 0.5));
        const first = Math.floor(at);
        return [first, Math.min(cells - 1, first + 1), at - first];
    });
}
