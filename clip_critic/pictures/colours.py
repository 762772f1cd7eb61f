"""Matching the colours of one picture to another's: colours drift in long loops."""

from __future__ import annotations

import numpy as np
from PIL import Image

from clip_critic.errors import CriticError

NO_SKIMAGE = (
    "Matching colours needs scikit-image, which cannot be loaded ({reason}). Install it with: "
    'pip install "sd-webui-clip-critic[standalone]"'
)


def require() -> None:
    """Check that scikit-image is there, before any picture is generated.

    Raises:
        CriticError: scikit-image is missing.
    """
    try:
        import skimage.color
        import skimage.exposure  # noqa: F401
    except Exception as error:  # an incompatible version may raise anything
        raise CriticError(NO_SKIMAGE.format(reason=error)) from error


def match_colours(image: Image.Image, reference: Image.Image) -> Image.Image:
    """Return an RGB picture with the histograms of another one, in CIELAB, channel by channel.

    The WebUI's colour correction does the same before it blends (Gonzalez & Woods, *Digital Image
    Processing*, section 3.3, "Histogram matching").

    Raises:
        CriticError: scikit-image is missing.
    """
    require()
    from skimage.color import lab2rgb, rgb2lab
    from skimage.exposure import match_histograms

    own, wanted = (rgb2lab(np.asarray(picture.convert("RGB"))) for picture in (image, reference))
    matched = lab2rgb(match_histograms(own, wanted, channel_axis=-1))
    return Image.fromarray((np.clip(matched, 0, 1) * 255).round().astype(np.uint8))
