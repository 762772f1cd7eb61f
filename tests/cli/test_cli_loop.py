"""``clip-critic loop``, ``resume`` and ``sessions``: the miniature draws and looks, in few sampling steps."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image, ImageDraw
from safetensors.torch import save_file

from clip_critic.cli.commands.loop import SPECIAL
from clip_critic.cli.commands.resume import GOAL_SETTINGS
from clip_critic.pictures.infotext import parse_infotext
from clip_critic.pictures.metadata.reading import read_infotext
from clip_critic.sessions.feedback.settings import AUTOMATIC, table
from clip_critic.sessions.feedback.steps import best_score
from clip_critic.sessions.feedback.store import SessionStore
from clip_critic.storage import paths
from tests.cli.command_line import Cli, invoke

# diffusers' own
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

WORDS = "red, blue, green, circle, star, square"
QUICK = (
    *("--encoder", "miniature", "--keywords", WORDS, "--want", "blue, star"),
    *("--steps", 2, "--candidates", 2, "--sampling-steps", 3, "--seed", 7, "--target-score", 0),
)


@pytest.fixture
def circle(tmp_path: Path) -> Path:
    image = Image.new("RGB", (64, 64), "white")
    ImageDraw.Draw(image).ellipse((12, 12, 52, 52), fill="red")
    image.save(tmp_path / "circle.png")
    return tmp_path / "circle.png"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A user's folder with one finished session of two steps."""
    home = tmp_path_factory.mktemp("made")
    Image.new("RGB", (64, 64), "red").save(home / "start.png")
    result = invoke(home, "loop", home / "start.png", *QUICK, "--avoid", "square")
    assert result.exit_code == 0, result.output
    return home


@pytest.fixture
def session(made: Path, own_folders: Path) -> str:
    """The name of a finished session of two steps, the only one here."""
    shutil.copytree(made, own_folders, dirs_exist_ok=True)
    return last()


def store() -> SessionStore:
    return SessionStore(paths.user_data_dir() / "sessions")


def last() -> str:
    return store().ids()[0]


def record(result: Any) -> Any:
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


# One run


def test_a_loop_shows_its_steps_and_where_the_picture_is(cli: Cli, circle: Path) -> None:
    result = cli("loop", circle, *QUICK, "--avoid", "square:0.5")
    assert result.exit_code == 0, result.output
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["step", "score", "blue", "star", "not", "square", "kept", "prompt"]
    assert [line.split()[0] for line in lines[1:4]] == ["start", "1", "2"]
    assert "bundled miniature makes the pictures" in result.stderr
    assert f"Session {last()}, seed 7" in result.stderr
    assert "Step 2 of 2: score" in result.stderr
    assert f"All steps are done. For more: clip-critic resume {last()} --steps 10" in result.stderr
    with Image.open(lines[-1]) as kept:
        assert kept.size == (64, 64)
    session = store().read(last())
    step = session.steps[1]
    with Image.open(session.path(step.candidates[0].file)) as picture:
        parameters = parse_infotext(read_infotext(picture) or "")
    assert (parameters.prompt, parameters.settings["CLIP Critic session"]) == (step.prompt, session.id)


def test_json_is_one_object_and_nothing_else(cli: Cli, circle: Path) -> None:
    found = record(cli("loop", circle, *QUICK, "--json"))
    assert (found["state"], [step["number"] for step in found["steps"]]) == ("stopped", [0, 1, 2])
    assert found["kept"]["score"] == max(
        candidate["score"]["value"] for step in found["steps"] for candidate in step["candidates"]
    )
    assert record(cli("sessions", "show", "--json"))["steps"] == found["steps"]


def test_steered_pictures_differ_and_say_so(cli: Cli, circle: Path) -> None:
    few = (*QUICK, "--steps", 1, "--json")
    plain, steered = (record(cli("loop", circle, *few, *more)) for more in ((), ("--steer", 0.5)))
    assert (plain["settings"].get("steer"), steered["settings"]["steer"]) == (None, 0.5)
    pixels = []
    for found, strength in ((plain, None), (steered, "0.5")):
        session = store().read(found["id"])
        for candidate in session.steps[1].candidates:
            with Image.open(session.path(candidate.file)) as picture:
                settings = parse_infotext(read_infotext(picture) or "").settings
                assert settings.get("CLIP Critic steering") == strength
                pixels.append(picture.tobytes())
    assert len(set(pixels)) == 4


