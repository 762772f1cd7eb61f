/**
 * The way to the page around the face: the host's prompt boxes and tabs, or none on our own page.
 *
 * Nothing here asks which host it is: a box is offered where its element exists.
 */

/** A prompt box of the host. */
export interface Target {
    name: string;
    /** What a button says that writes to it. */
    label: string;
    selector: string;
}

const TARGETS: readonly Target[] = [
    { name: "txt2img_prompt", label: "To txt2img prompt", selector: "#txt2img_prompt textarea" },
    { name: "txt2img_neg_prompt", label: "To txt2img negative prompt", selector: "#txt2img_neg_prompt textarea" },
    { name: "img2img_prompt", label: "To img2img prompt", selector: "#img2img_prompt textarea" },
    { name: "img2img_neg_prompt", label: "To img2img negative prompt", selector: "#img2img_neg_prompt textarea" },
];

declare global {
    /** The WebUI's root element, which is a shadow root in old gradios. */
    function gradioApp(): Document | ShadowRoot;
    /** Reports a changed textbox to gradio. */
    function updateInput(element: HTMLElement): void;
}

/** Return the root of the host's page. */
export function root(): Document | ShadowRoot {
    return typeof gradioApp === "function" ? gradioApp() : document;
}

/** Return the prompt boxes that this page has. */
export function targets(): Target[] {
    return TARGETS.filter((target) => root().querySelector(target.selector));
}

/** Return a box's text. */
export function readBox(target: Target): string {
    return root().querySelector<HTMLTextAreaElement>(target.selector)?.value ?? "";
}

/** Write a box's text, so that the host's server learns of it. */
export function writeBox(target: Target, text: string): void {
    const box = root().querySelector<HTMLTextAreaElement>(target.selector);
    if (!box) return;
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
}
