/** The panel *Dreams*: presets, words and pictures to dream from; the frames as they come; what CLIP and the judge say. */

import { LitElement, css, html, nothing, type TemplateResult } from "lit";
import { customElement, property, query } from "lit/decorators.js";
import type { ChangeEvent, Control } from "../core/control";
import "../core/form";
import type { Form } from "../core/form";
import { look } from "../core/look";
import { similarity } from "../core/numbers";
import type { Picture, PictureEvent } from "../core/picture";
import type { Field, Kind, Section } from "../core/tables";
import { t } from "../core/words";
import "../sessions/list";
import type { OpenEvent } from "../sessions/list";
import "../sessions/progress";
import "../sessions/toolbar";
import type { Wish, WishEvent } from "../sessions/toolbar";
import { showLarge } from "../views/large";
import "../views/picture_box";
import { fileOf, type ChosenEvent } from "../views/picture_box";
import type { PickEvent } from "../views/strip";
import "./facts";
import { honestly } from "./facts";
import { DreamModel } from "./model";
import "./outbox";
import "./player";
import "./preset_buttons";
import type { Preset } from "./presets";
import { largeOf, picturesOf, secondsLeft, type DreamSession, type Frame } from "./records";
import "./start";

const WISHES: readonly Wish[] = ["start", "resume", "interrupt", "new"];
/** Settings above the pictures, those that stand beside a picture, and those below that are always in sight. */
const WORDS = ["want", "avoid"];
const BESIDE = ["start", "colour", "pull"];
const FIRST = ["frames", "steps"];
const GENERATOR = ["generator"];
/** The titles of the sections, which are all folded at first. */
const TITLES: Record<string, string> = {
    dream: "More dream settings",
    "dream-look": "How it is looked at",
    "dream-move": "Zoom and drift",
    host: "Wake up",
};
/** Frames that a finished dream is continued by. */
const MORE = 15;

const folded = (section: Section): Section => ({ ...section, title: TITLES[section.name] ?? section.title, folded: true });

@customElement("cc-dreams")
export class DreamPanel extends LitElement {
    static override styles = [
        look,
        css`
            :host {
                display: grid;
                gap: 20px;
                grid-template-columns: minmax(260px, 340px) minmax(0, 1fr);
            }
            .setup,
            .work {
                align-content: start;
                display: grid;
                gap: 12px;
                grid-template-columns: minmax(0, 1fr);
                min-width: 0;
            }
            p {
                margin: 0;
            }
            .rest {
                --column: 140px;
            }
            .rest:last-child {
                margin-top: -12px; /* its first section has a margin of its own */
            }
            .note {
                background: var(--panel);
                border-radius: var(--radius);
                font-size: 13px;
                margin: 0;
                padding: 6px 10px;
            }
            #aim {
                --picture-height: 160px;
            }
            #aim > * + * {
                margin-top: 8px;
            }
            .welcome {
                border: 1px dashed var(--line);
                border-radius: 12px;
                color: var(--soft);
                display: grid;
                gap: 10px;
                padding: 26px;
                text-align: center;
            }
            .welcome p {
                margin: 0 auto;
                max-width: 60ch;
            }
            .more {
                align-items: center;
                display: flex;
                flex-wrap: wrap;
                gap: 4px 12px;
                margin: 0;
            }
            @media (max-width: 820px) {
                :host {
                    grid-template-columns: minmax(0, 1fr);
                }
                .work {
                    min-height: 90vh; /* room to scroll it into view while its first picture is still to come */
                }
                cc-toolbar {
                    background: var(--ground);
                    padding: 6px 0;
                    position: sticky;
                    top: 0;
                    z-index: 2;
                }
            }
        `,
    ];

    @property({ attribute: false }) kind!: Kind;
    @query("#aim") private aimPart!: HTMLElement;
    @query(".work") private workPart!: HTMLElement;

    private isToBeShown = false;
    private model = new DreamModel(
        this,
        () => this.kind,
        () => this.checkVisibility(),
        () => (this.isToBeShown = true),
    );

    override connectedCallback(): void {
        super.connectedCallback();
        document.addEventListener("paste", this.paste);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        document.removeEventListener("paste", this.paste);
    }

