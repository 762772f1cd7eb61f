/** How encoders are named where there is little room. */

/** Return the part of an encoder's name that tells it from the others, and the size of its download, if it needs one. */
export function encoderLabel(encoder: string, megabytes: number | undefined): string {
    const name = shortName(encoder);
    if (!megabytes) return name;
    const size = megabytes >= 1000 ? `${(megabytes / 1000).toFixed(1)} GB` : `${megabytes} MB`;
    return `${name} (↓ ${size})`;
}

/** Return `clip-vit-large-patch14` for a model of transformers or a folder, `ViT-L-14/openai` for one of open_clip. */
function shortName(encoder: string): string {
    const name = encoder.replace(/^(hf|open_clip):/, "");
    const isTag = encoder.startsWith("open_clip:") && /^[^/\\]+\/[^/\\]+$/.test(name);
    return isTag ? name : name.replace(/^.*[/\\]/, "") || encoder;
}
