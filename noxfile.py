"""Test both ends of the supported versions: ``nox`` runs both, ``nox -s host`` only one."""

import subprocess

import nox

nox.options.sessions = ["latest", "host"]
nox.options.error_on_missing_interpreters = True

# Two workers, as most machines have the memory for two encoders.
PYTEST = ("pytest", "-n", "2", "--dist", "worksteal")
# The relevant part of AUTOMATIC1111 1.10.1's requirements_versions.txt, with the torch that it installs.
HOST_TORCH = ("torch==2.1.2", "torchvision==0.16.2")
HOST_PINS = (
    *HOST_TORCH,
    "Pillow==9.5.0",
    "fastapi==0.94.0",
    "gradio==3.41.2",
    "httpcore==0.15",
    "httpx==0.24.1",
    "numpy==1.26.2",
    "open-clip-torch==2.20.0",
    "diffusers==0.31.0",  # not part of the WebUI: the last version that works with its transformers
    "protobuf==3.20.0",
    "pydantic<2",
    "safetensors==0.4.2",
    "scikit-image==0.21.0",
    "setuptools==69.5.1",
    "transformers==4.30.2",
)


def _runs(python: str) -> bool:
    try:
        return subprocess.run([python, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@nox.session
def latest(session: nox.Session) -> None:
    """Test with the newest version of everything."""
    session.install("-e", ".[standalone,test]")
    session.run("ruff", "check")
    session.run("ruff", "format", "--check")
    session.run("mypy")
    session.run(*PYTEST, *session.posargs)


@nox.session(python="3.10" if _runs("python3.10") else "3.11")
def host(session: nox.Session) -> None:
    """Test with the versions that the WebUI pins."""
    session.install(*HOST_PINS)
    session.install("-e", ".[standalone,test]", *HOST_PINS)
    session.run(*PYTEST, *session.posargs)
