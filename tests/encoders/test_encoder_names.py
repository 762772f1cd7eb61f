"""Names that cannot be an encoder's, or are not names at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clip_critic.critic import Critic, Folders
from clip_critic.encoders import check_encoder, load_encoder
from clip_critic.encoders.catalogue import encoder_choices, is_on_this_machine
from clip_critic.errors import EncoderError
from clip_critic.settings import Settings
from clip_critic.storage.assets import bundled_lists_dir

STRANGE = [
    "a" * 5000,
    "a" * 300,
    "/" + "a" * 300,
    "../" * 300,
    "a\0b",
    "~no-such-user/x",
    "\ud800",
    "a\nb",
    "-a",
    "a--b/c",
    "a/" + "b" * 120,
    "猫" * 200,
    "x.safetensors" * 20,
]


@pytest.mark.parametrize("kind", ["hf:", "open_clip:", "open_clip:ViT-B-32/", "", "miniature:"])
@pytest.mark.parametrize("name", STRANGE, ids=range(len(STRANGE)))
def test_strange_names_are_refused(kind: str, name: str, tmp_path: Path) -> None:
    for models in (None, tmp_path):
        for call in (load_encoder, check_encoder):
            with pytest.raises(EncoderError) as caught:
                call(kind + name, device="cpu", models_dir=models)
            assert len(str(caught.value)) < 1300
        assert not is_on_this_machine(kind + name, models)
        encoder_choices(kind + name, models)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
@given(kind=st.sampled_from(["hf:", "open_clip:"]), name=st.text(max_size=40).filter(lambda t: "/" not in t))
def test_any_text_gives_one_sentence(kind: str, name: str, tmp_path: Path) -> None:
    with pytest.raises(EncoderError):
        check_encoder(f"{kind}./{name}\0", device="cpu", models_dir=tmp_path)


def test_a_long_name_is_shown_by_its_beginning() -> None:
    with pytest.raises(EncoderError, match=r"at most 1000 characters.*'hf:aaa.*\.\.\.' has 5003\.") as caught:
        load_encoder("hf:" + "a" * 5000)
    assert len(str(caught.value)) < 400


def test_a_wrong_name_does_not_throw_the_loaded_encoder_out(tmp_path: Path) -> None:
    places = Folders(bundled_lists_dir(), tmp_path / "lists", tmp_path / "vectors", tmp_path)
    critic = Critic(places, lambda: Settings(encoder="miniature", device="cpu", keep_in_memory=True))
    with critic.encoder() as first:
        pass
    (tmp_path / "empty").mkdir()
    wrong = [
        "nonsense",
        "hf:/no/such",
        "open_clip:nothing-like-it",
        "hf:" + "a" * 5000,
        f"hf:{tmp_path}/empty",
    ]
    for spec in wrong:
        with pytest.raises(EncoderError), critic.encoder(spec):
            pass
    with critic.encoder() as again:
        assert again is first
