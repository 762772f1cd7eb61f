"""AUTOMATIC1111's WebUI and its forks: the only package that imports ``modules.*``.

It handles the differences between forks by checking for features, never for a fork's name.
"""

from clip_critic.hosts.webui.callbacks import allows_origin, api_users, page_key, register
from clip_critic.hosts.webui.embeddings import embeddings_folders, trains, use_new_embedding
from clip_critic.hosts.webui.making import WebuiHost
from clip_critic.hosts.webui.memory import device, free_host_memory, saves_memory
from clip_critic.hosts.webui.offers import checkpoint_name
from clip_critic.hosts.webui.places import NAME, PREFIX, add_option, data_dir, models_dir, settings
from clip_critic.hosts.webui.queue import LoopProgress, interrupt, session_turns, turn
from clip_critic.hosts.webui.script import TabHost, result, script_class
from clip_critic.hosts.webui.steered import steering_class

__all__ = [
    "NAME",
    "PREFIX",
    "LoopProgress",
    "TabHost",
    "WebuiHost",
    "add_option",
    "allows_origin",
    "api_users",
    "checkpoint_name",
    "data_dir",
    "device",
    "embeddings_folders",
    "free_host_memory",
    "interrupt",
    "models_dir",
    "page_key",
    "register",
    "result",
    "saves_memory",
    "script_class",
    "session_turns",
    "settings",
    "steering_class",
    "trains",
    "turn",
    "use_new_embedding",
]
