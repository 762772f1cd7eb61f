"""What the buttons do, without a browser: every failure becomes a message."""

from __future__ import annotations

import base64
import json
import logging
from pathlib import Path
from typing import Any

import gradio as gr
import pytest
from PIL import Image

from clip_critic.critic import Critic
from clip_critic.errors import BadInputError, EncoderError, InterruptedByUser
from clip_critic.progress import silent
from clip_critic.settings import Settings
from clip_critic.ui import handlers
from clip_critic.ui.handlers import errors_as_messages
from clip_critic.ui.rank import actions
from tests.critics import Desk, png


@pytest.fixture
def desk(tmp_path: Path, tiny_clip: Path) -> Desk:
    return Desk(tmp_path / "home", encoder=f"hf:{tiny_clip}", device="cpu")


@pytest.fixture
def critic(desk: Desk) -> Critic:
    return desk.critic()


def ranked(critic: Critic, source: object, keywords: str = "cat\ndog", **changes: Any) -> tuple[Any, ...]:
    encoder = changes.pop("encoder", "")
    values = {"templates": "", "contrasts": "", "rounds": 5, "threshold": 0.01, "audit": True} | changes
    question = [({"keywords": keywords} | values)[name] for name in actions.QUESTION]
    return actions.ranker(critic)(silent, source, encoder, *question)


# Errors


@pytest.mark.parametrize(
    ("error", "message", "kind"),
    [
        (BadInputError("Do <this>."), "Do &lt;this&gt;.", "error"),
        (EncoderError("No model."), "No model.", "error"),
        (InterruptedByUser("x"), "Interrupted. The texts encoded so far are kept.", "warning"),
        (ZeroDivisionError("secret"), "CLIP Critic failed (a bug): the log has the details.", "error"),
    ],
)
def test_errors_become_messages(
    error: Exception, message: str, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    @errors_as_messages(3)
    def fail() -> tuple[Any, ...]:
        raise error

    with caplog.at_level(logging.WARNING):
        one, two, shown = fail()
    assert one == two == gr.update()
    assert message in shown and f"clip-critic-{kind}" in shown and "secret" not in shown
    assert bool([row for row in caplog.records if row.exc_info]) is isinstance(error, ZeroDivisionError)


def test_other_outputs_can_be_emptied() -> None:
    @errors_as_messages(2, otherwise="")
    def fail() -> tuple[Any, ...]:
        raise BadInputError("no")

    assert fail()[0] == ""


# Ranking


def test_a_ranking(critic: Critic, picture: Image.Image, tmp_path: Path) -> None:
    path = tmp_path / "mine.png"
    path.write_bytes(png(picture, "a cat, winter\nSteps: 1, Sampler: Euler a, Seed: 1"))
    for source, name in ((path, "mine.png"), (path.read_bytes(), "picture")):
        html, message = ranked(critic, source, contrasts="girl, woman")
        assert message == ""
        assert f"<b>{name}</b>" in html and "Prompt audit" in html and "Contrasts" in html
    html, _ = ranked(critic, path, audit=False)
    assert "Prompt audit" not in html


def test_no_picture(critic: Critic) -> None:
    assert "There is no picture yet" in ranked(critic, None)[1]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"keywords": None}, "The keyword list is empty"),
        ({"templates": "no place"}, "a template needs {} once"),
        ({"contrasts": "girl"}, "at least two words"),
        ({"encoder": "hf:nobody/has-this"}, "nobody/has-this"),
    ],
)
def test_what_cannot_be_ranked(
    critic: Critic, picture: Image.Image, changes: dict[str, Any], message: str
) -> None:
    result, shown = ranked(critic, png(picture), **changes)
    assert result == gr.update() and message in shown


def test_blanks_around_the_encoder_do_not_matter(
    critic: Critic, picture: Image.Image, tiny_clip: Path
) -> None:
    for encoder in (f"  hf:{tiny_clip} ", " ", None):
        assert ranked(critic, png(picture), encoder=encoder)[1] == ""


