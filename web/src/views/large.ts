/** The large view of pictures, over the whole page, by PhotoSwipe. */

import { html, type TemplateResult } from "lit";
import PhotoSwipe from "photoswipe";
import sheet from "photoswipe/dist/photoswipe.css";
import { t } from "../core/words";

export interface LargePicture {
    source: string;
    title: string;
}

/** Asks the panel to show a picture large; `detail` is its address. */
export class LargeEvent extends CustomEvent<string> {
    constructor(source: string) {
        super("cc-large", { detail: source, bubbles: true, composed: true });
    }
}

const TITLE = `.pswp__clip-critic-title { background: rgb(0 0 0 / 55%); bottom: 0; color: #fff; font: 14px/1.5 system-ui,
sans-serif; left: 0; padding: 8px 16px; position: absolute; right: 0; text-align: center; }
.clip-critic-large { --pswp-root-z-index: 100000; }
.clip-critic-small .pswp__img { image-rendering: pixelated; }`;

/** The library's elements stand in the page itself, so its style sheet must, too. */
function addSheet(): void {
    if (document.getElementById("clip-critic-large")) return;
    const style = document.createElement("style");
    style.id = "clip-critic-large";
    style.textContent = sheet + TITLE;
    document.head.append(style);
}

/** Pictures are enlarged at least to this share of the window, small ones too. */
const LEAST_SHARE = 0.8;

function sizeOf(source: string): Promise<{ w: number; h: number }> {
    return new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve({ w: image.naturalWidth, h: image.naturalHeight });
        image.onerror = () => resolve({ w: 512, h: 512 });
        image.src = source;
    });
}

/** Return a size that fills the window well, with the picture's proportions. */
function enlarged({ w, h }: { w: number; h: number }): { width: number; height: number } {
    const room = Math.min((window.innerWidth * LEAST_SHARE) / w, (window.innerHeight * LEAST_SHARE) / h);
    const factor = Math.max(1, room);
    return { width: Math.round(w * factor), height: Math.round(h * factor) };
}

/** Return a picture that a click shows large. */
export function enlargeable(source: string, title: string): TemplateResult {
    return html`<button class="large" title=${t("Large view")} @click=${() => void showLarge([{ source, title }], 0)}>
        <img src=${source} alt=${title} />
    </button>`;
}

/** Close a view that the user wants closed while it still opens once it is open: the library hears nothing before. */
function closeWhenOpen(view: PhotoSwipe): void {
    const close = view.close.bind(view);
    let isUnwanted = false;
    view.close = () => {
        if (view.opener.isOpen || view.isDestroying) close();
        else isUnwanted = true;
    };
    const key = (event: KeyboardEvent): void => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        isUnwanted = true;
    };
    document.addEventListener("keydown", key);
    view.on("openingAnimationEnd", () => {
        document.removeEventListener("keydown", key);
        view.element?.setAttribute("aria-busy", "false");
        if (isUnwanted) queueMicrotask(close); // once the library has done what it does then
    });
}

/**
 * Show pictures large, beginning with one of them; the others are a key or a swipe away.
 *
 * @param closed called with the place of the picture that was shown last.
 */
export async function showLarge(pictures: readonly LargePicture[], index: number, closed?: (last: number) => void): Promise<void> {
    const first = pictures[index];
    if (!first) return;
    addSheet();
    const size = await sizeOf(first.source);
    const view = new PhotoSwipe({
        dataSource: pictures.map(({ source, title }) => ({ src: source, alt: title, ...enlarged(size) })),
        index,
        mainClass: `clip-critic-large${Math.max(size.w, size.h) < 200 ? " clip-critic-small" : ""}`,
        bgOpacity: 0.92,
        loop: false,
        closeTitle: t("Close"),
        zoomTitle: t("Zoom"),
        arrowPrevTitle: t("Previous picture"),
        arrowNextTitle: t("Next picture"),
        errorMsg: t("The picture cannot be read."),
        showHideAnimationType: "fade",
    });
    view.on("uiRegister", () => {
        view.ui?.registerElement({
            name: "clip-critic-title",
            order: 9,
            isButton: false,
            appendTo: "root",
            onInit: (element) => {
                view.on("change", () => (element.textContent = pictures[view.currIndex]?.title ?? ""));
            },
        });
    });
    // Pictures of a session mostly have one size; others are laid out again once they are there.
    view.on("loadComplete", ({ slide, content }) => {
        const image = content.element as HTMLImageElement | undefined;
        if (!image?.naturalWidth) return;
        const { width, height } = enlarged({ w: image.naturalWidth, h: image.naturalHeight });
        if (slide.data.width === width && slide.data.height === height) return;
        Object.assign(slide.data, { width, height });
        view.refreshSlideContent(slide.index);
    });
    if (closed) view.on("destroy", () => closed(view.currIndex));
    closeWhenOpen(view);
    view.init();
    view.element?.setAttribute("aria-label", t("Large view"));
    view.element?.setAttribute("aria-busy", String(!view.opener.isOpen));
}
