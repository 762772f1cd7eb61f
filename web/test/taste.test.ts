import { describe, expect, it } from "vitest";
import { ApiError } from "../src/core/api";
import { storeIn, type Store } from "../src/core/storage";
import { actOf, columnsOf, recentOf, widthFor } from "../src/taste/keys";
import { checked, FIRST_SETUP } from "../src/taste/memory";
import { inOrder, isRefusal, Outbox } from "../src/taste/outbox";
import { newId, picturePath, screenAgain, sourceIn, sourceKey, sourceOf, type Choice, type Screen } from "../src/taste/records";
import { ends, placeOn, scaleOf, stretch } from "../src/views/scale";

const key = (name: string, more: Partial<KeyboardEvent> = {}): Parameters<typeof actOf>[0] => ({
    key: name,
    code: "",
    ctrlKey: false,
    metaKey: false,
    altKey: false,
    shiftKey: false,
    repeat: false,
    ...more,
});
const screen = (id: string, ...digests: string[]): Screen => ({
    id,
    why: "why",
    mode: "best",
    shown: digests.map((digest) => ({ digest, name: `${digest}.png`, text: "" })),
});

describe("the keys of choosing", () => {
    it("are the places of the pictures, and no others", () => {
        expect(actOf(key("1"), "best", 4)).toEqual({ kind: "choose", chosen: 0 });
        expect(actOf(key("4"), "best", 4)).toEqual({ kind: "choose", chosen: 3 });
        expect(actOf(key("5"), "best", 4)).toBeNull();
        expect(actOf(key("3"), "duel", 2)).toBeNull();
        expect(actOf(key("x"), "best", 4)).toBeNull();
    });

    it("are the arrows in a duel alone", () => {
        expect(actOf(key("ArrowLeft"), "duel", 2)).toEqual({ kind: "choose", chosen: 0 });
        expect(actOf(key("ArrowRight"), "duel", 2)).toEqual({ kind: "choose", chosen: 1 });
        expect(actOf(key("ArrowRight"), "best", 4)).toBeNull();
    });

    it("are the number of stars", () => {
        expect(actOf(key("5"), "stars", 1)).toEqual({ kind: "choose", chosen: 5 });
        expect(actOf(key("6"), "stars", 1)).toBeNull();
        expect(actOf(key("0"), "stars", 1)).toEqual({ kind: "skip" });
    });

    it("skip and take back", () => {
        for (const name of ["0", " ", "\u3000"]) expect(actOf(key(name), "best", 4)).toEqual({ kind: "skip" });
        expect(actOf(key("Backspace"), "best", 4)).toEqual({ kind: "undo" });
        expect(actOf(key("z", { ctrlKey: true }), "best", 4)).toEqual({ kind: "undo" });
        expect(actOf(key("z", { metaKey: true }), "best", 4)).toEqual({ kind: "undo" });
        expect(actOf(key("Z", { ctrlKey: true, shiftKey: true }), "best", 4)).toBeNull();
    });

    it("leave the browser its own", () => {
        expect(actOf(key("1", { ctrlKey: true }), "best", 4)).toBeNull();
        expect(actOf(key("1", { altKey: true }), "best", 4)).toBeNull();
        expect(actOf(key("1", { repeat: true }), "best", 4)).toBeNull();
    });

    it("are found on other keyboards and with input methods", () => {
        expect(actOf(key("&", { code: "Digit1" }), "best", 4)).toEqual({ kind: "choose", chosen: 0 });
        expect(actOf(key("２"), "best", 4)).toEqual({ kind: "choose", chosen: 1 });
        expect(actOf(key("Process", { code: "Numpad3" }), "best", 4)).toEqual({ kind: "choose", chosen: 2 });
    });
});

describe("a screen", () => {
    it("is two by two, or side by side", () => {
        expect([2, 3, 4, 5, 6, 9].map((count) => columnsOf(count, false))).toEqual([2, 3, 2, 3, 3, 3]);
        expect([1, 2, 4, 6, 9].map((count) => columnsOf(count, true))).toEqual([1, 1, 2, 2, 3]);
    });

    it("has copies that are wide enough, or the pictures themselves", () => {
        expect([100, 320, 321, 960, 961].map(widthFor)).toEqual([320, 320, 640, 960, 0]);
        expect(picturePath("a b", "file-sha256:00")).toBe("taste/open/a%20b/pictures/file-sha256%3A00");
        expect(picturePath("k", "d", 320)).toBe("taste/open/k/pictures/d?width=320");
    });

    it("comes back with a new id, since the old one stays in the log", () => {
        const before = screen("old", "a", "b");
        const undone = { id: "old", mode: "best" as const, shown: ["a", "b"], chosen: 1, why: "why" };
        expect(screenAgain(undone, before)).toEqual({ ...before, id: expect.stringMatching(/^[0-9a-f]{16}$/) });
        expect(screenAgain(undone).shown.map(({ digest }) => digest)).toEqual(["a", "b"]);
        expect(screenAgain({ ...undone, mode: "skip" }).mode).toBe("duel");
        expect(screenAgain({ ...undone, mode: "skip", shown: ["a"] }).mode).toBe("stars");
        expect(newId()).not.toBe(newId());
    });

    it("avoids the pictures of the last ones", () => {
        const screens = [screen("1", "a", "b"), screen("2", "c", "d")];
        expect(recentOf(screens)).toEqual(["a", "b", "c", "d"]);
        expect(recentOf(screens, 3)).toEqual(["b", "c", "d"]);
    });
});

