"""Concepts as words of sessions: the miniature draws and sees them as the word that they were taken from."""

from __future__ import annotations

import numpy as np
import pytest

from clip_critic.cli.wiring import make_critic, make_settings, make_studio
from clip_critic.critic import Critic
from clip_critic.encoders.token_vectors import word_vectors
from clip_critic.errors import ConceptError
from clip_critic.pictures.opening import Picture
from clip_critic.ranking.question import RankQuestion
from clip_critic.sessions.base import Studio
from clip_critic.sessions.exhibitions.exhibitions import Exhibitions
from clip_critic.sessions.exhibitions.settings import ExhibitionSettings
from clip_critic.sessions.exhibitions.store import ExhibitionStore
from clip_critic.sessions.feedback.kind import FeedbackKind
from clip_critic.sessions.feedback.session import Session
from clip_critic.sessions.feedback.settings import LoopSettings
from clip_critic.weights.embeddings import Embedding
from tests.drawing_host import driven

pytest.importorskip("diffusers")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning"),  # of diffusers
]
WORDS = "[Colours]\nred\ngreen\nblue\n[Shapes]\ncircle\nsquare\n<my-shape>\n"


@pytest.fixture(scope="module")
def critic(tmp_path_factory: pytest.TempPathFactory) -> Critic:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CLIP_CRITIC_HOME", str(tmp_path_factory.mktemp("home")))
        critic = make_critic(make_settings("miniature", "cpu"))
    with critic.encoder() as encoder:
        critic.concepts.save(Embedding("my-shape", {"": np.array(word_vectors(encoder, "star"))}))
    return critic


@pytest.fixture(scope="module")
def studio(critic: Critic, tmp_path_factory: pytest.TempPathFactory) -> Studio:
    return make_studio(critic, folder=tmp_path_factory.mktemp("sessions"))


def loop(studio: Studio, word: str, **changes: object) -> Session:
    """A session of one step that wants a word."""
    few = {"steps": 1, "candidates": 1, "sampling_steps": 6, "seed": 3}
    words = {"want": f"{word}, blue", "keywords": WORDS.replace("<my-shape>", word)}
    settings = LoopSettings.read({**few, **words, "prompt": "a large {words}, plain", **changes})
    sessions = FeedbackKind().sessions(studio)
    return driven(sessions, sessions.create(settings, "prompt").id)


def pixels(picture: Picture) -> np.ndarray:
    return np.asarray(picture.image, dtype=np.int16)


def test_a_loop_draws_and_sees_a_concept(studio: Studio) -> None:
    word, concept = loop(studio, "star"), loop(studio, "<my-shape>")
    first, second = (session.picture("0001-01.png") for session in (word, concept))
    assert np.abs(pixels(first) - pixels(second)).max() <= 1
    assert first.infotext is not None and second.infotext is not None
    assert second.infotext.startswith("a large my-shape, blue, plain\n")
    assert 'TI hashes: "my-shape: ' in second.infotext and "TI hashes" not in first.infotext
    assert concept.steps[0].prompt == "a large <my-shape>, blue, plain"
    scores = [session.steps[0].candidates[0].score.value for session in (word, concept)]
    assert scores[0] == pytest.approx(scores[1], abs=0.01)


def test_a_concept_steers(studio: Studio) -> None:
    word, concept = (loop(studio, name, steer=1.0) for name in ("star", "<my-shape>"))
    plain = loop(studio, "<my-shape>").picture("0001-01.png")
    steered = concept.picture("0001-01.png")
    assert np.abs(pixels(word.picture("0001-01.png")) - pixels(steered)).mean() < 1
    assert np.abs(pixels(plain) - pixels(steered)).mean() > 1


def test_a_concept_has_a_heat_map(critic: Critic, studio: Studio) -> None:
    picture = loop(studio, "star").picture("0001-01.png")
    question = RankQuestion("<my-shape>\nstar\ncircle\nred", where="<my-shape>\nstar")
    maps = critic.answer(question, picture).heatmaps
    assert maps is not None
    found = dict(zip(maps.words, maps.maps, strict=True))
    assert np.allclose(found["<my-shape>"], found["star"], atol=1e-5)


def test_an_exhibition_shows_a_concept_beside_words(studio: Studio) -> None:
    exhibitions = Exhibitions(studio.critic, studio.host, ExhibitionStore(studio.folder / "exhibition"))
    axes = "shape = <my-shape> | star"
    settings = ExhibitionSettings.read(
        {"prompt": "a large {shape}, blue", "axes": axes, "seeds": 1, "seed": 3, "sampling_steps": 4}
    )
    session = exhibitions.create(settings)
    with exhibitions.open(session.id) as run:
        for _ in run.run():
            pass
        shown = run.session
    first, second = shown.steps
    assert first.own == pytest.approx(second.own, abs=1e-3)
    assert shown.sight is not None
    vectors = dict(zip(shown.sight.words, shown.sight.vectors, strict=True))
    assert vectors["<my-shape>"] @ vectors["star"] > 1 - 1e-6


def test_a_target_without_its_concept(studio: Studio) -> None:
    with pytest.raises(ConceptError, match=r"no concept <nothing>\. There are: <my-shape>"):
        loop(studio, "<nothing>")
