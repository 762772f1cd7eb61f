"""The accordion "CLIP steering" in txt2img and img2img: over the host's HTTP API, and in its page."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from clip_critic.pictures.infotext import parse_infotext, png_with_infotext
from tests.host import drawing, inside, screens
from tests.host.harness import Host
from tests.host.test_generate import fetch_picture

TITLE = "CLIP steering"
ID = "script_txt2img_clip_steering"
STEERED = ["blue, star:1.5", "red", 1.0]
PLOT = "x/y/z plot"
READ = """steered => {
    const text = document.querySelector("#tab_pnginfo").innerText;
    return text.includes("CFG scale") && text.includes("CLIP steering") === steered;
}"""


@pytest.fixture
def host(miniature_host: Host) -> Host:
    return miniature_host


def drawn(host: Host, *arguments: Any, route: str = "txt2img", **more: Any) -> list[Image.Image]:
    """Return the pictures of one job of the host; without arguments the accordion has its defaults."""
    body = {"prompt": drawing.CIRCLE, "seed": drawing.SEED, "steps": 12, "width": 64, "height": 64, **more}
    if arguments:
        body["alwayson_scripts"] = {TITLE: {"args": list(arguments)}}
    answer = drawing.post(host, f"/sdapi/v1/{route}", **body)
    return [drawing.decoded(picture) for picture in answer["images"]]


def pixels(picture: Image.Image) -> np.ndarray:
    # A host may hide the parameters, with the time of day among them, in the last bits of alpha.
    return np.asarray(picture.convert("RGB"), dtype=int)


def entries(picture: Image.Image) -> dict[str, str]:
    """Return the steering's entries in a picture's metadata."""
    found = parse_infotext(picture.info["parameters"]).settings
    return {name: value for name, value in found.items() if name.startswith(TITLE)}


def differ(first: Image.Image, second: Image.Image) -> bool:
    return bool(np.abs(pixels(first) - pixels(second)).mean() > 0.5)


def test_it_is_offered_in_both_tabs(host: Host) -> None:
    with host.client() as client:
        offered = client.get("/sdapi/v1/scripts").raise_for_status().json()
    assert TITLE.lower() in offered["txt2img"]
    assert TITLE.lower() in offered["img2img"]
    assert "Error creating UI" not in host.log
    assert "Error loading script" not in host.log


def test_it_changes_a_picture_which_says_so(host: Host) -> None:
    (plain,) = drawn(host)
    (steered,) = drawn(host, *STEERED)
    assert differ(plain, steered)
    assert entries(plain) == {}
    expected = {TITLE: "1", f"{TITLE} wanted": "blue, star:1.5", f"{TITLE} unwanted": "red"}
    assert entries(steered) == expected
    read = drawing.png_info(host, steered)["parameters"]
    assert {name: read[name] for name in expected} == expected


@pytest.mark.parametrize("off", [["blue", "red", 0], ["", "", 0], [None], ["blue", None, None]])
def test_off_means_the_same_picture_to_the_bit(host: Host, off: list[Any]) -> None:
    (plain,) = drawn(host)
    drawn(host, *STEERED)  # nothing of it is left for the next job
    (same,) = drawn(host, *off)
    assert np.array_equal(pixels(plain), pixels(same))
    assert entries(same) == {}


def test_steering_is_repeatable(host: Host) -> None:
    (first,), (second,) = drawn(host, *STEERED), drawn(host, *STEERED)
    assert np.array_equal(pixels(first), pixels(second))


@pytest.mark.parametrize("sampler", ["Euler a", "DDIM", "UniPC", "DPM++ 2M"])
def test_samplers_of_all_families_are_steered(host: Host, sampler: str) -> None:
    (plain,), (steered,) = (drawn(host, *arguments, sampler_name=sampler) for arguments in ([], STEERED))
    assert differ(plain, steered)
    assert f"{TITLE} note" not in entries(steered)


def test_the_full_decoder_steers_too(host: Host) -> None:
    (small,), (full,) = drawn(host, *STEERED), drawn(host, *STEERED, None, 1, "full")
    assert differ(small, full)
    assert entries(full)[f"{TITLE} decoder"] == "full"
    assert f"{TITLE} note" not in entries(full)


def test_taesd_is_found_where_the_host_puts_it(host: Host) -> None:
    drawn(host)  # it loads the checkpoint
    assert inside.call(host, "taesd_is_found") == [True]


def test_every_picture_of_all_batches_is_steered(host: Host) -> None:
    more: dict[str, Any] = {"batch_size": 2, "n_iter": 2}
    plain, steered = drawn(host, **more), drawn(host, *STEERED, **more)
    assert len(plain) == len(steered) >= 4  # a grid comes before them
    for before, after in zip(plain[-4:], steered[-4:], strict=True):
        assert differ(before, after)
        assert entries(after)[TITLE] == "1"


def test_hires_fix_is_steered(host: Host) -> None:
    more: dict[str, Any] = {"enable_hr": True, "hr_scale": 2, "hr_upscaler": "Latent"}
    more |= {
        "denoising_strength": 0.6,
        "hr_additional_modules": ["Use same choices"],
    }  # for a fork
    (plain,) = drawn(host, **more)
    inside.call(host, "watch_pushes")
    try:
        (steered,) = drawn(host, *STEERED, **more)
    finally:
        pushes = inside.call(host, "pushes")
    assert steered.size == (128, 128)
    assert differ(plain, steered)
    assert f"{TITLE} note" not in entries(steered)
    for side in (8, 16):  # the latents' sides in both passes
        numbers = [number for number, *_, width in pushes if width == side]
        (total,) = {of for _, of, *_, width in pushes if width == side}
        assert numbers == [number for number in range(total) if number < 0.8 * total]


def test_other_extensions_change_the_same_latents(host: Host) -> None:
    def made(entering: float, leaving: float, add: float) -> dict[str, Any]:
        arguments = {"entering": entering, "leaving": leaving, "add": add}
        found: dict[str, Any] = inside.call(host, "guided_with_another_extension", **arguments)
        return {name: np.asarray(value) for name, value in found.items()}

    def distance(one: dict[str, Any], other: dict[str, Any]) -> float:
        return float(np.abs(one["pixels"] - other["pixels"]).mean())

    plain, other, own, both = (made(0, leaving, add) for add in (0, 0.3) for leaving in (0, 0.2))
    assert min(distance(plain, one) for one in (own, other)) > 1
    assert distance(both, made(0, 0, 0.5)) < 1  # the sum of both
    assert min(distance(both, one) for one in (plain, own, other)) > 1
    entered = made(0.5, 0, 0.3)  # what the model is shown
    assert distance(entered, own) > 1
    assert distance(entered, made(0.5, 0, 0)) > 1
    assert np.abs(entered["seen"] - own["seen"]).max() > 0.01


@pytest.fixture
def velocity(host: Host) -> Iterator[None]:
    """The miniature, loaded as a checkpoint that predicts velocities (v)."""
    folder = host.data / "models" / "Stable-diffusion"
    with host.client() as client:
        before = client.get("/sdapi/v1/options").raise_for_status().json()["sd_model_checkpoint"]
    config = json.loads((folder / "second.yaml").read_text())
    config["model"]["params"]["parameterization"] = "v"
    (folder / "velocity.yaml").write_text(json.dumps(config))
    shutil.copy(folder / "second.safetensors", folder / "velocity.safetensors")
    drawing.post(host, "/sdapi/v1/refresh-checkpoints")
    drawing.post(host, "/sdapi/v1/options", sd_model_checkpoint="velocity.safetensors")
    yield
    drawing.post(host, "/sdapi/v1/options", sd_model_checkpoint=before)
    for file in folder.glob("velocity.*"):
        file.unlink()
    drawing.post(host, "/sdapi/v1/refresh-checkpoints")


def test_checkpoints_that_predict_velocities_are_steered(host: Host, velocity: None) -> None:
    drawing.draw(host)  # it loads the checkpoint
    if not inside.call(host, "velocity"):
        pytest.skip("this host does not read from the yaml what a checkpoint predicts")
    with host.client() as client:
        names = {sampler["name"] for sampler in client.get("/sdapi/v1/samplers").raise_for_status().json()}
    inside.call(host, "contract", name="a_guide_can_decode_the_latents", unable=[])
    others = sorted(names - {"Euler a", "DDIM"})  # DDIM's model is asked for the noise
    inside.call(host, "contract", name="a_guide_has_the_last_word_with_every_sampler", unable=others)


def test_img2img_keeps_what_its_mask_keeps(host: Host) -> None:
    (start,) = drawn(host)
    mask = Image.new("L", start.size, 0)
    mask.paste(255, (0, 0, 32, 64))
    more: dict[str, Any] = {
        "route": "img2img",
        "init_images": [drawing.encoded(start.convert("RGB"))],
        "mask": drawing.encoded(mask),
        "mask_blur": 0,
        "inpaint_full_res": False,
        "inpainting_fill": 1,
        "denoising_strength": 0.7,
    }
    (plain,), (steered,) = drawn(host, **more), drawn(host, *STEERED, **more)
    changed = np.abs(pixels(plain) - pixels(steered)).sum(axis=2)
    assert changed[:, :28].mean() > 1
    assert changed[:, 36:].mean() < 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["", "", 1], "There are no targets"),
        (["blue", "Blue", 1], "both wanted and unwanted"),
        (["blue", "", 50], "50 is not between 0 and 5"),
        (["blue", "", 1, None, None, "huge"], "is not one of small, full"),
        (["blue", "", 1, None, None, None, "hf:/no/such/model"], "/no/such/model"),
    ],
)
def test_a_fault_costs_no_picture_and_is_told(host: Host, arguments: list[Any], words: str) -> None:
    (plain,) = drawn(host)
    (same,) = drawn(host, *arguments)
    assert np.array_equal(pixels(plain), pixels(same))
    note = entries(same).pop(f"{TITLE} note")
    assert note.startswith("The pictures were made without CLIP steering.")
    assert words in note


def test_interrupt_ends_a_steered_job_and_leaves_nothing(host: Host) -> None:
    (plain,) = drawn(host)
    with ThreadPoolExecutor(1) as pool, host.client() as client:
        running = pool.submit(drawn, host, *STEERED, 0.1, steps=150)
        while not client.get("/sdapi/v1/progress").raise_for_status().json()["state"]["sampling_step"]:
            assert not running.done()
        drawing.post(host, "/sdapi/v1/interrupt")
        running.result()
    (same,) = drawn(host)
    assert np.array_equal(pixels(plain), pixels(same))


def plot_arguments(host: Host, axis: str, values: str) -> list[Any]:
    """Return the arguments of the host's X/Y/Z plot for one axis."""
    with host.client() as client:
        infos = client.get("/sdapi/v1/script-info").raise_for_status().json()
    (info, *_) = [info for info in infos if info["name"] == PLOT and not info["is_img2img"]]
    labels = [argument["label"] for argument in info["args"]]
    arguments = [argument["value"] for argument in info["args"]]
    choices = info["args"][labels.index("X type")]["choices"]
    names = [choice if isinstance(choice, str) else choice[0] for choice in choices]
    for label, value in (("X type", names.index(axis)), ("Y type", 0), ("Z type", 0), ("X values", values)):
        arguments[labels.index(label)] = value
    arguments[labels.index("Draw legend")] = False
    arguments[labels.index("Include Sub Images")] = True
    return arguments