describe("what is remembered", () => {
    it("is checked, whoever wrote it", () => {
        expect(checked(null)).toEqual(FIRST_SETUP);
        expect(checked({ rater: 3, mode: "dual", aim: "learn", count: 40 })).toEqual({ ...FIRST_SETUP, aim: "learn" });
        expect(checked({ ...FIRST_SETUP, rater: "Ann", mode: "duel", count: 6 })).toEqual({ ...FIRST_SETUP, rater: "Ann", mode: "duel", count: 6 });
    });

    it("names sources in one text", () => {
        for (const source of [{ session: "2026:a" }, { folder: "C:\\pictures" }, { folder: "" }]) {
            expect(sourceOf(sourceKey(source))).toEqual(source);
        }
    });

    it("may be in the page's address", () => {
        expect(sourceIn("#taste?folder=%2Fa+b%2F%E7%94%BB")).toBe("folder:/a b/画");
        expect(sourceIn("#taste?session=20260101-a")).toBe("session:20260101-a");
        expect(sourceOf(sourceKey({ shown: ["http://a/file=/x 1.png?7", "b"] }))).toEqual({ shown: ["http://a/file=/x 1.png?7", "b"] });
        expect([sourceIn("#taste"), sourceIn(""), sourceIn("#tastes")]).toEqual(["", null, null]);
    });

    it("is kept in the page where the browser keeps nothing", () => {
        const store = closed();
        store.write("a-1", { b: 1 });
        expect(store.read("a-1")).toEqual({ b: 1 });
        expect(store.keys("a-")).toEqual(["a-1"]);
        store.remove("a-1");
        expect(store.read("a-1")).toBeNull();
    });
});

/** Return a store of a browser that refuses to keep anything. */
const closed = (): Store =>
    storeIn(() => {
        throw new Error("refused");
    });

describe("choices on their way", () => {
    const choice = (id: string): Choice => ({ id, rater: "Ann", mode: "best", shown: ["a", "b"], chosen: 0, ms: 1, why: "" });
    const refusals: string[] = [];
    const box = (post: (sent: Choice) => Promise<number>): Outbox =>
        new Outbox(
            closed(),
            async (sent) => ({ answers: await post(sent), not_yet: "" }),
            (_, message) => refusals.push(message),
        );

    it("arrive in their order, each once, and only those of the open pictures", async () => {
        const sent: string[] = [];
        const outbox = box(async ({ id }) => sent.push(id));
        for (const id of ["c", "a", "b"]) outbox.add("here", choice(id));
        outbox.add("elsewhere", choice("other"));
        const [first, second] = await Promise.all([outbox.send("here", "key"), outbox.send("here", "key")]);
        expect([...sent].sort()).toEqual(["a", "b", "c"]);
        expect([first?.answers, second]).toEqual([3, null]);
        expect(outbox.waiting("elsewhere").map(({ id }) => id)).toEqual(["other"]);
        expect(inOrder([{ at: 2, choice: choice("x") }, { at: 1, choice: choice("y") }]).map(({ id }) => id)).toEqual(["y", "x"]);
    });

    it("stay until the server answers, and go on then", async () => {
        let isAway = true;
        const outbox = box(async () => {
            if (isAway) throw new ApiError("away", 0);
            return 1;
        });
        outbox.add("here", choice("a"));
        await expect(outbox.send("here", "key")).rejects.toThrow("away");
        expect(outbox.waiting("here")).toHaveLength(1);
        isAway = false;
        expect(await outbox.send("here", "key")).toEqual({ rater: "Ann", answers: 1, not_yet: "" });
        expect(outbox.waiting("here")).toEqual([]);
    });

    it("are given up when the server will never take them, and it is said why", async () => {
        const outbox = box(async ({ id }) => {
            if (id === "wrong") throw new ApiError("not a choice", 400);
            return 1;
        });
        outbox.add("here", choice("wrong"));
        outbox.add("here", choice("right"));
        expect((await outbox.send("here", "key"))?.answers).toBe(1);
        expect(outbox.waiting("here")).toEqual([]);
        expect(refusals).toEqual(["not a choice"]);
        expect([0, 401, 404, 429, 500, 507].some(isRefusal)).toBe(false);
    });

    it("can be taken back as long as they are here", async () => {
        const outbox = box(async () => 1);
        outbox.add("here", choice("a"));
        expect(await outbox.take("a")).toBe(true);
        outbox.add("here", choice("b"));
        void outbox.send("here", "key");
        expect(await outbox.take("b")).toBe(false);
    });
});

describe("bars", () => {
    it("stay on their scale", () => {
        const scale = { from: -1, to: 1, zero: 0 };
        expect([-2, -1, 0, 0.5, 1, 7].map((value) => placeOn(scale, value))).toEqual([0, 0, 50, 75, 100, 100]);
        expect(stretch(scale, 0, -0.5)).toEqual({ left: 25, width: 25 });
        expect(placeOn({ from: 1, to: 1, zero: 1 }, 1)).toBe(0);
        expect(scaleOf([0.2, -0.8])).toEqual({ from: -0.8, to: 0.8, zero: 0 });
        expect(scaleOf([]).to).toBeGreaterThan(0);
    });

    it("show the ends of a long list", () => {
        expect(ends([1, 2, 3, 4, 5, 6], 4)).toEqual([1, 2, 5, 6]);
        expect(ends([1, 2], 4)).toEqual([1, 2]);
    });
});
