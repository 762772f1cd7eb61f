/** Numbers as people read them; the API has all of them from 0 to 1. */

/** Write a share or score as per cent: `44 %`, or `0.4 %` where whole numbers would hide it. */
export function percent(value: number | null | undefined): string {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    const hundredfold = value * 100;
    const digits = hundredfold !== 0 && Math.abs(hundredfold) < 10 ? 1 : 0;
    return `${hundredfold.toFixed(digits)} %`;
}

/** Write a share among many with one decimal: never rounded to `0.0 %` or `100.0 %`. */
export function share(value: number | null | undefined): string {
    if (value === null || value === undefined) return "–";
    if (value > 0 && value < 0.0005) return "< 0.1 %";
    if (value >= 0.9995 && value < 1) return "> 99.9 %";
    return `${(value * 100).toFixed(1)} %`;
}

/** Write a cosine similarity. */
export function similarity(value: number | null | undefined): string {
    return value === null || value === undefined ? "–" : value.toFixed(3).replace(/^-(?=0\.0+$)/, "");
}

/** Write a value of a heat map: with two digits at least of the value that glows fully. */
export function onScale(value: number | null | undefined, brightest: number): string {
    if (value === null || value === undefined) return "–";
    const digits = brightest > 0 ? Math.min(Math.max(3, 1 - Math.floor(Math.log10(brightest))), 12) : 3;
    return value.toFixed(digits).replace(/^-(?=0\.0+$)/, "");
}

/** Write a duration in seconds: `12 s`, `3 min`. */
export function duration(seconds: number): string {
    return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}

/** Write a score: per cent, but for the objective similarity, whose scores are standard deviations. */
export function score(value: number | null | undefined, objective: unknown): string {
    if (objective !== "similarity") return percent(value);
    return value === null || value === undefined ? "–" : value.toFixed(2);
}
