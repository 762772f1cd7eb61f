"""The Script "CLIP Critic feedback" of img2img, which runs a session with that tab's settings."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, CriticError, InterruptedByUser
from clip_critic.hosts import webui
from clip_critic.hosts.base import GeneratedPicture
from clip_critic.progress import Progress
from clip_critic.sessions.feedback.loop import Loop
from clip_critic.sessions.feedback.plan import STOPS
from clip_critic.sessions.feedback.policies.registry import waits
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.settings import LoopSettings, table
from clip_critic.sessions.feedback.steps import Step, kept
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.sessions.host_settings import styles_text
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
    "only_where",
    "stop_when",
    "judge_decides",
    "taste",
    "taste_weight",
)
"""The script's arguments in the HTTP API, in order: new ones must be added at the end. The other settings of
a session are img2img's."""
POLICY_INFO = (
    "target: gives more weight to wanted words that CLIP hardly sees. interrogate: writes the best words "
    "of each group, with the targets in their places. whole: writes every word that the prompt does not "
    "name, and puts first what pictures have missed. taste: writes the words of each group that the taste "
    "follows most."
)
STEPS_INFO = "The WebUI makes no other picture until the last step is done."
SESSION = "CLIP Critic session"
INTERRUPTED = "Interrupted."


def script(critic: Callable[[], Critic], store: SessionStore) -> type[Any]:
    """Return the class that the host loads from our script file."""
    return webui.script_class(TITLE, controls, partial(run, critic, store))


def controls(element_id: Callable[[str], str]) -> tuple[list[Any], list[tuple[Any, Any]]]:
    """Return the controls in the order of `ARGUMENTS`, and how they are read from a picture's metadata."""
    rows = {name: (default, field) for name, default, field in table()}
    default, policy = rows["policy"]
    choices = tuple(name for name in policy.choices if not waits(name))
    rows["policy"] = default, replace(policy, choices=choices, info=POLICY_INFO)
    default, steps = rows["steps"]
    rows["steps"] = default, replace(steps, info=STEPS_INFO)
    arguments = [(name, rows[name]) for name in ARGUMENTS]
    built = [control(field, default, element_id(name)) for name, (default, field) in arguments]
    pasted = [
        (component, partial(_pasted, f"CLIP Critic {field.label.lower()}", default, field.choices))
        for component, (name, (default, field)) in zip(built, arguments, strict=True)
        if field.section == "goal" and name != "keywords"
    ]
    return built, pasted


def _pasted(label: str, default: Any, choices: Sequence[str], infotext: Mapping[str, Any]) -> Any:
    """Return a setting from a picture's infotext, where defaults are left out; None changes no control."""
    value = infotext.get(label, default) if SESSION in infotext else None
    return value if not choices or value in choices else None


def run(critic: Callable[[], Critic], store: SessionStore, p: Any, *values: Any) -> Any:
    """Run a session to its end, during img2img's turn in the host's queue.

    Raises:
        CriticError: the session failed before its first step; later errors end it and its steps are shown.
    """
    host = webui.TabHost(p)
    settings = LoopSettings.read({**_script_settings(values), **_tab_settings(p, host)})
    sessions = Sessions(critic(), lambda: host, store)
    session = sessions.create(settings, "picture", host.start)
    progress = webui.LoopProgress()
    progress.expect(settings.steps * host.batches)
    with sessions.open(session.id) as loop:
        message = _run(loop, progress)
        shown = list(_shown(loop))
    comment = f"Session {session.id}. {message}"
    return webui.result(
        p,
        [picture for picture, _ in shown],
        [(step.prompt, step.negative_prompt) for _, step in shown],
        comment,
    )


def _script_settings(values: Sequence[Any]) -> dict[str, Any]:
    """Return the script's settings by name; null in the API keeps the default.

    Raises:
        BadInputError: there is no such policy, or it waits for the user, who cannot be asked here.
    """
    named = zip(ARGUMENTS, values, strict=False)
    settings = {name: value for name, value in named if value is not None}
    policy = str(settings.get("policy", ""))
    if policy and waits(policy):
        raise BadInputError(
            f"The policy {policy!r} stops after each step and cannot be continued here: choose another one, "
            "or use the panel Feedback loop."
        )
    return settings


def _tab_settings(p: Any, host: webui.TabHost) -> dict[str, Any]:
    """Return img2img's settings as settings of the session."""
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
    """Run a session, and return a message about how it ended."""
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
    """Yield the kept picture, then the best picture of each step."""
    steps = loop.session.steps
    place = kept(steps)
    if place is None:  # interrupted before the start picture was ranked
        raise InterruptedByUser(INTERRUPTED)
    for step in (place.step, *(step for step in steps if step.number)):
        best = step.winner
        if best is not None:
            picture = loop.session.picture(best.file)
            yield GeneratedPicture(picture.image, picture.infotext or "", best.seed), step
