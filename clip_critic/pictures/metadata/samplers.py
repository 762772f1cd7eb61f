"""The samplers and schedules of other programs by the WebUI's names."""

from __future__ import annotations

_SAMPLERS = {
    "euler": "Euler",
    "eulera": "Euler a",
    "eulerancestral": "Euler a",
    "ddim": "DDIM",
    "ddimv3": "DDIM",
    "plms": "PLMS",
    "pndm": "PLMS",
    "lms": "LMS",
    "heun": "Heun",
    "dpm2": "DPM2",
    "dpm2a": "DPM2 a",
    "dpm2ancestral": "DPM2 a",
    "dpmfast": "DPM fast",
    "dpmadaptive": "DPM adaptive",
    "dpmpp2sa": "DPM++ 2S a",
    "dpmpp2sancestral": "DPM++ 2S a",
    "dpmppsde": "DPM++ SDE",
    "dpmpp2m": "DPM++ 2M",
    "dpmpp2msde": "DPM++ 2M SDE",
    "dpmpp2msdeheun": "DPM++ 2M SDE Heun",
    "dpmpp3msde": "DPM++ 3M SDE",
    "unipc": "UniPC",
    "unipcbh2": "UniPC",
    "lcm": "LCM",
    "restart": "Restart",
}
_SCHEDULES = {
    "karras": "Karras",
    "exponential": "Exponential",
    "polyexponential": "Polyexponential",
    "sgmuniform": "SGM Uniform",
    "simple": "Simple",
    "ddimuniform": "DDIM",
    "beta": "Beta",
    "turbo": "Turbo",
    "alignyoursteps": "Align Your Steps",
    "kloptimal": "KL Optimal",
    # what a sampler does by itself
    "normal": "",
    "native": "",
    "default": "",
    "automatic": "",
    "none": "",
}


def compact(name: str) -> str:
    """Return the letters and digits of a name in lower case: the programs differ in all else."""
    return "".join(character for character in name.lower() if character.isalnum())


def sampler_and_schedule(sampler: str, schedule: str = "") -> dict[str, str]:
    """Return the WebUI's entries for a sampler and a schedule; a name that is not known stays as it is."""
    name, own_schedule = _split(sampler)
    entries = {"Sampler": name, "Schedule type": _SCHEDULES.get(compact(schedule), schedule) or own_schedule}
    return {key: value for key, value in entries.items() if value}


def _split(sampler: str) -> tuple[str, str]:
    key = compact(sampler.replace("++", "pp")).removesuffix("gpu")
    for ending, schedule in (("", ""), ("karras", "Karras"), ("exponential", "Exponential"), ("k", "Karras")):
        bare = key.removesuffix(ending)
        for name in (bare, bare.removeprefix("k")) if key.endswith(ending) else ():
            if name in _SAMPLERS:
                return _SAMPLERS[name], schedule
    return sampler, ""
