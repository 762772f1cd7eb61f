"""The entry point for the WebUI; everything else is in the package."""

from clip_critic.extension import Script, register

__all__ = ["Script"]

register()