@pytest.mark.parametrize(
    ("axis", "values", "arguments", "written"),
    [
        (TITLE, "0, 1", ["blue", "", 0.5], [{}, {TITLE: "1", f"{TITLE} wanted": "blue"}]),
        (
            f"{TITLE}: wanted",
            'blue, "blue, star"',
            ["red", "", 1],
            [{TITLE: "1", f"{TITLE} wanted": words} for words in ("blue", "blue, star")],
        ),
    ],
)
def test_axes_of_the_plot(
    host: Host, axis: str, values: str, arguments: list[Any], written: list[dict[str, str]]
) -> None:
    body: dict[str, Any] = {"script_name": PLOT, "script_args": plot_arguments(host, axis, values)}
    pictures = [picture for picture in drawn(host, *arguments, **body) if picture.size == (64, 64)]
    assert [entries(picture) for picture in pictures] == written
    assert differ(*pictures)


def set_up(page: Any, **values: float) -> None:
    """Fill in the prompt and the accordion of txt2img in the open page."""
    screens.open_tab(page, "txt2img")
    if not page.is_visible(f"#{ID}_want textarea"):
        page.click(f"#{ID}_accordion .label-wrap")
        page.wait_for_selector(f"#{ID}_want textarea", state="visible")
    page.fill(f"#{ID}_want textarea", "blue, star:1.5")
    page.fill(f"#{ID}_avoid textarea", "red")
    for name, value in values.items():
        screens.set_number(page, f"{ID}_{name}", value)


