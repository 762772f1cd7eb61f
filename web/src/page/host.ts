/** The host's page around us: its elements, our tab among its tabs, and the large view of its pictures. */

import { root } from "../core/bridge";

declare global {
    /** Closes the host's full-screen view. */
    function closeModal(): void;
}

/** The name of our tab. */
const TAB = "CLIP Critic";

/** Find an element inside the host's root, or else anywhere on the page. */
export function find<Found extends Element>(selector: string): Found | null {
    return root().querySelector<Found>(selector) ?? document.querySelector<Found>(selector);
}

/** Return the addresses of all pictures of the gallery that shows a generated one; empty if none does. */
export function batchOf(source: string): string[] {
    const galleries = [...root().querySelectorAll("#txt2img_gallery, #img2img_gallery")];
    const batches = galleries.map((gallery) => [...gallery.querySelectorAll<HTMLImageElement>(".thumbnail-item img")].map(({ src }) => src));
    return batches.find((batch) => batch.includes(source)) ?? [];
}

/** Open our tab, if the page has tabs. */
export function showTab(): void {
    const buttons = [...root().querySelectorAll<HTMLElement>("#tabs button")];
    const labelled = buttons.find((button) => button.textContent?.trim() === TAB);
    (root().querySelector<HTMLElement>("#tab_clip_critic-button") ?? labelled)?.click();
}

/** Close the host's full-screen view, which would hide our tab. */
export function closeLargeView(): void {
    if (document.querySelector("#lightboxModal") && typeof closeModal === "function") closeModal();
}

/** Whether an element is inside the host's own element; the full-screen view is in the body, outside it. */
export function isInHost(element: Element): boolean {
    return element.closest("gradio-app") !== null;
}
