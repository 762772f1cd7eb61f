"""Names of concepts: a file's name on every platform, and a word that hosts can tell from all others."""

from __future__ import annotations

import re
import unicodedata

from clip_critic.errors import ConceptError, PresetError
from clip_critic.keywords import names
from clip_critic.keywords.identity import caseless
from clip_critic.keywords.mentions import LONGEST
from clip_critic.weights.embeddings import ENDINGS

_ALLOWED = re.compile(r"[^\W_][\w.-]*")
_ENDINGS = rf"({'|'.join(map(re.escape, ENDINGS))})$"
_NUMBER = re.compile(r"[\d.-]+")
PROMPT_WORDS = frozenset(["and", "break"])
"""The words of the prompt language, which end what is read at once."""
PAGE_WORDS = frozenset(["html", "head", "body", "table", "ul", "ol"])
"""The elements of web pages: a keyword list that begins with one of them would be taken for a page."""


def concept_name(name: str) -> str:
    """Return the name under which a concept is saved.

    Raises:
        ConceptError: it could not be written into a prompt or a list, or is no file's name on some platform.
    """
    checked = unicodedata.normalize("NFC", name).strip()
    if checked.startswith("<") and checked.endswith(">"):
        checked = checked[1:-1].strip()
    checked = re.sub(_ENDINGS, "", checked, flags=re.IGNORECASE)
    if problem := _problem(checked):
        raise ConceptError(f"{checked!r:.100} cannot be a concept's name: {problem}. Try one such as my-cat.")
    return checked


def same_name(name: str) -> str:
    """Return a key that is equal for names that a host or a file system takes for the same."""
    return caseless(name.strip())


def _problem(name: str) -> str:
    if not name:
        return "it is empty"
    if len(name) > LONGEST or len(name.encode("utf-8", "surrogatepass")) > names.MAX_BYTES:
        return f"it is too long: at most {LONGEST} characters, and {names.MAX_BYTES} bytes of UTF-8"
    if "/" in name or "\\" in name or ".." in name:
        return "it is a path, and every concept is in the folder of concepts"
    if not _ALLOWED.fullmatch(name):
        return "only letters, digits, hyphens, dots and underscores are allowed, first a letter or a digit"
    if _NUMBER.fullmatch(name):
        return "a prompt would take it for a number"
    if caseless(name) in PROMPT_WORDS:
        return "it is a word of the prompt language"
    if caseless(name) in PAGE_WORDS:
        return "a keyword list that begins with it would be taken for a web page"
    try:
        is_file = names.check_name(name) == name
    except PresetError:
        is_file = False
    return "" if is_file else "it is not a file's name on every platform"
