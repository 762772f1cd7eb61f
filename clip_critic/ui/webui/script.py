"""The Script "CLIP Critic feedback" of img2img: its controls, and a session with that tab's settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from clip_critic.critic import Critic
from clip_critic.errors import CriticError, InterruptedByUser
from clip_critic.hosts import webui
from clip_critic.hosts.base import GeneratedPicture
from clip_critic.progress import Progress
from clip_critic.sessions.feedback.loop import Loop
from clip_critic.sessions.feedback.plan import STOPS
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.settings import LoopSettings, styles_text, table
from clip_critic.sessions.feedback.steps import Step, kept
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.ui.controls import control

TITLE = "CLIP Critic feedback"
ARGUMENTS = (
    "want",
    "avoid",
    "keywords",
    "policy",
    "objective",
    "hold",
    "rivals",
    "words_per_group",
    "steps",
    "schedule",
    "final_strength",
    "strengths",
    "keep",
    "target_score",
    "patience",
    "seed_rule",
    "match_colours",
    "encoder",
    "judge",
)
"""The script's arguments over the HTTP API, by their places: new ones go to the end. The other settings of a
session are img2img's own."""
SESSION = "CLIP Critic session"
INTERRUPTED = "Interrupted."


def script(critic: Callable[[], Critic], store: SessionStore) -> type[Any]:
    """The class that the host finds in our script file."""
    return webui.script_class(TITLE, controls, partial(run, critic, store))


def controls(element_id: Callable[[str], str]) -> tuple[list[Any], list[tuple[Any, Any]]]:
    """The controls in the order of `ARGUMENTS`, and how each is read from a picture's metadata."""
    rows = {name: (default, field) for name, default, field in table()}
    chosen = [(name, rows[name]) for name in ARGUMENTS]
    built = [control(field, default, element_id(name)) for name, (default, field) in chosen]
    pasted = [
        (shown, partial(_pasted, f"CLIP Critic {field.label.lower()}", default))
        for shown, (name, (default, field)) in zip(built, chosen, strict=True)
        if field.section == "goal" and name != "keywords"
    ]
    return built, pasted


def _pasted(label: str, default: Any, found: Mapping[str, Any]) -> Any:
    """A value of a session's picture, which leaves defaults out; none leaves the control as it is."""
    return found.get(label, default) if SESSION in found else None


def run(critic: Callable[[], Critic], store: SessionStore, p: Any, *values: Any) -> Any:
    """Let a session run to its end, inside the turn that img2img has in the host's queue.

    Raises:
        CriticError: before the first step is done; later ones end the session, whose steps are shown.
    """
    host = webui.TabHost(p)
    settings = LoopSettings.read({**_given(values), **_of_tab(p, host)})
    sessions = Sessions(critic(), lambda: host, store)
    session = sessions.create(settings, "picture", host.start)
    progress = webui.LoopProgress()
    progress.expect(settings.steps * host.batches)
    with sessions.open(session.id) as loop:
        message = _run(loop, progress)
        shown = list(_shown(loop))
    comment = f"Session {session.id}. {message}"
    return webui.result(
        p, [made for made, _ in shown], [(step.prompt, step.negative_prompt) for _, step in shown], comment
    )


def _given(values: Sequence[Any]) -> dict[str, Any]:
    """Settings by name; over the API, null leaves one as it is by default."""
    named = zip(ARGUMENTS, values, strict=False)
    return {name: value for name, value in named if value is not None}


def _of_tab(p: Any, host: webui.TabHost) -> dict[str, Any]:
    """What the tab says, as the session remembers it."""
    offered = host.describe()
    scheduler = getattr(p, "scheduler", None)
    return {
        "prompt": p.prompt,
        "negative_prompt": p.negative_prompt,
        "strength": p.denoising_strength,
        "candidates": host.count,
        "seed": int(p.seed),
        "checkpoint": webui.checkpoint_name(p.override_settings.get("sd_model_checkpoint")),
        "sampler": p.sampler_name if p.sampler_name in offered.samplers else "",
        "scheduler": scheduler if scheduler in offered.schedulers else "",
        "sampling_steps": p.steps,
        "cfg_scale": p.cfg_scale,
        "width": p.width,
        "height": p.height,
        "styles": styles_text(p.styles),
        "scripts": True,
    }


def _run(loop: Loop, progress: Progress) -> str:
    """How it ended, for the user."""
    try:
        for _ in loop.run(progress):
            pass
    except InterruptedByUser:
        return INTERRUPTED
    except CriticError as error:
        if not any(step.number for step in loop.session.steps):
            raise
        return str(error)
    return STOPS[loop.stopped() or "by hand"]


def _shown(loop: Loop) -> Iterator[tuple[GeneratedPicture, Step]]:
    """The kept picture, then the best of each step."""
    steps = loop.session.steps
    place = kept(steps)
    if place is None:  # interrupted before it has looked at the start picture
        raise InterruptedByUser(INTERRUPTED)
    for step in (place.step, *(step for step in steps if step.number)):
        best = step.winner
        if best is not None:
            picture = loop.session.picture(best.file)
            yield GeneratedPicture(picture.image, picture.infotext or "", best.seed), step
