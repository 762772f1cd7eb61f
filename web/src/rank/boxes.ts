/** The prompt boxes that words can be written to: the host's, or two of our own. */

import { readBox, targets, writeBox } from "../core/bridge";

export interface Box {
    name: string;
    /** The button's short text, and its title. */
    short: string;
    label: string;
    read(): string;
    write(text: string): void;
}

const SHORT: Record<string, string> = {
    txt2img_prompt: "→ txt2img",
    txt2img_neg_prompt: "→ negative",
    img2img_prompt: "→ img2img",
    img2img_neg_prompt: "→ img2img negative",
};

/** Return the host's prompt boxes. */
export function hostBoxes(): Box[] {
    return targets().map((target) => ({
        name: target.name,
        short: SHORT[target.name] ?? target.label,
        label: target.label,
        read: () => readBox(target),
        write: (text) => writeBox(target, text),
    }));
}
