"""Choices: what a rater was shown, and what the rater did."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import partial
from typing import Any

from clip_critic.errors import BadInputError
from clip_critic.tables import valid_unicode

MODES = ("best", "duel", "stars", "skip", "undo")
SHOWN = {"best": (2, 9), "duel": (2, 2), "stars": (1, 1), "skip": (1, 9), "undo": (0, 0)}
"""The fewest and most pictures of each mode; more than nine have no key of their own."""
MOST_STARS = 5
LONGEST_RATER = 60
LONGEST_NOTE = 400
LONGEST_WAIT = 86_400_000
"""A day in milliseconds; nobody looks at a picture for longer."""
_ID = re.compile(r"[0-9a-zA-Z_-]{1,64}")
_DIGEST = re.compile(r"[a-z0-9-]{1,20}:[0-9a-f]{16,128}")
"""The digest of a picture (`clip_critic.pictures.opening`), such as ``file-sha256:`` and its numerals."""


@dataclass(frozen=True)
class Choice:
    """One entry of a rater's log.

    Attributes:
        id: the id of the question that it answers, so that an answer that is sent twice counts once.
        time: the time with its zone (ISO 8601).
        rater: the rater's name.
        mode: ``best`` of several, ``duel``, ``stars``, ``skip`` (looked at, no choice), or ``undo``.
        shown: the digests of the pictures, in the order on the screen.
        chosen: the index of the chosen picture; the number of stars, 1 to 5; 0 for ``skip`` and ``undo``.
        ms: the milliseconds until the choice, if known.
        model: the encoder or model that asked; for information only.
        why: why these pictures were shown.
        undoes: the id of the choice that is taken back.
    """

    id: str
    time: str
    rater: str
    mode: str
    shown: tuple[str, ...] = ()
    chosen: int = 0
    ms: int = 0
    model: str = ""
    why: str = ""
    undoes: str = ""

    @property
    def comparisons(self) -> tuple[tuple[str, str], ...]:
        """The pairs (preferred, other) that follow from it; best of four makes three."""
        if self.mode not in ("best", "duel"):
            return ()
        best = self.shown[self.chosen]
        return tuple((best, other) for other in self.shown if other != best)


def new_choice(rater: str, mode: str, shown: Sequence[str] = (), chosen: int = 0, **details: Any) -> Choice:
    """Return a choice that is made now, checked.

    Args:
        details: the other attributes of `Choice`; without ``id`` it gets a new one.

    Raises:
        BadInputError: it cannot be a choice; the message says why.
    """
    now = datetime.now().astimezone().isoformat(timespec="milliseconds")
    given = {"id": new_question_id(), "time": now, **details}
    return read_choice({"rater": rater, "mode": mode, "shown": list(shown), "chosen": chosen, **given})


def new_question_id() -> str:
    """Return an id that no other question has."""
    return secrets.token_hex(8)


def read_choice(record: Any) -> Choice:
    """Return the choice of a record, which may come from anywhere.

    Raises:
        BadInputError: it is not a choice; the message says why.
    """
    if not isinstance(record, Mapping):
        raise BadInputError("A choice is a JSON object.")
    known = {field.name for field in fields(Choice)}
    if unknown := sorted(map(str, set(record) - known)):
        raise BadInputError(f"A choice has no {unknown[0]!r:.60}.")
    text, whole = partial(_text, record), partial(_whole, record)
    choice = Choice(
        text("id"),
        text("time"),
        rater_name(record.get("rater", "")),
        text("mode"),
        _shown(record.get("shown", ())),
        whole("chosen"),
        whole("ms"),
        text("model"),
        text("why"),
        text("undoes"),
    )
    _require_consistent(choice)
    return choice


def choice_record(choice: Choice) -> dict[str, Any]:
    """Return a choice as plain data, without what is empty."""
    record = {name: value for name, value in asdict(choice).items() if value or name == "chosen"}
    return record | ({"shown": list(choice.shown)} if choice.shown else {})


def rater_name(name: Any) -> str:
    """Return a rater's name with single spaces; names of any script are allowed.

    Raises:
        BadInputError: it is empty, too long, or has characters that cannot be seen.
    """
    if not isinstance(name, str):
        raise BadInputError("The rater's name is not text.")
    clean = " ".join(valid_unicode(unicodedata.normalize("NFC", name)).split())
    if not clean:
        raise BadInputError("Who is choosing? Give the rater a name.")
    if len(clean) > LONGEST_RATER:
        raise BadInputError(f"The rater's name is longer than {LONGEST_RATER} characters: shorten it.")
    if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cn") for character in clean):
        raise BadInputError("The rater's name has characters that cannot be seen: type it anew.")
    return clean


def standing(choices: Iterable[Choice], rater: str | None = None) -> list[Choice]:
    """Return the choices that count, in their order: neither undone nor an undo, and each id once.

    Args:
        choices: a log.
        rater: only this rater's choices.
    """
    mine = [choice for choice in choices if rater is None or choice.rater == rater]
    undone = {(choice.rater, choice.undoes) for choice in mine if choice.mode == "undo"}
    kept: dict[tuple[str, str], Choice] = {}
    for choice in mine:
        key = (choice.rater, choice.id)
        if choice.mode != "undo" and key not in undone:
            kept.setdefault(key, choice)
    return list(kept.values())


def _text(record: Mapping[str, Any], name: str) -> str:
    value = record.get(name, "")
    if not isinstance(value, str):
        raise BadInputError(f"A choice's {name!r} is not text.")
    if len(value) > LONGEST_NOTE:
        raise BadInputError(f"A choice's {name!r} is longer than {LONGEST_NOTE} characters.")
    return valid_unicode(value)


def _whole(record: Mapping[str, Any], name: str) -> int:
    value = record.get(name, 0)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value // 1:
        raise BadInputError(f"A choice's {name!r} is not a whole number.")
    return int(value)


def _shown(value: Any) -> tuple[str, ...]:
    digests = value[:10] if isinstance(value, (list, tuple)) else [None]
    if not all(isinstance(digest, str) and _DIGEST.fullmatch(digest) for digest in digests):
        raise BadInputError(
            "The pictures of a choice are not a list of digests, such as file-sha256:0a1b...."
        )
    if len(set(digests)) < len(value):
        raise BadInputError("A choice shows at most nine pictures, each once.")
    return tuple(str(digest) for digest in digests)


def _require_consistent(choice: Choice) -> None:
    """Check that the attributes fit each other; raises `BadInputError`."""
    if choice.mode not in MODES:
        raise BadInputError(f"There is no way to choose called {choice.mode!r:.40}: use {', '.join(MODES)}.")
    if not _ID.fullmatch(choice.id):
        raise BadInputError("A choice's id has 1 to 64 letters, digits, '-' or '_'.")
    least, most = SHOWN[choice.mode]
    if not least <= len(choice.shown) <= most:
        pictures = f"{least}" if least == most else f"{least} to {most}"
        raise BadInputError(f"{choice.mode!r} takes {pictures} pictures, not {len(choice.shown)}.")
    bounds = {"stars": (1, MOST_STARS), "best": (0, len(choice.shown) - 1), "duel": (0, 1)}
    lowest, highest = bounds.get(choice.mode, (0, 0))
    if not lowest <= choice.chosen <= highest:
        raise BadInputError(
            f"{choice.mode!r} takes a choice from {lowest} to {highest}, not {choice.chosen}."
        )
    if not 0 <= choice.ms <= LONGEST_WAIT:
        raise BadInputError(f"A choice takes 0 to {LONGEST_WAIT} milliseconds, not {choice.ms}.")
    if (choice.mode == "undo") != bool(choice.undoes):
        raise BadInputError("An undo, and nothing else, names the choice that it takes back.")
    _require_time(choice.time)


def _require_time(text: str) -> None:
    try:
        datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise BadInputError(f"{text!r:.40} is not a time like 2026-01-31T12:00:00+09:00.") from None
