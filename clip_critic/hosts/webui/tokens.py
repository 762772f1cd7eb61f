"""How long a prompt is for the checkpoint at work, counted as under the host's prompt boxes."""

from __future__ import annotations

from typing import Any

from modules import extra_networks, prompt_parser, script_callbacks, shared

from clip_critic.hosts.base import TokenCount

STEPS = 20
"""Only for prompts that change while they are sampled: the longest of their texts counts."""


def count(prompt: str) -> TokenCount:
    """Count a prompt; loads the checkpoint where none is loaded."""
    model = shared.sd_model
    used, room = max((_lengths(model, text) for text in _texts(prompt)), key=lambda pair: pair[0])
    return TokenCount(int(used), int(room))


def _texts(prompt: str) -> list[str]:
    """Every text that the prompt becomes, without what is no text (``<lora:...>``)."""
    try:
        bare, _ = extra_networks.parse_prompt(_announced(prompt))
        _, parts, _ = prompt_parser.get_multicond_prompt_list([bare])
        return [text for part in parts for text in _scheduled(part)]
    except Exception:  # of whatever kind: the host itself then counts the prompt as it stands
        return [prompt]


def _scheduled(part: str) -> list[str]:
    if "[" not in part:  # nothing changes, and the host's parser takes longer than all else in a step
        return [part]
    (schedule,) = prompt_parser.get_learned_conditioning_prompt_schedules([part], STEPS)
    return [text for _, text in schedule]


def _announced(prompt: str) -> str:
    """As those leave it who want to know before the host counts: it takes out comments so."""
    if not hasattr(script_callbacks, "before_token_counter_callback"):
        return prompt
    params = script_callbacks.BeforeTokenCounterParams(prompt, STEPS, [], is_positive=True)
    script_callbacks.before_token_counter_callback(params)
    return str(params.prompt)


def _lengths(model: Any, text: str) -> tuple[int, int]:
    if hasattr(model, "get_prompt_lengths_on_ui"):
        return tuple(model.get_prompt_lengths_on_ui(text))
    from modules import sd_hijack

    return sd_hijack.model_hijack.get_prompt_lengths(text)
