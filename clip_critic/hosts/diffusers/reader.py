"""The text towers of diffusers' pipelines: prompts with attention weights as conditions of the UNet."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from clip_critic.hosts.base import TokenCount
from clip_critic.hosts.concepts import fitted
from clip_critic.hosts.diffusers.prompts import Chunk, ConceptWord, Text, read_prompt, split_chunks
from clip_critic.prompts.chunks import CHUNK
from clip_critic.weights.embeddings import CLIP_G, CLIP_L, ONE_TOWER

if TYPE_CHECKING:
    import torch

    from clip_critic.weights.embeddings import Embedding


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
        names = (ONE_TOWER,) if len(pairs) == 1 else (CLIP_L, CLIP_G)
        self._towers = {
            name: _Tower(*pair, is_complete=len(pairs) == 1) for name, pair in zip(names, pairs, strict=True)
        }
        self._zeros = bool(pipeline.config.get("force_zeros_for_empty_prompt", False))

    def count_tokens(self, prompt: str) -> TokenCount:
        """Count a prompt's tokens."""
        return next(iter(self._towers.values())).chunks(read_prompt(prompt))[1]

    def concepts_in(self, prompt: str, embeddings: Sequence[Embedding]) -> list[Embedding]:
        """Return the concepts whose names stand in a prompt, in their order."""
        tower = next(iter(self._towers.values()))
        words = [tower.word(embedding.name, 1) for embedding in embeddings]
        chunks = tower.chunks(read_prompt(prompt), words)[0] if words else []
        used = {number for chunk in chunks for _, number in chunk.concepts}
        return [embedding for number, embedding in enumerate(embeddings) if number in used]

    def read(
        self, prompts: Sequence[str], *, negative: bool = False, embeddings: Sequence[Embedding] = ()
    ) -> list[Condition]:
        """Encode each prompt separately, in as many chunks as it needs.

        Args:
            prompts: prompts in the WebUI's language.
            negative: whether they are negative prompts; some models use zeros for an empty one.
            embeddings: the concepts whose names mean their vectors.

        Raises:
            BadInputError: a concept was made for another kind of checkpoint.
        """
        import torch

        vectors = [self.fitted(embedding) for embedding in embeddings]
        known = {}
        with torch.no_grad():
            for prompt in dict.fromkeys(prompts):
                known[prompt] = self._read(prompt, [embedding.name for embedding in embeddings], vectors)
        if negative and self._zeros and "" in known:
            empty = known[""]
            pooled = None if empty.pooled is None else torch.zeros_like(empty.pooled)
            known[""] = Condition(torch.zeros_like(empty.states), pooled)
        return [known[prompt] for prompt in prompts]

    def fitted(self, embedding: Embedding) -> dict[str, NDArray[np.float32]]:
        """Return a concept's vectors by tower; raises `BadInputError` if they do not fit the checkpoint."""
        return fitted(embedding, {name: tower.width for name, tower in self._towers.items()})

    def condition(self, prompt: str, name: str, vectors: Mapping[str, torch.Tensor]) -> Condition:
        """Encode a prompt in which a concept's name means these vectors, with gradients to them.

        Args:
            prompt: the prompt.
            name: the concept's name.
            vectors: its vectors by tower, ``[k, width]``.
        """
        return self._read(prompt, [name], [vectors])

    def _read(
        self,
        prompt: str,
        names: Sequence[str],
        vectors: Sequence[Mapping[str, NDArray[np.float32] | torch.Tensor]],
    ) -> Condition:
        """Join the towers' hidden states; the pooled embedding is the last tower's, for the first chunk."""
        import torch

        text = read_prompt(prompt)
        read = []
        # The tokenizers of one model give the same chunks, up to the token that fills them up.
        for tower_name, tower in self._towers.items():
            own = [parts[tower_name] for parts in vectors]
            words = [tower.word(name, len(part)) for name, part in zip(names, own, strict=True)]
            read.append(tower.read(tower.chunks(text, words)[0], own))
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

    @property
    def width(self) -> int:
        """The width of the vectors of its words."""
        return int(self._words.weight.shape[1])

    @property
    def _words(self) -> Any:
        return self._model.get_input_embeddings()

    def word(self, name: str, count: int) -> ConceptWord:
        """Return the name of a concept with so many vectors, as it stands in prompts."""
        return ConceptWord(tuple(self._tokens(name)), count)

    def chunks(self, text: Text, concepts: Sequence[ConceptWord] = ()) -> tuple[list[Chunk], TokenCount]:
        """Split a text into chunks, and count its tokens."""
        return split_chunks(text, self._tokens, self._comma, concepts)

    def _tokens(self, text: str) -> Sequence[int]:
        return list(
            self._tokenizer(text, add_special_tokens=False, truncation=False, verbose=False).input_ids
        )

    def read(
        self, chunks: Sequence[Chunk], vectors: Sequence[NDArray[np.float32] | torch.Tensor]
    ) -> tuple[torch.Tensor, torch.Tensor | None]:
        """Return the weighted hidden states ``[77 * chunks, width]`` and the first chunk's pooled embedding.

        Each chunk is encoded separately, so that the result does not depend on the rest of the batch.

        Args:
            chunks: the chunks.
            vectors: the vectors of each concept, ``[k, width]``.
        """
        import torch

        read = []
        for chunk in chunks:
            with self._in_place(chunk, vectors):
                read.append(self._read_chunk(chunk))
        return torch.cat([states for states, _ in read]), read[0][1]

    @contextmanager
    def _in_place(
        self, chunk: Chunk, vectors: Sequence[NDArray[np.float32] | torch.Tensor]
    ) -> Iterator[None]:
        """Let the concepts' vectors take the places of a chunk's placeholders within the context."""
        import torch

        def put(module: Any, tokens: Any, found: torch.Tensor) -> torch.Tensor:
            filled = found.clone()
            for place, number in chunk.concepts:
                begin = 1 + place  # after the start token
                filled[:, begin : begin + len(vectors[number])] = torch.as_tensor(vectors[number]).to(found)
            return filled

        hook = self._words.register_forward_hook(put) if chunk.concepts else None
        try:
            yield
        finally:
            if hook is not None:
                hook.remove()

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
