/** What a panel of sessions knows and does, without what it looks like; the same for every kind of session. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { get, send } from "../core/api";
import { defaults, fault, type Kind, type Value, type Values } from "../core/tables";
import { t } from "../core/words";
import type { Session, Status } from "./records";
import { Shelf } from "./shelf";
import { Watch } from "./watch";

/** The names that the host offers, by the name of the list in `GET /host`. */
export type Offers = Record<string, string[] | string | number>;

export class SessionModel<AnySession extends Session> implements ReactiveController {
    values: Values = {};
    offers: Offers = {};
    /** Why the host's names cannot be listed. */
    trouble = "";
    /** Why the last thing that the user wanted was refused. */
    message = "";
    /** The step that the user has picked; null if the panel chooses. */
    picked: number | null = null;
    /** Whether a request is on its way. */
    isBusy = false;
    readonly watch: Watch<AnySession>;
    readonly shelf: Shelf;
    /** The defaults. */
    protected initial: Values = {};
    /** The settings as the open session has them; what differs was changed by the user since. */
    protected known: Values = {};
    private wasAtWork = false;

    /**
     * @param kind returns the kind of session, once the panel has it.
     * @param isSeen whether anyone looks at the panel.
     * @param onBegin called when the user has set something going.
     * @param needsSteps whether the panel shows the steps; else they are not sent.
     */
    constructor(
        protected readonly host: ReactiveControllerHost,
        protected readonly kind: () => Kind,
        isSeen: () => boolean,
        private readonly onBegin: () => void,
        needsSteps = true,
    ) {
        this.watch = new Watch<AnySession>(host, () => this.seen(), needsSteps);
        this.shelf = new Shelf(host, () => kind().name, isSeen, (ids) => this.arrive(ids));
        host.addController(this);
    }

    hostConnected(): void {
        if (!Object.keys(this.initial).length) this.values = this.initial = defaults(this.kind().fields);
        if (this.kind().fields.some((field) => field.offered)) void this.loadOffers();
    }

    get session(): AnySession | null {
        return this.watch.status?.session ?? null;
    }

    get isAtWork(): boolean {
        return this.watch.isAtWork;
    }

    /** Whether nothing has been entered or opened yet. */
    get isPristine(): boolean {
        return !this.watch.id && this.values === this.initial;
    }

    get canStart(): boolean {
        return !this.isBusy && !this.isAtWork;
    }

    get canResume(): boolean {
        const { status } = this.watch;
        if (!status || this.isBusy || this.isAtWork) return false;
        return !status.finished || Object.keys(this.changes()).length > 0;
    }

    set(name: string, value: Value): void {
        this.values = { ...this.values, [name]: value };
        this.changed();
    }

    pick(number: number): void {
        this.picked = number;
        this.host.requestUpdate();
    }

    /** Begin a new session from what has been entered. */
    begin(): Promise<void> {
        return this.act(async () => {
            this.require();
            await this.watch.act("start", `sessions/${this.kind().name}`, { settings: this.values });
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

    /** Stop the work; at once, also while something else is on its way, such as the start of a session that was opened. */
    async interrupt(): Promise<void> {
        this.changed();
        try {
            await this.watch.act("interrupt", `sessions/${this.watch.id}/interrupt`);
        } catch (error) {
            this.message = (error as Error).message;
            this.host.requestUpdate();
        }
    }

    open(id: string): Promise<void> {
        return this.act(async () => {
            await this.watch.open(id);
            const { session } = this;
            if (!session) return;
            this.values = this.known = { ...this.initial, ...session.settings };
            this.picked = null;
            this.host.requestUpdate();
            await this.opened(session);
        });
    }

    /** Show what else belongs to a session that was opened. */
    protected async opened(_session: AnySession): Promise<void> {}

    /** Close the session, and give all defaults back. */
    reset(): void {
        this.watch.close();
        this.values = this.initial;
        this.picked = null;
        this.changed();
    }

    remove(id: string): Promise<void> {
        return this.act(async () => {
            await send("DELETE", `sessions/${id}`);
            this.shelf.forget(id);
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

    /** A message does not outlive what it was about. */
    protected changed(): void {
        this.message = "";
        this.host.requestUpdate();
    }

    /** Return the settings that the user has changed since the session was opened. */
    protected changes(): Values {
        return Object.fromEntries(Object.entries(this.values).filter(([name, value]) => String(value) !== String(this.known[name])));
    }

    /** Check the settings before anything is sent. */
    protected require(): void {
        const message = fault(this.kind().fields, this.values, t);
        if (message) throw new Error(message);
    }

    protected begun(): void {
        this.known = this.values;
        this.picked = null;
        this.onBegin();
        void this.shelf.refresh().catch(() => undefined);
    }

    private seen(): void {
        const status: Status | null = this.watch.status;
        if (!status) return;
        if (this.wasAtWork && !this.isAtWork) void this.shelf.refresh().catch(() => undefined);
        this.wasAtWork = this.isAtWork;
    }

    /** Show what is at work to a window that shows nothing yet, and what another window has continued. */
    private arrive(ids: string[]): void {
        const { id } = this.watch;
        if (id && !this.isAtWork) this.watch.follow(id);
        else if (this.isPristine && ids[0]) void this.open(ids[0]);
    }
}
