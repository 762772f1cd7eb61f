"""The contract of all hosts, kept by the WebUI: each of its functions runs inside the host's process."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.host import inside
from tests.host.harness import Host
from tests.hosts.contract import CONTRACT


@pytest.mark.parametrize("kept", CONTRACT, ids=lambda kept: kept.__name__)
def test_the_webui_keeps_the_contract(kept: Callable[..., None], miniature_host: Host) -> None:
    inside.call(miniature_host, "contract", name=kept.__name__)


def test_a_picture_waits_for_a_checkpoint_that_is_being_loaded(miniature_host: Host) -> None:
    if not inside.call(miniature_host, "loads_behind_a_lock"):
        pytest.skip("this host has no lock around the loading of a checkpoint")
    assert inside.call(miniature_host, "draw_while_loading") == ["loaded", "drawn"]