def generate(page: Any, host: Host) -> Image.Image:
    return fetch_picture(host, screens.generate(page, drawing.CIRCLE, steps=12, size=64, seed=5)[0])


def test_the_accordion_steers_and_a_picture_fills_it_in(desk: Any, host: Host, tmp_path: Path) -> None:
    screens.open_tab(desk, "txt2img")
    plain = generate(desk, host)
    set_up(desk, steer=0)
    off = generate(desk, host)
    set_up(desk, steer=1, steer_cutouts=2)
    steered = generate(desk, host)
    assert np.array_equal(pixels(plain), pixels(off))
    assert differ(plain, steered)
    found = entries(steered)
    assert (found[TITLE], found[f"{TITLE} cutouts"]) == ("1", "2")

    set_up(desk, steer=0.2, steer_cutouts=0)
    desk.fill(f"#{ID}_want textarea", "something else")
    send(desk, steered, tmp_path / "steered.png")
    desk.wait_for_function(f"() => document.querySelector('#{ID}_want textarea').value === 'blue, star:1.5'")
    assert desk.input_value(f"#{ID}_avoid textarea") == "red"
    assert desk.input_value(f"#{ID}_steer input[type=number]") == "1"
    assert desk.input_value(f"#{ID}_steer_cutouts input[type=number]") == "2"

    send(desk, plain, tmp_path / "plain.png")
    desk.wait_for_function(f"() => document.querySelector('#{ID}_steer input[type=number]').value === '0'")
    assert desk.input_value(f"#{ID}_want textarea") == "blue, star:1.5"


