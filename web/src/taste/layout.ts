/** How the pictures of a screen are laid out in the window, and which copies of them are shown. */

import { address } from "../core/api";
import { columnsOf, widthFor } from "./keys";
import { picturePath, type Screen } from "./records";

/** Milliseconds until a screen is shown though one of its pictures is still on its way. */
const PATIENCE = 4000;

export const pause = (milliseconds: number): Promise<null> => new Promise((done) => setTimeout(() => done(null), milliseconds));

/** Return the columns of a screen of so many pictures in this window. */
export const columnsHere = (count: number): number => columnsOf(count, window.innerHeight > window.innerWidth);

/** Return the address of a picture on a screen of so many. */
export function pictureOf(key: string, digest: string, count: number): string {
    const pixels = (window.innerWidth / columnsHere(count)) * window.devicePixelRatio;
    return address(picturePath(key, digest, widthFor(pixels)));
}

/** Return the address of a small copy, for a gallery. */
export const thumbnailOf = (key: string, digest: string): string => address(picturePath(key, digest, 320));

/** Wait until the pictures of a screen are here, or one of them takes too long. */
export async function loaded(key: string, { shown }: Screen): Promise<void> {
    const all = shown.map(({ digest }) => {
        const image = new Image();
        image.src = pictureOf(key, digest, shown.length);
        return image.decode().catch(() => undefined); // the screen says what cannot be read
    });
    await Promise.race([Promise.all(all), pause(PATIENCE)]);
}
