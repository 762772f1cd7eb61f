"""Concepts as keywords, with the models of other libraries."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from clip_critic.concepts.encoder import ConceptEncoder
from clip_critic.concepts.library import ConceptLibrary
from clip_critic.encoders import load_encoder
from clip_critic.encoders.token_vectors import word_vectors
from clip_critic.weights.embeddings import Embedding


@pytest.mark.parametrize("model", ["hf", "open_clip"])
def test_other_models_read_concepts_too(
    model: str, tiny_clip: Path, open_clip_folder: Path, tmp_path: Path
) -> None:
    spec = f"hf:{tiny_clip}" if model == "hf" else f"open_clip:{open_clip_folder}"
    plain = load_encoder(spec, device="cpu")
    library = ConceptLibrary(tmp_path)
    library.save(Embedding("my-cat", {"": np.array(word_vectors(plain, "cat"))}))
    found = ConceptEncoder(plain, library).encode_texts(["the <my-cat>", "dog"])
    assert np.einsum("nd,nd->n", found, plain.encode_texts(["the cat", "dog"])).min() > 1 - 1e-6