def test_a_prompt_alone_with_the_miniatures_own_words(cli: Cli) -> None:
    options = ("--encoder", "miniature", "--steps", 1, "--candidates", 1, "--sampling-steps", 3)
    found = record(cli("loop", "--prompt", "a {words}", "--want", "star", *options, "--json"))
    assert (found["start"], found["steps"][0]["prompt"]) == ("prompt", "a star")
    assert "halftone" in found["settings"]["keywords"]


def test_every_setting_but_its_special_ones_is_an_option(cli: Cli) -> None:
    shown = {command: cli(command, "--help").stdout for command in ("loop", "resume")}
    options = {command: set(re.findall(r"^  --([a-z-]+)", text, re.M)) for command, text in shown.items()}
    for name, _, about in table():
        spelt = name.replace("_", "-")
        assert spelt in options["loop"], name
        is_goal = name in GOAL_SETTINGS and name not in ("prompt", "negative_prompt")
        assert (spelt in options["resume"]) == (not is_goal and name not in ("keywords", "encoder")), name
        assert about.label in " ".join(shown["loop"].split()) or name in SPECIAL


def test_help_has_sections(cli: Cli) -> None:
    shown = cli("loop", "--help").stdout
    order = [shown.index(title) for title in ("Goal:", "More loop settings:", "Image generation:")]
    assert (
        order == sorted(order)
        and "[default: 8]" in shown
        and "target|interrogate|whole|taste|by hand" in shown
    )


# Going on


def test_a_target_score_is_per_cent_or_its_fraction(cli: Cli, circle: Path) -> None:
    for written in ("0.1%", "0.001"):
        found = record(cli("loop", circle, *QUICK, "--target-score", written, "--json"))
        assert found["settings"]["target_score"] == pytest.approx(0.001)
        assert found["message"] == "The target score is reached."
    again, best = cli("resume"), best_score(store().read(last()).steps)
    assert best is not None and "The target score is reached. For more" in again.stderr
    assert f"--target-score {50 + 50 * best:.4g}%" in again.stderr
    standard = ("--objective", "similarity", "--target-score", 2.5)
    assert record(cli("loop", circle, *QUICK, *standard, "--json"))["settings"]["target_score"] == 2.5


def test_a_taste_that_nobody_has_is_refused_before_anything_is_drawn(cli: Cli, circle: Path) -> None:
    refused = cli("loop", circle, *QUICK, "--taste", "Ann", "--taste-weight", 1)
    assert refused.exit_code == 2
    assert "Taste: 'Ann' has not chosen any pictures yet: do that in the panel Taste first." in refused.stderr


def test_a_bundled_judge_decides_too(cli: Cli, circle: Path) -> None:
    few = ("--steps", 1, "--candidates", 2, "--sampling-steps", 3, "--want", "blue", "--keywords", WORDS)
    judge = ("--encoder", "miniature", "--judge", "miniature:second", "--judge-decides")
    found = record(cli("loop", circle, *few, *judge, "--json"))
    assert (found["settings"]["judge"], found["settings"]["judge_decides"]) == ("miniature:second", True)
    assert all(step["judge"] for step in found["steps"])
    refused = cli("loop", circle, *few, "--judge-decides")
    assert refused.exit_code == 2 and "no judge that could decide" in refused.stderr


def test_a_loop_stops_by_itself_and_says_how_it_goes_on(cli: Cli, circle: Path) -> None:
    few = ("--encoder", "miniature", "--candidates", 2, "--sampling-steps", 8, "--seed", 7)
    result = cli("loop", circle, *few, "--want", "blue", "--keywords", WORDS)
    assert result.exit_code == 0, result.output
    session = store().read(last())
    assert session.settings.target_score == AUTOMATIC and 0 < session.steps[-1].number < 8
    assert (best_score(session.steps) or 0) >= 0.9
    found = re.search(r"The target score is reached\. For more: clip-critic (resume .*)", result.stderr)
    assert found is not None
    more = cli(*found[1].split(), "--steps", session.steps[-1].number + 1)
    assert "All steps are done." in more.stderr, "the score of the hint is above that of every picture"


def test_a_loop_goes_on_until_the_whole_batch_is_right(cli: Cli, circle: Path) -> None:
    whole = (*QUICK, "--stop-when", "whole-batch")
    refused = cli("loop", circle, *whole)
    assert refused.exit_code == 2 and "A whole batch needs a score to reach" in refused.stderr
    found = record(cli("loop", circle, *whole, "--target-score", "0.1%", "--json"))
    assert found["message"] == "Every picture of the batch reaches the target score."
    assert (found["settings"]["stop_when"], len(found["steps"])) == ("whole batch", 2)


