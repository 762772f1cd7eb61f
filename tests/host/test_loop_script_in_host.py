"""The Script "CLIP Critic feedback" of img2img, over the host's HTTP API."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.pictures.infotext import parse_infotext
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.sessions.feedback.steps import Step, kept
from tests.host import drawing
from tests.host.harness import Host

TITLE = "CLIP Critic feedback"
STEPS = 3


@pytest.fixture
def host(miniature_host: Host) -> Host:
    return miniature_host


@pytest.fixture
def start(host: Host) -> Image.Image:
    return drawing.draw(host)


def arguments(**values: Any) -> list[Any]:
    """The script's arguments in their places; null is the default."""
    names = ["want", "avoid", "keywords", "policy", "objective", "hold", "rivals", "words_per_group", "steps"]
    names += ["schedule", "final_strength", "strengths", "keep", "target_score", "patience", "seed_rule"]
    names += ["match_colours", "encoder", "judge", "only_where", "stop_when", "judge_decides"]
    names += ["taste", "taste_weight"]
    return [values.pop(name, None) for name in names] + list(values)


def body(start: Image.Image, **changes: Any) -> dict[str, Any]:
    usual = {"want": "blue:1.5", "keywords": drawing.LIST, "steps": STEPS, "target_score": 0}
    script = {**usual, **changes.pop("script", {})}
    return {
        "init_images": [drawing.encoded(start)],
        "script_name": TITLE,
        "script_args": arguments(**script),
        "prompt": "a large circle",
        "seed": 9,
        "steps": 10,
        "width": drawing.SIDE,
        "height": drawing.SIDE,
        "batch_size": 2,
        "denoising_strength": 0.6,
        "sampler_name": "Euler a",
        **changes,
    }


def run(host: Host, start: Image.Image, **changes: Any) -> tuple[list[Image.Image], dict[str, Any]]:
    answer = drawing.post(host, "/sdapi/v1/img2img", **body(start, **changes))
    return [drawing.decoded(picture) for picture in answer["images"]], json.loads(answer["info"])


def test_it_is_offered_in_img2img_alone(host: Host) -> None:
    with host.client() as client:
        offered = client.get("/sdapi/v1/scripts").raise_for_status().json()
    assert TITLE.lower() in offered["img2img"]
    assert TITLE.lower() not in offered["txt2img"]
    assert "Error creating UI" not in host.log
    assert "Error loading script" not in host.log


def test_the_kept_picture_comes_first_and_then_every_step(host: Host, start: Image.Image) -> None:
    pictures, info = run(host, start)
    session = drawing.newest(host)
    assert [step.number for step in session.steps] == [0, 1, 2, 3]
    place = kept(session.steps)
    assert place is not None
    files = [place.candidate.file, *(step.winner.file for step in session.steps[1:] if step.winner)]
    assert len(pictures) == 1 + STEPS
    for file, picture, infotext in zip(files, pictures, info["infotexts"], strict=True):
        assert np.array_equal(np.asarray(session.picture(file).image), np.asarray(picture)), file
        assert (session.picture(file).infotext or "") == infotext


def test_the_session_has_the_tabs_settings(host: Host, start: Image.Image) -> None:
    run(host, start, n_iter=2, negative_prompt="blurred", scheduler="Karras", cfg_scale=6)
    settings, steps = drawing.newest(host).settings, drawing.newest(host).steps
    assert settings.prompt == "a large circle"
    assert (settings.sampler, settings.scheduler) == ("Euler a", "Karras")
    assert (settings.negative_prompt, settings.cfg_scale, settings.strength) == ("blurred", 6, 0.6)
    assert settings.candidates == 4
    assert [[candidate.seed for candidate in step.candidates] for step in steps[1:3]] == [
        [9, 10, 11, 12],
        [13, 14, 15, 16],
    ]


def test_skip_leaves_out_one_batch_of_a_step(host: Host, start: Image.Image) -> None:
    with ThreadPoolExecutor(1) as pool, host.client() as client:
        running = pool.submit(run, host, start, n_iter=3, steps=80, script={"steps": 1})
        while not client.get("/sdapi/v1/progress").raise_for_status().json()["state"]["sampling_step"]:
            assert not running.done()
        drawing.post(host, "/sdapi/v1/skip")
        running.result()
    assert [len(step.candidates) for step in drawing.newest(host).steps] == [1, 4]


def test_the_first_arguments_do(host: Host, start: Image.Image) -> None:
    run(host, start, script_args=["star:1.5, blue", "blurred"])
    settings = drawing.newest(host).settings
    assert (settings.want, settings.avoid, settings.steps) == (
        "star:1.5, blue",
        "blurred",
        LoopSettings().steps,
    )


def test_it_moves_the_picture_to_what_is_wanted(host: Host, start: Image.Image) -> None:
    pictures, _ = run(host, start, batch_size=4, denoising_strength=0.75)
    red, _, blue = np.asarray(start.convert("RGB"))[24:40, 24:40].mean((0, 1))
    assert red > blue
    red, _, blue = np.asarray(pictures[0].convert("RGB"))[24:40, 24:40].mean((0, 1))
    assert blue > red


