import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { Status } from "../src/core/answer";
import { connect } from "../src/core/api";
import { Seeing } from "../src/where/seeing";

const where = {
    rows: 1,
    columns: 2,
    scale: 0.001,
    brightest: 0.02,
    box: [0, 0, 20, 10],
    size: [20, 10],
    exact: true,
    words: [{ word: "cat", placed: 0.7, spread: 0.5, where: "middle left", trouble: "" }],
};
const answer = { picture: "a.png", encoder: "tiny", keywords: [], rounds: [], notes: [] };
const status = (state: Status["state"], more: object = {}): object => {
    return { id: "q1", state, message: "", done: 0, total: 1, doing: "", answer: null, ...more };
};
const body = { picture: "data:", keywords: "cat\ndog", audit: true, where: "" };
let asked: { path: string; body: Record<string, unknown> | null }[];
let last: object;
/** The answer to a question that is refused at once. */
let refusal: object | null;

beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("window", {});
    vi.stubGlobal("document", { baseURI: "http://127.0.0.1/" });
    connect("", "");
    asked = [];
    refusal = null;
    last = status("done", { answer: { ...answer, where } });
    vi.stubGlobal("fetch", async (url: URL, options: { body?: string }) => {
        const path = url.pathname.replace("/clip-critic/v1/", "");
        asked.push({ path, body: options.body ? JSON.parse(options.body) : null });
        if (path.endsWith("/maps")) return new Response(new Int16Array([20, -3]));
        if (path === "questions" && refusal) return Response.json(refusal, { status: 422 });
        const interrupted = status("interrupted", { message: "Interrupted." });
        if (path.endsWith("/interrupt")) last = interrupted;
        return Response.json(path === "questions" ? status("running") : last);
    });
});

afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
});

function seeing(): Seeing {
    const host = { addController: () => {}, removeController: () => {}, requestUpdate: () => {}, updateComplete: Promise.resolve(true) };
    const places = new Seeing(host);
    places.about(body, status("done", { answer }) as Status);
    return places;
}

const paths = (): string[] => asked.map(({ path }) => path);

it("asks once where all words are, and reads their maps", async () => {
    const places = seeing();
    expect(paths()).toEqual([]); // nothing is ticked yet
    places.wish();
    places.wish();
    expect(places.isAtWork).toBe(true);
    await vi.advanceTimersByTimeAsync(2000);
    expect(paths()).toEqual(["questions", "questions/q1", "questions/q1/maps"]);
    expect(asked[0]!.body).toMatchObject({ picture: "data:", keywords: "cat\ndog", where: "*", audit: false });
    expect([...places.maps!.values].map((value) => Math.round(value * 1000))).toEqual([20, -3]);
    expect(places.question).toBe("q1");
    places.wish();
    places.forget();
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked.length).toBe(3); // what is answered is not interrupted
    expect(places.maps).toBeNull();
});

it("is interrupted, says so, and begins again only when it is asked to", async () => {
    last = status("running", { doing: "hiding parts, about 90 s for all of them" });
    const places = seeing();
    places.wish();
    await vi.advanceTimersByTimeAsync(1000);
    expect(places.status?.doing).toContain("about 90 s");
    places.interrupt();
    await vi.advanceTimersByTimeAsync(2000);
    expect(paths()).toContain("questions/q1/interrupt");
    expect([places.isAtWork, places.message, places.maps]).toEqual([false, "Interrupted.", null]);
    const before = asked.length;
    places.wish();
    expect(asked.length).toBe(before);
    last = status("done", { answer: { ...answer, where } });
    places.look();
    await vi.advanceTimersByTimeAsync(2000);
    expect(places.maps).not.toBeNull();
    expect(places.message).toBe("");
});

it("says why there are no places", async () => {
    last = status("failed", { message: "The encoder fails." });
    const places = seeing();
    places.wish();
    await vi.advanceTimersByTimeAsync(2000);
    expect([places.message, places.maps, places.isAtWork]).toEqual(["The encoder fails.", null, false]);
});

it.each([
    ["a sentence", { detail: "There is nothing to compare 'cat' with." }, "There is nothing to compare 'cat' with."],
    ["a list", { detail: [{ loc: ["body", "picture"], type: "string_too_long" }] }, "picture: this is too long."],
])("says why a question was refused: %s", async (_, answered, message) => {
    refusal = answered;
    const places = seeing();
    places.wish();
    expect(places.isAtWork).toBe(true);
    await vi.advanceTimersByTimeAsync(2000);
    expect([places.message, places.maps, places.isAtWork]).toEqual([message, null, false]);
    expect(paths()).toEqual(["questions"]); // no state of a question that is none
    places.wish();
    expect(asked.length).toBe(1); // nor is it asked again by itself
    refusal = null;
    places.look();
    await vi.advanceTimersByTimeAsync(2000);
    expect([places.message, places.question]).toEqual(["", "q1"]);
});

it("gives up what is asked about the picture before", async () => {
    last = status("running");
    const places = seeing();
    places.wish();
    await vi.advanceTimersByTimeAsync(200);
    places.about({ ...body, picture: "data:other" }, status("done", { answer }) as Status);
    await vi.advanceTimersByTimeAsync(2000);
    expect(paths()).toContain("questions/q1/interrupt");
    expect([places.maps, places.message, places.isAtWork]).toEqual([null, "", false]);
});
