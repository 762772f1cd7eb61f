/** Questions that are often asked of an exhibition, and the settings for each. */

import type { Values } from "../core/tables";
import { t } from "../core/words";

export interface Study {
    /** Its name in the settings. */
    name: string;
    title: string;
    about: string;
    /** What is filled in where the user has written nothing. */
    example: { prompt?: string; subject?: string; axes?: string };
}

/** The studies of the setting *Study*, as they are shown. */
export function studies(): Study[] {
    return [
        {
            name: "own axes",
            title: t("My own axes"),
            about: t("Write the axes yourself: words, weights, artists, samplers, checkpoints, or any other setting."),
            example: { prompt: "a castle, {style}", axes: "style = oil painting | watercolour | " },
        },
        {
            name: "emphasis",
            title: t("What does emphasis do?"),
            about: t("A word of the prompt, named in About, is drawn as it is, in one pair and two pairs of brackets, with the weight 1.5, and left out."),
            example: { prompt: "a small blue circle", subject: "blue" },
        },
        {
            name: "modifier",
            title: t("What does this modifier do?"),
            about: t("The prompt is drawn without and with each modifier of About; write a | between several."),
            example: { prompt: "a castle", subject: "8k | unreal engine" },
        },
        {
            name: "artists",
            title: t("Artist x artist"),
            about: t("Every name of a keyword list is mixed with every name of another, or of the same: write one or two lists in About."),
            example: { prompt: "a castle", subject: "Painters/Impressionist" },
        },
        {
            name: "without",
            title: t("Which of my words matter?"),
            about: t("Each phrase of the prompt is left out in turn, and each picture is compared with that of the whole prompt."),
            example: { prompt: "a castle, oil painting, 8k" },
        },
    ];
}

const FILLED = ["prompt", "subject", "axes"] as const;

/** Return the settings for a study: its examples, but never in place of what the user has written. */
export function filledIn({ name, example }: Study, values: Values): Values {
    const examples = studies().map((study) => study.example);
    const isFree = (field: (typeof FILLED)[number]): boolean => {
        const text = String(values[field] ?? "").trim();
        return !text || examples.some((other) => other[field]?.trim() === text);
    };
    const filled = FILLED.filter(isFree).map((field) => [field, example[field] ?? ""]);
    return { study: name, ...Object.fromEntries(filled) };
}
