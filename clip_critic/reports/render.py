"""The templates of reports. Jinja2 escapes everything that comes from outside."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from clip_critic.ranking.phrases import when_words
from clip_critic.ranking.unlearned import MARK, MEANING
from clip_critic.tables import percent

LONG_WORD = 32
"""Characters of the longest word that is never broken."""


def render(template: str, **values: Any) -> str:
    """Return a template filled with values."""
    return _environment().get_template(template).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("clip_critic.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["breakable"] = breakable
    environment.filters["percent"] = percent
    environment.filters["when_words"] = when_words
    environment.globals["unlearned"] = {"mark": MARK, "meaning": MEANING}
    environment.tests["long"] = has_long_word
    return environment


def breakable(text: str) -> Markup:
    """Return a text as HTML in which a path that is too long for a line ends it after one of its folders."""
    return Markup("<wbr>").join(escape(part) for part in re.split(r"(?<=[/\\_])(?=[^/\\_])", text))


def has_long_word(text: str) -> bool:
    """Return whether a text has a word that no column is wide enough for, so that it has to be broken."""
    return any(len(word) > LONG_WORD for word in str(text).split())
