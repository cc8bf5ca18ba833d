"""Verbs that write, each in a folder of its own: what is there before, and what has to be there afterwards."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.million_project import million
from support.pty import ANNOTATOR
from support.schemas import FOLDER, restore

from annotator.services.project.doctor import check_up
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

ARTICLES = 400


@dataclass(frozen=True)
class Case:
    """A verb in a folder with a project, what has to be there before, and what is looked at afterwards."""

    words: Sequence[str]
    before: Callable[[Path], object]
    after: Callable[[Path], object]

    @property
    def command(self) -> list[str]:
        return [*ANNOTATOR, "-p", "p.db", "--as", "eva", *self.words]


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


def corpus_and_patterns(folder: Path) -> None:
    corpus(folder)
    (folder / "patterns.jsonl").write_text('{"label": "EVENT", "pattern": "talks"}\n')


def backed_up(folder: Path) -> object:
    """The copy, and what lies beside it."""
    shutil.copyfile(folder / "p.db", folder / "kept.db")
    shutil.move(folder / "copy.db", folder / "p.db")
    found = contents(folder)
    shutil.move(folder / "kept.db", folder / "p.db")
    return found, [path.name for path in folder.glob("*copy*")]


CASES = {
    "labels rename": Case(["labels", "rename", "PERSON", "HUMAN"], corpus, contents),
    "labels merge": Case(["labels", "merge", "FAC", "GPE", "--yes"], corpus, contents),
    "merge": Case(["merge", "other.db"], corpus_and_copy, contents),
    "merge more": Case(["merge", "more.db"], corpus_and_copy, contents),
    "assign": Case(["assign", "--to", "ana,ben"], corpus, dealt),
    "add": Case(["add", "texts"], corpus_and_texts, contents),
    "migration": Case(["stats"], old_project, contents),
    "suggest": Case(["suggest", "--patterns", "patterns.jsonl", "--redo"], corpus_and_patterns, contents),
    "backup": Case(["backup", "copy.db", "--force"], corpus, backed_up),
    "export": Case(["export", "--layer", "all", "-o", "out.jsonl"], corpus, exported),
}
