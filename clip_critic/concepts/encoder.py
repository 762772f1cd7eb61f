"""An encoder that understands concepts: in its texts, ``<my-cat>`` stands for the concept's vectors."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from PIL import Image

from clip_critic.concepts.library import ConceptLibrary
from clip_critic.concepts.names import same_name
from clip_critic.concepts.towers import vectors_for
from clip_critic.encoders.base import Encoder, Vectors, unknown_words
from clip_critic.encoders.token_vectors import count_cut_with_vectors, encode_with_vectors
from clip_critic.keywords.mentions import mention, mentioned, replace_mentions, required


class ConceptEncoder:
    """An `Encoder` around another one, which understands the concepts of a library.

    Texts without a concept, pictures and everything else go to the other one. A concept's file is read again
    when it has changed; `text_keys` changes with it, so that cached vectors are never those of an old file.

    Args:
        encoder: the encoder that does the work.
        library: the user's concepts.

    Raises:
        ConceptError: from each method that takes texts, if a concept is damaged or fits another text tower;
            the message says what to do.
    """

    def __init__(self, encoder: Encoder, library: ConceptLibrary) -> None:
        self._encoder = encoder
        self._library = library
        # Protocols of what an encoder may have are checked by looking at the object itself.
        for name in dir(encoder):
            if not name.startswith("_") and not hasattr(type(self), name):
                value = getattr(encoder, name)
                if callable(value):
                    setattr(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # also while it is made, when there is nothing to ask yet
            raise AttributeError(name)
        return getattr(self._encoder, name)

    @property
    def identity(self) -> str:
        return self._encoder.identity

    @property
    def dimension(self) -> int:
        return self._encoder.dimension

    @property
    def logit_scale(self) -> float:
        return self._encoder.logit_scale

    @property
    def logit_bias(self) -> float:
        return self._encoder.logit_bias

    @property
    def context_length(self) -> int:
        return self._encoder.context_length

    def encode_images(self, pictures: Sequence[Image.Image]) -> Vectors:
        """Encode RGB pictures of any size as unit vectors float32 ``[n, dimension]``."""
        return self._encoder.encode_images(pictures)

    def encode_texts(self, texts: Sequence[str]) -> Vectors:
        """Encode texts as unit vectors float32 ``[n, dimension]``; tokens beyond the context are cut."""
        found = self._found(texts)
        chosen = [index for index, text in enumerate(texts) if found.has_any(text)]
        if not chosen:
            return self._encoder.encode_texts(texts)
        encoded = np.empty((len(texts), self.dimension), dtype=np.float32)
        written = [found.written(texts[index]) for index in chosen]
        encoded[chosen] = encode_with_vectors(self._encoder, written, found.vectors)
        others = sorted(set(range(len(texts))).difference(chosen))
        if others:
            encoded[others] = self._encoder.encode_texts([texts[index] for index in others])
        return encoded

    def count_cut_tokens(self, texts: Sequence[str]) -> list[int]:
        """Count the tokens and vectors of each text that are beyond the context and not read."""
        found = self._found(texts)
        counts = self._encoder.count_cut_tokens(["" if found.has_any(text) else text for text in texts])
        chosen = [index for index, text in enumerate(texts) if found.has_any(text)]
        if chosen:
            written = [found.written(texts[index]) for index in chosen]
            for index, count in zip(
                chosen, count_cut_with_vectors(self._encoder, written, found.vectors), strict=True
            ):
                counts[index] = count
        return counts

    def unknown_words(self, texts: Sequence[str]) -> tuple[str, ...]:
        """Return the texts with words that the encoder has never learned; a concept is known."""
        found = self._found(texts)
        without = [found.without(text) for text in texts]
        unknown = set(unknown_words(self._encoder, [text for text in without if text]))
        return tuple(text for text, rest in zip(texts, without, strict=True) if rest in unknown)

    def text_keys(self, texts: Sequence[str]) -> Sequence[str]:
        """Return a text for each text that changes with its vector: concepts by their content.

        Texts without a concept are returned as they are.
        """
        found = self._found(texts)
        return [found.keyed(text) for text in texts] if found.vectors else texts

    def require_concepts(self, words: Sequence[str]) -> None:
        """Check that there is a concept for each name in keywords; in other texts, it may just be text.

        Raises:
            ConceptError: one is missing.
        """
        for name in {same_name(name): name for word in words for name in required(word)}.values():
            self._library.find(name)

    def _found(self, texts: Sequence[str]) -> _Found:
        vectors = {}
        for name in {same_name(name): name for text in texts for name in mentioned(text)}.values():
            concept = self._library.get(name)
            if concept is not None:
                vectors[same_name(name)] = vectors_for(self._encoder, concept.embedding)
        return _Found(vectors)


class _Found:
    """The concepts in some texts.

    Args:
        by_name: the vectors of each, by `same_name`.
    """

    def __init__(self, by_name: Mapping[str, Vectors]) -> None:
        self._plain = {name: f"concept{number}" for number, name in enumerate(by_name)}
        self.vectors = {self._plain[name]: vectors for name, vectors in by_name.items()}

    def has_any(self, text: str) -> bool:
        return bool(self.vectors) and any(same_name(name) in self._plain for name in mentioned(text))

    def written(self, text: str) -> str:
        """Return a text with plain names, whatever the concepts are called."""
        return self._replaced(text, mention)

    def without(self, text: str) -> str:
        return " ".join(self._replaced(text, lambda _: " ").split()) if self.vectors else text

    def keyed(self, text: str) -> str:
        """Return a text with a hash in the place of each concept, which no typed text has."""
        return self._replaced(text, lambda plain: f"<:{_digest(self.vectors[plain])}>")

    def _replaced(self, text: str, write: Callable[[str], str]) -> str:
        def replacement(name: str) -> str:
            plain = self._plain.get(same_name(name))
            return mention(name) if plain is None else write(plain)

        return replace_mentions(text, replacement)


def _digest(vectors: Vectors) -> str:
    return hashlib.blake2b(np.ascontiguousarray(vectors, "<f4").data, digest_size=16).hexdigest()
