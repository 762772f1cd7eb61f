/** What the panel *Feedback loop* knows and does, without what it looks like. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { dataUrl, file, get, send } from "../core/api";
import type { Picture } from "../core/picture";
import { defaults, fault, type Kind, type Value, type Values } from "../core/tables";
import { t } from "../core/words";
import { Shelf } from "../sessions/shelf";
import { Watch } from "../sessions/watch";
import { dropped, readAbout, taken, type FromPicture } from "./from_picture";
import { shownStep, type LoopSession, type LoopStatus, type LoopStep } from "./records";
import type { Offers } from "./settings";
import { NO_START, type Start } from "./start";

/** Settings that are filled in when a session is created, if they have their default. */
const FILLED_IN = ["keywords", "encoder", "seed"];

export interface Prompts {
    prompt: string;
    negative_prompt: string;
}

export class LoopModel implements ReactiveController {
    values: Values = {};
    start: Start = NO_START;
    fromPicture: FromPicture | null = null;
    offers: Offers = {};
    /** Why the host's names cannot be listed. */
    trouble = "";
    /** Why the last thing that the user wanted was refused. */
    message = "";
    /** The step that the user has picked; null follows the kept one. */
    picked: number | null = null;
    /** Whether a request is on its way. */
    isBusy = false;
    readonly watch: Watch<LoopSession>;
    readonly shelf: Shelf;
    private initial: Values = {};
    /** The settings as the open session has them; what differs was changed by the user since. */
    private known: Values = {};
    private wasAtWork = false;

    /**
     * @param kind returns the kind of session, once the panel has it.
     * @param isSeen whether anyone looks at the panel.
     * @param onBegin called when the user has set something going.
     * @param onList called with the name of the keyword list that is used; empty for one of the session's own.
     */
    constructor(
        private readonly host: ReactiveControllerHost,
        private readonly kind: () => Kind,
        isSeen: () => boolean,
        private readonly onBegin: () => void,
        private readonly onList: (isDefault: boolean) => void,
    ) {
        this.watch = new Watch<LoopSession>(host, (status) => this.seen(status));
        this.shelf = new Shelf(host, () => kind().name, isSeen, (ids) => this.arrive(ids));
        host.addController(this);
    }

    hostConnected(): void {
        this.values = this.initial = defaults(this.kind().fields);
        void this.loadOffers();
    }

    get session(): LoopSession | null {
        return this.watch.status?.session ?? null;
    }

    get isAtWork(): boolean {
        return this.watch.isAtWork;
    }

    /** The step that is shown. */
    get step(): LoopStep | undefined {
        return this.session ? shownStep(this.session.steps, this.picked) : undefined;
    }

    /** Whether nothing has been entered or opened yet. */
    get isPristine(): boolean {
        return !this.watch.id && this.start === NO_START && this.values === this.initial;
    }

    get canStart(): boolean {
        return !this.isBusy && (!this.isAtWork || this.start.isNew);
    }

    get canResume(): boolean {
        const { status } = this.watch;
        if (!status || this.isBusy || this.isAtWork || this.start.isNew) return false;
        return !status.finished || Object.keys(this.changes()).length > 0;
    }

    // What the user enters

    set(name: string, value: Value): void {
        this.values = { ...this.values, [name]: value };
        this.changed();
    }

    setStart(start: Start): void {
        const isOther = start.picture !== this.start.picture;
        this.start = start;
        if (isOther) {
            this.dropFromPicture();
            if (start.picture) void this.readPicture(start.picture, false);
        }
        this.changed();
    }

    /** Take a picture from elsewhere, with its own prompts and settings, and with other values. */
    async receive(picture: Picture, extra: Record<string, unknown>): Promise<void> {
        this.dropFromPicture();
        this.start = { ...this.start, kind: "picture", picture, isNew: true };
        const names = this.kind().fields.map((field) => field.name);
        for (const [name, value] of Object.entries(extra)) if (names.includes(name)) this.set(name, value as Value);
        this.changed();
        await this.readPicture(picture, true);
    }

    private async readPicture(picture: Picture, isTaken: boolean): Promise<void> {
        try {
            const from = await readAbout(picture);
            if (this.start.picture !== picture) return;
            this.fromPicture = from;
            if (from && isTaken) this.takeFromPicture();
        } catch (error) {
            if (this.start.picture === picture) this.message = (error as Error).message;
        }
        this.host.requestUpdate();
    }

    takeFromPicture(): void {
        if (!this.fromPicture) return;
        const { values, from } = taken(this.values, this.fromPicture);
        this.values = values;
        this.fromPicture = from;
        this.changed();
    }

    dropFromPicture(): void {
        if (this.fromPicture) this.values = dropped(this.values, this.fromPicture);
        this.fromPicture = null;
        this.changed();
    }

    pick(number: number): void {
        const kept = this.session && shownStep(this.session.steps, null);
        this.picked = number === kept?.number ? null : number;
        this.host.requestUpdate();
    }

    /** A message does not outlive what it was about. */
    private changed(): void {
        this.message = "";
        this.host.requestUpdate();
    }

    // Sessions

