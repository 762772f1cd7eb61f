"""Steering in a session: its targets as the goal of the guide that sits in the sampler."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from clip_critic.encoders.base import Encoder
from clip_critic.encoders.found import other_folders
from clip_critic.keywords.targets import Targets
from clip_critic.ranking.ranking import KeywordVectors
from clip_critic.sessions.feedback.objective import rivals_of
from clip_critic.sessions.feedback.settings import LoopSettings

if TYPE_CHECKING:
    from clip_critic.guides.clip import ClipGuide, Goal

STRONG = 2.0
"""More than this is warned of: it outweighs the prompt by far. The exact bound depends on the checkpoint."""


def guide_of(
    settings: LoopSettings, keywords: KeywordVectors, encoder: Encoder, targets: Targets, models_dir: Path
) -> ClipGuide:
    """Return the guide towards a session's targets.

    Args:
        settings: the session's settings.
        keywords: its encoded keyword list, with the targets.
        encoder: the encoder, which is copied: it may be put away afterwards.
        targets: the targets.
        models_dir: the user's folder of models.

    Raises:
        EncoderError: the encoder has no gradients.
    """
    from clip_critic.encoders.gradients import PictureTower
    from clip_critic.guides.clip import ClipGuide, Steering
    from clip_critic.guides.decoders import decoder_folders

    steering = Steering(
        settings.steer, settings.steer_until, settings.steer_cutouts, settings.steer_decoder == "full"
    )
    folders = decoder_folders(models_dir, other_folders(models_dir))
    return ClipGuide(PictureTower(encoder), goal_of(keywords, encoder, targets), steering, folders)


def goal_of(keywords: KeywordVectors, encoder: Encoder, targets: Targets) -> Goal:
    """Return the objective ``joint`` of some targets as a goal that has gradients."""
    import torch

    from clip_critic.guides.clip import Goal, GoalWord

    ranking = keywords.rank(keywords.vectors[0], encoder, "goal")  # any picture: only the list counts
    words = []
    for unwanted, side in ((False, (*targets.wanted, *targets.held)), (True, targets.unwanted)):
        for target in side:
            index = ranking.find(target.word)[0]
            rivals = rivals_of(ranking, index, targets).nonzero()[0].tolist()
            words.append(GoalWord(index, tuple(rivals), target.weight, unwanted))
    with torch.inference_mode(False):
        texts = torch.tensor(keywords.vectors)
    return Goal(texts, encoder.logit_scale, encoder.logit_bias, tuple(words))


def strength_notes(settings: LoopSettings) -> tuple[str, ...]:
    """Return a sentence for the user where the strength is likely to break pictures."""
    if settings.steer <= STRONG:
        return ()
    return (
        f"Steering: {settings.steer:g} is likely to spoil pictures and to fool CLIP: use {STRONG:g} or less.",
    )
