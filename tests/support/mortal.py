"""A stranger's suggester whose process ends at certain texts, for whoever has to live with that."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from support.strangers import install

MODULE = '''
import os, signal, time
from pathlib import Path

from annotator.suggest.base import Answer


class Mortal:
    """Ends its process at `poison`; once at each `accident...`; fails at `choke`; takes its time at `slow`.

    Behind a folder with a `?`, one alone can be opened.
    """

    def __init__(self, folder):
        self.name, self.folder = "mortal:1.0", Path(folder)
        (self.folder / f"{os.getpid()}.pid").touch()

    def suggest(self, texts, cancelled):
        for text in texts:
            if "poison" in text:
                os._exit(9)
            if "accident" in text and not (self.folder / text).exists():
                (self.folder / text).touch()
                os.kill(os.getpid(), signal.SIGKILL)
            if "choke" in text:
                raise ValueError("it choked")
            if "slow" in text:
                time.sleep(0.05)
            yield Answer(self.name, [(0, 4, "ORG", 0.5), (0, 4, "DRINK", 0.5)], tokenizer="t", starts=[0], ends=[4])


def open(spec):
    folder, _, few = spec.partition("?")
    if few:
        try:
            Path(folder, "one").mkdir()
        except FileExistsError:
            os._exit(9)
    return Mortal(folder)
'''


def mortal(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Install it where all processes find it that are started from here; gives its spec."""
    install(
        folder / "packages",
        "mortal-suggester",
        {"suggest": {"mortal": "mortal_suggester"}},
        ("mortal_suggester", MODULE),
    )
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(folder / "packages"), os.environ.get("PYTHONPATH", "")]))
    (folder / "seen").mkdir()
    return f"mortal:{folder / 'seen'}"


def processes(spec: str) -> list[int]:
    """The processes that have opened it and are still there."""
    pids = [int(path.stem) for path in Path(spec.partition(":")[2]).glob("*.pid")]
    return [pid for pid in pids if Path(f"/proc/{pid}").exists()]