def test_png_info_reads_the_hosts_parameters_and_ours(host: Host, start: Image.Image) -> None:
    pictures, _ = run(host, start)
    read = drawing.png_info(host, pictures[1])["parameters"]
    assert read["Prompt"].startswith("a large circle, (blue:1.")
    assert (read["Steps"], read["Sampler"], read["Denoising strength"]) == ("10", "Euler a", "0.6")
    assert read["CLIP Critic session"] == drawing.newest(host).id
    assert (read["CLIP Critic step"], read["CLIP Critic wanted"]) == ("1", "blue:1.5")


def test_pictures_are_saved_where_the_host_saves(host: Host, start: Image.Image) -> None:
    before = set(saved(host))
    run(host, start, save_images=True)
    new = sorted(set(saved(host)) - before)
    assert len(new) == 2 * STEPS  # every candidate, and no grid
    found = [parse_infotext(infotext(path)) for path in new]
    assert {parameters.settings["CLIP Critic step"] for parameters in found} == {"1", "2", "3"}
    assert {parameters.settings["Seed"] for parameters in found} == {str(seed) for seed in range(9, 15)}


def test_nothing_is_saved_where_the_call_does_not_ask(host: Host, start: Image.Image) -> None:
    before = saved(host)
    run(host, start)
    assert saved(host) == before


def saved(host: Host) -> list[Path]:
    return sorted((host.data / "outputs" / "img2img-images").rglob("*.png"))


def everything_saved(host: Host) -> list[Path]:
    return sorted((host.data / "outputs").rglob("*.*"))


def infotext(path: Path) -> str:
    with Image.open(path) as picture:
        return str(picture.info["parameters"])


@pytest.mark.parametrize(
    ("changes", "status", "words"),
    [
        ({"script": {"want": ""}}, 422, "There are no targets"),
        ({"script": {"want": "star:abc"}}, 422, "is not a weight"),
        ({"script": {"want": 5}}, 422, "5 is a number"),
        ({"script": {"want": "blue", "avoid": "blue"}}, 422, "both wanted and unwanted"),
        ({"script": {"policy": "wishful"}}, 422, "There is no policy"),
        ({"script": {"policy": "by hand"}}, 422, "cannot be continued here"),
        ({"script": {"encoder": "hf:/no/such/model"}}, 503, "/no/such/model"),
        ({"width": 100}, 422, "multiple of 8"),
        ({"steps": 200}, 422, "Sampling steps: 200"),
    ],
)
def test_bad_input_is_told_and_nothing_is_drawn(
    host: Host, start: Image.Image, changes: dict[str, Any], status: int, words: str
) -> None:
    sessions, before = set(drawing.store(host).ids()), everything_saved(host)
    refused = drawing.answer(host, "/sdapi/v1/img2img", **body(start, save_images=True, **changes))
    assert refused.status_code == status
    assert words in refused.json()["detail"]
    begun = [drawing.store(host).read(name) for name in set(drawing.store(host).ids()) - sessions]
    assert len(begun) == (status == 503), "one whose encoder is missing stays, and can be resumed with it"
    assert not any(session.steps for session in begun)
    assert everything_saved(host) == before
    assert drawing.draw(host).size == (drawing.SIDE, drawing.SIDE)


def test_a_mask_holds_what_it_covers(host: Host, start: Image.Image) -> None:
    mask = Image.new("L", start.size, 0)
    mask.paste(255, (0, 0, 32, 64))
    pictures, _ = run(
        host, start, mask=drawing.encoded(mask), mask_blur=0, inpaint_full_res=False, inpainting_fill=1
    )
    assert len(pictures) == 1 + STEPS
    before, after = (np.asarray(picture.convert("RGB"), dtype=float) for picture in (start, pictures[-1]))
    assert np.abs(before - after)[:, 36:].mean() < 1
    assert np.abs(before - after)[:, :28].mean() > 1


def inside(session: Session, step: Step) -> np.ndarray:
    """Return the part that a step might change, bool ``[height, width]``."""
    assert step.mask is not None
    return np.asarray(session.picture(step.mask.file).image)[..., 0] > 0


def test_only_where_keeps_every_other_pixel(host: Host, start: Image.Image) -> None:
    pictures, _ = run(host, start, script={"only_where": "circle"})
    session = drawing.newest(host)
    assert session.settings.only_where == "circle"
    before = np.asarray(start.convert("RGB"))
    for step in session.steps[1:]:
        outside = ~inside(session, step)
        assert 0 < outside.mean() < 1
        for candidate in step.candidates:
            after = np.asarray(session.picture(candidate.file).image)
            assert np.array_equal(after[outside], before[outside])
            assert not np.array_equal(after, before)
    assert len(pictures) == 1 + STEPS


def test_only_where_and_the_tabs_mask_must_both_let_a_pixel_change(host: Host, start: Image.Image) -> None:
    mask = Image.new("L", start.size, 0)
    mask.paste(255, (0, 0, 32, 64))
    run(host, start, mask=drawing.encoded(mask), script={"only_where": "circle", "steps": 1})
    session = drawing.newest(host)
    (step,) = session.steps[1:]
    outside = ~inside(session, step)
    before, after = np.asarray(start.convert("RGB")), np.asarray(session.picture("0001-01.png").image)
    assert np.array_equal(after[outside], before[outside])
    assert not np.array_equal(after, before)


def test_scripts_of_other_extensions_take_part(host: Host, start: Image.Image) -> None:
    pictures, _ = run(host, start, prompt="a large circle # this is not meant")
    found = parse_infotext(pictures[1].info["parameters"])
    assert "not meant" not in found.prompt
    assert found.settings["Another extension"] == "took part"
