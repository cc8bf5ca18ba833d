"""`kill -9` at any moment of a verb that writes: the project is sound, and the verb run again comes to the same."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bench.million_project import million
from support.news import QUIET
from support.pty import ANNOTATOR
from support.schemas import FOLDER, restore

from annotator.services.project.doctor import check_up
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

ARTICLES = 400
_IMPORTING = 0.1  # seconds in which a verb only loads itself


@dataclass(frozen=True)
class Case:
    """A verb in a folder with a project, what has to be there before, and what is looked at afterwards."""

    words: Sequence[str]
    before: Callable[[Path], object]
    after: Callable[[Path], object]


def corpus(folder: Path) -> Path:
    return million(folder / "p.db", ARTICLES)


def corpus_and_copy(folder: Path) -> None:
    """A project, and a copy in which somebody else has worked under other labels."""
    shutil.copyfile(corpus(folder), folder / "other.db")
    with Store.open(folder / "other.db") as store:
        save_scheme(store, store.scheme().renamed("PERSON", "HUMAN"))
    million(folder / "more.db", 2 * ARTICLES)


def corpus_and_texts(folder: Path) -> None:
    corpus(folder)
    (folder / "texts").mkdir()
    for number in range(100):
        (folder / "texts" / f"{number}.txt").write_text(f"Added {number}.\n\nAna Ruiz went to Rome.\n" * 20)


def old_project(folder: Path) -> None:
    restore((FOLDER / "v1.sql").read_text(encoding="utf-8"), folder / "p.db")


def contents(folder: Path) -> dict[str, Any]:
    """What a project holds, without when and in which row."""
    queries = (
        "SELECT key, title, archived FROM articles",
        'SELECT article, start, "end", label, source, score FROM suggestions',
        "SELECT id, action, note FROM decisions",
        'SELECT key, layer, state, start, "end", label, decided FROM spans JOIN articles ON articles.id = article',
        "SELECT key, layer, status, undecided FROM layers JOIN articles ON articles.id = article",
        "SELECT step, state FROM steps",
        "SELECT unsettled FROM project",
    )
    with Store.open(folder / "p.db") as store:
        assert check_up(store).problems == []
        found: dict[str, Any] = {query: sorted(store.conn.execute(query), key=str) for query in queries}
        return {**found, "scheme": store.scheme()}


def dealt(folder: Path) -> object:
    """How many articles were given, and how many to more than one: who got which is another deal after a kill."""
    with Store.open(folder / "p.db") as store:
        assert check_up(store).problems == []
        query = "SELECT count(DISTINCT article), count(*) FROM assignments"
        return store.conn.execute(query).fetchone()


def exported(folder: Path) -> object:
    """The file, and what lies beside it."""
    found = {path.name: path for path in folder.iterdir() if path.name.startswith(("out", ".out"))}
    rows = [json.loads(line) for line in found["out.jsonl"].read_text(encoding="utf-8").splitlines()]
    return list(found), [row["text"] for row in rows]


CASES = {
    "labels rename": Case(["labels", "rename", "PERSON", "HUMAN"], corpus, contents),
    "labels merge": Case(["labels", "merge", "FAC", "GPE", "--yes"], corpus, contents),
    "merge": Case(["merge", "other.db"], corpus_and_copy, contents),
    "merge more": Case(["merge", "more.db"], corpus_and_copy, contents),
    "assign": Case(["assign", "--to", "ana,ben"], corpus, dealt),
    "add": Case(["add", "texts"], corpus_and_texts, contents),
    "migration": Case(["stats"], old_project, contents),
    "export": Case(["export", "--layer", "all", "-o", "out.jsonl"], corpus, exported),
}


def run(folder: Path, case: Case, *, kill_after: float | None = None) -> None:
    """Run the verb of a case, or the beginning of it."""
    process = subprocess.Popen(
        [*ANNOTATOR, "-p", "p.db", "--as", "eva", *case.words], cwd=folder, env={**os.environ, **QUIET},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        process.wait(kill_after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def outlives(folder: Path, case: Case, kills: int, seed: int) -> int:
    """How many runs were really cut short; fails where one leaves another result than a run that was not."""
    chance, cut = random.Random(seed), 0  # noqa: S311 - moments are drawn, no secrets
    (folder / "whole").mkdir()
    case.before(folder / "whole")
    shutil.copytree(folder / "whole", folder / "start")
    began = time.monotonic()
    run(folder / "whole", case)
    whole, expected = time.monotonic() - began, case.after(folder / "whole")
    for number in range(kills):
        here = folder / f"killed-{number}"
        shutil.copytree(folder / "start", here)
        began, moment = time.monotonic(), chance.uniform(_IMPORTING, whole)
        run(here, case, kill_after=moment)
        cut += time.monotonic() - began >= moment
        for left in here.glob(".out*"):
            os.utime(left, (0, 0))  # what was left a minute ago is taken away
        run(here, case)
        assert case.after(here) == expected, f"kill {number}, after {moment:.2f} of {whole:.2f} s"
        shutil.rmtree(here)
    return cut


@pytest.mark.parametrize("verb", CASES)
def test_a_verb_that_was_killed_comes_to_the_same_when_it_is_run_again(tmp_path: Path, verb: str) -> None:
    outlives(tmp_path, CASES[verb], 1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("verb", CASES)
def test_twenty_kills_of_a_verb(tmp_path: Path, verb: str) -> None:
    cut = outlives(tmp_path, CASES[verb], 20, 2)
    print(f"{verb}: {cut} of 20 runs were cut short")
    assert cut
