"""The token count of a prompt, as shown above the host's prompt boxes."""

from __future__ import annotations

from typing import Any

from modules import extra_networks, prompt_parser, script_callbacks, shared

from clip_critic.hosts.base import TokenCount

STEPS = 20
"""Sampling steps for prompts that change during sampling: the longest of their texts counts."""


def count(prompt: str) -> TokenCount | None:
    """Count a prompt's tokens, after loading the checkpoint if necessary; None where the host cannot tell."""
    model = shared.sd_model
    if getattr(model, "sd_checkpoint_info", None) is None:
        return None  # no checkpoint, or a stand-in for it that counts words
    texts = _texts(prompt)
    counts = [_lengths(model, text) for text in texts]
    if not all(isinstance(used, int) for used, _ in counts):
        return None  # the host shows a dash
    used, capacity = max(counts)
    if not used and any(text.strip() for text in texts):
        return None  # some models of the forks do not count, and say so with a zero
    return TokenCount(used, int(capacity))


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


def _lengths(model: Any, text: str) -> tuple[Any, Any]:
    """Ask the model where it can count, otherwise the host, which in some forks wants the text tower."""
    if hasattr(model, "get_prompt_lengths_on_ui"):
        used, capacity = model.get_prompt_lengths_on_ui(text)
        return used, capacity
    from modules import sd_hijack

    hijack = sd_hijack.model_hijack
    try:
        used, capacity = hijack.get_prompt_lengths(text)
    except TypeError:
        used, capacity = hijack.get_prompt_lengths(text, model.cond_stage_model)
    return used, capacity
