"""The benchmark of dreams: its parts run in miniature, and its figures are those of its pictures."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch.nn import functional

pytest.importorskip("diffusers")
pytest.importorskip("scipy")
pytest.importorskip("skimage")

from benchmarks import dreams
from benchmarks.dream_peers import Peer, climb, peers
from benchmarks.dreams import (
    Amplified,
    Asked,
    Lap,
    choose_units,
    counted,
    main,
    rates,
    start_scene,
    targets,
    workspace,
)
from clip_critic.encoders.unit_activity import parse_unit
from clip_critic.sessions.dreams.settings import DreamSettings

pytestmark = pytest.mark.slow
SHORT = ["--frames", "1", "--steps", "3"]


def test_targets_do_not_depend_on_their_number_and_have_a_ground_of_their_own() -> None:
    some = targets(40, 3)
    assert some[:5] == targets(5, 3)
    assert all(one.colour != one.ground for one in some)
    assert Asked(0, "red", "star", "blue").want == "a large red star on a blue background"


def test_rates_count_each_word_and_all_at_once() -> None:
    right, half = dict.fromkeys(("colour", "shape", "ground"), True), {"colour": True, "shape": False}
    found = rates([right, {**half, "ground": True}])
    assert [found[name].share for name in ("colour", "shape", "ground", "all")] == [1, 0.5, 1, 0.5]


def test_targets_are_dreamt_woken_up_and_dreamt_without_cutouts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["--part", "targets", "--targets", "2", "--fooled", "1", "--out", str(tmp_path), *SHORT])
    printed = capsys.readouterr().out
    for name in ("dream", "woken up", dreams.NOT_DREAMT, "no cutouts"):
        assert f"| {name}: CLIP | " in printed and f"| {name}: judge | " in printed
        assert (tmp_path / f"{name}.png").is_file()


def test_units_are_of_all_kinds_and_silent_neurons_are_not_counted() -> None:
    units = choose_units(30, 3)
    assert [sum(unit.kind == kind for unit in units) for kind in ("neuron", "head", "layer")] == [15, 12, 3]
    neuron, head = parse_unit("neuron 5.1"), parse_unit("head 5.1")
    quiet, small = Amplified(neuron, 0.01, 1, 0.01, 1, 0.5), Amplified(head, 0.01, 0.03, 0.01, 0.03, 0.5)
    assert counted([quiet, small]) == [small]
    assert small.rise == pytest.approx(3)
    assert start_scene(1, 3).size == (64, 64)


def test_units_rise_in_pictures(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--part", "deepdream", "--units", "10", "--frames", "1", "--steps", "1"])
    printed = capsys.readouterr().out
    assert "pixels, speed " in printed and ", 1 x 1 steps" in printed
    assert "| head | 4 of 4 |" in printed and "| layer | 1 of 1 |" in printed


def test_steps_are_timed_beside_the_bare_pass() -> None:
    with workspace() as made:
        ours, bare = dreams.race(made, DreamSettings("red, star"), 3)
    assert len(ours) == len(bare) == 3
    assert all(isinstance(one, Lap) and one.clock > 0 for one in (*ours, *bare))


def test_memory_is_measured_after_each_frame(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--part", "memory", "--memory", "40"])
    assert "40 steps: " in capsys.readouterr().out


def test_peers_get_as_much_time(capsys: pytest.CaptureFixture[str]) -> None:
    main(["--part", "peer", "--rivals", "2", "--laps", "2", *SHORT])
    printed = capsys.readouterr().out
    assert all(f"| {peer.name} | " in printed for peer in peers(DreamSettings.cutouts))


@pytest.mark.parametrize("peer", peers(6), ids=lambda peer: peer.name)
def test_a_peer_comes_nearer(peer: Peer) -> None:
    torch.manual_seed(0)
    start, aim = torch.zeros(1, 3, 8, 8), functional.normalize(torch.tensor([1.0, 0.2, -0.5]), dim=0)

    def tower(looks: torch.Tensor) -> torch.Tensor:
        return functional.normalize(looks.mean(dim=(2, 3)) + 1e-3, dim=1)

    end = climb(peer.steps(start, lambda latents: latents, tower, 8, aim), 0.5)
    assert float(tower(end)[0] @ aim) > float(tower(start)[0] @ aim)
