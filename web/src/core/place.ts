/** The place of a picture that a pointer is at. */

/** Announces the cell of the picture's maps that the user points at; null when the pointer has left the picture. */
export class PlaceEvent extends CustomEvent<number | null> {
    constructor(cell: number | null) {
        super("cc-place", { detail: cell, bubbles: true, composed: true });
    }
}

/** Return where a pointer is in a picture, from 0 to 1 in both directions, however the picture is fitted in its frame. */
export function pointIn(frame: HTMLElement, [width, height]: readonly [number, number], event: MouseEvent): { x: number; y: number } {
    const shown = frame.getBoundingClientRect();
    const zoom = Math.min(shown.width / width, shown.height / height);
    return {
        x: 0.5 + (event.clientX - shown.left - shown.width / 2) / (width * zoom),
        y: 0.5 + (event.clientY - shown.top - shown.height / 2) / (height * zoom),
    };
}
