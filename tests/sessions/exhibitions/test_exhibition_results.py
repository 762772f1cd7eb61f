"""What an exhibition has found: measures, effects, splits, and the same as plain data and CSV."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clip_critic.errors import BadInputError, HostError, SessionError
from clip_critic.sessions.exhibitions.effects import holm
from clip_critic.sessions.exhibitions.exhibitions import Exhibitions
from clip_critic.sessions.exhibitions.kind import ExhibitionKind
from clip_critic.sessions.exhibitions.records import (
    cell_record,
    cells_csv,
    effects_csv,
    findings_record,
    gallery_record,
    results_record,
    values_record,
)
from clip_critic.sessions.exhibitions.results import (
    NOTHING,
    effects_of,
    findings_of,
    measured,
    order_of,
    split_of,
)
from clip_critic.sessions.exhibitions.session import Exhibition
from tests.sessions.exhibitions.painting import asked, failing, finished, painted_exhibitions

KIND = ExhibitionKind()


@pytest.fixture
def exhibitions(tmp_path: Path) -> Exhibitions:
    return painted_exhibitions(tmp_path)


@pytest.fixture(scope="module")
def colours(tmp_path_factory: pytest.TempPathFactory) -> Exhibition:
    """Three values of one axis, twelve seeds."""
    return finished(painted_exhibitions(tmp_path_factory.mktemp("colours")), seeds=12)


@pytest.fixture(scope="module")
def mixes(tmp_path_factory: pytest.TempPathFactory) -> Exhibition:
    """Two axes of colours, and one of sampling steps that change nothing."""
    axes = "a = red | blue | green\nb = white | black\nsampling_steps = 1 | 2"
    return finished(
        painted_exhibitions(tmp_path_factory.mktemp("mixes")), prompt="{a}, {b}", axes=axes, seeds=9
    )


def test_measures_have_the_shape_of_the_axes(colours: Exhibition, mixes: Exhibition) -> None:
    found = measured(colours)
    assert found.words == ("red", "blue", "white")
    assert found.similarities.shape == (3, 12, 3) and found.own.shape == (3, 12)
    assert np.isfinite(found.similarities).all()
    shares = found.all("share")
    assert np.allclose(shares[..., :2].sum(axis=-1), 1) and np.isnan(shares[..., 2]).all()
    assert measured(mixes).similarities.shape == (3, 2, 2, 9, 5)
    red = found.of("similarity", " RED ")
    assert np.array_equal(red, found.similarities[..., 0])
    with pytest.raises(BadInputError, match="'green' is not measured here"):
        found.of("similarity", "green")


def test_a_measure_belongs_to_its_picture(mixes: Exhibition) -> None:
    found = measured(mixes).own.ravel()
    for index, cell in enumerate(mixes.plan.cells):
        assert found[index] == pytest.approx(mixes.made[cell.key].own, abs=1e-6)


def test_an_effect_is_on_the_word_itself_and_on_others(colours: Exhibition) -> None:
    found = {(effect.value, effect.word): effect for effect in effects_of(colours)}
    assert set(found) == {(value, word) for value in ("blue", NOTHING) for word in ("red", "blue", "white")}
    blue, red = found["blue", "blue"], found["blue", "red"]
    assert (blue.axis, blue.against, blue.n) == ("colour", "red", 12)
    assert blue.mean > 0.3 > 0 > red.mean
    assert blue.low is not None and blue.low > 0 and blue.adjusted is not None and blue.adjusted < 0.01
    values = measured(colours).similarities[..., 1].astype(float)
    assert blue.mean == pytest.approx((values[1] - values[0]).mean())
    adjusted = [effect.adjusted for effect in effects_of(colours) if effect.adjusted is not None]
    assert adjusted == sorted(adjusted) and len(adjusted) == 6


def test_values_are_compared_with_their_average_if_asked(tmp_path: Path) -> None:
    exhibition = finished(painted_exhibitions(tmp_path), compare="average", seeds=8)
    found = [effect for effect in effects_of(exhibition) if effect.word == "red"]
    assert sorted(effect.value for effect in found) == ["blue", "red", NOTHING]
    assert {effect.against for effect in found} == {"average"}
    assert sum(effect.mean for effect in found) == pytest.approx(0, abs=1e-6)


def test_a_seed_counts_once_however_many_other_axes_there_are(mixes: Exhibition) -> None:
    found = effects_of(mixes)
    assert {effect.n for effect in found} == {9}
    assert {effect.axis for effect in found} == {"a", "b", "sampling_steps"}
    still = [effect for effect in found if effect.axis == "sampling_steps"]
    assert {(effect.mean, effect.p, effect.adjusted, effect.needed) for effect in still} == {(0, 1, 1, None)}


def test_a_share_has_effects_too(colours: Exhibition) -> None:
    found = effects_of(colours, "share")
    assert {effect.word for effect in found} == {"red", "blue"}
    assert all(effect.mean > 0.5 for effect in found if (effect.value, effect.word) == ("blue", "blue"))


def test_few_seeds_have_no_interval(tmp_path: Path) -> None:
    found = effects_of(finished(painted_exhibitions(tmp_path), seeds=3))
    assert {(effect.low, effect.p, effect.adjusted, effect.n) for effect in found} == {(None, None, None, 3)}


def test_a_split_tells_rows_from_columns(mixes: Exhibition) -> None:
    found = split_of(mixes, "similarity", "white")
    assert found is not None
    assert found.interaction.shape == (3, 2) and found.shares[1] > found.shares[0]
    assert found.columns[0] > 0 > found.columns[1]
    record = results_record(mixes)["split"]
    assert (record["rows"]["axis"], record["columns"]["axis"]) == ("a", "b")
    assert [part["value"] for part in record["rows"]["values"]] == ["red", "blue", "green"]
    assert len(record["mixes"]) == 6 and sum(record["shares"].values()) == pytest.approx(1)


def test_effects_and_mixes_are_one_family(mixes: Exhibition) -> None:
    found = findings_of(mixes, mixed="similarity", word="white")
    assert found.split is not None
    mixed = found.split.effects
    p = [effect.p for effect in found.effects]
    together = holm(np.array([*p, *mixed.p.ravel()], dtype=float))
    assert [effect.adjusted for effect in found.effects] == pytest.approx(together[: len(p)])
    assert np.allclose(mixed.adjusted.ravel(), together[len(p) :])
    assert found.comparisons == len(together) == 4 * 5 + 6
    record = findings_record(mixes, found, 3)
    assert (record["comparisons"], len(record["effects"])) == (26, 3)
    shown = sorted(mix["adjusted"] for mix in record["split"]["mixes"])
    assert shown == pytest.approx(sorted(mixed.adjusted.ravel()))


def test_one_axis_has_no_split(colours: Exhibition) -> None:
    assert split_of(colours) is None


def test_cells_are_put_in_order(colours: Exhibition) -> None:
    values = measured(colours).of("similarity", "blue").ravel()
    order = order_of(colours, "similarity", "blue")
    assert sorted(order) == list(range(36)) and (np.diff(values[order]) <= 0).all()
    record = values_record(colours, "own", "")
    assert record["order"] == order_of(colours, "own") and len(record["values"]) == 36


def test_before_the_first_picture_there_is_nothing(exhibitions: Exhibitions) -> None:
    exhibition = exhibitions.create(asked())
    for question in (measured, effects_of, split_of):
        with pytest.raises(SessionError, match="No picture of this exhibition has been measured yet"):
            question(exhibition) if question is not split_of else order_of(exhibition, "own")
    assert results_record(exhibition) == {"comparisons": 0, "effects": [], "split": None}
    assert len(list(csv.reader(io.StringIO(cells_csv(exhibition))))) == 7
    assert len(list(csv.reader(io.StringIO(effects_csv(exhibition))))) == 1
    gallery = gallery_record(exhibition)
    assert (gallery["files"], gallery["errors"], gallery["words"]) == ([""] * 6, {}, [])


@pytest.fixture
def partial(tmp_path: Path) -> Exhibition:
    """An exhibition whose blue pictures could not be made, and whose first red one has vanished."""
    exhibitions = painted_exhibitions(tmp_path, failing("blue", HostError("No <i>blue</i>.")))
    exhibition = finished(exhibitions, seeds=9)
    exhibition.path(exhibition.made[exhibition.plan.cells[0].key].file).unlink()
    return exhibitions.store.read(exhibition.id)


def test_missing_pictures_are_left_out(partial: Exhibition) -> None:
    found = effects_of(partial)
    assert {(effect.value, effect.n) for effect in found} == {(NOTHING, 8)}
    assert np.isnan(measured(partial).own).sum() == 10
    assert len(order_of(partial, "own")) == 17
    gallery = gallery_record(partial)
    assert gallery["files"].count("") == 10 and set(gallery["errors"].values()) == {"No <i>blue</i>."}
    assert sorted(map(int, gallery["errors"])) == list(range(9, 18))
    record = values_record(partial, "similarity", "red")
    assert record["values"][0] is None and record["values"].count(None) == 10


def test_a_cell_tells_all_about_itself(partial: Exhibition) -> None:
    gone, there, failed = (cell_record(partial, index) for index in (0, 1, 9))
    assert (gone["file"], gone["words"], gone["own"]) == ("", [], None)
    assert (there["values"], there["seed"], there["prompt"]) == ({"colour": "red"}, 8, "red, white")
    assert [word["word"] for word in there["words"]] == ["red", "blue", "white"]
    assert there["words"][2]["share"] is None and there["words"][0]["share"] > 0.5
    assert (failed["error"], failed["file"]) == ("No <i>blue</i>.", "")
    with pytest.raises(SessionError, match="has no cell 27"):
        cell_record(partial, 27)
    json.dumps([gone, there, failed, gallery_record(partial), results_record(partial)], allow_nan=False)


def test_csv_has_a_row_for_each_cell(partial: Exhibition) -> None:
    rows = list(csv.DictReader(io.StringIO(cells_csv(partial))))
    assert len(rows) == 27
    assert (rows[1]["colour"], rows[1]["seed"], rows[1]["error"]) == ("red", "8", "")
    assert float(rows[1]["similarity: red"]) > float(rows[1]["similarity: blue"])
    assert rows[9]["error"] == "No <i>blue</i>." and rows[9]["similarity: red"] == ""
    effects = list(csv.DictReader(io.StringIO(effects_csv(partial))))
    assert len(effects) == 3 and {row["value"] for row in effects} == {NOTHING}


def test_no_value_becomes_a_formula(tmp_path: Path) -> None:
    exhibition = finished(
        painted_exhibitions(tmp_path), axes="colour = =cmd() | +1 | -red | @x | red", seeds=1
    )
    rows = list(csv.DictReader(io.StringIO(cells_csv(exhibition))))
    assert [row["colour"] for row in rows] == ["'=cmd()", "'+1", "'-red", "'@x", "red"]
    assert any(float(row["similarity: red"]) < 0 for row in rows)


def test_the_kind_shows_its_sessions(colours: Exhibition, partial: Exhibition) -> None:
    brief: Any = KIND.brief(colours)
    assert (brief["steps"], brief["of"]) == (36, 36)
    row = KIND.row(brief)
    assert (row.steps, row.about) == ("36/36", "{colour}, white: colour (3)")
    record: Any = KIND.record(partial)
    assert (record["made"], record["failed"], record["pictures"]) == (17, 9, 27)
    assert len(record["steps"]) == 27 and record["notes"]
    texts = [step.text for step in KIND.steps(partial)]
    assert "colour: blue, seed 7: No <i>blue</i>." in texts
    assert [step.file for step in KIND.steps(partial)].count("") == 10
    assert KIND.findings(colours)["effects"][0]["axis"] == "colour"
