/** Choosing: one screen after the other; what was chosen is kept until the server has it, and can be taken back. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { ApiError, RETRY, send } from "../core/api";
import { kept } from "../core/storage";
import { t } from "../core/words";
import { recentOf, type Act } from "./keys";
import { loaded, pause } from "./layout";
import { picturesOf, readPlace, rememberRater, writePlace, type Setup } from "./memory";
import { isLate, Outbox } from "./outbox";
import { screenAgain, type Choice, type Receipt, type Screen, type Undone } from "./records";

/** Milliseconds until a screen that was fetched before the last answer is shown, where one that knows it has not come. */
const PATIENCE = 700;
/** Answers after which a screen in reserve is too old. */
const OLD = 5;

/** What is chosen from, and by whom. */
interface Table {
    /** The server's key of the open pictures. */
    key: string;
    /** Which pictures these are, whatever their key. */
    from: string;
    setup: Setup;
}

export class Choosing implements ReactiveController {
    screen: Screen | null = null;
    /** What was just chosen of this screen: a picture's place, or stars; -1 for a skipped one, null while the rater looks. */
    chosen: number | null = null;
    isOpen = false;
    isBusy = false;
    error = "";
    /** What is said to screen readers. */
    spoken = "";
    /** What the server knows of the rater's answers; null before it has said anything. */
    receipt: Receipt | null = null;
    private table: Table | null = null;
    private reserve: { screen: Screen; answers: number } | null = null;
    private past: Screen[] = [];
    private since = 0;
    /** Rises with everything that makes a screen on its way needless. */
    private turn = 0;
    private timer = 0;
    /** How often the server has not known the pictures since it last did. */
    private gone = 0;
    private readonly outbox = new Outbox(kept, postChoice, (_, message) => (this.error = message));

    /** @param onGone called when the server does not know the pictures any more, as after a restart. */
    constructor(
        private readonly host: ReactiveControllerHost,
        private readonly onGone: () => Promise<void>,
    ) {
        host.addController(this);
    }

    hostConnected(): void {
        document.addEventListener("visibilitychange", this.restartClock);
    }

    hostDisconnected(): void {
        document.removeEventListener("visibilitychange", this.restartClock);
        window.clearTimeout(this.timer);
    }

    /** The rater's choices that the server does not have yet. */
    get waiting(): readonly Choice[] {
        const { table } = this;
        return table ? this.outbox.waiting(table.from).filter(({ rater }) => rater === table.setup.rater) : [];
    }

    /** The rater's answers, with those on their way. */
    get answers(): number {
        return (this.receipt?.answers ?? 0) + this.waiting.filter(({ mode }) => mode !== "skip").length;
    }

    get canUndo(): boolean {
        return this.past.length > 0 || this.answers > 0;
    }

    // What is chosen from

    /** Choose from these pictures from now on; null for none. */
    use(key: string | null, setup: Setup): void {
        const before = this.table;
        const isSame = key === (before?.key ?? null) && setup.rater === (before?.setup.rater ?? setup.rater);
        if (isSame && (!before || JSON.stringify(setup) === JSON.stringify(before.setup))) return;
        this.table = key === null ? null : { key, from: picturesOf(setup), setup };
        this.turn++;
        this.screen = this.reserve = this.chosen = null;
        this.isBusy = false;
        if (!isSame) this.begin();
        if (key !== null) void this.sendLate();
        if (this.isOpen) this.goOn();
        this.host.requestUpdate();
    }

    private begin(): void {
        const { table } = this;
        const place = readPlace();
        const isHere = table && place?.from === table.from && place.rater === table.setup.rater;
        this.past = isHere ? place.past : [];
        this.screen = isHere && place.screen?.mode === table.setup.mode ? place.screen : null;
        this.receipt = null;
        this.error = "";
    }

    private remember(): void {
        const { table, screen, past, isOpen } = this;
        if (!table) return;
        const answered = this.chosen === null ? screen : null;
        writePlace({ from: table.from, rater: table.setup.rater, isChoosing: isOpen, screen: answered, past });
    }

    // The screens

    /** Begin to choose, or go on. */
    open(): void {
        this.isOpen = true;
        this.since = Date.now();
        this.remember();
        this.goOn();
        this.host.requestUpdate();
    }

    /** Show a screen if there is none yet; one that was there before the page was loaded again stays. */
    private goOn(): void {
        if (!this.screen && !this.isBusy) void this.next();
        else if (this.screen && this.table && !this.reserve) void this.fill(this.table);
    }

    close(): void {
        this.isOpen = false;
        this.remember();
        this.host.requestUpdate();
    }

    act(act: Act): void {
        if (act.kind === "undo") void this.undo();
        else if (this.screen && this.chosen === null && !this.isBusy) void this.answer(this.screen, act);
    }

    private async answer(screen: Screen, act: Act): Promise<void> {
        const { table } = this;
        if (!table) return;
        const chosen = act.kind === "choose" ? act.chosen : 0;
        this.outbox.add(table.from, {
            id: screen.id,
            rater: table.setup.rater,
            mode: act.kind === "choose" ? screen.mode : "skip",
            shown: screen.shown.map(({ digest }) => digest),
            chosen,
            ms: Math.min(Date.now() - this.since, 86_400_000),
            why: screen.why,
        });
        this.chosen = act.kind === "choose" ? chosen : -1;
        this.past.push(screen);
        this.error = "";
        this.spoken = this.saying(screen, act);
        this.remember();
        this.host.requestUpdate();
        await this.next();
    }

