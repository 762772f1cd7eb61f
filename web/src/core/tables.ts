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
    kinds: Kind[];
    presets: { name: string; own: boolean }[];
    default_preset: string;
    encoders: string[];
}

/** Return the default of every row. */
export function defaults(fields: readonly Field[]): Values {
    return Object.fromEntries(fields.map((field) => [field.name, field.default]));
}
