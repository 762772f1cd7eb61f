"""Every element id comes from here, so that style sheet, script and tests can rely on one prefix."""

PREFIX = "clip_critic"


def element_id(name: str) -> str:
    """The DOM id of one of our elements."""
    return f"{PREFIX}_{name}"
