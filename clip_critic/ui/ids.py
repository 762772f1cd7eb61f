"""Ids of elements, with a prefix that the style sheet, the script and the tests rely on."""

PREFIX = "clip_critic"


def element_id(name: str) -> str:
    """Return the DOM id of one of our elements."""
    return f"{PREFIX}_{name}"
