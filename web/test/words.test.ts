import { afterEach, expect, it, vi } from "vitest";
import { t, useDictionary } from "../src/core/words";

afterEach(() => {
    vi.unstubAllGlobals();
    useDictionary({});
});

it("uses the host's dictionary, then ours, then English", () => {
    vi.stubGlobal("window", { localization: { Rank: "採点" } });
    useDictionary({ Rank: "順位", Share: "割合" });
    expect([t("Rank"), t("Share"), t("Round")]).toEqual(["採点", "割合", "Round"]);
});

it("fills in values, and leaves unknown names", () => {
    vi.stubGlobal("window", {});
    expect(t("{count} of {total} {words}", { count: 2, total: 3 })).toBe("2 of 3 {words}");
});
