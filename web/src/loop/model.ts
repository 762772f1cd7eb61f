/** What the panel *Feedback loop* knows and does beyond any other panel of sessions: its start, and steps by hand. */

import type { ReactiveControllerHost } from "lit";
import { dataUrl, file, send } from "../core/api";
import type { Picture } from "../core/picture";
import type { Kind, Value, Values } from "../core/tables";
import { t } from "../core/words";
import { SessionModel } from "../sessions/model";
import { dropped, readAbout, taken, type FromPicture } from "./from_picture";
import { OWN_MASK, shownStep, type LoopSession, type LoopStatus, type LoopStep } from "./records";
import { NO_START, type Start } from "./start";

/** Settings that are filled in when a session is created, if they have their default. */
const FILLED_IN = ["keywords", "encoder", "seed"];

export interface Prompts {
    prompt: string;
    negative_prompt: string;
}

export class LoopModel extends SessionModel<LoopSession> {
    start: Start = NO_START;
    /** What the start picture's metadata says. */
    fromPicture: FromPicture | null = null;

    /** @param onList called when the keyword list is that of a session, or the default one again. */
    constructor(
        host: ReactiveControllerHost,
        kind: () => Kind,
        isSeen: () => boolean,
        onBegin: () => void,
        private readonly onList: (isDefault: boolean) => void,
    ) {
        super(host, kind, isSeen, onBegin);
    }

    /** The step that is shown: the kept one, unless the user has picked another. */
    get step(): LoopStep | undefined {
        return this.session ? shownStep(this.session.steps, this.picked) : undefined;
    }

    override get isPristine(): boolean {
        return super.isPristine && this.start === NO_START;
    }

    override get canStart(): boolean {
        return !this.isBusy && (!this.isAtWork || this.start.isNew);
    }

    override get canResume(): boolean {
        return super.canResume && !this.start.isNew;
    }

    // The start

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
        const mask = (extra["mask"] as Picture | undefined) ?? null;
        this.start = { ...this.start, kind: "picture", picture, mask, isNew: true };
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

    // Sessions

    override pick(number: number): void {
        const kept = this.session && shownStep(this.session.steps, null);
        this.picked = number === kept?.number ? null : number;
        this.host.requestUpdate();
    }

    override begin(): Promise<void> {
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

    /** Begin a new session from the picture of the step that is shown. */
    continueFromStep(): Promise<void> {
        return this.act(async () => {
            const { step, session } = this;
            if (!step || !session) return;
            this.require();
            const body = { settings: this.values, continue: { session: session.id, step: step.number } };
            await this.watch.act("start", "sessions", body);
            this.begun();
            if (this.session) await this.restoreStart(this.session);
        });
    }

    protected override async opened(session: LoopSession): Promise<void> {
        this.fromPicture = null;
        this.onList(false);
        await this.restoreStart(session);
    }

    override reset(): void {
        this.start = NO_START;
        this.fromPicture = null;
        this.onList(true);
        super.reset();
    }

    protected override changes(): Values {
        const changed = Object.entries(super.changes());
        return Object.fromEntries(
            changed.filter(([name, value]) => !(FILLED_IN.includes(name) && value === this.initial[name])),
        );
    }

    protected override begun(): void {
        this.start = { ...this.start, isNew: false };
        super.begun();
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
        const { mask } = this.start;
        return { ...body, picture: await dataUrl(picture.blob), ...(mask ? { mask: await dataUrl(mask.blob) } : {}) };
    }

    /** Show a session's start. */
    private async restoreStart({ id, start: kind, masked }: LoopSession): Promise<void> {
        const start = (this.start = { ...NO_START, kind });
        if (kind === "prompt") return;
        const stored = async (name: string): Promise<Picture> => ({ blob: await file(`sessions/${id}/pictures/${name}`), name });
        const [shown, mask] = await Promise.all([stored("start.png"), masked ? stored(OWN_MASK) : null]);
        // Meanwhile the user may have chosen another start or session.
        if (this.start === start && this.watch.id === id) this.start = { ...start, [kind]: shown, mask };
    }
}
