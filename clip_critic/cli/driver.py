"""A session run from the terminal: a live table, Ctrl-C, prompts by hand."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any

import typer
from rich.text import Text

from clip_critic.cli.codes import Code
from clip_critic.cli.session_files import keep_checkpoint, keep_vae
from clip_critic.cli.show.live import LiveSteps
from clip_critic.cli.show.loop import proposal_view, steps_table
from clip_critic.cli.show.sinks import json_line
from clip_critic.cli.show.steps import view_of
from clip_critic.cli.show.terminal import Terminal
from clip_critic.engine.jobs import Jobs, Status
from clip_critic.engine.turns import Turn
from clip_critic.progress import silent
from clip_critic.sessions.base import Kind, Studio
from clip_critic.sessions.feedback.kind import FeedbackKind
from clip_critic.sessions.feedback.plan import stop_of
from clip_critic.sessions.feedback.policies.base import PromptEdit, Proposal
from clip_critic.sessions.feedback.policies.registry import waits
from clip_critic.sessions.feedback.records import proposal_record
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.settings import WHOLE_BATCH
from clip_critic.sessions.feedback.steps import best_score
from clip_critic.sessions.feedback.work import LoopJobs, LoopStatus

LOOK_SECONDS = 0.2
"""The longest wait for news of the session."""
LAST_WORDS_SECONDS = 0.7
"""The time that Ctrl-C gives the picture in progress to stop."""
MINIATURE = (
    "The bundled miniature makes the pictures: it knows shapes, colours and styles. "
    "--checkpoint FILE takes a real Stable Diffusion."
)


@contextmanager
def no_queue(task: str | None, batches: int) -> Iterator[Turn]:
    """Begin each step at once: this process does nothing else."""
    yield lambda: nullcontext(silent)


class SessionDriver:
    """A driver that runs one session of any kind and shows it in the terminal.

    Args:
        jobs: runs the session.
        session_id: the id of the session; empty if `create` has yet to create it.
        as_json: print nothing but the session, at the end.
        hints: whether to say how to continue.
    """

    def __init__(
        self,
        kind: Kind,
        jobs: Jobs[Any, Any, Any],
        session_id: str,
        terminal: Terminal,
        *,
        as_json: bool = False,
        hints: bool = True,
    ) -> None:
        self._kind = kind
        self._jobs = jobs
        self._id = session_id
        self._terminal = terminal
        self._as_json = as_json
        self._hints = hints
        self._view = view_of(kind)

    def create(self, settings: Mapping[str, Any]) -> Any:
        """Create the session to run, from settings by name."""
        session = self._jobs.work.create(settings)
        self._id = session.id
        self._terminal.tell(f"Session {session.id}", "dim")
        return session

    def change(self, settings: Mapping[str, Any]) -> None:
        """Change the session's settings, from the next step on."""
        self._jobs.work.change(self._id, settings)

    def start(self) -> Code:
        """Run the session until it stops."""
        self._jobs.start(self._id)
        return self._end(self._watch())

    def resume(self, edit: Any = None) -> Code:
        """Continue the session, unless its stop rule has ended it."""
        session = self._jobs.work.read(self._id)
        for note in session.notes:
            self._terminal.tell(note, "yellow")
        stopped = self._jobs.work.stopped(session)
        if not stopped:
            return self.start()
        self._terminal.tell(f"{stopped} {self._how_to_get_more(session)}".strip(), "yellow")
        self._show(Status(session, "stopped"))
        return Code.DONE

    def _watch(self) -> Status[Any, Any]:
        """Show the session until it is over, or until Ctrl-C, and return its last status."""
        status = self._jobs.status(self._id)
        try:
            with LiveSteps(self._terminal, self._view) as live:
                while not status.over:
                    status = self._jobs.wait(self._id, status.version, LOOK_SECONDS)
                    live.show(status)
            self._jobs.join(self._id)  # a process that exits while models are being released can crash
        except KeyboardInterrupt:
            return self._interrupted()
        return self._jobs.status(self._id)

    def _interrupted(self) -> Status[Any, Any]:
        self._jobs.interrupt(self._id)
        end = time.monotonic() + LAST_WORDS_SECONDS
        status = self._jobs.status(self._id)
        while not status.over and time.monotonic() < end:
            status = self._jobs.wait(self._id, status.version, 0.05)
        return status

    def _end(self, status: Status[Any, Any]) -> Code:
        """Report how the session ended; a step that does not end in time is abandoned, as in a crash."""
        self._show(status)
        if status.state == "failed" and status.error is not None:
            if self._hints:
                self._terminal.tell(self._how_to_resume(), "dim")
            raise status.error
        if status.state != "stopped":
            hint = f"; finished steps are kept. {self._how_to_resume()}" if self._hints else "."
            self._terminal.tell(f"Interrupted{hint}", "yellow")
            sys.stdout.flush()
            os._exit(Code.INTERRUPTED)  # a normal exit takes seconds once torch is loaded
        if self._hints:
            self._hint(status)
        return Code.DONE

    def _show(self, status: Status[Any, Any]) -> None:
        session = status.session
        if self._as_json:
            self._terminal.write(json_line(self._record(status)))
        elif self._view.numbers(session):
            self._terminal.show(self._view.table(session), Text(), *self._view.result(session))

    def _record(self, status: Status[Any, Any]) -> dict[str, Any]:
        """Return the session with its state, as plain data."""
        record = {**self._kind.record(status.session), **self._kind.findings(status.session)}
        return {**record, "state": status.state, "message": status.message}

    def _hint(self, status: Status[Any, Any]) -> None:
        """Tell the user how to continue."""
        stopped = self._jobs.work.stopped(status.session)
        if stopped:
            self._terminal.tell(f"{stopped} {self._how_to_get_more(status.session)}".strip(), "dim")
        else:
            self._terminal.tell(self._how_to_resume(), "dim")

    def _how_to_get_more(self, session: Any) -> str:
        """Return a hint for continuing a session that its stop rule has ended."""
        return ""

    def _how_to_resume(self) -> str:
        return f"To go on: {self._command()}"

    def _command(self) -> str:
        return f"clip-critic resume {self._id}"


