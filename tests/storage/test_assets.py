"""Files that come along."""

from __future__ import annotations

from pathlib import Path

import pytest

from clip_critic.storage import assets


def test_the_bundled_lists_lie_in_the_package_or_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (assets.bundled_lists_dir() / "First look.txt").is_file()

    package = tmp_path / "site-packages" / "clip_critic"
    package.mkdir(parents=True)
    monkeypatch.setattr(assets, "__file__", str(package / "storage" / "assets.py"))
    assert assets.bundled_lists_dir() == package.parent / "keyword_lists"
    (package / "assets").mkdir()
    assert assets.bundled_lists_dir() == package / "assets" / "keyword_lists"
