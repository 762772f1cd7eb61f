/** Numbers as people read them; the API has all of them from 0 to 1. */

/** Write a share or score as `percent` of the server's tables does: per cent, never rounded to `0.0 %` or `100.0 %`. */
export function percent(value: number | null | undefined): string {
    if (value === null || value === undefined || Number.isNaN(value)) return "–";
    if (value > -0.0005 && value <= 0) return "0.0 %";
    if (value > 0 && value < 0.0005) return "< 0.1 %";
    if (value >= 0.9995 && value < 1) return "> 99.9 %";
    return `${oneDecimal(value * 100)} %`;
}

/** Write a number with one decimal as Python does: a number in the very middle, such as 6.25, with the even one. */
function oneDecimal(value: number): string {
    const isMiddle = Math.abs((value * 4) % 4) === 1;
    return (isMiddle ? value - Math.sign(value) * 0.05 : value).toFixed(1);
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
