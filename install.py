"""Run by the WebUI at every start: installs what is missing, and never moves what is there."""

import importlib.util
import re
import sys
from pathlib import Path

MODULES = {"Jinja2": "jinja2", "Pillow": "PIL", "open_clip_torch": "open_clip"}


def wanted():
    """The core's requirements, from the one place that declares them."""
    try:
        import tomllib
    except ImportError:  # Python 3.10
        from pip._vendor import tomli as tomllib
    project = Path(__file__).with_name("pyproject.toml").read_text(encoding="utf-8")
    return tomllib.loads(project)["project"]["dependencies"]


def is_missing(requirement):
    """Whether the package is absent; one that is there stays, whatever its version."""
    name = re.match(r"[\w.-]+", requirement)[0]
    return importlib.util.find_spec(MODULES.get(name, name)) is None


def install(requirements):
    """Install with every version that is there pinned, so that nothing can be moved."""
    import subprocess  # these three cost more time than all the rest, and are seldom needed
    import tempfile
    from importlib import metadata

    pins = {
        f"{one.metadata['Name']}=={one.version}" for one in metadata.distributions() if one.metadata["Name"]
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
