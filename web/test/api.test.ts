import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ApiError, PATIENCE, RETRY, connect, get, poll } from "../src/core/api";

const answer = (status: number, body: unknown = {}): Response => new Response(JSON.stringify(body), { status });
const down = (): never => {
    throw new TypeError("Failed to fetch");
};

describe("poll", () => {
    const seen: unknown[] = [];
    const run = (): Promise<void> =>
        poll<{ over: boolean }>(
            () => "sessions/x",
            (status) => seen.push(status),
            ({ over }) => over,
            new AbortController().signal,
        );

    beforeEach(() => {
        vi.useFakeTimers();
        vi.stubGlobal("window", {});
        vi.stubGlobal("document", { baseURI: "http://127.0.0.1/" });
        connect("", "");
        seen.length = 0;
    });
    afterEach(() => {
        vi.useRealTimers();
        vi.unstubAllGlobals();
    });

    it("goes on after a restart of the server, whose routes are mounted last", async () => {
        const fetched = vi
            .fn()
            .mockResolvedValueOnce(answer(200, { over: false }))
            .mockImplementationOnce(down)
            .mockImplementationOnce(down)
            .mockResolvedValueOnce(answer(404, { detail: "Not Found" }))
            .mockResolvedValueOnce(answer(200, { over: true }));
        vi.stubGlobal("fetch", fetched);
        const over = run();
        await vi.advanceTimersByTimeAsync(4 * RETRY);
        await over;
        expect(seen).toEqual([{ over: false }, { over: true }]);
    });

    it("asks a server that is away once every few seconds", async () => {
        const fetched = vi.fn().mockImplementation(down);
        vi.stubGlobal("fetch", fetched);
        const over = run().catch((error: unknown) => error);
        await vi.advanceTimersByTimeAsync(10 * RETRY);
        expect(fetched.mock.calls.length).toBe(11);
        await vi.advanceTimersByTimeAsync(PATIENCE * RETRY);
        expect(await over).toBeInstanceOf(ApiError);
    });

    it("ends at once where what it asks for does not exist", async () => {
        vi.stubGlobal("fetch", vi.fn().mockResolvedValue(answer(404, { detail: "There is no such session." })));
        await expect(run()).rejects.toThrow("no such session");
    });
});

describe("a refused value", () => {
    afterEach(() => vi.unstubAllGlobals());

    it("is named in a sentence of ours, in the user's language", async () => {
        const localization = { keywords: "キーワード", "{name}: this is too long.": "{name}：長すぎます。" };
        vi.stubGlobal("window", { localization });
        vi.stubGlobal("document", { baseURI: "http://127.0.0.1/" });
        connect("", "");
        const faults = [
            { loc: ["body", "keywords"], type: "string_too_long", msg: "String should have at most 9 characters" },
            { loc: ["body", "threshold"], type: "float_parsing", msg: "Input should be a valid number" },
        ];
        vi.stubGlobal("fetch", vi.fn().mockResolvedValue(answer(422, { detail: faults })));
        await expect(get("face")).rejects.toThrow("キーワード：長すぎます。 threshold: this value cannot be used.");
    });
});
