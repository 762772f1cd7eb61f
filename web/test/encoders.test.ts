import { describe, expect, it } from "vitest";
import { encoderLabel } from "../src/core/encoders";

describe("the label of an encoder", () => {
    it.each([
        ["hf:openai/clip-vit-large-patch14", undefined, "clip-vit-large-patch14"],
        ["open_clip:ViT-L-14/openai", undefined, "ViT-L-14/openai"],
        ["hf:/models/clip/mine", undefined, "mine"],
        ["open_clip:D:\\models\\mine", undefined, "mine"],
        ["miniature", 0, "miniature"],
        ["hf:", undefined, "hf:"],
        ["hf:openai/clip-vit-base-patch32", 605, "clip-vit-base-patch32 (↓ 605 MB)"],
        ["hf:openai/clip-vit-large-patch14", 1710, "clip-vit-large-patch14 (↓ 1.7 GB)"],
    ])("is short and says the size of a download: %s", (encoder, megabytes, label) => {
        expect(encoderLabel(encoder, megabytes)).toBe(label);
    });
});
