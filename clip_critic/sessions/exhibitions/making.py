"""Making an exhibition: cell after cell is drawn, looked at, and written before the next one begins."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from clip_critic.errors import BadInputError, HostError, InterruptedByUser, PictureError, SessionError
from clip_critic.hosts.base import GeneratedPicture, Host, Skipped
from clip_critic.hosts.mentions import with_concepts
from clip_critic.pictures.infotext import png_with_infotext
from clip_critic.pictures.opening import Picture, open_picture
from clip_critic.progress import Progress, silent
from clip_critic.sessions.exhibitions.cells import Cell, CellPlan, batches, label_of
from clip_critic.sessions.exhibitions.looking import CHANGED, Looker
from clip_critic.sessions.exhibitions.session import Exhibition, MadeCell
from clip_critic.sessions.exhibitions.sight import text_of
from clip_critic.sessions.exhibitions.store import ExhibitionWriter

GIVE_UP = 10
"""The number of batches in a row after whose failure a run ends, as the host may be broken."""
SKIPPED = "Skipped."
THOUSANDTHS = 1000


class ExhibitionRun:
    """An exhibition that is open for writing.

    Args:
        writer: the locked exhibition.
        host: makes the pictures.
        looker: looks at them.
    """

    def __init__(self, writer: ExhibitionWriter, host: Host, looker: Looker) -> None:
        self._writer = writer
        self._host = host
        self._looker = looker
        self._waiting = batches(writer.session.left, writer.session.settings)
        self._total = len(writer.session.plan.queue)
        self._done = self._total - len(writer.session.left)
        self._failures = 0

    @property
    def session(self) -> Exhibition:
        """The exhibition with every picture that is on disk."""
        return self._writer.session

    def begin(self, progress: Progress = silent) -> None:
        """Encode the words to measure, unless that has been done already.

        Raises:
            EncoderError: the encoder is missing or fails.
            SessionError: it has changed since the first picture.
        """
        session = self.session
        text = text_of(session.settings, session.plan.axes)
        if session.sight is not None and session.sight.text == text:
            return
        sight = self._looker.words(session.plan, text, progress)
        if session.encoder and sight.encoder != session.encoder:
            raise SessionError(CHANGED)
        self._writer.look_with(sight)

    def run(self, progress: Progress = silent) -> Iterator[int]:
        """Make all pictures that are missing; yield their number once for each batch on disk.

        Raises:
            InterruptedByUser: the user stopped it; finished pictures are kept.
            HostError: many batches in a row could not be made.
            EncoderError, StorageError: a picture could not be looked at or written.
        """
        self.begin(progress)
        for batch in self._waiting:
            if self._host.interrupted():  # a host may finish the current picture first
                raise InterruptedByUser("Interrupted.")
            self._make(batch, progress)
            stopping = self._host.interrupted()  # a queue's turn, and the request with it, may end here
            yield len(self.session.steps)
            if stopping and self.session.left:
                raise InterruptedByUser("Interrupted.")

    def step(self, progress: Progress = silent, edit: None = None) -> int:
        """Make one batch; raises the same errors as `run`."""
        self.begin(progress)
        batch = next(self._waiting, None)
        if batch is not None:
            self._make(batch, progress)
        return len(self.session.steps)

    def _make(self, batch: Sequence[Cell], progress: Progress) -> None:
        """Make the pictures of a batch; those that cannot be made are written with the reason."""
        began = time.perf_counter()
        reported = _CellProgress(progress, self._done, self._total)
        plan = self.session.plan
        try:
            files = self._drawn(plan, batch, reported)
        except (HostError, BadInputError, Skipped) as error:
            self._fail(plan, batch, SKIPPED if isinstance(error, Skipped) else str(error))
            return
        self._failures = 0
        self._look(plan, batch, files, reported, began)
        self._done += len(batch)
        reported(1, 1, "done")

    def _drawn(self, plan: CellPlan, batch: Sequence[Cell], reported: _CellProgress) -> list[bytes]:
        """Return the files of a batch's pictures, which are then on disk; a crash may have left some."""
        left = [self._left_over(cell) for cell in batch]
        if all(left):
            return [data for data in left if data is not None]
        request = plan.request(batch[0].at, batch[0].seed, len(batch))
        count = plan.settings.candidates
        extra = {"CLIP Critic session": self.session.id, "CLIP Critic cell": _label(plan, batch[0])}
        request = replace(request, count=max(count, len(batch)), extra=extra)
        pictures = self._host.txt2img(with_concepts(request, self._looker.concept), reported.making)
        if len(pictures) < request.count:
            raise HostError("The host returned too few pictures: see its log for the reason.")
        if count > 1:
            pictures = [self._best(pictures, request.prompt, reported)]
        files = [png_with_infotext(picture.image, picture.infotext) for picture in pictures]
        for cell, data in zip(batch, files, strict=True):
            self._writer.save_picture(_file(cell), data)
        return files

    def _left_over(self, cell: Cell) -> bytes | None:
        """Return a picture that a killed process has written without its line."""
        try:
            data = self.session.path(_file(cell)).read_bytes()
            open_picture(data, name=_file(cell))
        except (OSError, PictureError):
            return None
        return data

    def _best(
        self, pictures: Sequence[GeneratedPicture], prompt: str, reported: _CellProgress
    ) -> GeneratedPicture:
        """Return the picture that is most similar to its prompt."""
        opened = [open_picture(picture.image, name="candidate") for picture in pictures]
        looked = self._looker.look(opened, [prompt] * len(opened), self.session.encoder, reported.looking)
        return pictures[int(np.argmax(looked.own))]

    def _look(
        self,
        plan: CellPlan,
        batch: Sequence[Cell],
        files: Sequence[bytes],
        reported: _CellProgress,
        began: float,
    ) -> None:
        """Look at pictures on disk, and write a line for each."""
        opened = [open_picture(data, name=_file(cell)) for cell, data in zip(batch, files, strict=True)]
        prompts = [plan.request(cell.at, cell.seed).prompt for cell in batch]
        looked = self._looker.look(opened, prompts, self.session.encoder, reported.looking)
        rows = self._writer.save_vectors(looked.vectors)
        seconds = (time.perf_counter() - began) / len(batch)
        for index, cell in enumerate(batch):
            self._writer.append(
                MadeCell(
                    self._next_number,
                    cell.key,
                    _label(plan, cell),
                    file=_file(cell),
                    seed=_seed_of(opened[index], plan.seeds[cell.seed]),
                    digest=opened[index].digest,
                    row=rows[index],
                    own=round(float(looked.own[index]), 6),
                    seconds=round(seconds, 3),
                    size=len(files[index]),
                )
            )

    def _fail(self, plan: CellPlan, batch: Sequence[Cell], reason: str) -> None:
        """Write that pictures could not be made, and end the run if nothing works any more."""
        for cell in batch:
            self._writer.append(MadeCell(self._next_number, cell.key, _label(plan, cell), error=reason))
        self._done += len(batch)
        self._failures += 1
        if self._failures >= GIVE_UP:
            raise HostError(
                f"{GIVE_UP} pictures in a row could not be made, the last one because: {reason} Resume goes "
                "on with the next ones."
            )

    @property
    def _next_number(self) -> int:
        steps = self.session.steps
        return steps[-1].number + 1 if steps else 1


class _CellProgress:
    """The progress of a batch, reported in thousandths of a picture as part of all pictures."""

    def __init__(self, progress: Progress, done: int, total: int) -> None:
        self._progress = progress
        self._number = done
        self._total = total

    def __call__(self, done: float, total: float, what: str) -> None:
        share = min(done / total, 1.0) if total else 0.0
        self._progress(
            int(THOUSANDTHS * (self._number + share)),
            THOUSANDTHS * self._total,
            f"picture {self._number + 1} of {self._total}: {what}",
        )

    def making(self, done: int, total: int, what: str) -> None:
        self(0.9 * done / max(total, 1), 1, what)

    def looking(self, done: int, total: int, what: str) -> None:
        self(0.9 + 0.1 * done / max(total, 1), 1, what)


def _file(cell: Cell) -> str:
    return f"{cell.key}.png"


def _label(plan: CellPlan, cell: Cell) -> str:
    return label_of(plan.values(cell.at), plan.seeds[cell.seed])


def _seed_of(picture: Picture, default: int) -> int:
    """Return the seed in a picture's own metadata, as one candidate of several may have been kept."""
    text = picture.parameters.settings.get("Seed", "")
    return int(text) if text.isdecimal() else default
