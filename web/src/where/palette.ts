/** The colours of a glow: even steps to the eye, from a dark violet to a light yellow. */

/** Lightness, green to red, and blue to yellow, in Oklab (Ottosson 2020). */
type Lab = readonly [number, number, number];
type Colour = [red: number, green: number, blue: number];

/** The glow passes through these; between them, it moves at one speed. */
const STATIONS: readonly Lab[] = [
    [0.34, 0.09, -0.11],
    [0.54, 0.17, 0],
    [0.75, 0.09, 0.115],
    [0.95, -0.025, 0.1],
];
const LENGTHS = STATIONS.slice(1).map((station, place) => distance(station, STATIONS[place]!));
const LENGTH = LENGTHS.reduce((sum, part) => sum + part, 0);

/** Return how different two colours look. */
export function distance(colour: Lab, other: Lab): number {
    return Math.hypot(...colour.map((value, axis) => value - other[axis]!));
}

/** Return the colour of a strength from 0 to 1, in Oklab. */
export function labAt(strength: number): Lab {
    let left = Math.min(1, Math.max(0, strength)) * LENGTH;
    let part = 0;
    while (part < LENGTHS.length - 1 && left > LENGTHS[part]!) left -= LENGTHS[part++]!;
    const [from, to] = [STATIONS[part]!, STATIONS[part + 1]!];
    const way = left / LENGTHS[part]!;
    return [0, 1, 2].map((axis) => from[axis]! + (to[axis]! - from[axis]!) * way) as unknown as Lab;
}

/** Return the colour of a strength from 0 to 1 as red, green and blue from 0 to 255. */
export function colourAt(strength: number): Colour {
    return lightOf(labAt(strength)).map(encoded) as Colour;
}

/** Return the red, green and blue light of a colour; from 0 to 1 if a screen can show it. */
export function lightOf([lightness, a, b]: Lab): Colour {
    const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
    const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
    const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
    return [
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short,
    ];
}

/** Return a linear part of light as a number of sRGB from 0 to 255. */
function encoded(light: number): number {
    const part = Math.min(1, Math.max(0, light));
    const value = part <= 0.0031308 ? 12.92 * part : 1.055 * part ** (1 / 2.4) - 0.055;
    return Math.round(value * 255);
}

/** Return how opaque a strength from 0 to 1 is: from nothing at all to fully there. */
const opacityAt = (strength: number): number => strength ** 0.5;

/** Return the glow of all strengths over black, from 0 on the left, as a background in CSS. */
export function colourScale(): string {
    const stops = Array.from({ length: STOPS + 1 }, (_, stop) => stop / STOPS);
    const colours = stops.map((strength) => `rgb(${colourAt(strength).join(" ")} / ${opacityAt(strength).toFixed(3)})`);
    return `linear-gradient(to right, ${colours.join(", ")}), #000`;
}

const STOPS = 12;
const STEPS = 256;
let table: Colour[] | undefined;

/**
 * Return the pixels of a glow: red, green, blue and opacity of each value.
 *
 * Zero and less is fully transparent, and `top` and more fully there.
 */
export function glow(values: Float32Array, top: number): Uint8ClampedArray<ArrayBuffer> {
    table ??= Array.from({ length: STEPS }, (_, step) => colourAt(step / (STEPS - 1)));
    const pixels = new Uint8ClampedArray(values.length * 4);
    values.forEach((value, place) => {
        const strength = top > 0 ? Math.min(1, Math.max(0, value / top)) : 0;
        pixels.set(table![Math.round(strength * (STEPS - 1))]!, place * 4);
        pixels[place * 4 + 3] = Math.round(255 * opacityAt(strength));
    });
    return pixels;
}
