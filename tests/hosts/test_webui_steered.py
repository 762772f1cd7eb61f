"""Steering in the WebUI's tabs: what a job carries, what its pictures say, and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from types import SimpleNamespace
from typing import Any

import pytest
import torch

from clip_critic.errors import BadInputError, InterruptedByUser
from clip_critic.guides.base import GuidedJob, SamplingStep, unchanged
from tests.hosts.stand_in import ours, standing_in
from tests.hosts.test_webui_guiding import AFTER_CFG, Adding, denoiser_of, evaluate, fork, some

CARRIED = "clip_critic_steering"
ENTRIES = {"CLIP steering": "0.5", "CLIP steering wanted": "red"}
OTHERS = {"Denoising strength": 0.5}


@pytest.fixture
def host() -> Iterator[SimpleNamespace]:
    with standing_in() as found:
        first = SimpleNamespace(conv_in=SimpleNamespace(weight=torch.zeros(8, 4, 3, 3)))
        found.shared.sd_model = SimpleNamespace(
            first_stage_model=SimpleNamespace(decoder=first), scale_factor=0.18215
        )
        yield found


class Job:
    """A processing object, as the host makes one for each press of Generate."""

    cfg_scale = 7.0

    def __init__(self) -> None:
        self.extra_generation_params: dict[str, Any] = dict(OTHERS)
        self.comments: list[str] = []

    def comment(self, text: str) -> None:
        self.comments.append(text)


def preparing(result: Any) -> Any:
    """Return a function that prepares a job as told, and keeps what it was asked in `asked`."""

    def prepare(values: Any, changes: Any, progress: Any) -> GuidedJob | None:
        prepare.asked.append((tuple(values), dict(changes)))  # type: ignore[attr-defined]
        progress(0, 1, "loading the encoder")
        if isinstance(result, BaseException):
            raise result
        return None if result is None else GuidedJob(result, ENTRIES, ("A note.",))

    prepare.asked = []  # type: ignore[attr-defined]
    return prepare


def script_of(host: SimpleNamespace, prepare: Any) -> Any:
    """Return the Script as the host makes one, for one of its tabs."""
    kind = ours("steered").steering_class("CLIP steering", lambda element_id: ([], []), prepare)
    script = kind()
    assert script.show(False) is script.show(True) is host.scripts.AlwaysVisible
    return script


def fails(x0: torch.Tensor, step: SamplingStep) -> torch.Tensor:
    raise ValueError("a fault")


def test_a_job_is_steered_from_its_beginning_to_its_end(host: SimpleNamespace) -> None:
    p, guide, clean = Job(), Adding(), some(2)
    script = script_of(host, preparing(guide))
    host.shared.state.textinfo = "before"
    script.process(p, "red", "")
    assert host.shared.state.textinfo == "before"
    assert p.extra_generation_params == {**OTHERS, **ENTRIES}
    assert torch.equal(evaluate(denoiser_of(p), clean), clean + 0.5)
    assert evaluate(denoiser_of(Job()), clean) is clean
    script.postprocess_batch(p, "red", "", images=[], batch_number=0)
    assert torch.equal(evaluate(denoiser_of(p), clean), clean + 0.5)  # the next batch
    script.postprocess(p, None, "red", "")
    assert evaluate(denoiser_of(p), clean) is clean
    assert not hasattr(p, CARRIED)
    assert p.comments == ["A note."]


def test_a_job_that_is_not_steered_stays_as_it_is(host: SimpleNamespace) -> None:
    p, clean = Job(), some(2)
    entries, before = p.extra_generation_params, dict(vars(p))
    script = script_of(host, preparing(None))
    script.process(p)
    assert evaluate(denoiser_of(p), clean) is clean
    script.postprocess_batch(p, images=[], batch_number=0)
    script.postprocess(p, None)
    assert vars(p) == before
    assert p.extra_generation_params is entries and entries == OTHERS


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BadInputError("There are no targets."), "There are no targets."),
        (ValueError("a fault"), "Steering the sampler failed (ValueError: a fault): turn it off."),
    ],
)
def test_what_cannot_be_steered_is_drawn_and_told(host: SimpleNamespace, error: Any, said: str) -> None:
    p, clean, steered = Job(), some(2), ours("steered")
    script_of(host, preparing(error)).process(p)
    assert evaluate(denoiser_of(p), clean) is clean
    assert p.comments == [steered.NOT_STEERED, said]
    assert p.extra_generation_params == {**OTHERS, "CLIP steering note": f"{steered.NOT_STEERED} {said}"}


def test_an_interrupted_job_is_left_to_the_host(host: SimpleNamespace) -> None:
    p = Job()
    host.shared.state.interrupted = True
    script_of(host, preparing(unchanged)).process(p)  # its progress raises
    assert (p.comments, p.extra_generation_params) == ([], OTHERS)
    host.shared.state.interrupted = False
    script_of(host, preparing(InterruptedByUser("Interrupted."))).process(p)
    assert (p.comments, p.extra_generation_params) == ([], OTHERS)


def test_a_guide_that_fails_costs_no_picture(host: SimpleNamespace) -> None:
    p, clean = Job(), some(2)
    script = script_of(host, preparing(fails))
    script.process(p)
    assert evaluate(denoiser_of(p), clean) is clean
    assert not host.shared.state.skipped
    assert evaluate(denoiser_of(p), clean) is clean
    script.postprocess_batch(p, images=[], batch_number=0)
    told = [ours("steered").NOT_TO_THE_END, "Steering the sampler failed (ValueError: a fault): turn it off."]
    assert p.comments == ["A note.", *told]
    assert p.extra_generation_params == {**OTHERS, **ENTRIES, "CLIP steering note": " ".join(told)}


def test_a_skip_of_the_user_stays(host: SimpleNamespace) -> None:
    p = Job()
    script_of(host, preparing(fails)).process(p)
    host.shared.state.skipped = True
    evaluate(denoiser_of(p), some(2))
    assert host.shared.state.skipped


def test_a_job_whose_batch_is_skipped_leaves_nothing_behind(host: SimpleNamespace) -> None:
    p, guide, clean, options = Job(), Adding(), some(2), fork(host)
    script = script_of(host, preparing(guide))
    script.process(p)
    evaluate(denoiser_of(p), clean)
    entering = SimpleNamespace(x=some(1), sigma=torch.ones(2), denoiser=denoiser_of(p))
    ours("guiding").on_denoiser(entering)
    assert len(options[AFTER_CFG]) == 2
    host.shared.state.skipped = True  # the host leaves its sampler, and makes the next batch
    script.postprocess_batch(p, images=[], batch_number=0)
    host.shared.state.skipped = False
    assert torch.equal(evaluate(denoiser_of(p), clean), clean + 0.5)
    script.postprocess_batch(p, images=[], batch_number=1)
    ours("guiding").on_denoiser(entering)
    script.postprocess(p, None)
    assert not hasattr(p, CARRIED)
    assert options[AFTER_CFG] == [len]
    assert p.comments == ["A note."]
    assert evaluate(denoiser_of(p), clean) is clean


def test_a_guides_notes_are_told(host: SimpleNamespace) -> None:
    class Short(Adding):
        notes = ("Memory is short: steering used fewer cutouts.",)

    p = Job()
    script = script_of(host, preparing(Short()))
    script.process(p)
    script.postprocess_batch(p, images=[], batch_number=0)
    assert p.comments[-1] == Short.notes[0]
    assert p.extra_generation_params["CLIP steering note"] == Short.notes[0]


def test_a_session_of_ours_steers_its_own_jobs(host: SimpleNamespace) -> None:
    p, own, other = Job(), Adding(1.0), Adding(2.0)
    prepare = preparing(other)
    script = script_of(host, prepare)
    with ours("guiding").steering(p, own):
        script.process(p)
        evaluate(denoiser_of(p), some(2))
        script.postprocess_batch(p, images=[], batch_number=0)
        script.postprocess(p, None)
        evaluate(denoiser_of(p), some(2))
    assert (len(own.steps), len(other.steps), prepare.asked) == (2, 0, [])
    assert (p.comments, p.extra_generation_params) == ([], OTHERS)


def test_cells_of_a_plot_have_nothing_of_each_other(host: SimpleNamespace) -> None:
    p = Job()
    first, second = copy(p), copy(p)  # the host's plot shares the dictionary between the cells
    script_of(host, preparing(Adding())).process(first)
    script_of(host, preparing(None)).process(second)
    assert second.extra_generation_params == p.extra_generation_params == OTHERS
    script_of(host, preparing(BadInputError("No."))).process(first)  # the same object again
    assert set(first.extra_generation_params) == {*OTHERS, "CLIP steering note"}
    script_of(host, preparing(None)).process(first)
    assert first.extra_generation_params == OTHERS
    assert evaluate(denoiser_of(first), clean := some(2)) is clean


def plot() -> SimpleNamespace:
    """Return the module of the host's X/Y/Z plot."""

    class AxisOption:
        def __init__(self, label: str, type: Any, apply: Any) -> None:
            self.label, self.type, self.apply = label, type, apply

    return SimpleNamespace(AxisOption=AxisOption, axis_options=[AxisOption("Seed", int, None)])


def test_axes_set_a_cells_rows(host: SimpleNamespace) -> None:
    module = plot()
    host.scripts.scripts_data = [SimpleNamespace(module=SimpleNamespace()), SimpleNamespace(module=module)]
    for _ in range(2):
        ours("steered").add_axes()
    assert [option.label for option in module.axis_options] == ["Seed", *ours("steered").AXES]
    _, strength, wanted = module.axis_options
    p, prepare = Job(), preparing(None)
    cell = copy(p)
    strength.apply(cell, strength.type("0.7"), ["0.7"])
    wanted.apply(cell, wanted.type("red, star"), [])
    other = copy(p)
    for job in (cell, other):
        script_of(host, prepare).process(job, "blue")
    assert prepare.asked == [(("blue",), {"steer": 0.7, "want": "red, star"}), (("blue",), {})]


def test_a_host_without_a_plot_has_no_axes(host: SimpleNamespace) -> None:
    del host.scripts.scripts_data
    ours("steered").add_axes()