class Driver(SessionDriver):
    """A driver of one feedback session, which lets the user change proposals.

    Args:
        as_json: print nothing but the session, at the end.
        hints: whether to say how to continue.
    """

    _jobs: LoopJobs

    def __init__(
        self,
        sessions: Sessions,
        session_id: str,
        terminal: Terminal,
        *,
        as_json: bool = False,
        hints: bool = True,
    ) -> None:
        jobs = LoopJobs(sessions, no_queue)
        super().__init__(FeedbackKind(), jobs, session_id, terminal, as_json=as_json, hints=hints)
        self._asks = not as_json and sys.stdin.isatty() and terminal.err.is_terminal

    @property
    def session(self) -> Session:
        return self._jobs.work.read(self._id)

    def tell_origin(self, checkpoint: str, vae: str = "") -> None:
        """Report the session and what makes its pictures, and store the paths of these models."""
        session = self.session
        keep_checkpoint(session, checkpoint)
        keep_vae(session, vae)
        if session.settings.checkpoint == "miniature":
            self._terminal.tell(MINIATURE, "yellow")
        self._terminal.tell(f"Session {session.id}, seed {session.settings.seed}", "dim")

    def start(self) -> Code:
        """Run the session until it stops."""
        self._jobs.start(self._id)
        return self._watched()

    def resume(self, edit: PromptEdit | None = None) -> Code:
        """Continue the session, first with the user's prompts if there are any."""
        proposal = self._jobs.status(self._id).proposal
        if edit is None and (stop_of(self.session) is not None or proposal is None or not self._asks):
            return super().resume()
        for note in self.session.notes:
            self._terminal.tell(note, "yellow")
        edit = edit or (self._ask(proposal) if proposal else None)
        if edit is None:
            return Code.DONE
        self._jobs.step(self._id, edit)
        return self._watched(goes_on=not waits(self.session.settings.policy))

    def _watched(self, *, goes_on: bool = False) -> Code:
        status = self._watch()
        while status.state == "stopped":
            reason = stop_of(status.session)
            if reason is not None:
                break
            if goes_on:
                goes_on = False
                self._jobs.start(self._id)
            elif status.proposal is not None and self._asks:
                self._terminal.show(steps_table(status.session, last=2))
                edit = self._ask(status.proposal)
                if edit is None:
                    break
                self._jobs.step(self._id, edit)
            else:
                break
            status = self._watch()
        return self._end(status)

    def _show(self, status: LoopStatus) -> None:
        for note in (note for step in status.session.steps for note in step.notes):
            if note not in self._terminal.messages:
                self._terminal.tell(note, "dim")
        super()._show(status)

    def _record(self, status: LoopStatus) -> dict[str, Any]:
        proposed = proposal_record(status.session, status.proposal) if status.proposal else None
        record = self._kind.record(status.session)
        return {**record, "state": status.state, "proposal": proposed, "message": status.message}

    def _hint(self, status: LoopStatus) -> None:
        session = status.session
        if stop_of(session) is not None:
            super()._hint(status)
        elif status.proposal is not None:
            if not self._as_json:
                self._terminal.show(*proposal_view(session, status.proposal))
            self._terminal.tell(f"To take it: {self._command()}")
            self._terminal.tell(f"To change it: {self._command()} --prompt TEXT [--negative-prompt TEXT]")

    def _ask(self, proposal: Proposal) -> PromptEdit | None:
        """Let the user change the proposal; return None if the user stops here."""
        self._terminal.show(*proposal_view(self.session, proposal))
        self._terminal.tell("Change it a little, or press Enter to take it. Ctrl-C stops here.", "dim")
        try:
            prompt = edited_line("Prompt: ", proposal.prompt)
            return PromptEdit(prompt, edited_line("Negative prompt: ", proposal.negative_prompt))
        except (KeyboardInterrupt, EOFError, typer.Abort):
            self._terminal.tell("")
            return None

    def _how_to_get_more(self, session: Session) -> str:
        options = {
            "steps": f"--steps {session.settings.steps + 8}",
            "target": _more(session),
            "batch": _more(session),
            "patience": f"--patience {session.settings.patience + 4}",
        }
        reason = stop_of(session)
        return f"For more: clip-critic resume {session.id} {options[reason]}" if reason else ""


