"""Token counts in the WebUI and its forks, each counted as that fork does, without a host."""

from __future__ import annotations

import math
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from clip_critic.hosts.base import TokenCount
from tests.hosts.stand_in import TextTower, checkpoint, ours, standing_in


@pytest.fixture
def host() -> Iterator[SimpleNamespace]:
    with standing_in() as found:
        yield found


class Hijack:
    """A1111's, which knows the text tower."""

    clip: TextTower | None = TextTower()

    def get_prompt_lengths(self, text: str) -> tuple[Any, Any]:
        if self.clip is None:
            return "-", "-"
        _, count = self.clip.process_texts([text])
        return count, self.clip.get_target_prompt_token_count(count)


class HijackOfReforge:
    """reForge's, which wants the text tower as an argument."""

    def get_prompt_lengths(self, text: str, cond_stage_model: TextTower) -> tuple[int, int]:
        _, count = cond_stage_model.process_texts([text])
        return count, cond_stage_model.get_target_prompt_token_count(count)


class Model:
    """A checkpoint of Forge's, which counts for itself."""

    sd_checkpoint_info = SimpleNamespace(name="first.safetensors")
    cond_stage_model = None

    def get_prompt_lengths_on_ui(self, prompt: str) -> tuple[int, int]:
        return len(prompt.split()), 75


class ModelThatDoesNotCount(Model):
    """Forge's base class: what a checkpoint says that has no counter of its own."""

    def get_prompt_lengths_on_ui(self, prompt: str) -> tuple[int, int]:
        return 0, 75


class NothingLoaded:
    """Forge's substitute for the checkpoint before the first picture: it counts words."""

    cond_stage_model = None
    chunk_length = 75

    def get_prompt_lengths_on_ui(self, prompt: str) -> tuple[int, int]:
        words = len(prompt.replace(" ", ",").split(","))
        return words, math.ceil(max(words, 1) / self.chunk_length) * self.chunk_length


def test_the_host_counts(host: SimpleNamespace) -> None:
    host.shared.sd_model = checkpoint()
    host.sd_hijack.model_hijack = Hijack()
    assert ours("tokens").count("a red circle") == TokenCount(3, 75)
    assert ours("tokens").count(" ".join(["red"] * 76)) == TokenCount(76, 150)
    assert ours("tokens").count("") == TokenCount(0, 75)


def test_a_host_that_wants_the_text_tower_gets_it(host: SimpleNamespace) -> None:
    host.shared.sd_model = checkpoint(cond_stage_model=TextTower())
    host.sd_hijack.model_hijack = HijackOfReforge()
    assert ours("tokens").count("a red circle") == TokenCount(3, 75)


def test_a_model_that_counts_is_asked(host: SimpleNamespace) -> None:
    host.shared.sd_model = Model()
    assert ours("tokens").count("a red circle") == TokenCount(3, 75)
    assert ours("tokens").count("") == TokenCount(0, 75)


@pytest.mark.parametrize("model", [None, NothingLoaded(), ModelThatDoesNotCount()])
def test_what_cannot_be_counted_is_unknown(host: SimpleNamespace, model: Any) -> None:
    host.shared.sd_model = model
    assert ours("tokens").count("a red circle") is None


def test_a_host_without_its_text_tower_does_not_count(host: SimpleNamespace) -> None:
    host.shared.sd_model = checkpoint()
    host.sd_hijack.model_hijack = hijack = Hijack()
    hijack.clip = None
    assert ours("tokens").count("a red circle") is None


def test_the_longest_text_of_a_prompt_that_changes_counts(host: SimpleNamespace) -> None:
    host.shared.sd_model = Model()
    host.prompt_parser.get_learned_conditioning_prompt_schedules = lambda prompts, steps: [
        [[10, "a circle"], [steps, "a red and blue circle"]]
    ]
    assert ours("tokens").count("a [circle:red and blue circle:10]") == TokenCount(5, 75)
