"""Two processes that label one project at the same time: whatever either was told is done, is there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from support.news import NEWS, news_project

from annotator.domain.decisions import Accepted, Commented, decide
from annotator.domain.layer import step_all
from annotator.services.annotating.session import AnnotationSession
from annotator.services.project.doctor import check_up
from annotator.storage.store import Store

EACH = 1_000
WRITER = """
import sys
from pathlib import Path
from annotator.errors import DecisionError
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.store import Store

path, key, who, me, count = sys.argv[1:]
with Store.open(Path(path)) as store:
    session = AnnotationSession(store, key, who)
    session.load()
    session.next_undecided()
    print("ready", flush=True)
    sys.stdin.readline()
    done = 0
    while done < int(count):
        try:
            if done % 5 == 0 or session.focus is None:
                session.comment(f"{me} {done}")
            elif done % 11 == 0:
                session.resize("right", 1)
            elif done % 13 == 0:
                session.undo()
            elif session.focus in session.layer.held:
                session.label("PERSON" if session.focus.label != "PERSON" else "ORG")
            elif done % 3 == int(me):
                session.reject()
            else:
                session.accept()
        except DecisionError:
            session.comment(f"{me} instead {done}")
            session.next_undecided() or session.move(done % len(session.text))
        done += 1
    print("done", flush=True)
"""


@pytest.mark.parametrize("names", [("ana", "bo"), ("ana", "ana")])
def test_all_that_two_processes_decide_at_once_is_there(tmp_path: Path, names: tuple[str, str]) -> None:
    path = tmp_path / "news.db"
    key = news_project(path, ["\n\n".join(NEWS)])[0]
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", WRITER, str(path), key, who, str(number), str(EACH)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for number, who in enumerate(names)
    ]
    for writer in writers:
        assert writer.stdout
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("\n")
        writer.stdin.flush()
    assert [writer.communicate(timeout=120)[0] for writer in writers] == ["done\n", "done\n"]
    with Store.open(path) as store:
        log = [one for name in sorted(set(names)) for one in store.decisions(key, name)]
        assert len({one.step for one in log}) == 2 * EACH
        said = {one.event.text for one in log if isinstance(one.event, Commented)}
        assert said >= {f"{me} {done}" for me in "01" for done in range(0, EACH, 5)}
        assert check_up(store).problems == []


def test_what_was_decided_first_but_written_last_counts_last(tmp_path: Path) -> None:
    path = tmp_path / "news.db"
    key = news_project(path)[0]
    with Store.open(path) as one, Store.open(path) as other:
        slow, quick = AnnotationSession(one, key, "ana"), AnnotationSession(other, key, "ana")
        for session in (slow, quick):
            session.load()
            session.next_undecided()
        span = slow.focused()
        decisions = decide([Accepted(span)], layer="ana", by="ana")
        quick.reject()
        step_all(slow.layer, decisions)
        slow._write(decisions)
        assert span in slow.layer.held
        assert one.layer(key, "ana").layer == slow.layer
        assert check_up(other).problems == []
