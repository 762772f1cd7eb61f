"""The entry point for the WebUI; everything else is in the package."""

from clip_critic.extension import Script, SteeringScript, register

__all__ = ["Script", "SteeringScript"]

register()
