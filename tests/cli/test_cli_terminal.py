"""Safe text in a terminal, the ends of runs, and drawn numbers."""

from __future__ import annotations

import io
import json
import logging
import os
import signal
import unicodedata
from pathlib import Path

import numpy as np
import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from clip_critic.cli.codes import EXIT_CODES, Code, code_of
from clip_critic.cli.run import command_run, uninterrupted
from clip_critic.cli.show.bars import ShareBar, effect_bar, keyword_text
from clip_critic.cli.show.progress import ProgressBar
from clip_critic.cli.show.sinks import CsvFile, json_line
from clip_critic.cli.show.terminal import Terminal, clean
from clip_critic.errors import (
    CriticError,
    EncoderError,
    InterruptedByUser,
    KeywordListError,
    PictureError,
    StorageError,
)
from clip_critic.ranking.answer import Answer
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.result import GroupSpan, Ranking


@given(st.text(st.characters(exclude_categories=())))
def test_clean_text_has_no_control_characters(text: str) -> None:
    cleaned = clean(text)
    assert not {unicodedata.category(sign) for sign in cleaned} & {"Cc", "Cs", "Zl", "Zp"}
    assert not {unicodedata.bidirectional(sign) for sign in cleaned} & {
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
    }  # fmt: skip
    assert clean(cleaned) == cleaned
    cleaned.encode("utf-8")


@pytest.mark.parametrize("text", ["a girl", "傘", "مظلة", "👩‍👩‍👧", "[bold]", "é", "a\u00a0b"])
def test_ordinary_text_stays(text: str) -> None:
    assert clean(text) == text