    /** Take a picture to start from, from another panel or from the page around. */
    receive({ picture }: PictureEvent["detail"]): void {
        this.startFrom(picture);
    }

    private startFrom(picture: Picture): void {
        this.model.give("start", picture);
        void this.updateComplete.then(() => {
            const words = this.renderRoot.querySelector<Form>("cc-form")?.renderRoot.querySelector<Control>('[data-field="want"]');
            words?.focus();
            words?.scrollIntoView({ block: "nearest" });
        });
    }

    /** A pasted picture goes where the pointer or the focus is: to what is to be come near to, or else to the start. */
    private paste = (event: ClipboardEvent): void => {
        const file = fileOf(event.clipboardData);
        if (!file || !this.checkVisibility()) return;
        event.preventDefault();
        const isAim = this.aimPart.matches("[open]:is(:hover, :focus-within)");
        this.model.give(isAim ? "aim" : "start", { blob: file, name: file.name });
    };

    protected override updated(): void {
        if (!this.isToBeShown || !this.model.session) return;
        this.isToBeShown = false;
        const { top } = this.workPart.getBoundingClientRect();
        if (top < 0 || top > window.innerHeight * 0.5) this.workPart.scrollIntoView({ block: "start" });
    }

    override render(): TemplateResult {
        return html`<div class="setup">${this.setup()}</div>
            <div class="work">${this.work()}</div>`;
    }

    // What is dreamt

    private setup(): TemplateResult {
        const { model, kind } = this;
        const { fields } = kind;
        return html`<cc-dream-presets
                .presets=${model.presets}
                .values=${model.values}
                .fields=${fields}
                @cc-preset=${(event: CustomEvent<Preset>) => model.choose(event.detail)}
            ></cc-dream-presets>
            ${this.form(fields.filter(({ name }) => WORDS.includes(name)), [])}
            <cc-dream-start
                .field=${this.field("start")}
                .colourField=${this.field("colour")}
                .start=${String(model.values["start"])}
                .colour=${String(model.values["colour"])}
                .picture=${model.given.start}
                @cc-change=${this.changed}
                @cc-given=${(event: CustomEvent<Picture | null>) => model.give("start", event.detail)}
            ></cc-dream-start>
            ${this.aim()}
            ${model.isOther && model.watch.id ? html`<p class="note" id="other" role="status">${t("Other pictures: Start begins a new dream.")}</p>` : nothing}
            ${model.trouble
                ? html`<p class="message error">
                      ${model.trouble} <button id="reload" @click=${() => void model.loadOffers()}>${t("Try again")}</button>
                  </p>`
                : nothing}
            <div class="rest">
                ${this.form(FIRST.map((name) => this.field(name)), [])}
            </div>
            ${this.form(GENERATOR.map((name) => this.field(name)), [])}
            <div class="rest">
                ${this.form(fields.filter(({ name }) => ![...WORDS, ...BESIDE, ...FIRST, ...GENERATOR].includes(name)).map(this.offered), kind.sections.map(folded))}
            </div>`;
    }

    private aim(): TemplateResult {
        const { given } = this.model;
        return html`<details id="aim" ?open=${given.aim !== null}>
            <summary>${t("A picture to come near to")}</summary>
            <cc-picture-box
                .picture=${given.aim}
                label=${t("A picture to come near to")}
                @cc-chosen=${(event: ChosenEvent) => this.model.give("aim", event.detail)}
            ></cc-picture-box>
            ${given.aim ? this.form([this.field("pull")], []) : nothing}
        </details>`;
    }

    private form(fields: readonly Field[], sections: readonly Section[]): TemplateResult {
        return html`<cc-form .fields=${fields} .sections=${sections} .values=${this.model.values} @cc-change=${this.changed}></cc-form>`;
    }

    private changed = (event: ChangeEvent): void => this.model.set(event.detail.name, event.detail.value);

    private field(name: string): Field {
        return this.kind.fields.find((field) => field.name === name)!;
    }

    private offered = (field: Field): Field => {
        const names = field.offered ? this.model.offers[field.offered] : undefined;
        return Array.isArray(names) ? { ...field, choices: names } : field;
    };

    // The dream

