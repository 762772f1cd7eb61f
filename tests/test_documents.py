"""What people read: every link leads somewhere, on GitHub as on the site, and the README stays one page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("benchmarks/*.md"), *ROOT.glob("miniature/*.md")]
)
FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
OTHER_LANGUAGE = re.compile(r"^\*\[(?:日本語|English)\]\(([^)]*)\)\*$", re.MULTILINE)


def prose(document: Path) -> str:
    """Return a document without its examples."""
    return FENCE.sub("", document.read_text(encoding="utf-8"))


def anchors(document: Path) -> set[str]:
    """Return the anchors that GitHub gives to the headings of a document."""
    headings = re.findall(r"^#+ +(.+?) *$", prose(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(document: Path) -> Iterator[tuple[str, str]]:
    """Yield file and anchor of every link to a file."""
    for link in LINK.findall(prose(document)):
        if not re.match(r"[a-z]+:", link):
            file, _, anchor = link.partition("#")
            yield file, anchor


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    for file, anchor in links(document):
        target = document.parent / file if file else document
        assert target.exists(), f"{file} is not there"
        assert not anchor or anchor in anchors(target), f"{file} has no heading #{anchor}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_and_its_translation_lead_to_each_other(document: Path) -> None:
    for other in OTHER_LANGUAGE.findall(document.read_text(encoding="utf-8")):
        text = (document.parent / other).read_text(encoding="utf-8")
        assert OTHER_LANGUAGE.findall(text) == [document.name]


@pytest.mark.parametrize("document", ["README.md", "README.ja.md"])
def test_the_readme_stays_one_page(document: str) -> None:
    assert len(ROOT.joinpath(document).read_text(encoding="utf-8").splitlines()) <= 120
