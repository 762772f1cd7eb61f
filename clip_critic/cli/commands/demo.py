"""``clip-critic demo``."""

# typer 0.9 does not see options behind "from __future__ import annotations".

import os
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from clip_critic.cli import options
from clip_critic.cli.codes import EXIT_CODES
from clip_critic.cli.run import command_run
from clip_critic.cli.wiring import make_critic, make_settings, require_modules
from clip_critic.errors import BadInputError, StorageError
from clip_critic.keywords.lists import KeywordList
from clip_critic.storage.assets import bundled_lists_dir, miniature_dir
from clip_critic.storage.files import reason

if TYPE_CHECKING:
    from clip_critic.cli.show.progress import ProgressBar
    from clip_critic.cli.show.terminal import Terminal
    from clip_critic.critic import Critic
    from clip_critic.pictures.opening import Picture
    from clip_critic.reports.report import Ranked
    from clip_critic.sessions.feedback.session import Session

HELP = """See what CLIP Critic does in a minute, offline, with the bundled miniature.

The miniature is a Stable Diffusion at a thousandth of the usual size. It draws four pictures from prompts;
all words that the miniature knows are ranked against each, round after round. Then the feedback loop turns
the red circle into a blue star. Pictures, an animation and an HTML report are written to a folder.
"""
EPILOG = EXIT_CODES

LIST = "Shapes and styles"
PROMPTS = (
    "a large red circle on a white background",
    "mosaic, a large orange triangle on a blue background",
    "halftone, a large blue square on a yellow background",
    "a large cyan ring on a red background with stripes",
)
SEED = 1
ROUNDS, THRESHOLD, TOP = 5, 0.02, 6
AIM: dict[str, Any] = {
    "want": "star, blue",
    "rivals": True,
    "strength": 0.7,
    "steps": 6,
    "candidates": 4,
    "seed": SEED,
    "target_score": 0,
}
"""The settings of the loop, which starts from the first picture and shows all its steps."""

REPORT, SESSIONS = "report.html", "sessions"

Out = Annotated[
    Path,
    typer.Option(
        "--out", metavar="FOLDER", help="The folder for pictures and report; it is created if missing."
    ),
]


def demo(out: Out = Path("clip-critic-demo"), verbose: options.Verbose = False) -> None:
    with command_run(verbose) as terminal:
        require_modules("diffusers")
        from clip_critic.cli.show.progress import ProgressBar
        from clip_critic.cli.show.ranking import answer_view
        from clip_critic.pictures.animation import animation
        from clip_critic.pictures.opening import open_picture
        from clip_critic.reports.addresses import address_of
        from clip_critic.reports.report import Looped, report_html
        from clip_critic.sessions.feedback.frames import frames
        from clip_critic.storage.files import write_atomically

        _require_own(out)
        words = KeywordList.read(bundled_lists_dir() / f"{LIST}.txt")
        critic = make_critic(make_settings("miniature", "cpu"))
        with ProgressBar(terminal, "drawing") as bar:
            files = _draw(out, bar)
            ranked = [_rank(*drawn, words, critic) for drawn in zip(PROMPTS, files, strict=True)]
        for picture in ranked:
            terminal.write(f"\nPrompt: {picture.heading}\n")
            terminal.show(*answer_view(picture.answer, TOP))
        report = out / REPORT
        about = f"Drawn by the bundled miniature from the prompts above them, ranked against the list {LIST}."
        title = "CLIP Critic: what is in these pictures?"
        write_atomically(report, report_html(title, about, ranked))  # in case the loop is interrupted
        terminal.write(f"\nThe feedback loop, from {files[0].name} to: {AIM['want']}\n\n")
        looped = _loop(out, open_picture(files[0]), words, critic, terminal)
        moving, kind = animation(list(frames(looped)))
        write_atomically(out / f"loop.{kind}", moving)
        heading = f"The feedback loop, from the first picture to: {AIM['want']}"
        section = Looped(heading, looped, address_of(moving, f"image/{kind}"))
        write_atomically(report, report_html(title, about, ranked, section))
        terminal.write(_next_steps(report, files[1]))


demo.__doc__ = HELP


def _rank(prompt: str, file: Path, words: KeywordList, critic: "Critic") -> "Ranked":
    from clip_critic.pictures.opening import open_picture
    from clip_critic.ranking.question import RankQuestion
    from clip_critic.reports.report import Ranked

    picture = open_picture(file)
    question = RankQuestion(words, rounds=ROUNDS, threshold=THRESHOLD)
    return Ranked(prompt, picture.image, critic.answer(question, picture))


def _loop(
    out: Path, start: "Picture", words: KeywordList, critic: "Critic", terminal: "Terminal"
) -> "Session":
    """Run the feedback loop on the miniature; its session is stored beside the report."""
    from clip_critic.cli.driver import Driver
    from clip_critic.cli.wiring import make_sessions
    from clip_critic.sessions.feedback.settings import LoopSettings

    sessions = make_sessions(critic, sessions=out / SESSIONS)
    settings = LoopSettings.read({**AIM, "keywords": words.format(), "checkpoint": "miniature"})
    created = sessions.create(settings, "picture", start)
    Driver(sessions, created.id, terminal, hints=False).start()
    return sessions.store.read(created.id)


def _draw(out: Path, bar: "ProgressBar") -> list[Path]:
    """Draw one picture per prompt, with its parameters as a WebUI writes them."""
    from clip_critic.hosts.diffusers.generator import Generator
    from clip_critic.miniature.source import StoredMiniature
    from clip_critic.pictures.infotext import png_with_infotext
    from clip_critic.storage.files import write_atomically

    generator = Generator.load(StoredMiniature(miniature_dir()))
    files = []
    for number, prompt in enumerate(PROMPTS):
        bar(number, len(PROMPTS), "drawing")
        (picture,) = generator.draw([prompt], [SEED])
        infotext = f"{prompt}\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: {SEED}, Size: 64x64"
        file = out / _name(number)
        write_atomically(file, png_with_infotext(picture, infotext))
        files.append(file)
    return files


def _name(number: int) -> str:
    return f"{number + 1}.png"


def _require_own(out: Path) -> None:
    """Check that nothing but an earlier demo is replaced."""
    names = [*map(_name, range(len(PROMPTS))), "loop.webp", "loop.gif", REPORT]
    taken = [name for name in names if (out / name).exists()]
    if taken and not (out / SESSIONS).is_dir():
        raise BadInputError(
            f"{out} has a {taken[0]} that is not from the demo: choose another folder (--out)."
        )
    try:
        (out / SESSIONS).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{out / SESSIONS} cannot be created: {reason(error)}.") from error


def _quoted(file: Path) -> str:
    """Quote a file's name for the shell."""
    return subprocess.list2cmdline([str(file)]) if os.name == "nt" else shlex.quote(str(file))


def _next_steps(report: Path, picture: Path) -> str:
    return (
        f"\nThe report: {report.resolve()}\n\n"
        "Next:\n"
        "  which words of its prompt do anything:\n"
        f"    clip-critic audit {_quoted(picture)} --encoder miniature\n"
        "  a real picture and a real CLIP:\n"
        "    clip-critic rank YOUR.png --encoder hf:openai/clip-vit-base-patch32\n"
        "  the loop on your picture, with your checkpoint:\n"
        "    clip-critic loop YOUR.png --want WORDS --checkpoint YOUR.safetensors\n"
        "  the same as a page in the browser:\n"
        "    clip-critic serve\n"
    )
