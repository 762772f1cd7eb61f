"""Text towers of diffusers' pipelines: prompts with attention weights as the UNet is told them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from clip_critic.hosts.base import TokenCount
from clip_critic.hosts.diffusers.prompts import CHUNK, Chunk, Text, read_prompt, split_chunks

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Condition:
    """What the UNet is told of a prompt.

    Attributes:
        states: hidden states, ``[77 * chunks, width]``.
        pooled: ``[width]``, of Stable Diffusion XL alone.
    """

    states: torch.Tensor
    pooled: torch.Tensor | None = None


class Reader:
    """Reads prompts by the one text tower of Stable Diffusion 1 and 2, or the two of XL.

    Args:
        pipeline: of diffusers.
    """

    def __init__(self, pipeline: Any) -> None:
        pairs = [(pipeline.tokenizer, pipeline.text_encoder)]
        if getattr(pipeline, "text_encoder_2", None) is not None:
            pairs.append((pipeline.tokenizer_2, pipeline.text_encoder_2))
        self._towers = [_Tower(*pair, is_whole=len(pairs) == 1) for pair in pairs]
        self._zeroes = bool(pipeline.config.get("force_zeros_for_empty_prompt", False))

    def count_tokens(self, prompt: str) -> TokenCount:
        return self._towers[0].chunks(read_prompt(prompt))[1]

    def read(self, prompts: Sequence[str], *, negative: bool = False) -> list[Condition]:
        """Every prompt for itself, in chunks of its own number.

        Args:
            prompts: in the WebUI's language.
            negative: whether they are negative prompts: some models are told nothing of an empty one.
        """
        import torch

        with torch.no_grad():
            known = {prompt: self._read(prompt) for prompt in dict.fromkeys(prompts)}
        if negative and self._zeroes and "" in known:
            empty = known[""]
            pooled = None if empty.pooled is None else torch.zeros_like(empty.pooled)
            known[""] = Condition(torch.zeros_like(empty.states), pooled)
        return [known[prompt] for prompt in prompts]

    def _read(self, prompt: str) -> Condition:
        """The towers read side by side; the last one's summary is of the first chunk."""
        import torch

        text = read_prompt(prompt)
        # Tokenizers of one model agree in their tokens, and so in the chunks, but for what pads them.
        read = [tower.read(tower.chunks(text)[0]) for tower in self._towers]
        return Condition(torch.cat([states for states, _ in read], dim=-1), read[-1][1])


class _Tower:
    """A tokenizer with its text tower.

    Args:
        is_whole: whether the last hidden states count, after the last norm; else those before the last layer.
    """

    def __init__(self, tokenizer: Any, model: Any, *, is_whole: bool) -> None:
        self._tokenizer, self._model, self._is_whole = tokenizer, model, is_whole
        self._comma = tokenizer.get_vocab().get(",</w>")

    def chunks(self, text: Text) -> tuple[list[Chunk], TokenCount]:
        return split_chunks(text, self._tokens, self._comma)

    def _tokens(self, text: str) -> Sequence[int]:
        return list(
            self._tokenizer(text, add_special_tokens=False, truncation=False, verbose=False).input_ids
        )

    def read(self, chunks: Sequence[Chunk]) -> tuple[torch.Tensor, torch.Tensor | None]:
        """Weighted hidden states ``[77 * chunks, width]``, and the first chunk's summary where there is one.

        Each chunk runs for itself, so that nothing depends on what else is read.
        """
        import torch

        read = [self._read_chunk(chunk) for chunk in chunks]
        return torch.cat([states for states, _ in read]), read[0][1]

    def _read_chunk(self, chunk: Chunk) -> tuple[torch.Tensor, torch.Tensor | None]:
        import torch

        device = self._model.device
        found = self._model(torch.tensor([self._row(chunk)], device=device), output_hidden_states=True)
        states = found.last_hidden_state if self._is_whole else found.hidden_states[-2]
        weights = [1.0, *chunk.weights, *[1.0] * (CHUNK - len(chunk.weights) + 1)]
        summary = None if self._is_whole else getattr(found, "text_embeds", None)
        return (
            weighted(states[0], torch.tensor(weights, device=device, dtype=states.dtype)),
            None if summary is None else summary[0],
        )

    def _row(self, chunk: Chunk) -> list[int]:
        """Start, the tokens, an end, and what this tokenizer fills up with."""
        start, end, filler = (
            self._tokenizer.bos_token_id,
            self._tokenizer.eos_token_id,
            self._tokenizer.pad_token_id,
        )
        rest = CHUNK - len(chunk.tokens)
        return [start, *chunk.tokens, end, *[end if filler is None else filler] * rest]


def of_equal_length(conditions: Sequence[Condition]) -> list[Condition]:
    """The conditions, each repeated as a whole until all are equally long.

    The UNet attends to a row of keys and to the same row repeated alike, so nothing changes by it: the WebUI,
    which tells the UNet of a prompt and of the negative one at different times, makes the same picture.
    """
    import torch

    length = math.lcm(*(len(one.states) for one in conditions))
    return [
        Condition(torch.cat([one.states] * (length // len(one.states))), one.pooled) for one in conditions
    ]


def weighted(states: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    """Hidden states ``[n, width]`` times their weights ``[n]``, their mean brought back to what it was.

    So does the WebUI's emphasis "Original" (``modules/sd_emphasis.py``).
    """
    if bool((weights == 1).all()):
        return states
    changed = states * weights[:, None]
    return changed * (states.mean() / changed.mean())
