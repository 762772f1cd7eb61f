/** Places on a scale, for bars and plots. */

/** The ends of a scale, and where its bars begin. */
export interface Scale {
    from: number;
    to: number;
    zero: number;
}

const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Return a place on a scale, in per cent, kept on it. */
export function placeOn({ from, to }: Scale, value: number): number {
    const share = to > from ? (value - from) / (to - from) : 0;
    return rounded(Math.min(1, Math.max(0, share)) * 100);
}

/** Return where a stretch of a scale begins and how wide it is, in per cent. */
export function stretch(scale: Scale, one: number, other: number): { left: number; width: number } {
    const [left, right] = [placeOn(scale, Math.min(one, other)), placeOn(scale, Math.max(one, other))];
    return { left, width: rounded(right - left) };
}

/** Return a scale on which all of these fit, with 0 in its middle. */
export function scaleOf(values: readonly number[]): Scale {
    const most = Math.max(...values.map(Math.abs), 1e-9);
    return { from: -most, to: most, zero: 0 };
}

/** Return the first and last of a list that is in order, if it is long. */
export function ends<Item>(items: readonly Item[], most: number): Item[] {
    return items.length <= most ? [...items] : [...items.slice(0, most / 2), ...items.slice(-most / 2)];
}
