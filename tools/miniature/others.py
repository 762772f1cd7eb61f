"""Other pictures for concepts: vectors of scenes, which come with the bundled encoders.

    python -m tools.miniature.others

writes them anew after an encoder was trained: a file for each, named after the encoder's digest.
"""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from clip_critic.concepts.others import BUNDLED, bundled_file
from clip_critic.encoders import load_encoder
from clip_critic.encoders.catalogue import MINIATURE, SECOND_MINIATURE
from clip_critic.storage.assets import miniature_dir
from clip_critic.storage.files import write_atomically
from tools.miniature.scenes import draw, sample_scene, shrink

COUNT = 400
SEED = 17


def main() -> None:
    """Draw the scenes, and write their vectors as each bundled encoder sees them."""
    rng = np.random.default_rng(SEED)
    scenes = [Image.fromarray(shrink(draw(sample_scene(rng)))) for _ in range(COUNT)]
    for file in miniature_dir().glob(f"{BUNDLED}-*.npy"):
        file.unlink()
    for spec in (MINIATURE, SECOND_MINIATURE):
        encoder = load_encoder(spec, device="cpu")
        written = io.BytesIO()
        np.save(written, encoder.encode_images(scenes).astype(np.float16))
        write_atomically(bundled_file(encoder), written.getvalue())


if __name__ == "__main__":
    main()
