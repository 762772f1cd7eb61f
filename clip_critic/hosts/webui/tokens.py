"""The token count of a prompt, as shown above the host's prompt boxes."""

from __future__ import annotations

from typing import Any

from modules import extra_networks, prompt_parser, script_callbacks, shared

from clip_critic.hosts.base import TokenCount

STEPS = 20
"""Sampling steps for prompts that change during sampling: the longest of their texts counts."""


def count(prompt: str) -> TokenCount:
    """Count a prompt's tokens, after loading the checkpoint if necessary."""
    model = shared.sd_model
    used, capacity = max((_lengths(model, text) for text in _texts(prompt)), key=lambda pair: pair[0])
    return TokenCount(int(used), int(capacity))


def _texts(prompt: str) -> list[str]:
    """Return every text that the prompt becomes, without extra networks (``<lora:...>``)."""
    try:
        bare, _ = extra_networks.parse_prompt(_after_callbacks(prompt))
        _, parts, _ = prompt_parser.get_multicond_prompt_list([bare])
        return [text for part in parts for text in _scheduled(part)]
    except Exception:  # the host, too, then counts the unparsed prompt
        return [prompt]


def _scheduled(part: str) -> list[str]:
    if "[" not in part:  # nothing changes, and the host's parser is the slowest part of a loop's step
        return [part]
    (schedule,) = prompt_parser.get_learned_conditioning_prompt_schedules([part], STEPS)
    return [text for _, text in schedule]


def _after_callbacks(prompt: str) -> str:
    """Return the prompt after the callbacks that change it before a count, such as removing comments."""
    if not hasattr(script_callbacks, "before_token_counter_callback"):
        return prompt
    params = script_callbacks.BeforeTokenCounterParams(prompt, STEPS, [], is_positive=True)
    script_callbacks.before_token_counter_callback(params)
    return str(params.prompt)


def _lengths(model: Any, text: str) -> tuple[int, int]:
    if hasattr(model, "get_prompt_lengths_on_ui"):
        used, capacity = model.get_prompt_lengths_on_ui(text)
        return used, capacity
    from modules import sd_hijack

    used, capacity = sd_hijack.model_hijack.get_prompt_lengths(text)
    return used, capacity
