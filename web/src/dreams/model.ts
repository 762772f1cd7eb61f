/** What the panel *Dreams* knows and does beyond any other panel of sessions: presets, and the pictures it begins with. */

import { dataUrl, file, get } from "../core/api";
import type { Picture } from "../core/picture";
import type { Value, Values } from "../core/tables";
import { t } from "../core/words";
import { SessionModel } from "../sessions/model";
import { chosen, type Preset } from "./presets";
import { AIM, START, shownFrame, type DreamSession, type Frame } from "./records";

/** The pictures that a dream is given. */
export interface Given {
    /** The one to start from. */
    start: Picture | null;
    /** The one to come near to. */
    aim: Picture | null;
}

const NOTHING: Given = { start: null, aim: null };
/** The setting with the number of frames. */
const FRAMES = "frames";

export class DreamModel extends SessionModel<DreamSession> {
    given: Given = NOTHING;
    /** Whether the user chose another picture after the dream that is open was begun. */
    isOther = false;
    presets: Preset[] = [];

    override hostConnected(): void {
        super.hostConnected();
        void this.loadPresets();
    }

    private async loadPresets(): Promise<void> {
        try {
            this.presets = (await get<{ presets: Preset[] }>("dreams/presets")).presets;
        } catch (error) {
            this.message = (error as Error).message;
        }
        this.host.requestUpdate();
    }

    /** The frame that is shown: the newest, unless the user has picked another. */
    get frame(): Frame | undefined {
        return this.session ? shownFrame(this.session.steps, this.picked) : undefined;
    }

    override get isPristine(): boolean {
        return super.isPristine && this.given === NOTHING;
    }

    override get canStart(): boolean {
        return !this.isBusy && (!this.isAtWork || this.isOther);
    }

    override get canResume(): boolean {
        return super.canResume && !this.isOther;
    }

    /** Whether all frames are there, and nothing has been changed since. */
    get isFinished(): boolean {
        const { status } = this.watch;
        return Boolean(status?.finished) && !this.isAtWork;
    }

    choose(preset: Preset): void {
        this.values = chosen(preset, this.presets, this.values, this.kind().fields);
        if (this.values["start"] !== "picture" && this.given.start) this.values = { ...this.values, start: "picture" };
        this.changed();
    }

    /** Take a picture to start from, or to come near to; null takes it away. */
    give(place: keyof Given, picture: Picture | null): void {
        this.given = { ...this.given, [place]: picture };
        this.isOther = true;
        if (place === "start") this.values = { ...this.values, start: picture ? "picture" : this.initialStart };
        this.changed();
    }

    private get initialStart(): Value {
        return this.initial["start"] ?? "noise";
    }

    /** The newest frame is followed, also when the user picks it. */
    override pick(number: number): void {
        super.pick(number);
        if (number === this.session?.steps.at(-1)?.number) this.picked = null;
    }

    override begin(): Promise<void> {
        return this.act(async () => {
            this.require();
            await this.watch.act("start", `sessions/${this.kind().name}`, await this.body());
            this.begun();
        });
    }

    /** Dream on with more frames after the last one. */
    more(count: number): Promise<void> {
        this.set(FRAMES, Number(this.session?.settings[FRAMES] ?? 0) + count);
        return this.resume();
    }

    private async body(): Promise<Record<string, unknown>> {
        const { start, aim } = this.given;
        const isFromPicture = this.values["start"] === "picture";
        if (isFromPicture && !start) throw new Error(t("There is no start picture: add one, or start from noise or a colour."));
        return {
            settings: this.values,
            run: true,
            ...(isFromPicture && start ? { picture: await dataUrl(start.blob) } : {}),
            ...(aim ? { aim: await dataUrl(aim.blob) } : {}),
        };
    }

    /** Show the pictures that a dream was begun with. */
    protected override async opened({ id, has_start, has_aim }: DreamSession): Promise<void> {
        const given = (this.given = { ...NOTHING });
        this.isOther = false;
        const stored = async (name: string): Promise<Picture | null> => {
            const blob = await file(`sessions/${id}/pictures/${name}`).catch(() => null); // it may be gone: the frames are there
            return blob && { blob, name };
        };
        const [start, aim] = await Promise.all([has_start ? stored(START) : null, has_aim ? stored(AIM) : null]);
        // Meanwhile the user may have chosen another picture or session.
        if (this.given === given && this.watch.id === id) this.given = start || aim ? { start, aim } : NOTHING;
    }

    override reset(): void {
        this.given = NOTHING;
        this.isOther = false;
        super.reset();
    }

    /** The settings that are filled in when a dream is begun are not taken back by the fields that still say "choose". */
    protected override changes(): Values {
        const filledIn = ["seed", "width", "height", "encoder"];
        const changed = Object.entries(super.changes());
        return Object.fromEntries(changed.filter(([name, value]) => !(filledIn.includes(name) && value === this.initial[name])));
    }

    protected override begun(): void {
        this.isOther = false;
        super.begun();
    }
}
