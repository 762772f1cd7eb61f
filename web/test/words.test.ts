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

it("finds the server's sentences by what is around their values", () => {
    const dictionary = {
        "There is no {1} {2} here: {3}.": "ここに{1} {2} はありません：{3}。",
        "{1} cannot be read: {2}.": "{1} を読めません：{2}。",
        "step {1} of {2}: {3}": "ステップ {1} / {2}：{3}",
        "The template {1} has no {} where the keyword goes.": "テンプレート {1} に {} がありません。",
        "generating pictures": "画像を生成しています",
    };
    vi.stubGlobal("window", { localization: dictionary });
    expect(t("step 3 of 8: generating pictures")).toBe("ステップ 3 / 8：画像を生成しています");
    expect(t("/a/b (1).png cannot be read: no.")).toBe("/a/b (1).png を読めません：no。");
    expect(t("There is no VAE 'x' here: choose one of a, b.")).toBe("ここにVAE 'x' はありません：choose one of a, b。");
    expect(t("The template 'a' has no {} where the keyword goes.")).toBe("テンプレート 'a' に {} がありません。");
    expect(t("step 3 of 8: {1}")).toBe("ステップ 3 / 8：{1}");
    expect(t("something else")).toBe("something else");
});
