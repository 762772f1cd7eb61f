/** The keyword list that is being edited, and the stored ones. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { get, send } from "../core/api";
import { t } from "../core/words";

export interface Preset {
    name: string;
    /** Whether it is the user's own, not a bundled one. */
    own: boolean;
}

export interface Note {
    text: string;
    kind: "done" | "warning" | "error";
}

interface Stored {
    name: string;
    text: string;
    /** Identifies the text that was edited, so that nothing newer is overwritten. */
    revision: string | null;
}

const path = (name: string): string => `lists/${encodeURIComponent(name)}`;

export class Lists implements ReactiveController {
    presets: Preset[] = [];
    /** Files of lists that are left out, as their names cannot be read. */
    skipped: string[] = [];
    /** The chosen list's name; empty if none is chosen. */
    name = "";
    text = "";
    note: Note | null = null;
    /** The list that was chosen last and is not here yet. */
    private wish: { name: string } | null = null;
    /** How many answers of the server are on their way. */
    private awaited = 0;
    /** Changes that were not saved when another list was chosen. */
    dropped: (Stored & { original: string }) | null = null;
    private revision: string | null = null;
    /** The text as it was read or saved. */
    private original = "";

    constructor(private readonly host: ReactiveControllerHost) {
        host.addController(this);
    }

    hostConnected(): void {
        window.addEventListener("focus", this.refresh);
    }

    hostDisconnected(): void {
        window.removeEventListener("focus", this.refresh);
    }

    /** The name of the list that the user has chosen, also while it is still on its way. */
    get chosen(): string {
        return this.wish?.name ?? this.name;
    }

    /** Whether something is being read or written. */
    get isBusy(): boolean {
        return this.awaited > 0;
    }

    get isChanged(): boolean {
        return this.text !== this.original;
    }

    type(text: string): void {
        this.text = text;
        this.note = null;
        this.host.requestUpdate();
    }

    /** Read the names of all lists again: other windows and programs write them, too. */
    reload = (): Promise<void> => this.saying(() => this.list());

    private async list(): Promise<void> {
        const { presets, skipped } = await get<{ presets: Preset[]; skipped: string[] }>("lists");
        this.presets = presets;
        this.skipped = skipped;
        if (!this.presets.some((preset) => preset.name === this.name)) this.name = "";
    }

    private refresh = (): void => {
        void this.list().then(
            () => this.host.requestUpdate(),
            () => undefined, // reported when the user asks for it
        );
    };

    async choose(name: string): Promise<void> {
        if (!name) return;
        const wish = (this.wish = { name });
        await this.saying(async () => {
            try {
                const stored = await get<Stored>(path(name));
                if (this.wish !== wish) return; // another one was chosen since
                const { original, revision } = this;
                this.dropped = this.isChanged ? { name: this.name, text: this.text, revision, original } : null;
                this.show(stored);
            } finally {
                if (this.wish === wish) this.wish = null;
            }
        });
    }

    /** Show the changes again that were not saved. */
    restore(): void {
        const { dropped } = this;
        if (!dropped) return;
        this.show(dropped);
        this.original = dropped.original;
        this.dropped = null;
        this.host.requestUpdate();
    }

    /** Save the text under the chosen name, or another one. */
    async save(name: string): Promise<void> {
        await this.saying(async () => {
            if (!name.trim()) throw new Error(t("First enter a name next to Save as."));
            const { text } = this;
            const revision = name === this.name ? this.revision : null;
            const saved = await send<Stored & { notes: string[] }>("PUT", path(name), { text, revision });
            this.show({ ...saved, text: this.text });
            this.original = text;
            await this.list();
            this.note = saved.notes.length
                ? { text: saved.notes.map((note) => t(note)).join(" "), kind: "warning" }
                : { text: t("Saved as {name}.", { name: saved.name }), kind: "done" };
        });
    }

    async rename(name: string): Promise<void> {
        await this.saying(async () => {
            if (!this.name || !name.trim()) throw new Error(t("First choose a preset and enter its new name."));
            const renamed = await send<{ name: string }>("POST", `${path(this.name)}/rename`, { name });
            this.name = renamed.name;
            await this.list();
            this.note = { text: t("Renamed."), kind: "done" };
        });
    }

    async remove(): Promise<void> {
        await this.saying(async () => {
            if (!this.name) throw new Error(t("First choose the preset to delete."));
            await send("DELETE", path(this.name));
            this.name = "";
            this.revision = null;
            this.original = ""; // the text is still here, and saved nowhere
            await this.list();
            this.note = { text: t("Moved to the trash folder of your keyword lists."), kind: "done" };
        });
    }

    private show(stored: Stored): void {
        this.name = stored.name;
        this.text = this.original = stored.text;
        this.revision = stored.revision;
    }

    private async saying(work: () => Promise<void>): Promise<void> {
        this.note = null;
        this.awaited++;
        this.host.requestUpdate();
        try {
            await work();
        } catch (error) {
            this.note = { text: (error as Error).message, kind: "error" };
        }
        this.awaited--;
        this.host.requestUpdate();
    }
}
