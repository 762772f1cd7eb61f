/**
 * The right-click menu of the host's pictures.
 *
 * The host shows a single menu for each selector, and the last extension to register one wins. So our entries are
 * not registered with the host: they join whatever menu is open after all other listeners.
 */

import { root } from "../core/bridge";
import { t } from "../core/words";
import { closeLargeView, find, isInHost } from "./host";

/** An entry of the menu: its text, and what it does with a picture's address. */
export interface Entry {
    label: string;
    isOffered(source: string): boolean;
    act(source: string): Promise<void>;
}

interface Point {
    pageX: number;
    pageY: number;
}

const PICTURES = ["#txt2img_gallery img", "#img2img_gallery img", "#extras_gallery img", "#lightboxModal"].join(", ");
const OURS = "clip-critic-menu";
/** The menu's place above the host's full-screen view. */
const STYLE = `
    nav.${OURS} { z-index: 2000; }
    nav.${OURS} .context-menu-items a { cursor: pointer; display: block; padding: 5px 12px; }`;

/** Add the entries to the right-click menu of every picture of the host, from now on. */
export function addMenu(entries: readonly Entry[]): void {
    const style = document.createElement("style");
    style.textContent = STYLE;
    document.head.append(style);
    const open = (event: MouseEvent | TouchEvent, point: Point): void => openMenu(entries, event, point);
    window.addEventListener("contextmenu", (event) => open(event, event));
    // As in the host, two fingers open the menu on touch screens.
    window.addEventListener(
        "touchstart",
        (event) => {
            if (event.touches.length === 2) open(event, event.touches[0]!);
        },
        { passive: true },
    );
    window.addEventListener("click", closeMenu);
    window.addEventListener("keydown", (event) => {
        if (event.key === "Escape") closeMenu();
    });
}

function openMenu(entries: readonly Entry[], event: MouseEvent | TouchEvent, point: Point): void {
    const source = event.shiftKey ? null : pictureAt(event); // Shift opens the browser's own menu
    const offered = source ? entries.filter((entry) => entry.isOffered(source)) : [];
    if (!source || !offered.length) return closeMenu();
    if (!root().querySelector(`#context-menu:not(.${OURS})`)) closeMenu();
    const menu = theMenu(event.target as Element, point);
    const [first] = offered.map((entry) => addEntry(menu, entry, source));
    keepInside(menu);
    if (event.type !== "contextmenu") return;
    event.preventDefault();
    if ((event as PointerEvent).pointerType === "") first?.focus({ preventScroll: true }); // opened from the keyboard
}

/** Return the address of the picture that an event is about, or null. */
function pictureAt(event: Event): string | null {
    let target = event.composedPath()[0];
    if (!(target instanceof Element)) return null;
    // A keyboard event comes from the button around a thumbnail.
    if (target.matches("button.thumbnail-item")) target = target.querySelector("img") ?? target;
    const hit = (target as Element).closest(PICTURES);
    const picture = hit?.id === "lightboxModal" ? hit.querySelector("#modalImage") : hit;
    return (picture as HTMLImageElement | null)?.src || null;
}

/** Return the menu that another extension has opened, or one of our own. */
function theMenu(target: Element, point: Point): HTMLElement {
    const open = isInHost(target) ? root().querySelector<HTMLElement>("#context-menu") : null;
    const menu = open ?? ownMenu(target, point);
    menu.classList.add(OURS);
    return menu;
}

function ownMenu(target: Element, point: Point): HTMLElement {
    const menu = document.createElement("nav");
    menu.id = "context-menu";
    const items = document.createElement("ul");
    items.className = "context-menu-items";
    menu.append(items);
    const style = getComputedStyle(find("#tabs") ?? document.body);
    Object.assign(menu.style, {
        background: "var(--background-fill-primary, Canvas)",
        color: style.color,
        fontFamily: style.fontFamily,
        left: `${point.pageX}px`,
        position: "absolute",
        top: `${point.pageY}px`,
    });
    (target.closest("gradio-app") ?? document.body).append(menu);
    return menu;
}

/** Move the menu, so that all of it is inside the window. */
function keepInside(menu: HTMLElement): void {
    const { left, top, width, height } = menu.getBoundingClientRect();
    const { clientWidth, clientHeight } = document.documentElement;
    const beyond = { right: left + width - clientWidth, bottom: top + height - clientHeight };
    const moved = (place: string, by: number): string => `${parseFloat(place) - by}px`;
    const { left: x, top: y } = getComputedStyle(menu);
    if (beyond.right > 0) menu.style.left = moved(x, Math.min(beyond.right, left));
    if (beyond.bottom > 0) menu.style.top = moved(y, Math.min(beyond.bottom, top));
}

function closeMenu(): void {
    document.querySelectorAll(`#context-menu.${OURS}`).forEach((menu) => menu.remove());
}

function addEntry(menu: HTMLElement, entry: Entry, source: string): HTMLElement {
    const link = document.createElement("a");
    // The host translates only what is inside gradio's element; the full-screen view is outside.
    link.textContent = t(entry.label);
    link.tabIndex = 0;
    link.addEventListener("click", (click) => {
        click.stopPropagation();
        closeMenu();
        closeLargeView();
        void entry.act(source);
    });
    link.addEventListener("keydown", (event) => {
        if (event.key === "Enter") link.click();
    });
    menu.querySelector(".context-menu-items")?.append(link);
    return link;
}
