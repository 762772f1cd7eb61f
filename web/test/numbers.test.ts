import { expect, it } from "vitest";
import perCent from "../../tests/per_cent.json";
import { duration, onScale, percent, score, similarity } from "../src/core/numbers";

// The same cases as tests/test_tables.py.
it.each(perCent)("writes %s as %s", (value, text) => {
    expect(percent(Number(value))).toBe(text);
    expect(score(Number(value), "joint")).toBe(text);
});

it("writes a dash where there is no number", () => {
    for (const value of [null, undefined, Number.NaN]) expect(percent(value)).toBe("–");
});

it.each([
    [0.01234, 0.03, "0.012"],
    [0.000312, 0.00034, "0.00031"],
    [-0.000001, 0.00034, "0.00000"],
    [-0.02, 1.5, "-0.020"],
    [0, 0, "0.000"],
    [1e-30, 1e-29, "0.000000000000"],
    [null, 0.03, "–"],
])("writes %s on a scale up to %s as %s", (value, top, text) => {
    expect(onScale(value, top)).toBe(text);
});

it("writes similarities and durations", () => {
    expect(similarity(0.26549)).toBe("0.265");
    expect(similarity(undefined)).toBe("–");
    expect(similarity(-0.0004)).toBe("0.000");
    expect(similarity(-0.0006)).toBe("-0.001");
    expect(duration(12.4)).toBe("12 s");
    expect(duration(180)).toBe("3 min");
});
