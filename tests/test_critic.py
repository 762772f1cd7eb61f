"""One encoder, its cache, the presets and the settings in one place."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

import clip_critic.critic as module
from clip_critic.critic import Critic
from clip_critic.encoders import load_encoder, precision
from clip_critic.encoders.base import Encoder
from clip_critic.errors import BadInputError, EncoderError, InterruptedByUser, KeywordListError, PictureError
from clip_critic.keywords.lists import KeywordList
from clip_critic.ranking.audit import audit
from clip_critic.ranking.question import RankQuestion
from clip_critic.ranking.ranking import Unreadable, rank
from clip_critic.settings import Settings
from tests.critics import Desk

WORDS = KeywordList.parse("cat, dog, ukiyoe")
ASKED = RankQuestion(WORDS)


@pytest.fixture
def desk(tmp_path: Path, tiny_clip: Path) -> Desk:
    return Desk(tmp_path / "home", encoder=f"hf:{tiny_clip}", device="cpu")


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None, Path | None]]:
    """Every loading of an encoder, which happens all the same."""
    seen: list[tuple[str, str | None, Path | None]] = []

    def load(
        spec: str, *, device: str | None = None, models_dir: Path | None = None, **options: Any
    ) -> Encoder:
        seen.append((spec, device, models_dir))
        device = "cpu" if device == "elsewhere" else device
        return load_encoder(spec, device=device, models_dir=models_dir, **options)

    monkeypatch.setattr(module, "load_encoder", load)
    return seen


def stop(done: int, total: int, what: str) -> None:
    """Stops once the encoder is there and words are to be read."""
    if what == "keywords":
        raise InterruptedByUser("Interrupted.")


def test_it_ranks_and_audits_as_the_functions_do(
    desk: Desk, picture: Image.Image, tiny_encoder: Encoder
) -> None:
    critic = desk.critic()
    expected = rank(picture, WORDS, tiny_encoder)
    found = critic.answer(ASKED, picture).ranking
    assert found.keywords == expected.keywords and found.encoder == expected.encoder
    np.testing.assert_allclose(found.shares, expected.shares, atol=1e-6)

    checked = critic.answer(RankQuestion(audit=True, prompt="a cat, the ocean"), picture).audit
    assert checked is not None
    wanted = audit(picture, tiny_encoder, "a cat, the ocean")
    assert [row.effect for row in checked.phrases] == pytest.approx(
        [row.effect for row in wanted.phrases], abs=1e-6
    )


def test_many_pictures_are_streamed_and_broken_ones_reported(desk: Desk, picture: Image.Image) -> None:
    results = list(desk.critic().answer_many(ASKED, [picture, b"broken", picture]))
    assert [isinstance(result, Unreadable) for result in results] == [False, True, False]


def test_nothing_is_loaded_before_the_first_ranking(
    desk: Desk, picture: Image.Image, loads: list[object]
) -> None:
    critic = desk.critic()
    critic.encoder_choices()
    critic.presets.names()
    critic.cache()
    critic.release()
    assert loads == []
    assert not desk.home.exists()
    critic.answer(ASKED, picture)
    assert len(loads) == 1


@pytest.mark.parametrize(
    ("bad", "error"),
    [
        ((ASKED, b"broken"), PictureError),
        ((RankQuestion(""), None), KeywordListError),
        ((RankQuestion("cat, dog", contrasts="girl"), None), BadInputError),
        ((RankQuestion(audit=True), Image.new("RGB", (8, 8))), BadInputError),
        ((RankQuestion(audit=True, prompt="x" * 10_001), None), BadInputError),
    ],
)
def test_bad_input_is_told_before_anything_is_loaded(
    desk: Desk, loads: list[object], bad: tuple[RankQuestion, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        desk.critic().answer(*bad)  # type: ignore[arg-type]
    assert loads == []


def test_the_encoder_is_kept_or_let_go_as_set(desk: Desk, picture: Image.Image, loads: list[object]) -> None:
    critic = desk.critic()
    critic.answer(ASKED, picture)
    critic.answer(ASKED, picture)
    assert len(loads) == 1

    desk.change(keep_in_memory=False)
    critic.answer(ASKED, picture)
    assert len(loads) == 1 and critic._slot.spec is None
    critic.answer(ASKED, picture)
    assert len(loads) == 2 and critic._slot.spec is None


def test_it_is_let_go_after_an_error_too(desk: Desk, picture: Image.Image, loads: list[object]) -> None:
    desk.change(keep_in_memory=False)
    critic = desk.critic()
    with pytest.raises(InterruptedByUser):
        critic.answer(ASKED, picture, progress=stop)
    assert len(loads) == 1 and critic._slot.spec is None


def test_several_rankings_share_one_loading(desk: Desk, picture: Image.Image, loads: list[object]) -> None:
    desk.change(keep_in_memory=False)
    critic = desk.critic()
    with critic.encoder():
        critic.answer(ASKED, picture)
        critic.answer(RankQuestion(audit=True, prompt="a cat"), picture)
        assert len(loads) == 1 and critic._slot.spec is not None
    assert critic._slot.spec is None


@pytest.mark.parametrize("offloads", [True, False])
def test_it_is_offloaded_where_the_host_saves_memory(
    desk: Desk, picture: Image.Image, offloads: bool
) -> None:
    critic, offloaded = desk.critic(offload_when_idle=lambda: offloads), []
    critic._slot.to_cpu = lambda: offloaded.append("offloaded")  # type: ignore[method-assign]
    critic.answer(ASKED, picture)
    assert offloaded == ["offloaded"] * offloads and critic._slot.spec is not None


def test_loading_is_told(desk: Desk, picture: Image.Image) -> None:
    reports: list[str] = []
    critic = desk.critic()
    critic.answer(ASKED, picture, progress=lambda done, total, what: reports.append(what))
    assert reports[0] == "loading the encoder" and "keywords" in reports
    reports.clear()
    critic.answer(ASKED, picture, progress=lambda done, total, what: reports.append(what))
    assert reports[0] == "looking at pictures" and "loading the encoder" not in reports


def test_release(desk: Desk, picture: Image.Image, loads: list[object]) -> None:
    critic = desk.critic()
    critic.answer(ASKED, picture)
    critic.release()
    assert critic._slot.spec is None
    critic.answer(ASKED, picture)
    assert len(loads) == 2


def test_settings_are_read_anew(desk: Desk, picture: Image.Image, loads: list[tuple[str, ...]]) -> None:
    critic = desk.critic()
    critic.answer(ASKED, picture)
    desk.change(encoder="hf:nobody/has-this")
    with pytest.raises(EncoderError, match="nobody/has-this"):
        critic.answer(ASKED, picture)
    assert critic.encoder_choices().count("hf:nobody/has-this") == 1
    assert len(loads) == 1 and critic._slot.spec is not None  # the encoder before it stays


def test_an_encoder_can_be_named_for_one_ranking(desk: Desk, picture: Image.Image, tiny_clip: Path) -> None:
    desk.change(encoder="hf:nobody/has-this")
    assert len(desk.critic().answer(ASKED, picture, encoder=f"hf:{tiny_clip}").ranking) == 3


@pytest.mark.parametrize(
    ("setting", "host", "expected"),
    [
        ("auto", None, None),
        ("auto", "cpu", "cpu"),
        ("cpu", "elsewhere", "cpu"),
        ("auto", "elsewhere", "elsewhere"),
    ],
)
def test_the_device_is_the_settings_then_the_hosts(
    desk: Desk,
    picture: Image.Image,
    loads: list[tuple[str, str | None, Path | None]],
    setting: str,
    host: str | None,
    expected: str | None,
) -> None:
    desk.change(device=setting)
    desk.critic(device=lambda: host).answer(ASKED, picture)
    assert [(device, models) for _, device, models in loads] == [(expected, desk.places.models)]


def test_another_precision_is_another_encoder(
    desk: Desk,
    picture: Image.Image,
    loads: list[tuple[str, str | None, Path | None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(precision, "has_bfloat16", lambda device: True)
    critic = desk.critic()
    exact = critic.answer(ASKED, picture).ranking
    half = critic.answer(ASKED, picture, precision="bfloat16").ranking
    assert half.encoder == f"{exact.encoder}+bfloat16" and len(loads) == 2
    desk.change(precision="bfloat16")
    assert critic.answer(ASKED, picture).ranking.encoder == half.encoder and len(loads) == 2
    assert critic.answer(ASKED, picture, precision="auto").ranking.encoder == exact.encoder


def test_room_is_made_around_every_use(desk: Desk, picture: Image.Image) -> None:
    seen: list[str] = []

    @contextmanager
    def room() -> Iterator[None]:
        seen.append("in")
        try:
            yield
        finally:
            seen.append("out")

    critic = desk.critic(free_host_memory=room)
    critic.answer(ASKED, picture)
    assert seen == ["in", "out"]
    with pytest.raises(InterruptedByUser):
        critic.answer(RankQuestion("never seen"), picture, progress=stop)
    with pytest.raises(EncoderError):
        critic.answer(ASKED, picture, encoder="hf:nobody/has-this")
    assert seen == ["in", "out"] * 3


def test_what_was_encoded_is_kept_between_critics(desk: Desk, picture: Image.Image) -> None:
    reports: list[str] = []
    desk.critic().answer(ASKED, picture)
    desk.critic().answer(ASKED, picture, progress=lambda done, total, what: reports.append(what))
    assert "keywords" not in reports  # none was left to encode
    assert desk.places.cache.exists()


def test_a_cache_of_no_size_keeps_nothing(desk: Desk, picture: Image.Image) -> None:
    desk.change(cache_megabytes=0)
    critic = desk.critic()
    assert critic.cache() is None
    critic.answer(ASKED, picture)
    assert not desk.places.cache.exists()


def test_a_damaged_cache_is_no_obstacle(desk: Desk, picture: Image.Image) -> None:
    desk.places.cache.parent.mkdir(parents=True)
    desk.places.cache.write_bytes(b"not a database" * 1000)
    assert len(desk.critic().answer(ASKED, picture).ranking) == 3


def test_one_caller_at_a_time_uses_the_encoder(desk: Desk, picture: Image.Image) -> None:
    critic, inside, most = desk.critic(), [], []
    found: list[str] = []

    def progress(done: int, total: int, what: str) -> None:
        if what != "keywords":
            return
        inside.append(threading.get_ident())
        most.append(len(set(inside)))
        if done == total:
            inside.clear()

    def work(number: int) -> None:
        words = KeywordList.of(f"caller {number} word {n}" for n in range(3))
        found.append(critic.answer(RankQuestion(words), picture, progress=progress).ranking.keywords[0])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(found) == [f"caller {number} word 0" for number in range(4)]
    assert max(most) == 1


def test_choices_survive_settings_that_cannot_be_read(desk: Desk) -> None:
    def broken() -> Settings:
        return Settings.read({"threshold": "much"})

    critic = Critic(desk.places, broken)
    assert Settings().encoder in critic.encoder_choices()
