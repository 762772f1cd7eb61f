"""Install missing requirements. The WebUI runs this at every start; installed packages never change."""

import importlib.util
import re
import sys
from pathlib import Path

MODULES = {"Jinja2": "jinja2", "Pillow": "PIL", "open_clip_torch": "open_clip"}


def wanted() -> list[str]:
    """Return the core's requirements, from pyproject.toml, their only declaration."""
    try:
        import tomllib
    except ImportError:  # Python 3.10
        from pip._vendor import tomli as tomllib
    project = Path(__file__).with_name("pyproject.toml").read_text(encoding="utf-8")
    dependencies: list[str] = tomllib.loads(project)["project"]["dependencies"]
    return dependencies


def is_missing(requirement: str) -> bool:
    """Return whether the package is absent; an installed one is kept, whatever its version."""
    name = re.split(r"[^\w.-]", requirement, maxsplit=1)[0]
    return importlib.util.find_spec(MODULES.get(name, name)) is None


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
    missing = [requirement for requirement in wanted() if is_missing(requirement)]
    if missing:
        sys.stdout.write(f"Installing for CLIP Critic: {', '.join(missing)}\n")
        install(missing)
