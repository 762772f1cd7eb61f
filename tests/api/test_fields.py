"""JSON fields made from the rows of a table."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError, create_model

from clip_critic.api.fields import json_fields
from clip_critic.tables import Field

TABLE = (
    ("words", "red", Field("Words", "text")),
    ("rounds", 5, Field("Rounds", "integer", "How many.", minimum=0, maximum=9)),
    ("device", "auto", Field("Device", "choice", choices=("auto", "cpu"))),
    ("keep", True, Field("Keep", "flag")),
)


def model(**options: Any) -> Any:
    return create_model("Model", **json_fields(TABLE, **options))


def test_what_is_left_out_has_its_default() -> None:
    read = model()(rounds=3)
    assert (read.words, read.rounds, read.device, read.keep) == ("red", 3, "auto", True)


def test_optional_fields_are_none_where_they_are_left_out_or_null() -> None:
    read = model(optional=True)(rounds=3, device=None)
    assert (read.words, read.rounds, read.device, read.keep) == (None, 3, None, None)


@pytest.mark.parametrize("optional", [True, False])
@pytest.mark.parametrize("values", [{"rounds": 10}, {"rounds": -1}, {"device": "tpu"}, {"words": "longer"}])
def test_the_bounds_are_those_of_the_table(values: dict[str, Any], optional: bool) -> None:
    with pytest.raises(ValidationError):
        model(optional=optional, max_characters={"words": 5})(**values)


@pytest.mark.parametrize("written", ["90%", 0.9, 90])
@pytest.mark.parametrize("optional", [True, False])
def test_per_cent_is_a_number_or_a_text_which_the_table_reads(written: object, optional: bool) -> None:
    rows = (("share", 0.5, Field("Share", "number", percent=True)),)
    assert create_model("Model", **json_fields(rows, optional=optional))(share=written).share == written


def test_the_description_is_that_of_the_table() -> None:
    built = model(optional=True)
    schema = built.model_json_schema() if hasattr(built, "model_json_schema") else built.schema()
    assert schema["properties"]["rounds"]["description"] == "Rounds. How many. Default: 5"
    assert schema["properties"]["words"]["description"] == "Words. Default: 'red'"
