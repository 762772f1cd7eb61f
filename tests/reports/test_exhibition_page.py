"""The page of an exhibition: complete without a script, safe against every name, honest about gaps."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from clip_critic.errors import HostError, StorageError
from clip_critic.reports import exhibition as page
from clip_critic.reports.any_session import export_files, report_html
from clip_critic.reports.exhibition import exhibition_html, write_csv, write_page
from clip_critic.sessions.exhibitions.kind import ExhibitionKind
from clip_critic.sessions.exhibitions.session import Exhibition
from tests.sessions.exhibitions.painting import asked, failing, finished, painted_exhibitions

EVIL = '<img src=x onerror="alert(1)">'
KIND = ExhibitionKind()


class Reader(HTMLParser):
    """Collects tags, and the texts of cells and headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(data.strip())

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)

    def pictures(self) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == "img"]


@pytest.fixture(scope="module")
def colours(tmp_path_factory: pytest.TempPathFactory) -> Exhibition:
    return finished(painted_exhibitions(tmp_path_factory.mktemp("page")), seeds=9)


@pytest.fixture(scope="module")
def html(colours: Exhibition) -> str:
    return report_html(KIND, colours)


def test_it_has_every_picture_and_needs_nothing_else(html: str) -> None:
    read = Reader(html)
    assert len(read.pictures()) == 27
    assert all((picture["src"] or "").startswith("data:image/") for picture in read.pictures())
    assert "colour: blue, seed 15" in {picture["alt"] for picture in read.pictures()}
    assert read.count("script") == 0
    assert not re.search(r'(src|href)="(?!data:)', html) and "url(" not in html and "@import" not in html


def test_its_headers_stay_in_sight(html: str) -> None:
    assert "position: sticky" in html and "prefers-color-scheme: dark" in html
    read = Reader(html)
    scopes = [attributes.get("scope") for name, attributes in read.tags if name == "th"]
    assert (scopes.count("row"), scopes.count("col")) == (3, 9)


def test_it_tells_the_effects(html: str) -> None:
    texts = Reader(html).texts
    assert "all 6 comparisons" in " ".join(texts)
    assert any(re.fullmatch(r"\+0\.\d{4} to \+0\.\d{4}", text) for text in texts)
    assert "27 of 27 pictures" in " ".join(texts)


def test_the_third_axis_makes_tables_of_its_own(tmp_path: Path) -> None:
    axes = "colour = red | blue\nb = white | \ncfg = 5 | 7 | 9"
    exhibition = finished(painted_exhibitions(tmp_path), axes=axes, seeds=2, prompt="{colour}, {b}")
    read = Reader(exhibition_html(exhibition))
    headings = [text for text in read.texts if text.startswith("cfg_scale: ")]
    assert headings == ["cfg_scale: 5", "cfg_scale: 7", "cfg_scale: 9"]
    assert len(read.pictures()) == 24
    assert any(text.startswith("Of the variation between pictures, colour explains") for text in read.texts)


def test_no_name_becomes_markup(tmp_path: Path) -> None:
    host = failing("evil", HostError(EVIL))
    exhibition = finished(
        painted_exhibitions(tmp_path, host),
        prompt=f"{{colour}}, {EVIL}",
        negative_prompt=EVIL,
        axes=f"colour = red | {EVIL} | evil",
        words=f'red\n{EVIL}\n"><b>',
    )
    html = exhibition_html(exhibition)
    read = Reader(html)
    assert all(set(picture) <= {"src", "alt", "title", "class"} for picture in read.pictures())
    assert all((picture["src"] or "").startswith("data:") for picture in read.pictures())
    assert not any("onerror" in attributes for _, attributes in read.tags)
    assert read.count("b") == html.count("<b></b>")
    assert any(EVIL in text for text in read.texts)


def test_failures_and_vanished_pictures_are_told(tmp_path: Path) -> None:
    exhibitions = painted_exhibitions(tmp_path, failing("blue", HostError("Out of memory.")))
    exhibition = finished(exhibitions)
    lost = next(iter(exhibition.made.values()))
    exhibition.path(lost.file).unlink()
    seen = exhibitions.store.read(exhibition.id)
    texts = " ".join(Reader(exhibition_html(seen)).texts)
    assert "2 failed" in texts and texts.count("Out of memory.") == 2
    assert "1 pictures have vanished" in texts
    assert len(Reader(exhibition_html(exhibition)).pictures()) == 3, "it vanished after the folder was read"
    empty = exhibitions.create(asked())
    assert "0 of 6 pictures" in " ".join(Reader(exhibition_html(empty)).texts)


def test_a_page_that_would_be_too_large_says_what_it_leaves_out(
    colours: Exhibition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "PICTURES", 5)
    monkeypatch.setattr(page, "EFFECTS", 4)
    read = Reader(exhibition_html(colours))
    texts = " ".join(read.texts)
    assert "22 pictures are not on this page" in texts and "2 effects that are less clear" in texts
    seeds = [(picture["alt"] or "").rpartition("seed ")[2] for picture in read.pictures()]
    assert sorted(seeds) == ["7", "7", "7", "8", "8"]


def test_an_exhibition_is_exported_as_files(colours: Exhibition, tmp_path: Path) -> None:
    written = list(export_files(KIND, colours, tmp_path / "out"))
    names = [path.name for path in written]
    assert names[:4] == ["session.json", "cells.csv", "effects.csv", "report.html"] and len(names) == 31
    assert all(path.is_file() for path in written)
    assert (tmp_path / "out" / "cells.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_files_are_written_whole_or_not_at_all(colours: Exhibition, tmp_path: Path) -> None:
    write_page(tmp_path / "new" / "page.html", colours)
    write_csv(tmp_path / "table.csv", "色,1\n")
    assert (tmp_path / "table.csv").read_text(encoding="utf-8-sig") == "色,1\n"
    with pytest.raises(StorageError):
        write_csv(tmp_path / "table.csv" / "x.csv", "")
