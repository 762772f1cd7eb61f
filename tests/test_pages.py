"""Every page is there in English and in Japanese, with the same headings, commands, tables and links."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[1]
JAPANESE = ".ja.md"
FENCE = re.compile(r"^```(\S*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
COMMENT = re.compile(r"(^|\s+)#\s.*$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
LABEL = re.compile(r"「([^」]*)」（\*?([A-Z][^*（）」]*)\*?）")
"""A label in a Japanese page: as the Japanese panel has it, and as the English one does."""
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")


@dataclass(frozen=True)
class Page:
    """The parts that two translations of a page have in common.

    Attributes:
        headings: the depth of each.
        commands: what stands in fences, without comments.
        tables: the number of cells of each row.
    """

    headings: list[int]
    commands: list[str]
    tables: list[int]
    items: int
    pictures: list[str]
    links: list[str]


def english_pages() -> list[Path]:
    """Return the pages that people read in their own language."""
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
    return [page for page in pages if not page.name.endswith(JAPANESE)]


def japanese(page: Path) -> Path:
    return page.with_name(page.stem + JAPANESE)


def read_page(path: Path) -> Page:
    text = path.read_text(encoding="utf-8")
    prose = FENCE.sub("", text)
    return Page(
        [len(marks) for marks in re.findall(r"^(#+) ", prose, re.MULTILINE)],
        [COMMENT.sub("", code) for _, code in FENCE.findall(text)],
        [row.count("|") for row in re.findall(r"^\|.*$", prose, re.MULTILINE)],
        len(re.findall(r"^(?:- |\d+\. )", prose, re.MULTILINE)),
        PICTURE.findall(prose),
        # A link leads to the page in the same language, and a heading has another name there.
        sorted(re.sub(r"(?:\.ja)?\.md(?:#.*)?$", ".md", link) for link in links(prose)),
    )


def links(prose: str) -> list[str]:
    """Return the addresses of a page's links, but for the one to its other language."""
    return LINK.findall(re.sub(r"^\*\[(?:English|日本語)\].*$", "", prose, flags=re.MULTILINE))


def anchors(path: Path) -> set[str]:
    """Return the names of a page's headings, as GitHub and the site make them."""
    headings = re.findall(r"^#+ (.*)$", FENCE.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def all_pages() -> list[Path]:
    return [path for page in english_pages() for path in (page, japanese(page))]


def english_only() -> list[Path]:
    """Return the pages that are in English alone."""
    return [ROOT / "CHANGELOG.md", ROOT / "benchmarks" / "README.md", ROOT / "miniature" / "README.md"]


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("page", english_pages(), ids=named)
def test_page_has_the_same_parts_in_both_languages(page: Path) -> None:
    assert read_page(japanese(page)) == read_page(page)


@pytest.mark.parametrize("readme", ["README.md", "README.ja.md"])
def test_readme_stays_short(readme: str) -> None:
    assert len((ROOT / readme).read_text(encoding="utf-8").splitlines()) <= 120


def test_no_japanese_page_is_alone() -> None:
    pages = {*ROOT.glob(f"*{JAPANESE}"), *(ROOT / "docs").rglob(f"*{JAPANESE}")}
    assert pages == {japanese(page) for page in english_pages()}


@pytest.mark.parametrize("page", all_pages(), ids=named)
def test_page_leads_to_the_other_language(page: Path) -> None:
    other = "[English]" if page.name.endswith(JAPANESE) else "[日本語]"
    target = page.name.replace(JAPANESE, ".md") if page.name.endswith(JAPANESE) else japanese(page).name
    assert page.read_text(encoding="utf-8").splitlines()[2] == f"*{other}({target})*"


@pytest.mark.parametrize("page", [*all_pages(), *english_only()], ids=named)
def test_links_lead_to_pages_and_headings_that_are_there(page: Path) -> None:
    prose = FENCE.sub("", page.read_text(encoding="utf-8"))
    for link in [*LINK.findall(prose), *PICTURE.findall(prose)]:
        if re.match(r"[a-z]+:", link):
            continue
        address, _, anchor = link.partition("#")
        target = page.parent / address if address else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize("page", [japanese(page) for page in english_pages()], ids=named)
def test_japanese_page_links_to_japanese_pages(page: Path) -> None:
    for link in links(page.read_text(encoding="utf-8")):
        target = (page.parent / link.partition("#")[0]).resolve()
        assert target.name.endswith(JAPANESE) or not japanese(target).exists(), link


@pytest.mark.parametrize("page", english_pages(), ids=named)
def test_labels_on_the_pages_are_those_of_the_panels(page: Path) -> None:
    panels = json.loads((ROOT / "localizations" / "ja_JP.json").read_text(encoding="utf-8"))
    for shown, label in LABEL.findall(japanese(page).read_text(encoding="utf-8")):
        assert panels.get(label) == shown, label
        assert f"*{label}*" in page.read_text(encoding="utf-8"), label


def test_labels_are_found() -> None:
    texts = [japanese(page).read_text(encoding="utf-8") for page in english_pages()]
    assert len({label for text in texts for _, label in LABEL.findall(text)}) > 15