    /** Begin a new session from what has been entered. */
    begin(): Promise<void> {
        return this.act(async () => {
            await this.watch.act("start", "sessions", await this.startBody(true));
            this.begun();
        });
    }

    /** Make one step: of the open session, or of a new one if there is none or its start is another. */
    makeStep(edit: Prompts | null): Promise<void> {
        return this.act(async () => {
            this.require();
            let { id } = this.watch;
            let body: Record<string, unknown> = { ...edit, settings: this.changes() };
            if (!id || this.start.isNew) {
                const created = await send<LoopStatus>("POST", "sessions", await this.startBody(false));
                id = created.session.id;
                body = {};
                this.watch.close();
            }
            await this.watch.act("step", `sessions/${id}/step`, body);
            this.begun();
        });
    }

    resume(): Promise<void> {
        return this.act(async () => {
            this.require();
            await this.watch.act("resume", `sessions/${this.watch.id}/resume`, { settings: this.changes() });
            this.begun();
        });
    }

    /** Begin a new session from the picture of the step that is shown. */
    continueFromStep(): Promise<void> {
        return this.act(async () => {
            const { step, session } = this;
            if (!step || !session) return;
            this.require();
            const body = { settings: this.values, continue: { session: session.id, step: step.number } };
            await this.watch.act("start", "sessions", body);
            await this.restoreStart();
            this.begun();
        });
    }

    interrupt(): Promise<void> {
        return this.act(() => this.watch.act("interrupt", `sessions/${this.watch.id}/interrupt`));
    }

    open(id: string): Promise<void> {
        return this.act(async () => {
            await this.watch.open(id);
            const { session } = this;
            if (!session) return;
            this.values = this.known = { ...defaults(this.kind().fields), ...session.settings };
            this.fromPicture = null;
            this.picked = null;
            this.onList(false);
            await this.restoreStart();
        });
    }

    /** Close the session, and give all defaults back. */
    reset(): void {
        this.watch.close();
        this.values = this.initial;
        this.start = NO_START;
        this.fromPicture = null;
        this.picked = null;
        this.onList(true);
        this.changed();
    }

    remove(id: string): Promise<void> {
        return this.act(async () => {
            await send("DELETE", `sessions/${id}`);
            if (this.watch.id === id) this.reset();
            await this.shelf.refresh();
        });
    }

    async loadOffers(): Promise<void> {
        try {
            this.offers = await get<Offers>("host");
            this.trouble = "";
        } catch (error) {
            this.trouble = (error as Error).message;
        }
        this.host.requestUpdate();
    }

    /** Do something that the user wants, one thing at a time, and say why if it is refused. */
    async act(work: () => Promise<void>): Promise<void> {
        if (this.isBusy) return;
        this.isBusy = true;
        this.changed();
        try {
            await work();
        } catch (error) {
            this.message = (error as Error).message;
        } finally {
            this.isBusy = false;
            this.host.requestUpdate();
        }
    }

    /** Return the settings that the user has changed since the session was opened, and not left open. */
    private changes(): Values {
        const isChanged = ([name, value]: [string, Value]): boolean =>
            value !== this.known[name] && !(FILLED_IN.includes(name) && value === this.initial[name]);
        return Object.fromEntries(Object.entries(this.values).filter(isChanged));
    }

    private require(): void {
        const message = fault(this.kind().fields, this.values, t);
        if (message) throw new Error(message);
    }

    private async startBody(run: boolean): Promise<Record<string, unknown>> {
        this.require();
        const body = { settings: this.values, run };
        const { kind, picture, sketch } = this.start;
        if (kind === "prompt") return body;
        if (kind === "sketch") {
            if (!sketch) throw new Error(t("The sketch is empty: draw something, or start from a picture."));
            return { ...body, sketch: await dataUrl(sketch.blob) };
        }
        if (!picture) {
            throw new Error(t("There is no start picture: add one, or start from a sketch or from the prompt only."));
        }
        return { ...body, picture: await dataUrl(picture.blob) };
    }

    private begun(): void {
        this.known = this.values;
        this.start = { ...this.start, isNew: false };
        this.picked = null;
        this.onBegin();
        void this.shelf.refresh().catch(() => undefined);
    }

    /** Show the open session's start. */
    private async restoreStart(): Promise<void> {
        const { session } = this;
        if (!session) return;
        const kind = session.start;
        this.start = { ...NO_START, kind };
        if (kind === "prompt") return;
        const shown = { blob: await file(`sessions/${session.id}/pictures/start.png`), name: "start.png" };
        if (this.session?.id === session.id && !this.start.isNew) this.start = { ...this.start, [kind]: shown };
    }

    private seen(_status: LoopStatus): void {
        if (this.wasAtWork && !this.isAtWork) void this.shelf.refresh().catch(() => undefined);
        this.wasAtWork = this.isAtWork;
    }

    /** Show what is at work to a window that shows nothing yet, or the session that another window continues. */
    private arrive(ids: string[]): void {
        const { id } = this.watch;
        if (ids.includes(id) && !this.isAtWork) this.watch.follow(id);
        else if (this.isPristine && ids[0]) void this.open(ids[0]);
    }
}
