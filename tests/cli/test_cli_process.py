"""The command line as a process: its streams, its signals, its start."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command_line import ROOT, Cli, own_environment, read_csv

pytestmark = pytest.mark.slow
posix = pytest.mark.skipif(os.name != "posix", reason="signals and terminals of POSIX")


def python(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, **environment},
        check=False,
    )


def test_results_and_messages_are_apart(process: Cli, folder: Path) -> None:
    folder.joinpath("broken.png").write_bytes(b"nothing")
    running = process("rank", folder, "--keywords", "cat, 傘", "--json")
    out, err = running.communicate(timeout=120)
    assert running.returncode == 1
    assert [sorted(row["keyword"] for row in json.loads(line)["keywords"]) for line in out.splitlines()] == [
        ["cat", "傘"]
    ] * 3
    lines = err.decode().splitlines()
    assert len(lines) == 2 and "broken.png" in lines[0], err.decode()


@posix
def test_ctrl_c_keeps_what_is_done(process: Cli, folder: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("".join(f"word {index}\n" for index in range(1500)), encoding="utf-8")
    file, total = tmp_path / "result.csv", 200
    running = process("rank", *[folder / "1.png"] * total, "--list", words, "--json", "--csv", file)
    # A line is longer than a pipe holds: the program waits for its reader and cannot be done yet.
    first = running.stdout.readline()
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=120)
    records = [json.loads(line) for line in (first + out).splitlines()]
    assert running.returncode == 130
    assert 0 < len(records) < total
    assert err.decode().splitlines() == [f"Interrupted: {len(records)} of {total} pictures are done."]
    rows = read_csv(file)
    assert len(rows) == 1500 * len(records)
    assert [path for path in tmp_path.iterdir() if path.name.endswith(".part")] == []


@posix
def test_a_reader_that_goes_is_no_fault(process: Cli, folder: Path, tmp_path: Path) -> None:
    words = tmp_path / "words.txt"
    words.write_text("".join(f"word {index}\n" for index in range(1500)), encoding="utf-8")
    for options in (["--json"], ["--top", "0", "--threshold", "0"]):
        running = process("rank", *[folder / "1.png"] * 20, "--list", words, *options)
        running.stdout.readline()
        running.stdout.close()
        err = running.stderr.read()
        running.stderr.close()
        assert running.wait(timeout=120) == 141
        assert err == b""


def test_an_encoding_without_bars_gets_other_signs(process: Cli, folder: Path) -> None:
    running = process("rank", folder / "1.png", "--keywords", "cat, 傘", PYTHONIOENCODING="ascii")
    out, err = running.communicate(timeout=120)
    assert (running.returncode, err) == (0, b"")
    assert b"###" in out and rb"\u5098" in out


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no text are Linux' own")
def test_a_name_that_is_no_text(process: Cli, folder: Path, tmp_path: Path) -> None:
    path = os.fsencode(folder) + b"/\xff.png"
    with open(path, "wb") as file:  # noqa: PTH123 - the name is bytes
        file.write(folder.joinpath("1.png").read_bytes())
    running = process("rank", os.fsdecode(path), "--json", "--csv", tmp_path / "result.csv")
    out, err = running.communicate(timeout=120)
    assert (running.returncode, err) == (0, b"")
    assert json.loads(out)["picture"] == os.fsdecode(path)
    assert rb"\udcff.png" in tmp_path.joinpath("result.csv").read_bytes()


@posix
def test_a_progress_bar_where_somebody_sees_it(folder: Path, tiny_clip: Path) -> None:
    import pty

    master, slave = pty.openpty()
    running = subprocess.Popen(
        [sys.executable, "-m", "clip_critic", "rank", str(folder), "--keywords", "cat, dog"],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        cwd=ROOT,
        env={**own_environment(tiny_clip), "TERM": "xterm-256color", "COLUMNS": "100"},
    )
    os.close(slave)
    shown = read_all(master)
    assert running.wait(timeout=120) == 0
    assert "Loading hf:" in shown and "pictures" in shown
    # The bar is wiped from its line before a result is printed there.
    assert f"\x1b[2K\x1b[1m{folder / '1.png'}" in shown


def read_all(descriptor: int) -> str:
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(descriptor, 65536)
        except OSError:  # the other end is closed
            part = b""
        if not part:
            os.close(descriptor)
            return b"".join(parts).decode()
        parts.append(part)


@pytest.mark.parametrize(
    "arguments", [["--help"], ["rank", "--help"], ["lists"], ["lists", "show", "Painters"], ["encoders"]]
)
def test_no_model_library_is_imported_for_what_needs_none(arguments: list[str]) -> None:
    code = (
        "import sys, clip_critic.__main__ as m\n"
        "try: m.main()\n"
        "except SystemExit as end: code = end.code\n"
        "slow = ('torch', 'transformers', 'open_clip', 'gradio', 'huggingface_hub')\n"
        "heavy = [name for name in slow if name in sys.modules]\n"
        "sys.stderr.write(repr((code, heavy)))"
    )
    done = python(code, *arguments)
    assert done.stderr.endswith("(0, [])"), done.stderr


@pytest.mark.parametrize("name", ["typer", "rich", "platformdirs"])
def test_without_the_extra_it_says_what_to_install(name: str) -> None:
    code = (
        "import importlib.util as u\n"
        "real = u.find_spec\n"
        f"u.find_spec = lambda name, *rest: None if name == {name!r} else real(name, *rest)\n"
        "import clip_critic.__main__ as m\n"
        "m.main()"
    )
    done = python(code)
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"needs {name}: pip install" in done.stderr and "[standalone]" in done.stderr


def test_a_fault_is_one_line_and_debug_shows_the_rest() -> None:
    code = (
        "import sys\n"
        "import clip_critic.cli.commands.lists as lists\n"
        "def broken(): raise ZeroDivisionError('by design\\nsecond line')\n"
        "lists.make_presets = broken\n"
        "sys.argv = ['clip-critic', 'lists']\n"
        "import clip_critic.__main__ as m\n"
        "m.main()"
    )
    plain = python(code, CLIP_CRITIC_DEBUG="")
    assert (plain.returncode, plain.stdout) == (70, "")
    assert plain.stderr.count("\n") == 1 and "ZeroDivisionError: by design" in plain.stderr
    loud = python(code, CLIP_CRITIC_DEBUG="1")
    assert loud.returncode == 70 and "Traceback" in loud.stderr and "second line" in loud.stderr


def test_version_and_help() -> None:
    import clip_critic

    done = python("from clip_critic.__main__ import main; main()", "--version")
    assert (done.returncode, done.stdout) == (0, f"clip-critic {clip_critic.__version__}\n")
    done = python("from clip_critic.__main__ import main; main()", "--help")
    assert "130  interrupted with Ctrl-C" in done.stdout and "Examples:" in done.stdout
