"""The WebUI's prompt language: parsed into weighted phrases, changed, and written back.

::

    attention   the weights of brackets, equal to the WebUI's own
    reading     comments, extra networks, AND
    structure   the brackets that are schedules
    layout      the phrases and their places
    moments     the sampling steps in which words are read
    meaning     what a host makes of a prompt, to compare one with another
    tidying     the same meaning without stray marks
    editing     removing and reweighting phrases
    writing     adding words
    model       Prompt, parse_prompt
    chunks      the rows of tokens that are read one by one
    passages    everything that a host reads at once
"""

from clip_critic.prompts.attention import parse_attention
from clip_critic.prompts.model import Part, Phrase, Prompt, parse_prompt
from clip_critic.prompts.reading import Network
from clip_critic.prompts.writing import Mode, as_mode, as_text, write_words

__all__ = [
    "Mode",
    "Network",
    "Part",
    "Phrase",
    "Prompt",
    "as_mode",
    "as_text",
    "parse_attention",
    "parse_prompt",
    "write_words",
]
