"""Driving a feedback session from the terminal: a live table, Ctrl-C, prompts by hand."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.text import Text

from clip_critic.cli.codes import Code
from clip_critic.cli.session_files import keep_checkpoint
from clip_critic.cli.show.live import LiveSteps
from clip_critic.cli.show.loop import kept_view, proposal_view, steps_table
from clip_critic.cli.show.sinks import json_line
from clip_critic.cli.show.terminal import Terminal
from clip_critic.progress import Progress, silent
from clip_critic.sessions.feedback.plan import STOPS, stop_of
from clip_critic.sessions.feedback.policies.base import Edit, Proposal
from clip_critic.sessions.feedback.policies.registry import waits
from clip_critic.sessions.feedback.records import proposal_record, session_record
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.sessions import Sessions
from clip_critic.sessions.feedback.work import LoopJobs, LoopStatus

LOOK_SECONDS = 0.2
LAST_WORDS_SECONDS = 0.7
"""How long Ctrl-C waits for a picture at work to be let go of."""
MINIATURE = (
    "The bundled miniature makes the pictures: it knows shapes, colours and styles. "
    "--checkpoint FILE takes a real Stable Diffusion."
)


class Driver:
    """One session and the terminal that it is watched in.

    Args:
        as_json: print nothing but the session, at the end.
        hints: whether it is told how to go on.
    """

    def __init__(
        self,
        sessions: Sessions,
        session_id: str,
        terminal: Terminal,
        *,
        as_json: bool = False,
        hints: bool = True,
    ) -> None:
        self._sessions = sessions
        self._jobs = LoopJobs(sessions, _no_queue)
        self._id = session_id
        self._terminal = terminal
        self._as_json = as_json
        self._hints = hints
        self._asks = not as_json and sys.stdin.isatty() and terminal.err.is_terminal

    @property
    def session(self) -> Session:
        return self._sessions.store.read(self._id)

    @property
    def _stops_after_steps(self) -> bool:
        return waits(self.session.settings.policy)

    def tell_origin(self, checkpoint: str) -> None:
        """Say which session this is and what makes its pictures; keep where the checkpoint lies."""
        session = self.session
        keep_checkpoint(session, checkpoint)
        if session.settings.checkpoint == "miniature":
            self._terminal.tell(MINIATURE, "yellow")
        self._terminal.tell(f"Session {session.id}, seed {session.settings.seed}", "dim")

    def start(self) -> Code:
        """Let it run until it stops."""
        self._jobs.start(self._id)
        return self._watched()

    def resume(self, edit: Edit | None = None) -> Code:
        """Go on, at first with a person's prompts where there are any."""
        session = self.session
        for note in session.notes:
            self._terminal.tell(note, "yellow")
        reason = stop_of(session)
        if edit is None and reason is not None:
            self._terminal.tell(f"{STOPS[reason]} {_how_to_go_on(session, reason)}", "yellow")
            self._show(LoopStatus(session, "stopped"))
            return Code.DONE
        proposal = self._jobs.status(self._id).proposal
        if edit is None and self._asks and proposal is not None:
            edit = self._ask(proposal)
            if edit is None:
                return Code.DONE
        if edit is None:
            return self.start()
        self._jobs.step(self._id, edit)
        return self._watched(goes_on=not self._stops_after_steps)

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

    def _watch(self) -> LoopStatus:
        """Show where the session is until it is over, or until Ctrl-C; gives its last status."""
        status = self._jobs.status(self._id)
        try:
            with LiveSteps(self._terminal) as live:
                while not status.over:
                    status = self._jobs.wait(self._id, status.version, LOOK_SECONDS)
                    live.show(status)
            self._jobs.join(self._id)  # a process that ends while the models are let go of can crash
        except KeyboardInterrupt:
            return self._interrupted()
        return self._jobs.status(self._id)

    def _interrupted(self) -> LoopStatus:
        self._jobs.interrupt(self._id)
        end = time.monotonic() + LAST_WORDS_SECONDS
        status = self._jobs.status(self._id)
        while not status.over and time.monotonic() < end:
            status = self._jobs.wait(self._id, status.version, 0.05)
        return status

    def _end(self, status: LoopStatus) -> Code:
        """Tell how it ended; a step that did not end in time is given up, as by a crash."""
        self._show(status)
        if status.state == "failed" and status.error is not None:
            if self._hints:
                self._terminal.tell(self._how_to_resume(), "dim")
            raise status.error
        if status.state != "stopped":
            hint = f"; finished steps are kept. {self._how_to_resume()}" if self._hints else "."
            self._terminal.tell(f"Interrupted{hint}", "yellow")
            sys.stdout.flush()
            os._exit(Code.INTERRUPTED)  # torch takes seconds to say goodbye
        if self._hints:
            self._tell_next(status)
        return Code.DONE

    def _show(self, status: LoopStatus) -> None:
        session = status.session
        for note in (note for step in session.steps for note in step.notes):
            if note not in self._terminal.messages:
                self._terminal.tell(note, "dim")
        if self._as_json:
            proposed = proposal_record(session, status.proposal) if status.proposal else None
            record = {**session_record(session), "state": status.state, "proposal": proposed}
            self._terminal.write(json_line({**record, "message": status.message}))
            return
        if session.steps:
            self._terminal.show(steps_table(session), Text(), *kept_view(session))

    def _tell_next(self, status: LoopStatus) -> None:
        session = status.session
        reason = stop_of(session)
        if reason is not None:
            self._terminal.tell(f"{STOPS[reason]} {_how_to_go_on(session, reason)}", "dim")
        elif status.proposal is not None:
            if not self._as_json:
                self._terminal.show(*proposal_view(session, status.proposal))
            self._terminal.tell(f"To take it: {self._command()}")
            self._terminal.tell(f"To change it: {self._command()} --prompt TEXT [--negative-prompt TEXT]")

    def _ask(self, proposal: Proposal) -> Edit | None:
        """The proposal as the user wants it; None where the user stops here."""
        self._terminal.show(*proposal_view(self.session, proposal))
        self._terminal.tell("Change it a little, or press Enter to take it. Ctrl-C stops here.", "dim")
        try:
            prompt = edited_line("Prompt: ", proposal.prompt)
            return Edit(prompt, edited_line("Negative prompt: ", proposal.negative_prompt))
        except (KeyboardInterrupt, EOFError, typer.Abort):
            self._terminal.tell("")
            return None

    def _how_to_resume(self) -> str:
        return f"To go on: {self._command()}"

    def _command(self) -> str:
        return f"clip-critic resume {self._id}"


def edited_line(label: str, text: str) -> str:
    """A line that the user may change; where the terminal cannot hand it over, it is the default."""
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


@contextmanager
def _no_queue(task: str | None, batches: int) -> Iterator[Progress]:
    """This process does nothing else."""
    yield silent


def _how_to_go_on(session: Session, reason: str) -> str:
    options = {
        "steps": f"--steps {session.settings.steps + 8}",
        "target": f"--target-score {session.settings.target_score + 0.5:g}",
        "patience": f"--patience {session.settings.patience + 4}",
    }
    return f"For more: clip-critic resume {session.id} {options[reason]}"
