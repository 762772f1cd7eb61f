/** Our own routes: one short request for each question, and short polls for what takes long. */

import { t } from "./words";

/** An error whose message is meant for the user. */
export class ApiError extends Error {
    constructor(
        message: string,
        readonly status: number,
    ) {
        super(message);
    }
}

interface Connection {
    /** The address of the routes, with a slash at its end. */
    base: string;
    /** The page's key, where the host asks programs for a password. */
    key: string;
}

const connection: Connection = { base: "/clip-critic/v1/", key: "" };

/** Use these routes; `base` may be relative to the page. */
export function connect(base: string, key: string): void {
    const address = new URL(base || "clip-critic/v1/", document.baseURI);
    if (!address.pathname.endsWith("/")) address.pathname += "/";
    connection.base = address.href;
    connection.key = key;
}

/** Return a path below our routes, also where an answer names it from the server's root. */
const below = (path: string): string => path.replace(/^\/?(clip-critic\/v1\/)?/, "");

/** Return the address of a file of ours, for pictures and downloads. */
export function address(path: string): string {
    const url = new URL(below(path), connection.base);
    if (connection.key) url.searchParams.set("key", connection.key);
    return url.href;
}

async function request(method: string, path: string, body?: unknown): Promise<Response> {
    const isFile = body instanceof Blob;
    const headers: Record<string, string> = {};
    if (connection.key) headers["X-Clip-Critic-Key"] = connection.key;
    if (body !== undefined) headers["Content-Type"] = isFile ? "application/octet-stream" : "application/json";
    let response: Response;
    try {
        response = await fetch(new URL(below(path), connection.base), {
            method,
            headers,
            body: body === undefined || isFile ? body : JSON.stringify(body),
            cache: "no-store",
        });
    } catch {
        throw new ApiError(t("The server does not answer. Is it still running?"), 0);
    }
    if (!response.ok) throw new ApiError(await message(response), response.status);
    return response;
}

/** Return the message of an error: ours are sentences, those of invalid requests a list. */
async function message(response: Response): Promise<string> {
    const text = await response.text();
    try {
        const { detail } = JSON.parse(text) as { detail?: unknown };
        if (typeof detail === "string") return t(detail);
        if (Array.isArray(detail)) {
            return detail.map(refused).join(" ");
        }
    } catch {
        // not JSON: a proxy's page, or the host's
    }
    if (response.status === 401) return t("Please log in again, and reload the page.");
    return `${t("The server answered with an error.")} (${response.status})`;
}

/** Return a sentence about a value that the server cannot use: its own text is in English, and for programmers. */
function refused({ loc, type }: { loc?: unknown[]; type?: string }): string {
    const name = t(String(loc?.at(-1) ?? ""));
    if (/too_long|max_length/.test(type ?? "")) return t("{name}: this is too long.", { name });
    return t("{name}: this value cannot be used.", { name });
}

/** Fetch JSON. */
export async function get<Answer>(path: string): Promise<Answer> {
    return (await (await request("GET", path)).json()) as Answer;
}

/** Send JSON, or a file as it is, and return the answer's. */
export async function send<Answer>(method: "POST" | "PUT" | "DELETE", path: string, body?: unknown): Promise<Answer> {
    return (await (await request(method, path, body)).json()) as Answer;
}

/** Fetch a file. */
export async function file(path: string): Promise<Blob> {
    return (await request("GET", path)).blob();
}

const pause = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** Milliseconds between two polls of something at work; the first ones are quicker, for what is soon done. */
export const POLL = 500;
const FIRST_POLL = 60;
/**
 * Milliseconds between two polls of a server that does not answer, as while *Reload UI* restarts it.
 *
 * Few of them: a request that a WebUI gets while it mounts its own routes can end its process.
 */
export const RETRY = 3000;
/** Polls that may fail one after the other before the user is told. */
export const PATIENCE = 40;

/**
 * Poll until `isOver` says that there is nothing more to come.
 *
 * @param path what to fetch; asked anew at each poll, so that it can name the version that is known.
 * @param seen called with each answer.
 * @param signal ends the polls.
 */
export async function poll<Answer>(
    path: () => string,
    seen: (answer: Answer) => void,
    isOver: (answer: Answer) => boolean,
    signal: AbortSignal,
): Promise<void> {
    let wait = FIRST_POLL / 2;
    let failures = 0;
    for (; !signal.aborted; await pause(failures ? RETRY : (wait = Math.min(POLL, wait * 2)))) {
        try {
            const answer = await get<Answer>(path());
            if (signal.aborted) return;
            failures = 0;
            seen(answer);
            if (isOver(answer)) return;
        } catch (error) {
            const refused = error instanceof ApiError && error.status >= 400 && error.status < 500;
            const isGone = refused && !failures; // a server that has just come back mounts our routes last
            if (isGone || ++failures > PATIENCE) throw error;
        }
    }
}

/** Read a file as a `data:` URL, as our routes take pictures. */
export function dataUrl(blob: Blob): Promise<string> {
    return new Promise((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => resolve(String(reader.result));
        reader.onerror = () => reject(new Error(t("The picture cannot be read.")));
        reader.readAsDataURL(blob);
    });
}