    private work(): TemplateResult {
        const { model } = this;
        const { session, watch } = model;
        const message = model.message || watch.error;
        return html`<cc-toolbar
                .wishes=${WISHES}
                .possible=${this.possible}
                .score=${this.newest(session)}
                .steps=${session ? t("{done} of {all} pictures", { done: session.steps.length, all: picturesOf(session) }) : ""}
                @cc-do=${(event: WishEvent) => this.act(event.detail)}
            ></cc-toolbar>
            ${message ? html`<p class="message error" id="message" role="alert">${message}</p>` : nothing}
            <cc-progress .status=${watch.status} .left=${session && model.isAtWork ? secondsLeft(session) : 0}></cc-progress>
            ${this.goingOn()} ${session ? this.dream(session, model.frame) : this.welcome()}
            <details id="sessions" ?open=${!session}>
                <summary>${t("Sessions")}</summary>
                <cc-session-list
                    .briefs=${model.shelf.briefs}
                    .atWork=${model.shelf.atWork}
                    .open=${watch.id}
                    ?hasMore=${model.shelf.hasMore}
                    @cc-open=${this.open}
                    @cc-more=${() => void model.shelf.more()}
                    @cc-delete=${(event: CustomEvent<string>) => void model.remove(event.detail)}
                ></cc-session-list>
            </details>`;
    }

    private newest(session: DreamSession | null): string {
        const last = session?.steps.at(-1);
        return last && last.similarity !== null ? similarity(last.similarity) : "";
    }

    /** Say how a dream that rests can go on. */
    private goingOn(): TemplateResult | typeof nothing {
        const { model } = this;
        if (!model.session?.steps.length || model.isAtWork) return nothing;
        const how = t("Change the words or the speed if you like, and dream on from the last frame.");
        if (!model.isFinished) return html`<p class="hint" id="how">${how}</p>`;
        return html`<p class="more">
            <button id="more" ?disabled=${model.isBusy || model.isOther} @click=${() => void model.more(MORE)}>
                ${t("Dream on: {count} more frames", { count: MORE })}
            </button>
            <span class="hint" id="how">${how}</span>
        </p>`;
    }

    private welcome(): TemplateResult {
        return html`<div class="welcome">
            <p>${t("Choose what it looks like, enter what is to be seen, and press Start.")}</p>
            <p class="hint" id="honest">${honestly()}</p>
        </div>`;
    }

    private dream(session: DreamSession, frame: Frame | undefined): TemplateResult {
        const { model } = this;
        return html`${frame
                ? html`<cc-dream-player
                          .session=${session}
                          .frame=${frame}
                          @cc-pick=${(event: PickEvent) => model.pick(event.detail)}
                          @cc-large=${(event: CustomEvent<string>) => this.enlarge(session, event.detail)}
                      ></cc-dream-player>
                      <cc-dream-facts .session=${session} .frame=${frame}></cc-dream-facts>`
                : nothing}
            <cc-dream-outbox
                .session=${session}
                .frame=${frame}
                ?disabled=${model.isAtWork || model.isBusy}
                @cc-start=${(event: CustomEvent<Picture>) => this.startFrom(event.detail)}
                @cc-delete=${() => void model.remove(session.id)}
            ></cc-dream-outbox>`;
    }

    private enlarge(session: DreamSession, source: string): void {
        const shown = largeOf(session);
        void showLarge(
            shown,
            shown.findIndex((large) => large.source === source),
        );
    }

    private get possible(): Wish[] {
        const { model } = this;
        return [
            ...(model.canStart ? (["start"] as const) : []),
            ...(model.canResume ? (["resume"] as const) : []),
            ...(model.isAtWork ? (["interrupt"] as const) : []),
            ...(model.isPristine ? [] : (["new"] as const)),
        ];
    }

    private open = (event: OpenEvent): void => {
        this.isToBeShown = true;
        void this.model.open(event.detail);
    };

    private act(wish: Wish): void {
        const { model } = this;
        const acts: Partial<Record<Wish, () => unknown>> = {
            start: () => model.begin(),
            resume: () => model.resume(),
            interrupt: () => model.interrupt(),
            new: () => model.reset(),
        };
        void acts[wish]?.();
    }
}
