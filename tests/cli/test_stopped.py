"""Work that ctrl+c breaks off: what is kept of it is said, and what is said is true."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.commands import Run

from annotator import plugins
from annotator.cli.base import verbs

KEPT = "Stopped. What was done so far is kept."


def stop(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def files() -> set[Path]:
    return {path for path in Path().rglob("*") if path.is_file()}


@pytest.mark.usefixtures("decided")
@pytest.mark.parametrize(
    ("args", "last", "said"),
    [
        (("export", "-o", "e.jsonl"), "services.exporting.atomic_output._all_to_disk",
         "No file was written; what went into a stream is cut off."),
        (("backup", "b.db"), "storage.maintenance.backup.to_disk", "No copy was written."),
        (("handout", "ana"), "storage.maintenance.packages.pack.to_disk", "No package was written."),
        (("release", "v1", "-o", "r"), "services.releasing.release._sum_up", "No release was written."),
    ],
)  # fmt: skip
def test_what_is_written_as_a_whole_is_not_there_at_all(
    run: Run, monkeypatch: pytest.MonkeyPatch, args: tuple[str, ...], last: str, said: str
) -> None:
    run("tag", "v1")
    before = files()
    monkeypatch.setattr(f"annotator.{last}", stop)
    assert run(*args, code=1).stderr.splitlines()[-1] == f"Stopped. {said}"
    assert files() == before


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_says_what_is_kept(run: Run, monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    command = getattr(plugins.load("cli", verb), verb)
    monkeypatch.setattr(command, "parse_args", lambda *_: [])
    monkeypatch.setattr(command, "invoke", stop)
    stopped = plugins.peek("cli", verb, "STOPPED")
    assert run(verb, code=1).stderr.strip() == (f"Stopped. {stopped}" if stopped else KEPT)


def test_the_app_keeps_what_was_decided(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("annotator.cli.common.open_app.open_app", stop)
    assert run(code=1).stderr.strip() == KEPT