def _more(session: Session) -> str:
    """Return the options for a target score beyond every picture of a session, or for none."""
    settings = session.settings
    reached = max(settings.stop_score, best_score(session.steps) or 0)
    if settings.objective == "similarity":
        return f"--target-score {reached + 0.5:.4g}"
    if reached < 0.999:
        return f"--target-score {50 + 50 * reached:.4g}%"
    return "--target-score 0" + (" --stop-when one-picture" if settings.stop_when == WHOLE_BATCH else "")


def driver_of(
    kind: Kind, studio: Studio, session_id: str, terminal: Terminal, *, as_json: bool = False
) -> SessionDriver:
    """Return the driver for a kind of session."""
    if isinstance(kind, FeedbackKind):
        return Driver(kind.sessions(studio), session_id, terminal, as_json=as_json)
    jobs = kind.jobs(studio, no_queue, lambda: None)
    return SessionDriver(kind, jobs, session_id, terminal, as_json=as_json)


def edited_line(label: str, text: str) -> str:
    """Ask for a line that starts as ``text``; if the terminal cannot edit it, ``text`` is the default."""
    try:
        import readline
    except ImportError:
        return str(typer.prompt(label.rstrip(": "), default=text, err=True))
    if not sys.stdout.isatty():  # then Python asks without readline
        return str(typer.prompt(label.rstrip(": "), default=text, err=True))
    readline.set_startup_hook(lambda: readline.insert_text(text))
    try:
        return input(label)
    finally:
        readline.set_startup_hook(None)
