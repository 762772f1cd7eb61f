"""The text towers of diffusers' pipelines: prompts with attention weights as conditions of the UNet."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clip_critic.hosts.base import TokenCount
from clip_critic.hosts.diffusers.prompts import Chunk, Text, read_prompt, split_chunks
from clip_critic.prompts.chunks import CHUNK

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Condition:
    """The UNet's condition for a prompt.

    Attributes:
        states: the hidden states, ``[77 * chunks, width]``.
        pooled: the pooled embedding, ``[width]``; only for Stable Diffusion XL.
    """

    states: torch.Tensor
    pooled: torch.Tensor | None = None


class Reader:
    """An encoder of prompts with the text tower of Stable Diffusion 1 and 2, or the two of XL.

    Args:
        pipeline: a pipeline of diffusers.
    """

    def __init__(self, pipeline: Any) -> None:
        pairs = [(pipeline.tokenizer, pipeline.text_encoder)]
        if getattr(pipeline, "text_encoder_2", None) is not None:
            pairs.append((pipeline.tokenizer_2, pipeline.text_encoder_2))
        self._towers = [_Tower(*pair, is_complete=len(pairs) == 1) for pair in pairs]
        self._zeros = bool(pipeline.config.get("force_zeros_for_empty_prompt", False))

    def count_tokens(self, prompt: str) -> TokenCount:
        """Count a prompt's tokens."""
        return self._towers[0].chunks(read_prompt(prompt))[1]

    def read(self, prompts: Sequence[str], *, negative: bool = False) -> list[Condition]:
        """Encode each prompt separately, in as many chunks as it needs.

        Args:
            prompts: prompts in the WebUI's language.
            negative: whether they are negative prompts; some models use zeros for an empty one.
        """
        import torch

        with torch.no_grad():
            known = {prompt: self._read(prompt) for prompt in dict.fromkeys(prompts)}
        if negative and self._zeros and "" in known:
            empty = known[""]
            pooled = None if empty.pooled is None else torch.zeros_like(empty.pooled)
            known[""] = Condition(torch.zeros_like(empty.states), pooled)
        return [known[prompt] for prompt in prompts]

    def _read(self, prompt: str) -> Condition:
        """Join the towers' hidden states; the pooled embedding is the last tower's, for the first chunk."""
        import torch

        text = read_prompt(prompt)
        # The tokenizers of one model give the same chunks, up to the token that fills them up.
        read = [tower.read(tower.chunks(text)[0]) for tower in self._towers]
        return Condition(torch.cat([states for states, _ in read], dim=-1), read[-1][1])


class _Tower:
    """A tokenizer with its text tower.

    Args:
        tokenizer: the tokenizer.
        model: the text tower.
        is_complete: whether to use the hidden states of the last layer, after the last norm, rather than
            those before the last layer.
    """

    def __init__(self, tokenizer: Any, model: Any, *, is_complete: bool) -> None:
        self._tokenizer, self._model, self._is_complete = tokenizer, model, is_complete
        self._comma = tokenizer.get_vocab().get(",</w>")

    def chunks(self, text: Text) -> tuple[list[Chunk], TokenCount]:
        """Split a text into chunks, and count its tokens."""
        return split_chunks(text, self._tokens, self._comma)

    def _tokens(self, text: str) -> Sequence[int]:
        return list(
            self._tokenizer(text, add_special_tokens=False, truncation=False, verbose=False).input_ids
        )

    def read(self, chunks: Sequence[Chunk]) -> tuple[torch.Tensor, torch.Tensor | None]:
        """Return the weighted hidden states ``[77 * chunks, width]`` and the first chunk's pooled embedding.

        Each chunk is encoded separately, so that the result does not depend on the rest of the batch.
        """
        import torch

        read = [self._read_chunk(chunk) for chunk in chunks]
        return torch.cat([states for states, _ in read]), read[0][1]

    def _read_chunk(self, chunk: Chunk) -> tuple[torch.Tensor, torch.Tensor | None]:
        import torch

        device = self._model.device
        output = self._model(torch.tensor([self._row(chunk)], device=device), output_hidden_states=True)
        states = output.last_hidden_state if self._is_complete else output.hidden_states[-2]
        weights = [1.0, *chunk.weights, *[1.0] * (CHUNK - len(chunk.weights) + 1)]
        pooled = None if self._is_complete else getattr(output, "text_embeds", None)
        return (
            weighted(states[0], torch.tensor(weights, device=device, dtype=states.dtype)),
            None if pooled is None else pooled[0],
        )

    def _row(self, chunk: Chunk) -> list[int]:
        """Return a chunk's tokens between the start and end tokens, filled up to the full length."""
        start, end, filler = (
            self._tokenizer.bos_token_id,
            self._tokenizer.eos_token_id,
            self._tokenizer.pad_token_id,
        )
        rest = CHUNK - len(chunk.tokens)
        return [start, *chunk.tokens, end, *[end if filler is None else filler] * rest]


def of_equal_length(conditions: Sequence[Condition]) -> list[Condition]:
    """Repeat each condition until all are equally long.

    The UNet's attention gives the same result for a sequence of keys and for repetitions of it. So the
    picture is the same as the WebUI's, which runs the UNet separately for prompts of different lengths.
    """
    import torch

    length = math.lcm(*(len(condition.states) for condition in conditions))
    return [
        Condition(torch.cat([condition.states] * (length // len(condition.states))), condition.pooled)
        for condition in conditions
    ]


def weighted(states: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Multiply hidden states ``[n, width]`` by their weights ``[n]``, and restore their mean.

    This is the WebUI's emphasis "Original" (``modules/sd_emphasis.py``).
    """
    if bool((weights == 1).all()):
        return states
    changed = states * weights[:, None]
    return changed * (states.mean() / changed.mean())
