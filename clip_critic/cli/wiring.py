"""The only place where the command line creates its critic."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from clip_critic.encoders.catalogue import best_on_this_machine
from clip_critic.errors import BadInputError
from clip_critic.keywords.presets import PresetStore
from clip_critic.settings import Settings
from clip_critic.storage import assets, paths

if TYPE_CHECKING:
    from clip_critic.concepts.library import ConceptLibrary
    from clip_critic.critic import Critic
    from clip_critic.hosts.base import Host
    from clip_critic.hosts.diffusers.host import DiffusersHost
    from clip_critic.sessions.base import Studio
    from clip_critic.sessions.feedback.sessions import Sessions

INSTALL = 'pip install "sd-webui-clip-critic[standalone]" (in a checkout: pip install ".[standalone]")'


def make_settings(
    encoder: str | None = None, device: str = "auto", precision: str = "auto", *, cache: bool = True
) -> Settings:
    """Return the settings of a run: the defaults, changed by its options.

    If no encoder is named, one is chosen that needs no download: in the end the bundled miniature, which says
    so.

    Raises:
        BadInputError: the device or the precision is unknown.
    """
    settings = Settings.read({"device": device, "precision": precision})
    named = (encoder or "").strip()
    settings = replace(settings, encoder=named or best_on_this_machine(settings.encoder, paths.models_dir()))
    return settings if cache else replace(settings, cache_megabytes=0)


def make_critic(settings: Settings, embeddings: Path | None = None) -> Critic:
    """Return a critic with the user's own folders; no model is loaded yet.

    Args:
        embeddings: a WebUI's folder of embeddings, in place of those that the environment names.
    """
    from clip_critic.critic import Critic, Folders  # slow

    folders = Folders(
        bundled_lists=assets.bundled_lists_dir(),
        user_lists=paths.user_lists_dir(),
        cache=paths.cache_dir() / "vectors.sqlite3",
        models=paths.models_dir(),
        concepts=paths.concepts_dir(),
        embeddings=_embeddings(embeddings),
    )
    return Critic(folders, lambda: settings)


def make_concepts(embeddings: Path | None = None) -> ConceptLibrary:
    """Return the user's concepts alone, which is quick as it imports no models; as `make_critic`."""
    from clip_critic.concepts.library import ConceptLibrary

    return ConceptLibrary(paths.concepts_dir(), _embeddings(embeddings))


def _embeddings(chosen: Path | None) -> tuple[Path, ...]:
    return (chosen.expanduser().absolute(),) if chosen is not None else paths.embeddings_dirs()


@dataclass(frozen=True)
class Checkpoints:
    """The models that generate pictures.

    Attributes:
        chosen: the path of a file or of a diffusers folder, or the miniature's name.
        models: a folder of others to choose from by name.
        vaes: a folder of VAEs to choose from by name.
        vae: the path of a VAE outside this folder, if one was chosen.
        vae_name: the name of the chosen VAE.
    """

    chosen: str
    models: Path
    vaes: Path
    vae: str = ""
    vae_name: str = ""


def make_checkpoints(
    chosen: str = "", models: Path | None = None, vaes: Path | None = None, vae: str = ""
) -> Checkpoints:
    """Return the checkpoints for a path, a name in ``models``, or the miniature by default.

    Args:
        vae: a name in ``vaes``, or the path of a VAE.

    Raises:
        BadInputError: there is no such checkpoint or VAE.
    """
    from clip_critic.hosts.diffusers.checkpoints import (
        MINIATURE,
        checkpoint_at,
        find_checkpoints,
        find_vaes,
        vae_at,
    )

    models = models or paths.models_dir() / "Stable-diffusion"
    named = None if not chosen or Path(chosen).exists() else find_checkpoints(models).get(chosen)
    path = (named.path if named else checkpoint_at(chosen).path) or MINIATURE
    absolute = path if isinstance(path, str) else str(path.expanduser().absolute())
    vaes = vaes or paths.models_dir() / "VAE"
    if not vae or vae in find_vaes(vaes):
        return Checkpoints(absolute, models, vaes, vae_name=vae)
    try:
        found = vae_at(vae)
    except BadInputError as error:
        raise BadInputError(f"{error} A name is one of a VAE in the folder of --vaes.") from None
    assert found.path is not None
    return Checkpoints(absolute, models, vaes, str(found.path.absolute()), found.name)


def make_studio(critic: Critic, checkpoints: Checkpoints | None = None, folder: Path | None = None) -> Studio:
    """Return a studio for sessions, with the critic, diffusers and the user's folder of sessions.

    Args:
        checkpoints: the checkpoints; the miniature by default.
        folder: another folder of sessions.
    """
    from clip_critic.sessions.base import Studio

    chosen = checkpoints or make_checkpoints()

    @cache
    def host() -> Host:
        return make_host(chosen, critic.settings().device)

    return Studio(critic, host, folder or sessions_dir())


def make_host(checkpoints: Checkpoints, device: str) -> DiffusersHost:
    """Return the host that uses diffusers; raises `CriticError` if that is not installed.

    Args:
        checkpoints: the checkpoints.
        device: the torch device, or "auto".
    """
    require_modules("diffusers")
    from clip_critic.hosts.diffusers.host import DiffusersHost

    return DiffusersHost(
        checkpoints.chosen,
        models=checkpoints.models,
        vaes=checkpoints.vaes,
        vae=checkpoints.vae,
        device="" if device == "auto" else device,
    )


def make_sessions(
    critic: Critic, checkpoints: Checkpoints | None = None, sessions: Path | None = None
) -> Sessions:
    """Return the feedback sessions of a studio; the arguments are those of `make_studio`."""
    from clip_critic.sessions.feedback.kind import FeedbackKind

    return FeedbackKind().sessions(make_studio(critic, checkpoints, sessions))


def sessions_dir() -> Path:
    """Return the folder of the user's sessions."""
    return paths.user_data_dir() / "sessions"


def make_presets() -> PresetStore:
    """Return the presets alone, which is quick as it imports no models."""
    return PresetStore(assets.bundled_lists_dir(), paths.user_lists_dir())


def require_modules(*names: str) -> None:
    """Check that libraries are installed, and say what to install if not.

    Raises:
        BadInputError: one of them is not installed.
    """
    missing = [name for name in names if importlib.util.find_spec(name) is None]
    if missing:
        raise BadInputError(f"This needs {' and '.join(missing)}: {INSTALL}.")