def send(page: Any, picture: Image.Image, path: Path) -> None:
    """Send a picture's metadata from PNG Info to txt2img."""
    path.write_bytes(png_with_infotext(Image.fromarray(np.asarray(picture)), picture.info["parameters"]))
    screens.open_tab(page, "PNG Info")
    if page.locator("#pnginfo_image button[aria-label='Clear']").count():
        page.click("#pnginfo_image button[aria-label='Clear']")
        page.wait_for_selector("#pnginfo_image img", state="detached")
    page.set_input_files("#pnginfo_image input[type=file]", path)
    page.wait_for_function(READ, arg=bool(entries(picture)))
    page.wait_for_timeout(500)  # the buttons take the text when it is there
    page.click("#tab_pnginfo button:has-text('Send to txt2img')")


def test_a_fault_is_told_below_the_pictures(desk: Any, host: Host) -> None:
    set_up(desk, steer=1)
    desk.fill(f"#{ID}_want textarea", "red")
    generate(desk, host)
    told = desk.inner_text("#html_log_txt2img")
    assert "The pictures were made without CLIP steering." in told
    assert "both wanted and unwanted" in told


def test_the_plot_offers_the_axes(host: Host) -> None:
    with host.client() as client:
        infos = client.get("/sdapi/v1/script-info").raise_for_status().json()
    plots = [json.dumps(info) for info in infos if info["name"] == PLOT]
    assert len(plots) == 2
    assert all(f'"{TITLE}"' in plot and f'"{TITLE}: wanted"' in plot for plot in plots)
