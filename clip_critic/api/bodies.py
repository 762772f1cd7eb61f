"""What request bodies have in common."""

from typing import Any

from pydantic import BaseModel

from clip_critic.tables import valid_unicode


class Strict(BaseModel, extra="forbid"):
    """A request body that refuses misspelt names instead of ignoring them."""


def sent(settings: BaseModel) -> dict[str, Any]:
    """Return the settings that were sent, by name."""
    fields: Any = getattr(type(settings), "model_fields", None) or type(settings).__fields__  # pydantic 1
    values = {name: getattr(settings, name) for name in fields}
    return {
        name: valid_unicode(value) if isinstance(value, str) else value
        for name, value in values.items()
        if value is not None
    }
