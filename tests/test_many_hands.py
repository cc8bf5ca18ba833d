"""Eight annotators, a reviewer, exports, backups and renamed labels at once: nothing acknowledged is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.news import news_project

from annotator.services.project.doctor import check_up
from annotator.storage.store import Store

ANNOTATORS = ("ana", "ana", "ben", "cid", "dan", "eve", "fay", "gus")
WORKS = """
import sys
from contextlib import suppress
from pathlib import Path
from annotator.errors import AnnotatorError, ProjectBusy
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.store import Store

path, who, me, count = sys.argv[1:]
acknowledged = 0
with Store.open(Path(path)) as store:
    keys = [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY id")]
    print("ready", flush=True)
    sys.stdin.readline()
    session = None
    for number in range(int(count)):
        if session is None or number % 25 == 0:
            session = AnnotationSession(store, keys[(number // 25 + int(me)) % len(keys)], who)
            session.load()
            session.next_undecided()
        try:
            match number % 9:
                case 3: session.undo()
                case 5: session.label("PERSON")
                case 7: session.resize("right", 1)
                case 8: session.keep_place()
                case _ if session.focus in session.proposals.open: session.accept() if number % 2 else session.reject()
                case _: session.next_undecided()
            session.comment(f"{me}:{number}")
            acknowledged += 1
        except AnnotatorError as error:
            if isinstance(error, ProjectBusy):
                continue
            with suppress(AnnotatorError):
                session.comment(f"{me}:{number}")
                acknowledged += 1
    for key in keys:
        with suppress(AnnotatorError):
            AnnotationSession(store, key, who).finish()
print(acknowledged, flush=True)
"""
LEADS = """
import sys
from contextlib import suppress
from pathlib import Path
from annotator.errors import AnnotatorError
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.project.labels import adding, carry_out, renaming
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.maintenance.at_rest import into_file
from annotator.storage.maintenance.backup import backup
from annotator.storage.store import Store

path, out, rounds = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
with Store.open(path) as store:
    keys = [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY id")]
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(rounds):
        into_file(path)
        backup(store, out / f"b{number}.db")
        with suppress(AnnotatorError):
            carry_out(store, adding(store, f"NEW{number}"))
            carry_out(store, renaming(store, f"NEW{number}", f"NAMED{number}"))
        with suppress(AnnotatorError):
            review = ReviewSession(store, keys[number % len(keys)], "rosa")
            review.majority()
            review.undo()
        export(store, ExportOptions(out=out / "all.jsonl", layer="all", status="any"))
print(rounds, flush=True)
"""


def many_hands(folder: Path, each: int, rounds: int) -> int:
    """How many decisions were acknowledged; fails where one is not there, or anything is unsound."""
    path = folder / "p.db"
    news_project(path)
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    commands = [
        [WORKS, str(path), who, str(number), str(each)] for number, who in enumerate(ANNOTATORS)
    ] + [[LEADS, str(path), str(folder), str(rounds)]]  # fmt: skip
    pipe = subprocess.PIPE
    hands = [
        subprocess.Popen([sys.executable, "-c", *command], stdin=pipe, stdout=pipe, text=True, env=env)
        for command in commands
    ]
    for hand in hands:
        assert hand.stdout
        assert hand.stdout.readline() == "ready\n"
    for hand in hands:
        assert hand.stdin
        hand.stdin.write("\n")
        hand.stdin.flush()
    said = [int(hand.communicate(timeout=600)[0]) for hand in hands]
    with Store.open(path) as store:
        assert check_up(store).problems == []
        rows = store.conn.execute("SELECT note FROM decisions WHERE action = 'commented' AND note LIKE '%:%'")
        comments = [note for (note,) in rows]
        assert len(comments) == len(set(comments)) == sum(said[:-1])
    for number in range(rounds):
        with Store.open(folder / f"b{number}.db") as copy:
            assert check_up(copy).problems == []
    return sum(said[:-1])


def test_many_hands_lose_nothing(tmp_path: Path) -> None:
    assert many_hands(tmp_path, 20, 2) > 80


@pytest.mark.slow
def test_many_hands_lose_nothing_in_thousands_of_decisions(tmp_path: Path) -> None:
    done = many_hands(tmp_path, 400, 20)
    print(f"{done:,} decisions of {len(ANNOTATORS)} hands beside a leader, none lost")
    assert done > 2_000
