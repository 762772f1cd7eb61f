"""Colours of one picture given to another: against the drift of long loops."""

from __future__ import annotations

import numpy as np
from PIL import Image

from clip_critic.errors import CriticError

NO_SKIMAGE = (
    "Matching colours needs scikit-image, which cannot be loaded ({reason}). It comes with: "
    'pip install "sd-webui-clip-critic[standalone]"'
)


def require() -> None:
    """Raises `CriticError` where scikit-image is missing: to be known before pictures are made."""
    try:
        import skimage.color
        import skimage.exposure  # noqa: F401
    except Exception as error:  # a version that does not fit raises anything
        raise CriticError(NO_SKIMAGE.format(reason=error)) from error


def match_colours(image: Image.Image, reference: Image.Image) -> Image.Image:
    """An RGB picture with the histograms of another one, in CIELAB, channel by channel.

    It is what the WebUI's colour correction does before it blends (Gonzalez & Woods, *Digital Image
    Processing*, section 3.3, "Histogram matching").

    Raises:
        CriticError: scikit-image is missing.
    """
    require()
    from skimage.color import lab2rgb, rgb2lab
    from skimage.exposure import match_histograms

    own, wanted = (rgb2lab(np.asarray(one.convert("RGB"))) for one in (image, reference))
    matched = lab2rgb(match_histograms(own, wanted, channel_axis=-1))
    return Image.fromarray((np.clip(matched, 0, 1) * 255).round().astype(np.uint8))
