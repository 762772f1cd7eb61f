"""The table of a question about pictures, which the panels, the HTTP API and the command line share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from clip_critic import tables
from clip_critic.errors import BadInputError, TooLargeError
from clip_critic.keywords.compose import contrast_list, list_notes, typed_sets, with_templates
from clip_critic.keywords.identity import word_key
from clip_critic.keywords.lists import KeywordList
from clip_critic.keywords.texts import shortened
from clip_critic.settings import ROUNDS, THRESHOLD, Settings
from clip_critic.tables import Field, field, valid_unicode

if TYPE_CHECKING:
    from clip_critic.pictures.opening import Picture

MAX_KEYWORDS = 100_000
MAX_TEXTS = 1_000_000
"""The most keywords in a list, and the most texts that they make with their templates."""
MAX_ROWS = 1_000_000
"""The most rows in all rounds of an answer."""
ALL_WORDS = "*"
"""The choice of all words of the list, where words are chosen to be shown in the picture."""
MAX_PROMPT_CHARACTERS = 10_000
"""The longest prompt that can be audited: each phrase adds one more text of the prompt's length."""


@dataclass(frozen=True)
class RankQuestion:
    """A question about a picture, without the picture.

    Without keywords it is a question for an audit alone, and the prompt's own phrases are ranked.

    Attributes:
        keywords: a list or its text; None for an audit alone.
        templates: templates to use instead of the list's own: a text with one per line, or a sequence.
        contrasts: sets of near-synonyms: a text with one set per line, or a sequence of sets.
        prompt: the prompt to audit; None for the picture's own.
        negative: whether to audit the picture's own negative prompt instead of its prompt.
        where: the words of the list to show where CLIP sees them: a text with one per line, or a sequence;
            `ALL_WORDS` for all.
        fine: whether their heat maps are finer, for four more passes.
        squares: whether heat maps read a picture that is not square as two or three squares.

    Raises:
        BadInputError: a number is out of bounds.
    """

    keywords: KeywordList | str | None = field(  # noqa: RUF009 - the default is None
        None,
        Field(
            "Keywords",
            "text",
            "One per line, or all on one line with commas; [Group] headings, # comments.",
            lines=10,
            empty=True,
        ),
    )
    templates: str | Sequence[str] = field(
        "",
        Field(
            "Templates",
            "text",
            "One per line, {} stands for the keyword; several are averaged. Empty: those of the list.",
            lines=2,
        ),
    )
    contrasts: str | Sequence[Sequence[str]] = field(
        "",
        Field(
            "Contrasts", "text", "Near-synonyms to put side by side, one set per line, with commas.", lines=2
        ),
    )
    rounds: int = field(Settings.rounds, replace(ROUNDS, info="How many rounds are shown."))
    threshold: float = field(
        Settings.threshold,
        replace(THRESHOLD, label="Threshold", info="The smallest share that a round names.", step=0.001),
    )
    audit: bool = field(False, Field("Audit the picture's own prompt", "flag"))
    prompt: str | None = field(
        None,
        Field("Prompt", "text", "The prompt to audit, in the WebUI's own language.", lines=3, empty=True),
    )
    negative: bool = field(
        False,
        Field(
            "Negative",
            "flag",
            "Audit the picture's own negative prompt: words that help there should not be seen.",
        ),
    )
    where: str | Sequence[str] = field(
        "",
        Field(
            "Show where",
            "text",
            "Words of the list to show where CLIP sees them, one per line; * for all of them.",
            lines=2,
        ),
    )
    fine: bool = field(
        False, Field("Fine", "flag", "Heat maps twice as fine: the mean of four shifted looks, five passes.")
    )
    squares: bool = field(
        False,
        Field(
            "Read all of the picture",
            "flag",
            "Most encoders read only the middle square: see the rest, too, as two or three squares.",
        ),
    )

    def __post_init__(self) -> None:
        numbers = tables.read(_Numbers, {"rounds": self.rounds, "threshold": self.threshold})
        object.__setattr__(self, "rounds", numbers.rounds)
        object.__setattr__(self, "threshold", numbers.threshold)

    @cached_property
    def words(self) -> KeywordList | None:
        """The keyword list with its templates; None for an audit alone.

        Raises:
            KeywordListError: the list is empty or malformed, or a template has no ``{}``.
        """
        if self.keywords is None and self.audit:
            return None
        keywords = self.keywords if isinstance(self.keywords, KeywordList) else _parsed(self.keywords)
        lines = self.templates.splitlines() if isinstance(self.templates, str) else self.templates
        return with_templates(keywords, lines).require_words()

    @cached_property
    def sets(self) -> KeywordList:
        """The contrasts as groups of one list, which may be empty.

        Raises:
            BadInputError: a set has fewer than two different words.
        """
        return contrast_list(
            typed_sets(self.contrasts) if isinstance(self.contrasts, str) else self.contrasts
        )

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """The positions in the list of the words to show where CLIP sees them; empty if none are asked for.

        Raises:
            BadInputError: a word is not in the list, or the list has only one word.
        """
        lines = self.where.splitlines() if isinstance(self.where, str) else self.where
        wanted = dict.fromkeys(word_key(line) for line in lines if line.strip())
        if not wanted:
            return ()
        words = self.words.keywords if self.words is not None else ()
        require_comparable(words)
        if ALL_WORDS in wanted:
            return tuple(range(len(words)))
        positions = {word_key(word): index for index, word in reversed(list(enumerate(words)))}
        for line in lines:
            if line.strip() and word_key(line) not in positions:
                raise BadInputError(
                    f"{line.strip()!r:.80} cannot be shown in the picture, as it is not in the keyword list:"
                    " add it there."
                )
        return tuple(positions[key] for key in wanted)

    @property
    def notes(self) -> tuple[str, ...]:
        """Notes for the user about how the list was read."""
        return tuple(list_notes(self.words)) if self.words is not None else ()

    def require_valid(self) -> RankQuestion:
        """Return this question, if it can be asked of any picture.

        Raises:
            BadInputError: its words, contrasts or prompt cannot be used.
        """
        _ = self.words, self.sets, self.shown
        if self.prompt is not None:
            if self.negative:
                raise BadInputError("Audit either a prompt or the picture's own negative prompt, not both.")
            require_auditable(self.prompt)
        return self

    def require_within_limits(self) -> RankQuestion:
        """Return this question, if answering it does not keep other users waiting for too long.

        Raises:
            BadInputError: as for `require_valid`.
            TooLargeError: it has too many keywords or texts, or its rounds could have too many rows.
        """
        self.require_valid()
        for words in (self.words, self.sets):
            if words is not None:
                require_within_limits(words)
        count = len(self.words) if self.words is not None else 0
        # Shares add up to 1, so no more words than this can be above the threshold.
        most_in_round = min(count, 1 / self.threshold) if self.threshold else count
        if min(self.rounds, count) * most_in_round > MAX_ROWS:
            raise TooLargeError(
                f"The rounds could have more than {MAX_ROWS} rows: ask for fewer, or raise the threshold."
            )
        return self

    def prompt_for(self, picture: Picture) -> str | None:
        """Return the prompt to audit against a picture, or None if no audit was requested.

        It is also None if there are words to rank and the picture has no metadata of its own.

        Raises:
            BadInputError: there is no prompt, or it is too long.
        """
        if not self.audit:
            return None
        if self.prompt is not None:
            return require_auditable(self.prompt)
        own = own_prompt(picture, negative=self.negative)
        if own is not None:
            return require_auditable(own)
        if self.words is not None and not is_of_unread_program(picture):
            return None
        if self.negative:
            raise BadInputError(f"{picture.name} has no negative prompt in its metadata.")
        raise BadInputError(no_prompt(picture))


