"""The contract of all hosts, kept by the WebUI: each of its functions runs inside the host's process."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from tests.host import drawing, inside
from tests.host.harness import Host
from tests.hosts.contract import CONTRACT, PROMPT


def samplers_without_numbers(host: Host) -> list[str]:
    """Return the samplers by which the host's own txt2img gives an empty picture."""
    with host.client() as client:
        names = [sampler["name"] for sampler in client.get("/sdapi/v1/samplers").raise_for_status().json()]
    return [name for name in names if is_empty(drawing.draw(host, PROMPT, steps=8, sampler_name=name))]


def is_empty(picture: Image.Image) -> bool:
    return bool(np.asarray(picture.convert("RGB")).std() <= 1)


@pytest.mark.parametrize("kept", CONTRACT, ids=lambda kept: kept.__name__)
def test_the_webui_keeps_the_contract(kept: Callable[..., None], miniature_host: Host) -> None:
    each_sampler = "every_sampler" in kept.__name__
    unable = samplers_without_numbers(miniature_host) if each_sampler else []
    inside.call(miniature_host, "contract", name=kept.__name__, unable=unable)
    if unable:
        pytest.skip(f"this host's own pictures by {', '.join(unable)} are empty; all others were drawn")


def test_a_picture_waits_for_a_checkpoint_that_is_being_loaded(miniature_host: Host) -> None:
    if not inside.call(miniature_host, "loads_behind_a_lock"):
        pytest.skip("this host has no lock around the loading of a checkpoint")
    assert inside.call(miniature_host, "draw_while_loading") == ["loaded", "drawn"]