def test_resume_goes_on_with_the_last_session(cli: Cli, session: str) -> None:
    before = store().read(session).steps
    nothing = cli("resume")
    assert nothing.exit_code == 0 and "All steps are done. For more" in nothing.stderr
    found = record(cli("resume", "--steps", 3, "--cfg-scale", 5, "--json"))
    assert [step["number"] for step in found["steps"]] == [0, 1, 2, 3]
    assert found["settings"]["cfg_scale"] == 5
    after = store().read(session).steps
    assert [step.candidates[0].file for step in after[:3]] == [step.candidates[0].file for step in before]


def test_by_hand_waits_and_takes_a_changed_prompt(cli: Cli, circle: Path) -> None:
    first = cli("loop", circle, *QUICK, "--policy", "by-hand")
    assert first.exit_code == 0, first.output
    assert "Proposed prompt: " in first.stdout and len(store().read(last()).steps) == 2
    assert f"clip-critic resume {last()} --prompt TEXT" in first.stderr
    second = cli("resume", last()[-6:], "--prompt", "a (blue:1.2) star, big")
    assert second.exit_code == 0 and "All steps are done." in second.stderr
    step = store().read(last()).steps[2]
    assert (step.prompt, step.edited) == ("a (blue:1.2) star, big", True)


def test_a_prompt_of_ones_own_in_the_middle(cli: Cli, session: str) -> None:
    found = record(cli("resume", "--steps", 4, "--negative-prompt", "dots", "--json"))
    assert [step["edited"] for step in found["steps"]] == [False, False, False, True, False]
    assert [step["negative_prompt"] for step in found["steps"]][3:] == ["dots", "dots"]


def test_a_new_session_from_a_step_of_another(cli: Cli, session: str) -> None:
    found = record(cli("loop", "--from", f"{session[-6:]}:1", "--want", "green", "--steps", 1, "--json"))
    assert found["origin"] == f"{session} step 1" and found["id"] != session
    assert (found["settings"]["want"], found["settings"]["candidates"]) == ("green", 2)
    assert found["settings"]["seed"] != 7


# Sessions


def test_sessions_are_listed_shown_exported_and_deleted(cli: Cli, session: str, tmp_path: Path) -> None:
    row = cli("sessions").stdout.splitlines()[1]
    assert session in row and "2/2" in row and "blue, star, not square" in row
    assert json.loads(cli("sessions", "list", "--json").stdout)["kept"]["step"] <= 2
    shown = cli("sessions", "show").stdout
    assert session in shown and "unwanted: square" in shown and "Kept: " in shown
    folder = tmp_path / "new" / "export"
    written = cli("sessions", "export", session, folder)
    assert written.exit_code == 0, written.output
    names = {path.name for path in folder.iterdir()}
    assert {"session.json", "report.html", "start.png", "0001-01.png", "0002-02.png"} <= names
    assert names & {"animation.webp", "animation.gif"}
    assert written.stdout.count("\n") == len(names)
    data = json.loads((folder / "session.json").read_text(encoding="utf-8"))
    assert len(data["steps"][1]["ranking"]["keywords"]) == 6
    assert "data:image/" in (folder / "report.html").read_text(encoding="utf-8")
    refused = cli("sessions", "delete", session)
    assert refused.exit_code == 2 and "--yes" in refused.stderr and store().ids() == [session]
    assert cli("sessions", "delete", session, "--yes").exit_code == 0
    assert store().ids() == [] and not (store().folder / session).exists()
    assert "no session yet" in cli("sessions").stderr
    assert cli("sessions", "folder").stdout == f"{store().folder}\n"


def test_names_of_sessions(cli: Cli) -> None:
    for name in ("20260102-030405-aaaaaa", "20260102-030405-aaaaab"):
        folder = store().folder / name
        folder.mkdir(parents=True)
        (folder / "session.json").write_text("{}", encoding="utf-8")
    for name, message in (
        ("030405", "2 sessions have '030405'"),
        ("x", "no session 'x'"),
        ("aab", "damaged"),
    ):
        result = cli("sessions", "show", name)
        assert result.exit_code == 2 and message in result.stderr
    assert "damaged" in cli("sessions").stdout
    assert cli("resume").exit_code == 2


# Bad input


