"""Make the pages of ``docs/`` read the same on GitHub and on the site that mkdocs builds.

Links are written as GitHub resolves them. On the site a link to a file outside ``docs/`` leads to that file's
page, where it has one, and is plain text otherwise; the line that leads to a page in the other language gives
way to the language menu.
"""

from __future__ import annotations

import logging
import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parents[2]
DOCS = "docs"
PAGES = {
    "benchmarks/README.md": "benchmarks.md",
    "miniature/README.md": "miniature-card.md",
    "CONTRIBUTING.md": "contributing.md",
    "CONTRIBUTING.ja.md": "contributing.ja.md",
    "CHANGELOG.md": "changelog.md",
}
"""The files outside ``docs/`` that are pages of the site."""

LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s#]+)(#[^)\s]*)?\)")
OTHER_LANGUAGE = re.compile(r"^\*\[(?:日本語|English)\]\([^)]*\)\*\n*", re.MULTILINE)
ELSEWHERE = re.compile(r"[a-z]+:")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)

log = logging.getLogger("mkdocs.hooks.site")


def on_files(files: Files, config: Any, **_: Any) -> Files:
    """Add the pages that are not in ``docs/``, as if they were: the languages' plugin takes no others."""
    for page in PAGES.values():
        files.append(File(page, config.docs_dir, config.site_dir, config.use_directory_urls))
    return files


def on_page_read_source(page: Any, **_: Any) -> str | None:
    """Read such a page from where it is."""
    source = source_of(page.file.src_uri)
    return (ROOT / source).read_text(encoding="utf-8") if source in PAGES else None


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Point the links of a page at the site."""
    source = source_of(page.file.src_uri)
    text = OTHER_LANGUAGE.sub("", markdown)
    parts, end = [], 0
    for fence in FENCE.finditer(text):
        parts += [site_links(text[end : fence.start()], source), fence.group()]
        end = fence.end()
    return "".join([*parts, site_links(text[end:], source)])


def on_page_content(html: str, page: Any, **_: Any) -> str:
    """Load Mermaid from the site itself, and only where there is a drawing."""
    if 'class="mermaid"' not in html:
        return html
    script = posixpath.relpath("javascripts/mermaid.tiny.js", page.file.dest_uri.rpartition("/")[0] or ".")
    return f'{html}\n<script src="{script}"></script>'


def source_of(page: str) -> str:
    """Return the file of a page, from the top of the repository."""
    return next((source for source, name in PAGES.items() if name == page), f"{DOCS}/{page}")


def site_links(text: str, source: str) -> str:
    """Return a text with the links between files as links between pages."""
    return LINK.sub(lambda link: _site_link(link, source), text)


def _site_link(link: re.Match[str], source: str) -> str:
    image, label, address, anchor = link.groups(default="")
    if ELSEWHERE.match(address):
        return link.group()
    target = posixpath.normpath(posixpath.join(posixpath.dirname(source), address))
    if not (ROOT / target).exists():
        log.warning("%s links to %s, which does not exist", source, address)
    if target.startswith(f"{DOCS}/"):
        return f"{image}[{label}]({target.removeprefix(f'{DOCS}/')}{anchor})"
    if target in PAGES:
        return f"{image}[{label}]({PAGES[target]}{anchor})"
    return label
