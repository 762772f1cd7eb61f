/** The scores of a session over its steps, by uPlot. */

import { LitElement, css, html, unsafeCSS, type PropertyValues, type TemplateResult } from "lit";
import { customElement, property } from "lit/decorators.js";
import uPlot from "uplot";
import sheet from "uplot/dist/uPlot.min.css";
import { look } from "../core/look";
import { percent, score } from "../core/numbers";
import { t } from "../core/words";

/** The scores of one step. */
export interface Scores {
    number: number;
    /** The kept picture's score after this step. */
    kept: number | null;
    candidates: readonly number[];
    judge: number | null;
}

/** What the parts of a chart are called, in the user's language; empty for what it does not have. */
export interface Names {
    line: string;
    dots: string;
    judge: string;
    /** What its numbers count. */
    step: string;
    value: string;
    /** What a screen reader says before the values. */
    about: string;
}

const HEIGHT = 190;
/** With more steps than these, lines have no points. */
const LONG = 80;

@customElement("cc-chart")
export class Chart extends LitElement {
    static override styles = [
        unsafeCSS(sheet),
        look,
        css`
            :host {
                display: block;
                min-width: 0;
            }
            .legend {
                display: flex;
                flex-wrap: wrap;
                font-size: 12px;
                gap: 4px 14px;
                margin: 0 0 4px;
            }
            .legend span::before {
                background: var(--colour);
                border-radius: 50%;
                content: "";
                display: inline-block;
                height: 8px;
                margin-right: 5px;
                width: 8px;
            }
            .plot {
                height: ${HEIGHT}px;
                min-width: 0;
                overflow: hidden;
            }
        `,
    ];

    @property({ attribute: false }) scores: readonly Scores[] = [];
    @property() objective = "joint";
    /** Null for the names of a feedback session. */
    @property({ attribute: false }) names: Names | null = null;
    /** The number of the step that a line marks; null for none. */
    @property({ type: Number }) marked: number | null = null;

    private plot: uPlot | null = null;
    private shape = "";
    private watcher = new ResizeObserver(() => this.resize());
    private theme = window.matchMedia("(prefers-color-scheme: dark)");

    override connectedCallback(): void {
        super.connectedCallback();
        this.theme.addEventListener("change", this.repaint);
    }

    override disconnectedCallback(): void {
        super.disconnectedCallback();
        this.watcher.disconnect();
        this.theme.removeEventListener("change", this.repaint);
        this.plot?.destroy();
        this.plot = null;
        this.shape = "";
    }

    override render(): TemplateResult {
        const { line, dots, judge } = this.called;
        const hasDots = !this.names || this.scores.some((step) => step.candidates.length);
        return html`<p class="legend">
                <span style="--colour: ${this.colour("--accent", "#c2410c")}">${line}</span>
                ${hasDots ? html`<span style="--colour: ${CANDIDATES}">${dots}</span>` : ""}
                ${this.hasJudge ? html`<span style="--colour: ${JUDGE}">${judge}</span>` : ""}
            </p>
            <div class="plot" role="img" aria-label=${this.description}></div>`;
    }

    protected override updated(changes: PropertyValues<this>): void {
        const place = this.renderRoot.querySelector<HTMLElement>(".plot");
        if (!place) return;
        const shape = `${this.most} ${this.hasJudge} ${this.objective} ${this.scores.length > LONG}`;
        if (this.plot && shape === this.shape) {
            if (changes.has("scores")) this.plot.setData(this.data);
            else this.plot.redraw(false);
            return;
        }
        this.shape = shape;
        this.plot?.destroy();
        this.plot = new uPlot(this.options(place.clientWidth || 300), this.data, place);
        this.watcher.disconnect();
        this.watcher.observe(place);
    }

    private get called(): Names {
        const step = t("Step");
        const about = t("Score of the kept picture after each step");
        return this.names ?? { line: t("kept"), dots: t("candidates"), judge: t("judge"), step, value: t("Score"), about };
    }

    private get hasJudge(): boolean {
        return this.scores.some((step) => step.judge !== null);
    }

    /** The most candidates of a step. */
    private get most(): number {
        return Math.max(1, ...this.scores.map((step) => step.candidates.length));
    }