@dataclass(frozen=True)
class _Numbers:
    """The rows with bounds, which are checked as soon as a question is created."""

    rounds: int = field(Settings.rounds, ROUNDS)
    threshold: float = field(Settings.threshold, replace(THRESHOLD, label="Threshold"))


def rows() -> dict[str, tuple[Any, Field]]:
    """Return the default and the field of every row of `RankQuestion`, by name."""
    return {name: (default, about) for name, default, about in tables.rows(RankQuestion)}


def require_within_limits(words: KeywordList) -> KeywordList:
    """Return the list, if ranking it does not keep other users waiting for too long.

    Raises:
        TooLargeError: it has more than `MAX_KEYWORDS` keywords, or makes more than `MAX_TEXTS` texts.
    """
    if len(words) > MAX_KEYWORDS:
        raise TooLargeError(
            f"{len(words)} keywords are more than the limit of {MAX_KEYWORDS}: split the list."
        )
    texts = sum(len(group.keywords) * len(words.templates_of(group)) for group in words.groups)
    if texts > MAX_TEXTS:
        raise TooLargeError(
            f"The templates make {texts} texts, more than the limit of {MAX_TEXTS}: split the list."
        )
    return words


def require_comparable(words: Sequence[str]) -> None:
    """Require a list whose words can be compared with each other, as heat maps need.

    Raises:
        BadInputError: it has fewer than two words.
    """
    if not words:
        raise BadInputError("Give a keyword list to see where CLIP sees its words.")
    if len(words) == 1:
        raise BadInputError(
            "A list of one word has no heat map, as there is nothing to compare"
            f" {shortened(words[0])!r} with: add other words, such as what else is in the picture."
        )


def require_auditable(prompt: str) -> str:
    """Return the prompt, if it is short enough to be audited.

    Raises:
        BadInputError: it is too long.
    """
    if len(prompt) > MAX_PROMPT_CHARACTERS:
        raise BadInputError(
            f"The prompt has {len(prompt)} characters, but at most {MAX_PROMPT_CHARACTERS} can be audited:"
            " shorten it."
        )
    return prompt


def own_prompt(picture: Picture, *, negative: bool = False) -> str | None:
    """Return the prompt or negative prompt in a picture's own metadata, or None if there is none."""
    parameters = picture.parameters
    prompt = parameters.negative_prompt if negative else parameters.prompt
    return valid_unicode(prompt) if prompt.strip() else None


def is_of_unread_program(picture: Picture) -> bool:
    """Return whether a picture has metadata of another program in which no prompt can be found."""
    return bool(picture.parameters.program) and not picture.parameters.prompt.strip()


def no_prompt(picture: Picture, cure: str = "Give the prompt to audit.") -> str:
    """Return the sentence for a picture whose metadata has no prompt, and what to do."""
    if is_of_unread_program(picture):
        program = picture.parameters.program
        return f"{picture.name} has metadata of {program}, in which no single prompt can be found. {cure}"
    return f"{picture.name} has no prompt in its metadata. {cure}"


def _parsed(text: str | None) -> KeywordList:
    return KeywordList.parse(text or "")