    private saying({ mode }: Screen, act: Act): string {
        if (act.kind !== "choose") return t("Skipped.");
        return mode === "stars"
            ? t("{count} of 5 stars", { count: act.chosen })
            : t("Picture {number} chosen", { number: act.chosen + 1 });
    }

    /** Show the next screen: one that knows the last answer, or the one in reserve where that takes long. */
    private async next(): Promise<void> {
        const { table, reserve } = this;
        if (!table) return;
        const turn = ++this.turn;
        this.isBusy = true;
        const fresh = this.send().then(() => this.fetch(table));
        fresh.catch((error) => reserve && isLate(error) && this.later()); // else reported below
        try {
            let screen = await (reserve ? Promise.race([fresh.catch(() => null), pause(PATIENCE)]) : fresh);
            if (turn !== this.turn) return;
            if (!screen && reserve) {
                screen = reserve.screen;
                this.reserve = null;
            }
            if (!screen) return;
            await loaded(table.key, screen);
            if (turn === this.turn) this.show(table, screen);
        } catch (error) {
            if (turn === this.turn) await this.failed(error);
        }
    }

    private show(table: Table, screen: Screen): void {
        this.screen = screen;
        this.chosen = null;
        this.isBusy = false;
        this.since = Date.now();
        this.remember();
        this.host.requestUpdate();
        if (this.answers - (this.reserve?.answers ?? -OLD) >= OLD) void this.fill(table);
    }

    /** Fetch a screen to have in reserve, with its pictures. */
    private async fill(table: Table): Promise<void> {
        const { answers } = this;
        try {
            const screen = await this.fetch(table);
            await loaded(table.key, screen);
            if (table === this.table) this.reserve = { screen, answers };
        } catch {
            // the next screen says what is wrong
        }
    }

    private async fetch({ key, setup }: Table): Promise<Screen> {
        const { rater, mode, aim, count } = setup;
        const shown = [...this.past.slice(-5), ...(this.screen ? [this.screen] : [])];
        const body = { key, rater, mode, aim, recent: recentOf(shown), ...(mode === "best" ? { count } : {}) };
        const screen = await send<Screen & Receipt>("POST", "taste/screen", body);
        if (rater === this.table?.setup.rater) this.note(screen);
        return { ...screen, mode };
    }

    private async failed(error: unknown): Promise<void> {
        this.isBusy = false;
        if (error instanceof ApiError && error.status === 404 && ++this.gone < 3) return this.onGone();
        this.error = (error as Error).message;
        this.host.requestUpdate();
        if (isLate(error)) this.later();
    }

    private later(): void {
        window.clearTimeout(this.timer);
        this.timer = window.setTimeout(() => void this.retry(), RETRY);
    }

    retry = async (): Promise<void> => {
        this.error = "";
        const isStuck = this.isOpen && !this.isBusy && (!this.screen || this.chosen !== null);
        await (isStuck ? this.next() : this.sendLate());
    };

    // Sending

    private async send(): Promise<void> {
        if (!this.table) return;
        const sent = await this.outbox.send(this.table.from, this.table.key);
        if (sent && sent.rater === this.table?.setup.rater) this.note(sent);
    }

    /** Send what was kept, and keep on trying. */
    private async sendLate(): Promise<void> {
        try {
            await this.send();
        } catch (error) {
            await this.failed(error);
        }
    }

    /** Learn what the server knows, as its summary says it. */
    know(receipt: Receipt): void {
        if (!this.isOpen && !this.waiting.length) this.note(receipt);
    }

    private note({ answers, not_yet }: Receipt): void {
        this.gone = 0;
        if (this.table && answers) rememberRater(this.table.setup.rater);
        this.receipt = { answers, not_yet };
        this.host.requestUpdate();
    }

    // Taking back

    private async undo(): Promise<void> {
        const { table } = this;
        if (!table || !this.canUndo) return;
        const turn = ++this.turn;
        this.isBusy = true;
        const last = this.past.pop(); // at once, so that a key that is pressed twice takes back two
        try {
            const undone = await this.takeBack(table, last);
            if (turn !== this.turn) return;
            const screen = screenAgain(undone, last);
            await loaded(table.key, screen); // a screen that is shown can be answered
            if (turn !== this.turn) return;
            this.screen = screen;
            this.spoken = t("Taken back.");
            this.error = "";
            this.chosen = null;
            this.since = Date.now();
        } catch (error) {
            this.error = (error as Error).message;
            if (last && isLate(error)) this.past.push(last); // else it was taken back in another window
        }
        this.isBusy = false;
        this.remember();
        this.host.requestUpdate();
        if (this.isOpen && (!this.screen || this.chosen !== null)) void this.next();
    }

    private async takeBack({ setup }: Table, last?: Screen): Promise<Undone> {
        if (last && (await this.outbox.take(last.id))) return { ...last, shown: [], chosen: 0 };
        const body = { rater: setup.rater, ...(last ? { id: last.id } : {}) };
        const { undone, ...receipt } = await send<{ undone: Undone; answers: number; not_yet?: string }>("POST", "taste/undo", body);
        this.note({ not_yet: this.receipt?.not_yet ?? "", ...receipt });
        return undone;
    }

    private restartClock = (): void => {
        if (!document.hidden) this.since = Date.now();
    };
}

async function postChoice(choice: Choice, key: string): Promise<Receipt> {
    return send<Receipt>("POST", "taste/choices", { key, ...choice });
}
