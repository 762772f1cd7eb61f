/** Presets of dreams: settings that are named after what they look like. */

import type { Field, Values } from "../core/tables";

export interface Preset {
    name: string;
    about: string;
    settings: Values;
}

/** Where a dream starts is the user's choice, unless a preset says so itself. */
const OWN = ["start", "colour"];

/**
 * Return the settings of a preset among those that are entered.
 *
 * What another preset has set gets its default back; a text that the user wrote stays.
 */
export function chosen(preset: Preset, presets: readonly Preset[], values: Values, fields: readonly Field[]): Values {
    const found = { ...values };
    for (const field of fields) {
        const { name } = field;
        const set = presets.filter(({ settings }) => name in settings).map(({ settings }) => settings[name]);
        const isWritten = field.kind === "text" && ![field.default, ...set].includes(values[name] ?? field.default);
        if (OWN.includes(name) && !(name in preset.settings)) continue;
        if (set.length && !isWritten) found[name] = preset.settings[name] ?? field.default;
    }
    return found;
}

/** Return whether a preset is as the settings are, but for texts that the user wrote. */
export function isChosen(preset: Preset, presets: readonly Preset[], values: Values, fields: readonly Field[]): boolean {
    const as = chosen(preset, presets, values, fields);
    return fields.every(({ name }) => OWN.includes(name) || as[name] === values[name]);
}
