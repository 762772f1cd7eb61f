/** A picture that goes from one panel to another. */

import { t } from "./words";

export interface Picture {
    /** The file's bytes, with the metadata that came along. */
    blob: Blob;
    name: string;
}

/** Asks `<clip-critic>` to open a panel with a picture. */
export class PictureEvent extends CustomEvent<{ panel: string; picture: Picture; extra: Record<string, unknown> }> {
    constructor(panel: string, picture: Picture, extra: Record<string, unknown> = {}) {
        super("cc-picture", { detail: { panel, picture, extra }, bubbles: true, composed: true });
    }
}

/** Fetch a picture that a page shows. */
export async function fetchPicture(source: string, name = ""): Promise<Picture> {
    const response = await fetch(source).catch(() => null);
    if (!response?.ok) throw new Error(`${t("The picture cannot be read.")} (${response?.status ?? 0})`);
    const path = source.startsWith("data:") ? "" : (source.split("?")[0] ?? "");
    return { blob: await response.blob(), name: name || decodeURIComponent(path.split("/").pop() || "") || "picture.png" };
}
