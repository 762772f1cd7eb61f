"""The pictures of a generation in the order of a rater's taste, before the rater looks at them."""

from __future__ import annotations

from collections import defaultdict

from clip_critic.critic import Critic
from clip_critic.encoders.cached import encode_pictures_cached
from clip_critic.errors import BadInputError, SessionError
from clip_critic.pictures.opening import open_picture
from clip_critic.progress import Progress, silent
from clip_critic.sessions.breeding.session import Breeding
from clip_critic.taste.choices import rater_name
from clip_critic.tasting.liking import PictureTaste, best_first, taste_of
from clip_critic.tasting.tasting import Tasting

NO_PICTURES = "No picture of this generation is there yet: draw some first."


def by_taste(
    breeding: Breeding, rater: str, critic: Critic, tasting: Tasting, progress: Progress = silent
) -> list[tuple[int, PictureTaste]]:
    """Return the individuals of the current generation, and their likely best picture, the best first.

    Args:
        breeding: the breeding.
        rater: the rater's name.
        critic: lends the encoder, and has the cache.
        tasting: what the rater has chosen so far.
        progress: a callback while pictures are looked at.

    Raises:
        BadInputError: nobody of this name has chosen enough yet.
        EncoderError: the encoder is missing or fails.
        SessionError: there is no picture yet.
    """
    name = rater_name(rater)
    shown = [
        (made.number, file)
        for made in breeding.family.current.individuals
        for drawn in [breeding.pictures_of(made.number)]
        if drawn is not None
        for file in drawn.files
    ]
    if not shown:
        raise SessionError(NO_PICTURES)
    pictures = [open_picture(breeding.path(file), name=file) for _, file in shown]
    spec = breeding.settings.encoder
    with critic.encoder(spec, progress) as encoder:
        vectors = encode_pictures_cached(encoder, pictures, cache=critic.cache())
        learner = tasting.known(spec, encoder.identity, progress)
    taste = learner.taste(name)
    if taste.not_yet:
        raise BadInputError(taste.not_yet)
    likings = taste_of(taste, vectors, name)
    of: dict[int, list[PictureTaste]] = defaultdict(list)
    for (number, _), liking in zip(shown, likings, strict=True):
        of[number].append(liking)
    best = {number: found[best_first(found)[0]] for number, found in of.items()}
    numbers = list(best)
    return [(numbers[index], best[numbers[index]]) for index in best_first(list(best.values()))]