def test_what_is_unsafe_is_shown_as_an_escape() -> None:
    assert clean("\x1b[31m\n\x9b\udcff\u202e") == r"\x1b[31m\n\x9b\udcff\u202e"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (PictureError("x"), 1),
        (KeywordListError("x"), 2),
        (CriticError("x"), 2),
        (EncoderError("x"), 3),
        (StorageError("x"), 4),
        (InterruptedByUser("x"), 130),
        (KeyboardInterrupt(), 130),
        (RuntimeError("x"), 70),
        (BrokenPipeError(), 141),
    ],
)
def test_what_a_run_ends_with(
    error: BaseException, code: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clip_critic.cli.run._drop_output", lambda: None)
    with pytest.raises(typer.Exit) as end, command_run():
        raise error
    assert end.value.exit_code == code
    shown = capsys.readouterr()
    assert shown.out == "" and shown.err.count("\n") == (0 if code == 141 else 1)
    if isinstance(error, CriticError) and code != 130:
        assert code_of(error) == code


def test_every_code_is_explained() -> None:
    assert all(f"  {code:<3}" in EXIT_CODES for code in Code if code != Code.CLOSED)


def test_a_chosen_exit_goes_through(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as end, command_run():
        raise typer.Exit(Code.UNREADABLE)
    assert end.value.exit_code == 1 and capsys.readouterr().err == ""


def test_warnings_of_the_package_are_told_and_the_logger_is_put_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logger = logging.getLogger("clip_critic")
    before = (logger.level, logger.propagate, list(logger.handlers))
    with command_run():
        logging.getLogger("clip_critic.pictures.opening").warning("odd \x1b[31m thing")
        logging.getLogger("clip_critic.pictures.opening").info("never mind")
    assert capsys.readouterr().err == "odd \\x1b[31m thing\n"
    assert (logger.level, logger.propagate, logger.handlers) == before


@pytest.mark.skipif(os.name != "posix", reason="a signal of its own")
def test_ctrl_c_waits_for_what_is_being_written() -> None:
    done = []
    with pytest.raises(KeyboardInterrupt), uninterrupted():
        os.kill(os.getpid(), signal.SIGINT)
        done.append("whole")
    assert done == ["whole"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_an_ignored_ctrl_c_stays_ignored() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with uninterrupted():
            assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def drawn(content: object, encoding: str, width: int = 40) -> str:
    file = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    Console(file=file, width=width).print(content, end="")
    file.flush()
    return file.buffer.getvalue().decode(encoding)


@given(st.floats(0, 1), st.floats(0, 1))
def test_bars_are_as_long_as_their_numbers(a: float, b: float) -> None:
    begin, end = sorted((a, b))
    signs = drawn(ShareBar(begin, end, "cyan"), "ascii")
    assert abs(signs.count("#") - 24 * (end - begin)) <= 1
    assert len(signs.rstrip("\n")) == 24
    assert abs(len(drawn(ShareBar(0.0, end, "cyan"), "utf-8").rstrip()) - 24 * end) <= 1


def test_effects_grow_from_the_middle() -> None:
    assert drawn(effect_bar(0.1, 0.1, "green"), "ascii").strip("\n") == " " * 12 + "#" * 12
    assert drawn(effect_bar(-0.1, 0.1, "red"), "ascii").strip("\n") == "#" * 12 + " " * 12
    assert "#" not in drawn(effect_bar(0.0, 0.0, "red"), "ascii")


def test_words() -> None:
    assert keyword_text("[red]x", 3).plain == "[red]x  (3 tokens not read)"


def test_json_never_has_numbers_that_are_none() -> None:
    assert json.loads(json_line({"a": 1.5, "b": None})) == {"a": 1.5, "b": None}
    for number in (float("nan"), float("inf"), -float("inf")):
        with pytest.raises(EncoderError, match="NaN or infinity"):
            json_line({"a": [number]})


def small_answer(name: str) -> Answer:
    logits = np.array([1.0, 2.0])
    ranking = Ranking(
        name, "e", ("a", "b"), (GroupSpan("", 0, 2),), logits.astype(np.float32), logits, np.zeros(2, int)
    )
    return Answer(RankQuestion(), ranking)


def stopped_after(rankings: int, error: BaseException, path: Path) -> None:
    with CsvFile(path) as file:
        for index in range(rankings):
            file(small_answer(str(index)))
        raise error


def test_csv_after_an_interruption(tmp_path: Path) -> None:
    path = tmp_path / "result.csv"
    with pytest.raises(KeyboardInterrupt):
        stopped_after(0, KeyboardInterrupt(), path)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyboardInterrupt):
        stopped_after(2, KeyboardInterrupt(), path)
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 5
    assert list(tmp_path.iterdir()) == [path]
    if os.name == "posix":
        assert path.stat().st_mode & 0o777 == 0o644


def test_csv_keeps_the_rights_of_an_older_file(tmp_path: Path) -> None:
    path = tmp_path / "result.csv"
    path.write_text("old", encoding="utf-8")
    path.chmod(0o600)
    with CsvFile(path) as file:
        file(small_answer("x"))
    assert path.stat().st_mode & 0o777 == 0o600


def test_csv_in_the_place_of_a_folder(tmp_path: Path) -> None:
    tmp_path.joinpath("result.csv").mkdir()
    with pytest.raises(StorageError, match="cannot be written"), CsvFile(tmp_path / "result.csv") as file:
        file(small_answer("x"))
    assert [path.name for path in tmp_path.iterdir()] == ["result.csv"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_csv_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> tuple[int, str]:
        return os.open("/dev/full", os.O_WRONLY), str(tmp_path / "x.part")

    path = tmp_path / "result.csv"
    path.write_text("old", encoding="utf-8")
    monkeypatch.setattr("clip_critic.cli.show.sinks.tempfile.mkstemp", full)
    with pytest.raises(StorageError, match="the disk is full"), CsvFile(path) as file:
        for _ in range(3000):
            file(small_answer("x" * 50))
    assert path.read_text(encoding="utf-8") == "old"


def test_no_bar_where_nobody_sees_it(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar(Terminal(), "Loading") as bar:
        bar(1, 2, "keywords")
        with bar.hidden():
            pass
    shown = capsys.readouterr()
    assert (shown.out, shown.err) == ("", "")


def test_a_bar_leaves_the_screen_to_a_download(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("HF_HUB_CACHE", "/nowhere")
    terminal = Terminal()
    terminal.err.file = screen = io.StringIO()
    with ProgressBar.of_encoder(terminal, "hf:not/here") as bar:
        bar(0, 1, "loading the encoder")
        assert screen.getvalue().count("\n") == 1 and "Downloading hf:not/here ..." in screen.getvalue()
        bar(3, 7, "keywords")
    assert "keywords" in screen.getvalue() and "3/7" in screen.getvalue()


def test_a_bar_begins_at_once_where_nothing_is_downloaded(
    monkeypatch: pytest.MonkeyPatch, tiny_clip: Path
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    terminal = Terminal()
    terminal.err.file = screen = io.StringIO()
    with ProgressBar.of_encoder(terminal, f"hf:{tiny_clip}") as bar:
        bar(0, 1, "loading the encoder")
    assert "Loading hf:" in screen.getvalue() and "Getting" not in screen.getvalue()


def test_a_path_is_one_line_however_narrow_the_terminal_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    path = "/".join(["folder with-a-hyphen"] * 9)
    Terminal().show(Text(path))
    assert capsys.readouterr().out == f"{path}\n"
