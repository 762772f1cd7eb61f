"""Words written into prompts over HTTP."""

from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from clip_critic.api.answers import answers
from clip_critic.api.face import Surroundings
from clip_critic.api.fields import MAX_CHARACTERS
from clip_critic.critic import Critic
from clip_critic.errors import TooLargeError
from clip_critic.hosts.mentions import as_host_calls
from clip_critic.prompts import as_mode, write_words
from clip_critic.tables import valid_unicode

MAX_WORDS = 1000


class WriteRequest(BaseModel):
    """A prompt, and words to write into it."""

    prompt: str = Field(default="", max_length=MAX_CHARACTERS)
    words: list[str] = Field(description=f"at most {MAX_WORDS} words")
    mode: str = Field(default="append", description="append, prepend or replace")
    weight: float = Field(default=1.0, description="the words' attention weight")


def add_prompt_routes(routes: APIRouter, critic: Critic, around: Surroundings) -> None:
    """Add the route for prompts."""

    @routes.post("/prompts/write", summary="Write words into a prompt; words that it has are not repeated")
    def write(request: WriteRequest) -> dict[str, Any]:
        with answers():
            if len(request.words) > MAX_WORDS:
                raise TooLargeError(
                    f"{len(request.words)} words are more than the limit of {MAX_WORDS}: send fewer."
                )
            if sum(map(len, request.words)) > MAX_CHARACTERS:
                raise TooLargeError(f"The words have more than {MAX_CHARACTERS} characters: send fewer.")
            words = [valid_unicode(word) for word in request.words]
            if around.has_prompts:
                words = [as_host_calls(word, critic.concepts.embedding) for word in words]
            prompt = valid_unicode(request.prompt)
            return {"prompt": write_words(prompt, words, as_mode(request.mode), request.weight)}