BAD: dict[str, tuple[tuple[object, ...], str]] = {
    "no targets": (("--want", ""), "no target"),
    "contradicting targets": (("--avoid", "STAR"), "both wanted and unwanted"),
    "a weight of nothing": (("--want", "star:0"), "weight"),
    "an unknown policy": (("--policy", "guess"), "no policy 'guess'"),
    "an unknown sampler": (("--sampler", "Eulr"), "no sampler 'Eulr' here: choose one of Euler"),
    "an unknown checkpoint": (("--checkpoint", "none.safetensors"), "no checkpoint none.safetensors"),
    "a checkpoint of an unknown kind": (("--checkpoint", "a.zip"), "no checkpoint a.zip"),
    "a width of 65": (("--width", 65), "try 64"),
    "too many steps": (("--steps", 5000), "Steps: 5000 is not between 1 and 1000"),
    "no number": (("--steps", "many"), "--steps"),
    "a score of 90": (("--target-score", 90), "Write 90% or 0.9."),
    "a score of 5": (
        ("--target-score", 5),
        "5 is more than 100 %, which no picture reaches. Write 5% or 0.05.",
    ),
    "a score below 0": (("--target-score", -0.5), "is below 0. Write a score such as 90%, -1 for automatic"),
    "a score of a word": (("--target-score", "star"), "--target-score"),
    "an unknown list": (("--list", "nix"), "nix"),
    "an unknown session": (("--from", "x"), "one start"),
    "a table without strengths": (("--schedule", "table"), "needs strengths"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_and_leaves_nothing(cli: Cli, circle: Path, case: str) -> None:
    options, message = BAD[case]
    result = cli("loop", circle, *QUICK, *options)
    assert result.exit_code == 2 and message in result.stderr and "Traceback" not in result.output
    assert store().ids() == []


def test_pictures_that_cannot_be_a_start(cli: Cli, circle: Path, tmp_path: Path) -> None:
    Image.new("L", (4000, 4000)).save(tmp_path / "huge.png")
    (tmp_path / "text.png").write_text("no picture", encoding="utf-8")
    huge = cli("loop", tmp_path / "huge.png", *QUICK)
    assert (
        huge.exit_code == 2 and "4000 x 4000" in huge.stderr and "choose a width and a height" in huge.stderr
    )
    for name in ("text.png", "none.png"):
        result = cli("loop", tmp_path / name, *QUICK)
        assert result.exit_code == 1 and name in result.stderr
    assert cli("loop", "--sketch", *QUICK).exit_code == 2
    assert store().ids() == []
    sized = cli("loop", tmp_path / "huge.png", *QUICK, "--width", 64, "--height", 64, "--steps", 1)
    assert sized.exit_code == 0, sized.output


def test_an_encoder_that_is_missing(cli: Cli, circle: Path, tmp_path: Path) -> None:
    result = cli("loop", circle, *QUICK, "--encoder", f"hf:{tmp_path / 'none'}")
    assert result.exit_code == 3 and "none" in result.stderr
    assert f"To go on: clip-critic resume {last()}" in result.stderr


@pytest.mark.parametrize("option", ["--mask", "--only-where"])
def test_the_rest_of_the_picture_stays_as_it_is(cli: Cli, circle: Path, tmp_path: Path, option: str) -> None:
    painted = Image.new("L", (64, 64))
    painted.paste(255, (0, 0, 64, 40))
    painted.save(tmp_path / "mask.png")
    value = tmp_path / "mask.png" if option == "--mask" else "circle"
    result = cli("loop", circle, *QUICK, option, value)
    assert result.exit_code == 0, result.output
    session = store().read(last())
    step = session.steps[1]
    assert step.mask is not None
    files = ("start.png", step.mask.file, step.candidates[0].file)
    start, mask, changed = (np.asarray(session.picture(file).image) for file in files)
    outside = mask[..., 0] == 0
    assert 0 < outside.mean() < 1
    assert np.array_equal(changed[outside], start[outside])
    assert not np.array_equal(changed, start)


def test_masks_that_cannot_be_used(cli: Cli, circle: Path, tmp_path: Path) -> None:
    Image.new("L", (32, 64), 255).save(tmp_path / "small.png")
    small = cli("loop", circle, *QUICK, "--mask", tmp_path / "small.png")
    assert small.exit_code == 2 and "32 x 64 pixels and the picture 64 x 64" in small.stderr
    alone = cli("loop", *QUICK, "--mask", tmp_path / "small.png")
    assert alone.exit_code == 2 and "--mask needs a PICTURE" in alone.stderr
    assert store().ids() == []


def test_a_damaged_session(cli: Cli, session: str) -> None:
    steps = store().folder / session / "steps.jsonl"
    content = steps.read_text(encoding="utf-8")
    steps.write_text(content.replace('"number": 1', '"number": "one"'), encoding="utf-8")
    for command in (("resume", "--steps", 3), ("sessions", "show"), ("sessions", "export", session, "x")):
        result = cli(*command)
        assert result.exit_code == 2 and "Line 2" in result.stderr, command
    steps.write_text(content[:-20], encoding="utf-8")
    shown = cli("sessions", "show")
    assert shown.exit_code == 0 and "dropped" in shown.stderr
    assert [step["number"] for step in record(cli("resume", "--json"))["steps"]] == [0, 1, 2]


def test_a_session_of_a_page_wants_its_checkpoint_named(cli: Cli, session: str) -> None:
    """It only knows the one that was in use there: the miniature must not go on in its place."""
    head = store().folder / session / "session.json"
    values = json.loads(head.read_text("utf-8"))
    values["settings"]["checkpoint"] = ""
    head.write_text(json.dumps(values), encoding="utf-8")
    (head.parent / "checkpoint.txt").unlink()
    result = cli("resume", "--steps", 3)
    assert result.exit_code == 2 and "name it with --checkpoint" in result.stderr
    found = record(cli("resume", "--steps", 3, "--checkpoint", "miniature", "--json"))
    assert len(found["steps"]) == 4 and found["settings"]["checkpoint"] == "miniature"


def test_a_checkpoint_by_its_path_is_found_again(cli: Cli, circle: Path, tmp_path: Path) -> None:
    cli("miniature", "export", tmp_path / "models", "--for", "diffusers")
    folder = next(path.parent for path in (tmp_path / "models").rglob("model_index.json"))
    chosen = ("--checkpoint", folder, "--steps", 1, "--candidates", 1)
    found = record(cli("loop", circle, *QUICK, *chosen, "--json"))
    assert found["settings"]["checkpoint"] == folder.name
    assert record(cli("resume", "--steps", 2, "--json"))["message"] == "All steps are done."
    named = ("--checkpoints", folder.parent, "--checkpoint", folder.name)
    assert record(cli("loop", circle, *QUICK, *chosen[2:], *named, "--json"))["state"] == "stopped"
    folder.rename(tmp_path / "elsewhere")
    result = cli("resume", "--steps", 3)
    assert result.exit_code == 2 and "choose another with --checkpoint" in result.stderr
    moved = record(cli("resume", "--steps", 3, "--checkpoint", tmp_path / "elsewhere", "--json"))
    assert moved["settings"]["checkpoint"] == "elsewhere" and len(moved["steps"]) == 4


def test_a_vae_by_its_path_is_found_again(cli: Cli, circle: Path, tmp_path: Path) -> None:
    cli("miniature", "export", tmp_path / "models", "--for", "diffusers")
    folder = next(path.parent for path in (tmp_path / "models").rglob("model_index.json"))
    vae = shutil.copytree(folder / "vae", tmp_path / "mine")
    chosen = ("--checkpoint", folder, "--vae", vae, "--steps", 1, "--candidates", 1)
    found = record(cli("loop", circle, *QUICK, *chosen, "--json"))
    assert (found["state"], found["settings"]["vae"]) == ("stopped", "mine")
    assert record(cli("resume", "--steps", 2, "--json"))["message"] == "All steps are done."
    named = ("--vaes", tmp_path, "--vae", "mine")
    assert record(cli("resume", "--steps", 3, *named, "--json"))["settings"]["vae"] == "mine"
    assert not (store().folder / last() / "vae.txt").exists()
    assert record(cli("resume", "--steps", 4, "--vae", vae, "--json"))["settings"]["vae"] == "mine"
    shutil.rmtree(vae)
    gone = cli("resume", "--steps", 5)
    assert gone.exit_code == 2 and "choose another with --vae" in gone.stderr
    own = record(cli("resume", "--steps", 5, "--vae", "", "--json"))
    assert (own["state"], own["settings"]["vae"]) == ("stopped", "")


def test_a_checkpoint_without_a_vae_is_refused_at_once(cli: Cli, circle: Path, tmp_path: Path) -> None:
    names = {"model.diffusion_model.input_blocks.0.0.weight": torch.zeros(1, 4, 1, 1)}
    names["cond_stage_model.transformer.text_model.a"] = torch.zeros(1)
    save_file(names, tmp_path / "none.safetensors")
    result = cli("loop", circle, *QUICK, "--checkpoint", tmp_path / "none.safetensors")
    assert result.exit_code == 2 and "has no VAE" in result.stderr and "--vae FILE" in result.stderr
    assert store().ids() == []
    wrong = cli("loop", circle, *QUICK, "--vae", tmp_path / "nix.safetensors")
    assert wrong.exit_code == 2 and "in the folder of --vaes" in " ".join(wrong.stderr.split())
    assert store().ids() == []
    assert "FILE|FOLDER|NAME" in cli("loop", "--help").stdout.partition("--vae ")[2][:40]