    private get description(): string {
        const written = this.scores
            .filter((step) => step.kept !== null)
            .map((step) => `${step.number || t("Start")}: ${score(step.kept, this.objective)}`);
        return `${this.called.about}: ${written.slice(-40).join(", ")}`;
    }

    private get data(): uPlot.AlignedData {
        const column = (value: (step: Scores) => number | null | undefined): (number | null)[] =>
            this.scores.map((step) => this.shown(value(step)));
        const candidates = Array.from({ length: this.most }, (_, place) => column((step) => step.candidates[place]));
        const judge = this.hasJudge ? [column((step) => step.judge)] : [];
        return [this.scores.map((step) => step.number), ...candidates, ...judge, column((step) => step.kept)];
    }

    private shown(value: number | null | undefined): number | null {
        if (value === null || value === undefined) return null;
        return this.objective === "similarity" ? value : value * 100;
    }

    private options(width: number): uPlot.Options {
        const isPercent = this.objective !== "similarity";
        const write = (value: number | null, step: number): string =>
            value === null ? "–" : isPercent ? percent(value / 100) : value.toFixed(digitsOf(step));
        const points = (stroke: string, size: number): uPlot.Series => ({
            stroke,
            paths: () => null,
            points: { show: true, size, fill: stroke },
        });
        const isLong = this.scores.length > LONG;
        const line = (stroke: uPlot.Series.Stroke): uPlot.Series => ({ stroke, width: 2, points: { show: !isLong, size: 6 } });
        const axis = { stroke: () => this.colour("--soft", "#666"), grid: { stroke: () => this.colour("--line", "#ddd"), width: 1 } };
        return {
            width,
            height: HEIGHT,
            cursor: { show: false },
            legend: { show: false },
            padding: [8, 12, 0, 0],
            scales: {
                x: { time: false, range: (_, low, high) => (low === high ? [low - 1, high + 1] : [low, high]) },
                y: isPercent ? { range: [0, 100] } : {},
            },
            axes: [
                {
                    ...axis,
                    label: this.called.step,
                    labelSize: 20,
                    size: 28,
                    incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500],
                    values: (_, ticks) => ticks.map(String),
                },
                { ...axis, label: this.called.value, labelSize: 20, size: 60, values: (_, ticks, _axis, _space, step) => ticks.map((tick) => write(tick, step)) },
            ],
            hooks: { draw: [this.mark] },
            series: [
                {},
                ...Array.from({ length: this.most }, () => points(CANDIDATES, 5)),
                ...(this.hasJudge ? [this.names ? line(JUDGE) : points(JUDGE, 6)] : []),
                line(() => this.colour("--accent", "#c2410c")),
            ],
        };
    }

    /** Draw a line at the step that is marked. */
    private mark = (plot: uPlot): void => {
        if (this.marked === null) return;
        const { ctx, bbox } = plot;
        const x = Math.round(plot.valToPos(this.marked, "x", true));
        ctx.save();
        ctx.strokeStyle = this.colour("--soft", "#666");
        ctx.setLineDash([4, 4]);
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        ctx.restore();
    };

    private colour(name: string, otherwise: string): string {
        return resolved(this, `var(${name}, ${otherwise})`);
    }

    private repaint = (): void => this.plot?.redraw(false, true);

    private resize(): void {
        const width = this.renderRoot.querySelector<HTMLElement>(".plot")?.clientWidth ?? 0;
        if (width && this.plot && width !== this.plot.width) this.plot.setSize({ width, height: HEIGHT });
    }
}

const CANDIDATES = "#868e96";
const JUDGE = "#7048e8";

/** Return how many digits tell the ticks of an axis apart. */
function digitsOf(step: number): number {
    return Math.min(6, Math.max(2, Math.ceil(-Math.log10(step) - 1e-9)));
}

/** Return a colour as the canvas understands it: custom properties may be mixtures. */
function resolved(element: Chart, colour: string): string {
    const probe = document.createElement("i");
    probe.style.color = colour;
    element.renderRoot.append(probe);
    const value = getComputedStyle(probe).color;
    probe.remove();
    return value;
}
