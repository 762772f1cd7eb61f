/** The tables of settings, as `GET /face` describes them. */

export type Value = string | number | boolean | null;
export type Values = Record<string, Value>;

/** A row of a table: how it is shown, and which values it takes. */
export interface Field {
    name: string;
    label: string;
    kind: "text" | "choice" | "number" | "integer" | "flag";
    info: string;
    choices: string[];
    minimum: number;
    maximum: number;
    step: number;
    section: string;
    lines: number;
    empty: boolean;
    open: boolean;
    offered: string;
    percent?: boolean;
    default: Value;
}

export interface Section {
    name: string;
    title: string;
    folded: boolean;
}

export interface Kind {
    name: string;
    title: string;
    /** The name of a panel of its own; empty for the one that is made from the table. */
    panel: string;
    sections: Section[];
    fields: Field[];
}

/** All that the face must know before it shows anything. */
export interface Face {
    version: string;
    title: string;
    localization: Record<string, string>;
    rank: { fields: Field[]; encoder: Field };
    /** What is set for the mask of a word's place. */
    mask: { fields: Field[] };
    /** What is set for starting a concept. */
    concepts: { fields: Field[]; encoder: Field };
    kinds: Kind[];
    presets: { name: string; own: boolean }[];
    default_preset: string;
    encoders: string[];
    /** The size of each encoder that would be downloaded, in MB; 0 if it is not known. */
    downloads: Record<string, number>;
}

/** Return the default of every row. */
export function defaults(fields: readonly Field[]): Values {
    return Object.fromEntries(fields.map((field) => [field.name, field.default]));
}

/**
 * Return what is wrong with a value, in a sentence; empty if nothing is.
 *
 * @param say the translator of texts, with values for `{name}`.
 */
export function fault(fields: readonly Field[], values: Values, say: (text: string, values: Record<string, string | number>) => string): string {
    for (const field of fields) {
        if (field.percent || (field.kind !== "number" && field.kind !== "integer")) continue; // "90%" is read by the server
        const value = Number(values[field.name] ?? field.default);
        const { minimum, maximum } = field;
        const label = say(field.label, {});
        if (!(value >= minimum && value <= maximum)) {
            return say("{label}: {value} is not between {minimum} and {maximum}.", { label, value, minimum, maximum });
        }
        if (field.kind === "integer" && !Number.isInteger(value)) {
            return say("{label}: {value} is not a whole number.", { label, value });
        }
    }
    return "";
}
