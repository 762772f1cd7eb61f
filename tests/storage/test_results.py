"""A folder of results: each run replaces the files of the one before, and nothing else."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from clip_critic.errors import BadInputError, StorageError
from clip_critic.storage.results import ResultFolder, write_results

OWN = re.compile(r"\d+.*\.png")


def opened(folder: Path) -> ResultFolder:
    return ResultFolder.open(folder, "record.json", ("page.html",), OWN)


def run(folder: Path, contents: Mapping[str, str], stop_after: int = 0) -> None:
    def on_file(done: int) -> None:
        if done == stop_after:
            raise KeyboardInterrupt

    makers = {name: (lambda text=text: text) for name, text in contents.items()}
    write_results(opened(folder), makers, {"words": list(contents)}, on_file)


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in folder.iterdir() if path.suffix != ".json"}


def test_files_of_the_earlier_run_give_way(tmp_path: Path) -> None:
    run(tmp_path / "out", {"page.html": "a", "1 a.png": "a", "2 b.png": "b"})
    (tmp_path / "out" / "3 mine.png").write_text("mine", "utf-8")
    run(tmp_path / "out", {"page.html": "b", "1 B.png": "b"})
    assert texts(tmp_path / "out") == {"page.html": "b", "1 B.png": "b", "3 mine.png": "mine"}
    record = json.loads((tmp_path / "out" / "record.json").read_text("utf-8"))
    assert record["words"] == ["page.html", "1 B.png"] and set(record["files"]) == {"page.html", "1 B.png"}


def test_names_that_differ_in_case_alone_are_one_file_on_some_systems(tmp_path: Path) -> None:
    run(tmp_path, {"page.html": "a", "1 cat.png": "a"})
    run(tmp_path, {"page.html": "b", "1 CAT.png": "b"})
    assert texts(tmp_path) == {"page.html": "b", "1 CAT.png": "b"}


def test_what_is_from_elsewhere_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("mine", "utf-8")
    with pytest.raises(BadInputError, match=r"page\.html that is not from this command"):
        opened(tmp_path)
    (tmp_path / "page.html").rename(tmp_path / "1.png")
    with pytest.raises(BadInputError, match=r"has a 1\.png that is not"):
        run(tmp_path, {"page.html": "a", "1.png": "a"})
    assert texts(tmp_path) == {"1.png": "mine"} and not (tmp_path / "record.json").exists()


def test_what_was_changed_later_is_never_replaced(tmp_path: Path) -> None:
    run(tmp_path, {"page.html": "a", "1.png": "a"})
    (tmp_path / "1.png").write_text("painted", "utf-8")
    with pytest.raises(BadInputError, match=r"1\.png was edited since"):
        opened(tmp_path)
    (tmp_path / "1.png").unlink()
    run(tmp_path, {"page.html": "b"})
    assert texts(tmp_path) == {"page.html": "b"}, "a file that is gone is no trouble"


@pytest.mark.parametrize("stop_after", [1, 2])
def test_after_an_interruption_all_files_are_known(tmp_path: Path, stop_after: int) -> None:
    run(tmp_path, {"page.html": "a", "1.png": "a", "2.png": "a"})
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path, {"1.png": "b", "4.png": "b", "page.html": "b"}, stop_after)
    assert len(texts(tmp_path)) >= stop_after
    run(tmp_path, {"page.html": "c"})
    assert texts(tmp_path) == {"page.html": "c"}


def test_after_a_crash_all_files_are_known(tmp_path: Path) -> None:
    run(tmp_path, {"page.html": "a", "1.png": "a"})
    killed = opened(tmp_path)
    killed.begin(["page.html", "2.png", "3.png"], {})
    killed.write("2.png", "b")
    run(tmp_path, {"page.html": "c"})
    assert texts(tmp_path) == {"page.html": "c"}


@pytest.mark.parametrize(
    "content",
    [
        "mine",
        "[]",
        "{}",
        '{"files": ["1.png"]}',
        '{"files": {"thesis.odt": null}}',
        '{"files": {"../1.png": null}}',
        '{"files": {"1/../../x.png": null}}',
        '{"files": {"1.png": 5}}',
        "[" * 100_000,
    ],
)
def test_a_record_from_elsewhere_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "record.json").write_text(content, "utf-8")
    with pytest.raises(BadInputError, match=r"record\.json that is not from this command"):
        opened(tmp_path)


def test_a_folder_in_the_way_is_reported(tmp_path: Path) -> None:
    (tmp_path / "record.json").mkdir()
    with pytest.raises(StorageError, match="cannot be read"):
        opened(tmp_path)
