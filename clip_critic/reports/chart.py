"""A chart of a session's scores, as SVG that takes its colours from the page."""

from __future__ import annotations

import io
import re
from typing import Any

from clip_critic.sessions.feedback.objective import JOINT
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.steps import Step, kept

# Placeholder colours that appear nowhere else: each is replaced by one of the page's colours.
TEXT, KEPT, JUDGE, FAINT = "#010203", "#040506", "#070809", "#0a0b0c"
PAGE = {
    TEXT: "currentColor",
    KEPT: "var(--accent)",
    JUDGE: "var(--w1)",
    FAINT: "var(--rest)",
}
_OWN_LOOK = re.compile(r"<style.*?</style>|<metadata>.*?</metadata>|<!--.*?-->", re.DOTALL)
SIZE = (10.0, 2.1)
"""Width and height in inches of 72 points; on the page the chart scales with the space around it."""


def chart_svg(session: Session) -> str:
    """Return the chart as an ``<svg>`` element; empty without scores or without matplotlib.

    Small dots are the candidates, the stepped line is the kept picture, the dashed line is the judge.
    """
    steps = [step for step in session.steps if step.winner is not None]
    if not steps:
        return ""
    try:  # not pyplot, which keeps its figures and works in a single thread only
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        return ""  # without matplotlib, the page shows everything else

    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.add_subplot()
    _draw(axes, session.steps, steps)
    _plain(axes, [step.number for step in steps])
    _name(axes, session.settings.objective)
    file = io.BytesIO()
    with rc_context({"svg.fonttype": "none"}):  # words stay words, which can be read aloud and found
        figure.savefig(file, format="svg", transparent=True)
    return _for_the_page(file.getvalue().decode("utf-8"))


def _draw(axes: Any, all_steps: tuple[Step, ...], steps: list[Step]) -> None:
    dots = [(step.number, candidate.score.value) for step in steps for candidate in step.candidates]
    axes.plot(*zip(*dots, strict=True), "o", color=FAINT, markersize=3, linestyle="none")
    path = []
    for index, step in enumerate(all_steps):
        place = kept(all_steps[: index + 1])
        if place is not None:
            path.append((step.number, place.candidate.score.value))
    axes.plot(*zip(*path, strict=True), color=KEPT, linewidth=2, drawstyle="steps-post")
    taken = [(step.number, step.winner.score.value) for step in steps if step.kept and step.winner]
    axes.plot(*zip(*taken, strict=True), "o", color=KEPT, markersize=5.5, linestyle="none")
    judged = [(step.number, step.judge.value) for step in steps if step.judge is not None]
    if judged:
        axes.plot(*zip(*judged, strict=True), "--", color=JUDGE, linewidth=1.6)


def _plain(axes: Any, numbers: list[int]) -> None:
    from matplotlib.ticker import MaxNLocator

    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=10))
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.set_xlim(numbers[0] - 0.3, max(numbers[-1], numbers[0] + 1) + 0.3)
    axes.tick_params(colors=TEXT, labelsize=8, length=0)
    axes.grid(axis="y", color=FAINT, alpha=0.35, linewidth=0.6)
    for spine in axes.spines.values():
        spine.set_visible(False)


def _name(axes: Any, objective: str) -> None:
    """Name the axes, and write scores as people read them."""
    from matplotlib.ticker import PercentFormatter

    axes.set_xlabel("step", color=TEXT, fontsize=8)
    axes.set_ylabel("score", color=TEXT, fontsize=8)
    if objective == JOINT:
        axes.set_ylim(-0.04, 1.05)
        axes.set_yticks([0, 0.25, 0.5, 0.75, 1])
    if objective != "similarity":
        axes.yaxis.set_major_formatter(PercentFormatter(1, decimals=0, symbol=" %"))


def _for_the_page(svg: str) -> str:
    svg = _OWN_LOOK.sub("", svg[svg.index("<svg") :])
    opening, rest = svg.split(">", 1)
    opening = re.sub(r' (?:width|height)="[^"]*"', "", opening)
    svg = f'{opening} class="chart" role="img" aria-label="The score of each step">{rest}'
    for drawn, shown in PAGE.items():
        svg = svg.replace(drawn, shown)
    return svg.strip()
