"""Install missing requirements. The WebUI runs this at every start; installed packages never change."""

import importlib.util
import re
import sys
from pathlib import Path

MODULES = {
    "Jinja2": "jinja2",
    "Pillow": "PIL",
    "open_clip_torch": "open_clip",
    "protobuf": "google.protobuf",
}


def wanted() -> list[str]:
    """Return all requirements, from pyproject.toml, their only declaration."""
    return [requirement for group in groups() for requirement in group]


def groups() -> tuple[list[str], list[str]]:
    """Return the core's requirements, and those of SigLIP where transformers has it."""
    try:
        import tomllib
    except ImportError:  # Python 3.10
        from pip._vendor import tomli as tomllib
    project = Path(__file__).with_name("pyproject.toml").read_text(encoding="utf-8")
    declared = tomllib.loads(project)["project"]
    extra = declared["optional-dependencies"]["siglip"] if knows_siglip() else []
    return declared["dependencies"], extra


def knows_siglip() -> bool:
    """Return whether the installed transformers has SigLIP; it is not imported, which takes seconds."""
    found = importlib.util.find_spec("transformers")
    folders = found.submodule_search_locations if found else None
    return any(Path(folder, "models", "siglip").is_dir() for folder in folders or ())


def is_missing(requirement: str) -> bool:
    """Return whether the package is absent; an installed one is kept, whatever its version."""
    name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
    try:
        return importlib.util.find_spec(MODULES.get(name, name)) is None
    except ImportError:  # nor is the package around it there
        return True


def install(requirements: list[str]) -> None:
    """Install requirements with every installed version pinned, so that no other package changes."""
    import subprocess  # these three take longer to import than all the rest, and are seldom needed
    import tempfile
    from importlib import metadata

    pins = {
        f"{package.metadata['Name']}=={package.version}"
        for package in metadata.distributions()
        if package.metadata["Name"]
    }
    with tempfile.TemporaryDirectory() as folder:
        constraints = Path(folder, "constraints.txt")
        constraints.write_text("\n".join(sorted(pins)), encoding="utf-8")
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run([*command, "--constraint", str(constraints), *requirements], check=False)
    if done.returncode:
        names = " ".join(requirements)
        sys.stderr.write(
            f"CLIP Critic could not install {names}. Install it by hand, then restart the WebUI.\n"
        )


if __name__ == "__main__":
    for group in groups():
        missing = [requirement for requirement in group if is_missing(requirement)]
        if not missing:
            continue
        sys.stdout.write(f"Installing for CLIP Critic: {', '.join(missing)}\n")
        install(missing)
