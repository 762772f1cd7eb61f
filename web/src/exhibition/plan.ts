/** The size of an exhibition before it begins, asked for as soon as the settings change. */

import type { ReactiveController, ReactiveControllerHost } from "lit";
import { send } from "../core/api";
import type { Values } from "../core/tables";
import { t } from "../core/words";
import type { Plan } from "./records";

/** Milliseconds without a change until the plan is asked for. */
const PAUSE = 600;

/** Return the size of a plan; for an exhibition that exists already, the settings are changes. */
export function planOf(settings: Values, session: string): Promise<Plan> {
    return send<Plan>("POST", "exhibitions/plan", { settings, session });
}

/** Keeps the plan of the settings that are shown. */
export class Planner implements ReactiveController {
    plan: Plan | null = null;
    /** Why there can be none. */
    message = "";
    private asked = "";
    private timer = 0;

    constructor(private readonly host: ReactiveControllerHost) {
        host.addController(this);
    }

    hostDisconnected(): void {
        window.clearTimeout(this.timer);
        this.asked = "";
    }

    /** Show the plan of these settings soon; null for none. */
    wish(settings: Values | null, session: string): void {
        const asked = settings ? JSON.stringify([settings, session]) : "";
        if (asked === this.asked) return;
        this.asked = asked;
        window.clearTimeout(this.timer);
        if (settings) this.timer = window.setTimeout(() => void this.ask(settings, session, asked), PAUSE);
        else [this.plan, this.message] = [null, ""];
    }

    private async ask(settings: Values, session: string, asked: string): Promise<void> {
        let [plan, message]: [Plan | null, string] = [null, ""];
        try {
            plan = await planOf(settings, session);
        } catch (error) {
            message = (error as Error).message;
        }
        if (asked !== this.asked) return;
        [this.plan, this.message] = [plan, message];
        this.host.requestUpdate();
    }
}

/** Return a plan in a sentence: how many pictures, how long, how large. */
export function planText({ left, cells, seeds, seconds, bytes, measured }: Plan): string {
    if (!left) return t("All these pictures are there already.");
    const size = t("{count} pictures to draw ({cells} cells x {seeds} seeds): about {time}, {size} on disk.", {
        count: left,
        cells,
        seeds,
        time: longDuration(seconds),
        size: megabytes(bytes),
    });
    return measured ? size : `${size} ${t("The time is only assumed, until pictures have been drawn here.")}`;
}

/** Write a time with one unit, as the server does. */
export function longDuration(seconds: number): string {
    const units = [["d", 86400], ["h", 3600], ["min", 60]] as const; // prettier-ignore
    const [unit, length] = units.find(([, length]) => seconds >= 2 * length) ?? ["s", 1];
    return `${Math.round(seconds / length)} ${unit}`;
}

/** Write a number of bytes. */
export function megabytes(bytes: number): string {
    const [value, unit] = bytes >= 1e9 ? [bytes / 1e9, "GB"] : [bytes / 1e6, "MB"];
    return `${Number(value.toPrecision(3))} ${unit}`;
}
