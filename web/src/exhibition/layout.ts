/** Which cell is where: rows, columns and sliders of a gallery, and the part of it that is in sight. */

import { t } from "../core/words";
import { NOTHING, type Gallery } from "./records";

/** An axis, or the seeds. */
export interface Dimension {
    name: string;
    values: readonly string[];
    isSeeds: boolean;
}

/** Which dimensions are rows and columns, and the places on all others. */
export interface Arrangement {
    rows: number;
    columns: number;
    /** An index on each dimension; those of the rows and columns have no meaning. */
    at: readonly number[];
}

/** The row and column of a cell in the gallery. */
export interface Place {
    row: number;
    column: number;
}

/** A gallery as rows and columns, whatever its order. */
export interface Wall {
    rows: number;
    columns: number;
    /** Return the index of the cell at a place; -1 where there is none. */
    cell(place: Place): number;
}

/** Return the axes and, as the last dimension, the seeds. */
export function dimensionsOf({ axes, seeds }: Pick<Gallery, "axes" | "seeds">): Dimension[] {
    const words = axes.map(({ name, values }) => ({ name, values: values.map((value) => value || NOTHING), isSeeds: false }));
    return [...words, { name: t("Seed"), values: seeds.map(String), isSeeds: true }];
}

/** Return the usual arrangement: the first two dimensions with several values, and the first place of all others. */
export function usual(dimensions: readonly Dimension[]): Arrangement {
    const long = dimensions.map((_, place) => place).filter((place) => dimensions[place]!.values.length > 1);
    const rows = long[0] ?? 0;
    const columns = long.find((place) => place !== rows) ?? (rows === dimensions.length - 1 ? 0 : dimensions.length - 1);
    return { rows, columns, at: dimensions.map(() => 0) };
}

/** Return an arrangement that fits dimensions, as near as possible to one that was chosen. */
export function fitted(chosen: Arrangement | null, dimensions: readonly Dimension[]): Arrangement {
    if (!chosen || chosen.at.length !== dimensions.length) return usual(dimensions);
    return { ...chosen, at: chosen.at.map((at, place) => Math.min(at, dimensions[place]!.values.length - 1)) };
}

/** Return an arrangement with other rows or columns; where both would be one dimension, they change places. */
export function turned(arrangement: Arrangement, side: "rows" | "columns", dimension: number): Arrangement {
    const other = side === "rows" ? "columns" : "rows";
    const swapped = arrangement[other] === dimension ? { [other]: arrangement[side] } : {};
    return { ...arrangement, ...swapped, [side]: dimension };
}

/** Return the dimensions that have a slider. */
export function sliders(dimensions: readonly Dimension[], { rows, columns }: Arrangement): number[] {
    const places = dimensions.map((_, place) => place);
    return places.filter((place) => place !== rows && place !== columns && dimensions[place]!.values.length > 1);
}

/** Return the index of the cell at a place of each dimension, as the server counts them. */
export function indexOf(dimensions: readonly Dimension[], at: readonly number[]): number {
    return dimensions.reduce((index, { values }, place) => index * values.length + at[place]!, 0);
}

/** Return the place of a cell on each dimension. */
export function placesOf(dimensions: readonly Dimension[], index: number): number[] {
    const at: number[] = [];
    for (const { values } of dimensions.toReversed()) {
        at.unshift(index % values.length);
        index = Math.floor(index / values.length);
    }
    return at;
}

/** Return the dimensions that tell cells apart, each with the value of a cell. */
function valuesOf(dimensions: readonly Dimension[], index: number): (Dimension & { value: string })[] {
    const at = placesOf(dimensions, index);
    const shown = dimensions.map((dimension, place) => ({ ...dimension, value: dimension.values[at[place]!]! }));
    const long = shown.filter(({ values }) => values.length > 1);
    return long.length ? long : shown;
}

/** Return what a cell is, in one line: the values that differ between cells. */
export function nameOf(dimensions: readonly Dimension[], index: number): string {
    return valuesOf(dimensions, index)
        .map(({ name, value, isSeeds }) => (isSeeds ? `${name} ${value}` : `${name}: ${value}`))
        .join(", ");
}

/** Return the same without the names of the axes. */
export function shortName(dimensions: readonly Dimension[], index: number): string {
    return valuesOf(dimensions, index)
        .map(({ value }) => value)
        .join(" × ");
}

/** Return the gallery as its axes are. */
export function wallOf(dimensions: readonly Dimension[], { rows, columns, at }: Arrangement): Wall {
    return {
        rows: dimensions[rows]!.values.length,
        columns: dimensions[columns]!.values.length,
        cell: ({ row, column }) => indexOf(dimensions, at.map((value, place) => (place === rows ? row : place === columns ? column : value))),
    };
}

/** Return sorted cells as a wall of so many columns. */
export function sortedWall(order: readonly number[], columns: number): Wall {
    return {
        rows: Math.ceil(order.length / columns),
        columns: Math.min(columns, Math.max(order.length, 1)),
        cell: ({ row, column }) => order[row * columns + column] ?? -1,
    };
}

/** Return the part of a line that is in sight, and some more on both sides. */
export function inSight(scrolled: number, room: number, pitch: number, count: number, more = 2): { first: number; last: number } {
    const first = Math.max(0, Math.floor(scrolled / pitch) - more);
    return { first: Math.min(first, count), last: Math.min(count, Math.ceil((scrolled + room) / pitch) + more) };
}

/** Return the indices of a part of a line, with one that is always there. */
export function indices({ first, last }: { first: number; last: number }, always: number, count: number): number[] {
    const shown = Array.from({ length: Math.max(0, last - first) }, (_, place) => first + place);
    if (always < 0 || always >= count) return shown;
    if (always < first) return [always, ...shown];
    return always >= last ? [...shown, always] : shown;
}

/** Return how far to scroll until an item is in sight. */
export function scrolledTo(place: number, pitch: number, scrolled: number, room: number): number {
    const start = place * pitch;
    if (start < scrolled) return start;
    return start + pitch > scrolled + room ? Math.max(0, Math.min(start, start + pitch - room)) : scrolled;
}

/** The sizes of a cell in pixels. */
export const SIZES = [40, 56, 80, 112, 160, 224, 320] as const;

/** Return the place among the sizes of the largest one with which all columns fit; neither the smallest nor the largest ones. */
export function fittingSize(columns: number, room: number): number {
    const found = SIZES.findLastIndex((size) => size * columns <= room);
    return Math.min(4, Math.max(2, found));
}

/** Return the longest side of a small picture for a cell: few different ones, so that the browser has them already. */
export function sideFor(size: number, density: number): number {
    return [96, 192, 384, 640].find((side) => side >= size * Math.min(2, density)) ?? 640;
}
