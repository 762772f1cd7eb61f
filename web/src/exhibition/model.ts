/** What the panel *Exhibition* knows and does beyond any other panel of sessions: it confirms what is very large. */

import type { ReactiveControllerHost } from "lit";
import type { Kind, Values } from "../core/tables";
import { t } from "../core/words";
import { SessionModel } from "../sessions/model";
import { planOf, planText } from "./plan";
import type { ExhibitionSession, Plan } from "./records";
import { filledIn, type Study } from "./study";

/** The setting with the most pictures that are drawn without a question. */
const MOST = "most_pictures";

export class ExhibitionModel extends SessionModel<ExhibitionSession> {
    /** @param confirm asks the user, and returns whether the answer is yes. */
    constructor(
        host: ReactiveControllerHost,
        kind: () => Kind,
        isSeen: () => boolean,
        onBegin: () => void,
        private readonly confirm: (question: string) => Promise<boolean>,
    ) {
        super(host, kind, isSeen, onBegin, false);
    }

    /** What a plan is asked for: the changes of the open exhibition, or a new one; null if there is nothing to plan. */
    get planned(): Values | null {
        const { values } = this;
        if (this.isAtWork) return null;
        if (this.watch.id) return this.canResume && Object.keys(this.changes()).length ? this.changes() : null;
        return values["axes"] || values["study"] !== "own axes" ? values : null;
    }

    choose(study: Study): void {
        this.values = { ...this.values, ...filledIn(study, this.values) };
        this.changed();
    }

    override begin(): Promise<void> {
        return this.act(async () => {
            this.require();
            const settings = await this.confirmed(this.values, "");
            if (!settings) return;
            await this.watch.act("start", `sessions/${this.kind().name}`, { settings });
            this.values = settings;
            this.begun();
        });
    }

    override resume(): Promise<void> {
        return this.act(async () => {
            this.require();
            const { id } = this.watch;
            const settings = await this.confirmed(this.changes(), id);
            if (!settings) return;
            await this.watch.act("resume", `sessions/${id}/resume`, { settings });
            this.values = { ...this.values, ...settings };
            this.begun();
        });
    }

    /** Return settings that the server does not refuse for their size; null if the user does not want so many pictures. */
    private async confirmed(settings: Values, session: string): Promise<Values | null> {
        const field = this.kind().fields.find(({ name }) => name === MOST);
        const most = Number(this.values[MOST]);
        try {
            await planOf(settings, session);
            return settings;
        } catch (error) {
            if (!field || !(most < field.maximum)) throw error;
        }
        // What is refused for another reason is refused again, and the user is told why.
        const plan = await planOf({ ...settings, [MOST]: field.maximum }, session);
        const isWanted = await this.confirm(`${planText(plan)} ${t("Really draw so many?")}`);
        return isWanted ? { ...settings, [MOST]: Math.max(most, this.drawn(plan)) } : null;
    }

    /** The pictures that the server counts: all, with their candidates. */
    private drawn({ cells, seeds }: Plan): number {
        return cells * seeds * Number(this.values["candidates"] ?? 1);
    }
}
