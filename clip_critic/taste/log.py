"""The log of all choices: a file that only grows, written by any number of windows and programs.

::

    taste.jsonl    one choice per line; a line counts once its line end is written
    taste.lock     held for a moment by whoever writes

Every choice is on disk before it is confirmed. A choice that is sent twice is stored once, by the id of its
question. To take one back, an undo is appended: nothing is ever removed. A program that is killed leaves at
most a torn last line, which had not been confirmed: readers ignore it, the next writer removes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from clip_critic.errors import BadInputError
from clip_critic.storage.shared import SharedJournal
from clip_critic.taste.choices import Choice, choice_record, new_choice, rater_name, read_choice, standing

FILE = "taste.jsonl"
LARGEST_IMPORT = 64 * 1024 * 1024
"""The bytes of an imported log at most: some 100,000 choices."""
REMEDY = "undo the edit, or remove this line"


class TasteLog:
    """All choices of all raters, in one folder."""

    def __init__(self, folder: Path) -> None:
        self._journal = SharedJournal(folder, FILE, read_choice, REMEDY)

    def read(self) -> list[Choice]:
        """Return all entries in their order, undone ones and undos too (see `standing`).

        Raises:
            SessionError: a line is damaged; the message says which one.
            StorageError: the file cannot be read.
        """
        return self._journal.records()

    def raters(self) -> list[str]:
        """Return the names of everybody who has chosen, in the order of their first choices."""
        return list(dict.fromkeys(choice.rater for choice in self.read()))

    def add(self, choice: Choice) -> bool:
        """Append a choice, which is on disk when this returns; raises `StorageError`.

        Returns:
            Whether it is new: an answer to a question that has been answered before changes nothing.
        """
        return self.add_all([choice]) == 1

    def add_all(self, choices: Iterable[Choice]) -> int:
        """Append those choices whose ids are new, and return how many they are; raises `StorageError`."""
        with self._journal.writing() as known:
            new: dict[str, Choice] = {}
            for choice in choices:
                if _mark(choice.id) not in known:
                    new.setdefault(choice.id, choice)
            if new:
                self._journal.append(*map(choice_record, new.values()))
        return len(new)

    def undo(self, rater: str, choice_id: str = "") -> Choice:
        """Take back a choice, and return it.

        Args:
            rater: whose choice.
            choice_id: which one; the rater's last one by default.

        Raises:
            BadInputError: there is no such choice, or it has been taken back already.
            StorageError: the log cannot be read or written.
        """
        name = rater_name(rater)
        with self._journal.writing():
            mine = standing(self.read(), name)
            found = [choice for choice in mine if choice_id in ("", choice.id)]
            if not found:
                raise BadInputError(
                    "This choice has been taken back already."
                    if mine
                    else f"{name} has not chosen anything yet."
                )
            self._journal.append(choice_record(new_choice(name, "undo", undoes=found[-1].id)))
        return found[-1]

    def export(self, rater: str | None = None) -> str:
        """Return the log, or a rater's part of it, as JSON lines; raises the same errors as `read`."""
        chosen = (choice for choice in self.read() if rater in (None, choice.rater))
        return "".join(json.dumps(choice_record(choice), ensure_ascii=False) + "\n" for choice in chosen)

    def take(self, lines: bytes, rater: str | None = None) -> int:
        """Import an exported log: all of it, or nothing if a line is wrong.

        Args:
            lines: the JSON lines, UTF-8.
            rater: a name that all of its choices get.

        Returns:
            How many choices are new; importing a log twice changes nothing.

        Raises:
            BadInputError: a line is not a choice; the message says which one and why.
            StorageError: the log cannot be written.
        """
        return self.add_all(list(read_lines(lines, rater)))


def read_lines(lines: bytes, rater: str | None = None) -> Iterator[Choice]:
    """Yield the choices of an exported log; raises `BadInputError` with the number of a wrong line."""
    if len(lines) > LARGEST_IMPORT:
        raise BadInputError(f"A log has at most {LARGEST_IMPORT >> 20} MiB: import it in parts.")
    for number, line in enumerate(lines.split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            yield read_choice(record if rater is None else record | {"rater": rater})
        except (ValueError, TypeError, RecursionError):
            raise BadInputError(f"Line {number} is not a choice: it is not a JSON object.") from None
        except BadInputError as error:
            raise BadInputError(f"Line {number} is not a choice: {error}") from None


def _mark(choice_id: str) -> bytes:
    """Return how an id stands in the file; within a text, its quotation marks would be escaped."""
    return b'"id": ' + json.dumps(choice_id).encode("ascii")
