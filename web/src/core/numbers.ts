/** Numbers as people read them; the API has all of them from 0 to 1. */

/** Write a share or score as per cent: `44 %`, or `0.4 %` where whole numbers would hide it. */
export function percent(value: number | null | undefined): string {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    const hundredfold = value * 100;
    const digits = hundredfold !== 0 && Math.abs(hundredfold) < 10 ? 1 : 0;
    return `${hundredfold.toFixed(digits)} %`;
}

/** Write a cosine similarity. */
export function similarity(value: number | null | undefined): string {
    return value === null || value === undefined ? "–" : value.toFixed(3);
}

/** Write a duration in seconds: `12 s`, `3 min`. */
export function duration(seconds: number): string {
    return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
