import { describe, expect, it } from "vitest";
import { duration, percent, share, similarity } from "../src/core/numbers";

describe("percent", () => {
    it.each([
        [0.441, "44 %"],
        [0.0441, "4.4 %"],
        [0, "0 %"],
        [1, "100 %"],
        [-0.02, "-2.0 %"],
        [null, "–"],
        [Number.NaN, "–"],
    ])("writes %s as %s", (value, text) => {
        expect(percent(value)).toBe(text);
    });
});

it.each([
    [0.4411, "44.1 %"],
    [0.0001, "< 0.1 %"],
    [0.99961, "> 99.9 %"],
    [0, "0.0 %"],
    [1, "100.0 %"],
    [null, "–"],
])("writes the share %s as %s", (value, text) => {
    expect(share(value)).toBe(text);
});

it("writes similarities and durations", () => {
    expect(similarity(0.26549)).toBe("0.265");
    expect(similarity(undefined)).toBe("–");
    expect(similarity(-0.0004)).toBe("0.000");
    expect(similarity(-0.0006)).toBe("-0.001");
    expect(duration(12.4)).toBe("12 s");
    expect(duration(180)).toBe("3 min");
});
