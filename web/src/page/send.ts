/** The way of a picture to the host's own tabs. */

import type { Picture } from "../core/picture";
import { root } from "../core/bridge";
import { t } from "../core/words";

const TABS = ["txt2img", "img2img", "extras"] as const;
export type HostTab = (typeof TABS)[number];

const CLEAR = ['button[aria-label="Clear"]', 'button[aria-label="Remove Image"]', ".modify-upload button:last-child"].join(", ");

/** Return the host's tabs that a picture can be sent to; none on our own page. */
export function hostTabs(): HostTab[] {
    return TABS.filter((tab) => root().querySelector(`#tab_pnginfo #${tab}_tab`));
}

const INPAINT = { picture: "#img_inpaint_base", mask: "#img_inpaint_mask", size: "#img2img_detect_image_size_btn" };
/** The place of *Inpaint upload* among the tabs of img2img. */
const INPAINT_TAB = 4;

declare global {
    /** Opens one of the host's tabs of img2img. */
    function switch_to_img2img_tab(place: number): void;
}

/** Whether the host has an inpaint tab that takes a picture and a mask. */
export function canInpaint(): boolean {
    const boxes = [INPAINT.picture, INPAINT.mask];
    return typeof switch_to_img2img_tab === "function" && boxes.every((box) => root().querySelector(box));
}

/** Wait for something on the page. */
export async function until<Found>(condition: () => Found, what: string, milliseconds = 15_000): Promise<NonNullable<Found>> {
    for (const end = Date.now() + milliseconds; Date.now() < end; await new Promise((done) => setTimeout(done, 50))) {
        const found = condition();
        if (found) return found;
    }
    throw new Error(t("{what} did not come in time.", { what }));
}

/** Empty a picture box of the host, and return it; `tab` is what its page is called. */
async function emptyBox(selector: string, tab: string): Promise<HTMLElement> {
    const box = await until(() => root().querySelector<HTMLElement>(selector), tab);
    if (box.querySelector("img")) {
        box.querySelector<HTMLElement>(CLEAR)?.click();
        await until(() => !box.querySelector("img"), tab);
    }
    return box;
}

/** Put a picture into a picture box of the host. */
async function putPicture(selector: string, picture: Picture, tab: string): Promise<HTMLElement> {
    const box = await emptyBox(selector, tab);
    const input = await until(() => box.querySelector<HTMLInputElement>('input[type="file"]'), tab);
    const carrier = new DataTransfer();
    carrier.items.add(new File([picture.blob], picture.name, { type: picture.blob.type || "image/png" }));
    input.files = carrier.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    await until(() => box.querySelector("img")?.complete, tab);
    return box;
}

/**
 * Send a picture to a tab by the host's own *Send to* buttons in PNG Info, which take over all parameters that the
 * host knows.
 *
 * @param expected texts that PNG Info shows once it has read this picture, and not the one before.
 */
export async function sendToTab(target: HostTab, picture: Picture, expected: readonly string[]): Promise<void> {
    const tab = await until(() => root().querySelector<HTMLElement>("#tab_pnginfo"), "PNG Info");
    const shown = (): string => [...tab.querySelectorAll(".prose")].map((block) => block.textContent).join("").trim();
    // gradio ignores a change while it still processes the one before, so each change waits for the last.
    await emptyBox("#pnginfo_image", "PNG Info");
    await until(() => !shown(), "PNG Info");
    await putPicture("#pnginfo_image", picture, "PNG Info");
    await until(() => shown() && expected.every((part) => shown().includes(part)), "PNG Info");
    tab.querySelector<HTMLElement>(`#${target}_tab`)?.click();
}

/** Send a picture and a mask to the host's tab for inpainting, and let it take the picture's size. */
export async function sendToInpaint(picture: Picture, mask: Picture): Promise<void> {
    // First the tab: boxes that are not shown have no size, and some hosts learn of the tab only by the click.
    switch_to_img2img_tab(INPAINT_TAB);
    await putPicture(INPAINT.picture, picture, "Inpaint");
    await putPicture(INPAINT.mask, mask, "Inpaint");
    root().querySelector<HTMLElement>(INPAINT.size)?.click();
}