@pytest.mark.parametrize("prompt", ["<lora:x:1>", "word, " * 3000])
def test_a_prompt_that_cannot_be_audited_does_not_cost_the_ranking(
    critic: Critic, picture: Image.Image, prompt: str
) -> None:
    html, message = ranked(critic, png(picture, f"{prompt}\nSteps: 1, Sampler: Euler a, Seed: 1"))
    assert message == "" and "own prompt was not audited" in html and "Prompt audit" not in html


def test_the_encoder_is_loaded_once_a_ranking(
    desk: Desk, picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    critic, loads = desk.critic(), []
    desk.change(keep_in_memory=False)
    load = critic._slot._load

    def counted(spec: str) -> Any:
        loads.append(spec)
        return load(spec)

    monkeypatch.setattr(critic._slot, "_load", counted)
    source = png(picture, "a cat\nSteps: 1, Sampler: Euler a, Seed: 1")
    assert ranked(critic, source, contrasts="girl, woman")[1] == ""
    assert len(loads) == 1


def test_interrupting(critic: Critic, picture: Image.Image) -> None:
    def stop(done: int, total: int, what: str) -> None:
        raise InterruptedByUser("Interrupted.")

    result, message = actions.ranker(critic)(stop, png(picture), "", "cat\ndog", "", "", 5, 0.01, True)
    assert result == gr.update() and "Interrupted" in message


# Writing


@pytest.mark.parametrize(
    ("current", "mode", "weight", "expected"),
    [
        ("", "append", 1, "cat, dog"),
        ("a, (cat:1.2)", "append", 1, "a, (cat:1.2), dog"),
        ("a", "prepend", 1.2, "(cat:1.2), (dog:1.2), a"),
        ("a", "replace", None, "cat, dog"),
        (None, "append", 0, "cat, dog"),
    ],
)
def test_writing(current: str | None, mode: str, weight: float | None, expected: str) -> None:
    written, message = actions.write(json.dumps(["cat", "dog"]), current, mode, weight)
    assert written == expected and "Written." in message


@pytest.mark.parametrize("mode", ["sideways", "", None])
def test_an_unknown_way_of_writing_is_an_error_and_writes_nothing(mode: Any) -> None:
    written, message = actions.write('["cat"]', "a dog", mode, 1.0)
    assert written == "" and "clip-critic-error" in message and "append" in message


def test_writing_what_is_there_says_so() -> None:
    written, message = actions.write('["cat"]', "a cat, cat", "append", 1)
    assert written == "a cat, cat" and "already contains these words" in message


@pytest.mark.parametrize(
    "values",
    [("[]", "mine", "append", 1), ("", "mine", "append", 1), ('["cat"]', "mine", "append", float("nan"))],
)
def test_what_cannot_be_written_writes_nothing(values: tuple[Any, ...]) -> None:
    written, message = actions.write(*values)
    assert written == "" and "clip-critic-error" in message


# Presets


def test_choosing(critic: Critic) -> None:
    text, revision, message = handlers.loader(critic)("Painters")
    assert "Claude Monet" in text and revision and message == ""
    assert handlers.loader(critic)(None) == (gr.update(), None, "")
    assert "no preset named" in handlers.loader(critic)("Nothing")[2]


def test_saving_and_saving_again(critic: Critic, desk: Desk) -> None:
    save = actions.saver(critic)
    names, text, revision, message = save("Mine", "First look", "cat", "anything")
    assert names["value"] == "Mine" and "Mine" in names["choices"]
    assert (text, "Saved as Mine." in message) == ("cat", True)
    names, _, second, message = save("Mine", "Mine", "cat\ndog", revision)
    assert second != revision and names["value"] == "Mine"
    names, _, _, message = save("Mine", "Mine", "cat\nfox", revision)  # another window's old revision
    assert names["value"] == "Mine (2)" and "clip-critic-warning" in message
    assert (desk.places.user_lists / "Mine.txt").read_text() == "cat\ndog"


@pytest.mark.parametrize("name", [None, "", "  "])
def test_saving_needs_a_name(critic: Critic, name: str | None) -> None:
    assert "First enter a name" in actions.saver(critic)(name, None, "cat", None)[3]


def test_renaming_keeps_the_revision_that_the_text_was_made_from(critic: Critic) -> None:
    *_, revision, _ = actions.saver(critic)("Old", None, "cat", None)
    critic.presets.save("Old", "cat\nby another window", revision=revision)
    names, text, kept, message = actions.renamer(critic)("Old", "New", "cat\nmine", revision)
    assert (names["value"], text, kept) == ("New", "cat\nmine", revision)
    assert "Renamed." in message
    assert "different version" in actions.saver(critic)("New", "New", "cat\nmine", kept)[3]


def test_renaming_needs_both_names(critic: Critic) -> None:
    for chosen, name in ((None, "New"), ("Old", ""), ("Old", None)):
        assert "First choose a preset and enter" in actions.renamer(critic)(chosen, name, "cat", None)[3]


def test_deleting(critic: Critic) -> None:
    actions.saver(critic)("Mine", None, "cat", None)
    names, text, revision, message = actions.deleter(critic)("Mine", "cat", "x")
    assert names["value"] is None and "Mine" not in names["choices"]
    assert (text, revision) == ("cat", None) and "trash" in message
    assert "First choose the preset" in actions.deleter(critic)(None, "cat", None)[3]


def test_reading_the_lists_again(critic: Critic, desk: Desk) -> None:
    critic.presets.save("Mine", "cat")
    names, message = handlers.relister(critic)("Mine")
    assert names["value"] == "Mine" and message == ""
    critic.presets.delete("Mine")
    assert handlers.relister(critic)("Mine")[0]["value"] is None


def test_a_window_that_opens_gets_the_presets_as_they_are(critic: Critic, desk: Desk) -> None:
    built, _ = handlers.preset_or_nothing(critic, "First look")
    critic.presets.save("First look", "mine now")
    names, text, revision, _ = handlers.opener(critic, built)("First look", built, "old")
    assert (names["value"], text) == ("First look", "mine now")
    assert revision == critic.presets.revision("First look")

    for before, text in ((built, "typed since"), ("mine now", "mine now")):
        _, written, _, _ = handlers.opener(critic, before)("First look", text, "old")
        assert written == gr.update(), "it could be typed into meanwhile"


def test_a_folder_that_cannot_be_read(desk: Desk) -> None:
    desk.home.mkdir()
    desk.places.user_lists.write_text("a file in its place")
    critic = desk.critic()
    assert handlers.names_or_nothing(critic) == []
    assert handlers.preset_or_nothing(critic, "First look") == ("", None)
    for handler, values in (
        (handlers.relister(critic), ("First look",)),
        (handlers.opener(critic, ""), (None, "", None)),
        (actions.saver(critic), ("Mine", None, "cat", None)),
    ):
        assert "cannot be" in handler(*values)[-1]


def test_settings_that_cannot_be_read_do_not_cost_the_panel(desk: Desk) -> None:
    critic = Critic(desk.places, lambda: Settings.read({"rounds": "five"}))
    assert handlers.settings_or_defaults(critic) == Settings()


def test_a_picture_from_either_gradio(critic: Critic, picture: Image.Image, tmp_path: Path) -> None:
    from types import SimpleNamespace

    from clip_critic.ui.compat import _uploaded_file

    data = png(picture)
    path = tmp_path / "x.png"
    path.write_bytes(data)
    encoded = base64.b64encode(data).decode()
    assert _uploaded_file(None) is None
    assert _uploaded_file(f"data:image/png;base64,{encoded}") == _uploaded_file(encoded) == data
    assert _uploaded_file(SimpleNamespace(path=str(path))) == path
