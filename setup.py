"""Install the files that a WebUI expects at the root inside the package: pyproject.toml cannot do that."""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ASSETS = (
    "examples/*.png",
    "javascript/*.js",
    "javascript/**/*.mjs",
    "keyword_lists/*.txt",
    "localizations/*.json",
    "miniature/**/*",
    "taesd/*",
    "web/LICENCES.md",  # of what the modules in javascript/ contain
)


class BuildWithAssets(build_py):  # type: ignore[misc]  # setuptools has no types of its own
    def run(self) -> None:
        super().run()
        if self.editable_mode:
            return
        for pattern in ASSETS:
            for source in filter(Path.is_file, Path().glob(pattern)):
                target = Path(self.build_lib, "clip_critic", "assets", source)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)


setup(cmdclass={"build_py": BuildWithAssets})
