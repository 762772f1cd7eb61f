"""The host on diffusers keeps the contract of every host, drawn with the bundled miniature."""

from __future__ import annotations

from collections.abc import Callable

import pytest

pytest.importorskip("diffusers", reason="it is the library under test")

from clip_critic.hosts.base import Host
from clip_critic.hosts.diffusers.host import DiffusersHost
from clip_critic.storage.assets import miniature_dir
from tests.hosts.contract import CONTRACT, Bench

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")  # of diffusers


@pytest.fixture(scope="module")
def bench() -> Bench:
    if not (miniature_dir() / "unet").is_dir():
        pytest.skip("the miniature's weights are not here")
    return Bench(DiffusersHost(device="cpu"))


@pytest.mark.parametrize("keeps", CONTRACT, ids=lambda keeps: keeps.__name__)
def test_contract(keeps: Callable[[Bench], None], bench: Bench) -> None:
    keeps(bench)


def test_it_is_a_host(bench: Bench) -> None:
    assert isinstance(bench.host, Host)
