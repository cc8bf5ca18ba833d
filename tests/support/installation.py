"""What an installation says of itself, as `pyproject.toml` has it, for tests that run without having been installed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from annotator.extras import DISTRIBUTION

PYPROJECT = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = {
    extra: [what.partition(";")[0].strip() for what in every]  # without markers, which pip has judged
    for extra, every in PYPROJECT["optional-dependencies"].items()
}


def installed_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this process find the program's metadata, with all extras, in a folder."""
    own = folder / f"{DISTRIBUTION.replace('-', '_')}-0.dist-info"
    own.mkdir(parents=True)
    lines = [f"Requires-Dist: {what}" for what in PYPROJECT["dependencies"]]
    lines += [f"Requires-Dist: {what} ; extra == '{extra}'" for extra, every in EXTRAS.items() for what in every]
    (own / "METADATA").write_text("\n".join(["Metadata-Version: 2.4", f"Name: {DISTRIBUTION}", *lines, ""]), "utf-8")
    monkeypatch.syspath_prepend(folder)
