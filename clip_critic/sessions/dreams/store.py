"""Dreams on disk: each has a folder that only grows.

::

    <id>/session.json     settings; always rewritten in full
    <id>/start.png        the start picture, if there is one
    <id>/aim.png          the picture to come near to, if there is one
    <id>/pictures/        the frames
    <id>/states/          where the ascent was at the last frames
    <id>/steps.jsonl      one line for each frame
    <id>/lock             held by the process that writes the dream

A frame's state and picture are written and flushed before its line. A process that is killed leaves at most
those of its unfinished frame, which are made again, and are then the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, replace
from datetime import datetime
from pathlib import Path

import safetensors
import safetensors.torch
import torch

from clip_critic.pictures.infotext import png_with_infotext
from clip_critic.pictures.opening import Picture
from clip_critic.sessions.dreams.ascent import State
from clip_critic.sessions.dreams.session import (
    AIM,
    PICTURES,
    START,
    STATES,
    Dream,
    Frame,
    frames_of,
    read_dream,
    write_dream,
)
from clip_critic.sessions.dreams.settings import DreamSettings
from clip_critic.storage.files import write_atomically
from clip_critic.storage.journal import Journals, drop_files

KEPT_STATES = 2
"""The states that are kept: that of the last frame, and one more."""


class DreamStore(Journals):
    """All dreams of a user, in a folder."""

    def create(
        self, settings: DreamSettings, start: Picture | None = None, aim: Picture | None = None
    ) -> Dream:
        """Write a new dream to disk, completely or not at all; raises `StorageError`."""

        def write(folder: Path, now: datetime) -> Dream:
            for name, picture in ((START, start), (AIM, aim)):
                if picture is not None:
                    write_atomically(folder / name, png_with_infotext(picture.image, picture.infotext or ""))
            created = now.isoformat(timespec="seconds")
            has = start is not None, aim is not None
            dream = Dream(folder.name, folder, created, settings, *has)
            write_dream(dream)
            return dream

        return self.add(write)

    def read(self, session_id: str) -> Dream:
        """Read a dream from disk, even while it is being written.

        Raises:
            SessionError: there is no such dream, or it is damaged; the message says where.
        """
        return read_dream(self.find(session_id))

    @contextmanager
    def open_for_writing(self, session_id: str) -> Iterator[DreamWriter]:
        """Open a dream for writing, lock it, and clean up after a crash.

        Raises:
            SessionError: there is no such dream, it is damaged, or another process is writing it.
        """
        with self.locked(session_id) as folder:
            dream = read_dream(folder, repair=True)
            drop_files(folder, (f"{PICTURES}/.*.part", f"{STATES}/.*.part", ".*.part"))
            yield DreamWriter(dream)


class DreamWriter:
    """A locked dream that can be written."""

    def __init__(self, dream: Dream) -> None:
        self.session = dream

    def save_picture(self, file: str, data: bytes) -> None:
        """Write the file of a frame in one step; raises `StorageError`."""
        write_atomically(self.session.folder / PICTURES / file, data)

    def save_states(self, number: int, states: Sequence[State]) -> None:
        """Write where the ascents are after as many frames, in one step; raises `StorageError`."""
        tensors = {
            f"{place}.{name}": tensor
            for place, state in enumerate(states)
            for name, tensor in _tensors(state).items()
        }
        write_atomically(self._state_file(number), safetensors.torch.save(tensors))

    def states(self, number: int, count: int) -> tuple[State, ...]:
        """Return where so many ascents were after as many frames; nothing if that is not known any more."""
        try:
            found = safetensors.torch.load(self._state_file(number).read_bytes())
            return tuple(_state(found, place) for place in range(count))
        except (OSError, KeyError, ValueError, safetensors.SafetensorError):
            return ()

    def append(self, frame: Frame) -> None:
        """Write a frame's line to disk, and remove states that are not needed any more.

        Raises:
            StorageError: it cannot be written; the dream is unchanged.
        """
        record = {
            name: value
            for name, value in asdict(frame).items()
            if value not in (getattr(Frame, name, None), []) or name == "number"
        }
        frames_of(self.session.folder).append(record)
        gone = self.session.gone - {frame.file}
        self.session = replace(self.session, frames=(*self.session.frames, frame), gone=gone)
        if not frame.awake:
            with suppress(OSError):
                self._state_file(len(self.session.dreamt) - KEPT_STATES).unlink(missing_ok=True)

    def change(self, settings: DreamSettings) -> None:
        """Write new settings; raises `StorageError`."""
        changed = replace(self.session, settings=settings)
        write_dream(changed)
        self.session = changed

    def _state_file(self, number: int) -> Path:
        return self.session.folder / STATES / f"{number:04d}.safetensors"


def _tensors(state: State) -> dict[str, torch.Tensor]:
    counts = torch.tensor([state.step, state.averaged, state.pace], dtype=torch.float64)
    moving = {"numbers": state.numbers, "slopes": state.slopes, "squares": state.squares}
    return {**{name: tensor.clone() for name, tensor in moving.items()}, "counts": counts}


def _state(found: dict[str, torch.Tensor], place: int) -> State:
    numbers, slopes, squares = (found[f"{place}.{name}"] for name in ("numbers", "slopes", "squares"))
    step, averaged, pace = found[f"{place}.counts"].tolist()
    return State(numbers, slopes, squares, int(step), int(averaged), float(pace))
