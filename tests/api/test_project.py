"""A project from a program: what comes out of it, that nothing stays locked, what is said where something is wrong."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread

import pytest
from support.labelled import RECORDS, TEXT

import annotator
from annotator import Project, Scheme
from annotator.errors import AnnotatorError, NoProject, NotAProject, ProjectError, SchemeError, WrongUsage
from annotator.services.exporting.tags import set_tag
from annotator.storage.store import Store


def is_at_rest(project: Project) -> bool:
    """Whether no transaction of the project's is open, as another program sees it: it can write, and empty the log."""
    other = sqlite3.connect(project.path, timeout=0, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("UPDATE project SET revision = revision + 1")
    other.execute("COMMIT")
    (blocked, _, _) = other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    other.close()
    return not blocked


# -- documents


@pytest.mark.parametrize(
    ("asked", "layers"),
    [
        ({}, ["ana", "ben", "ana"]),
        ({"layer": "ben"}, ["ben"]),
        ({"layer": "gold"}, []),
        ({"layer": "ben", "status": "any"}, ["ben", "ben", "ben"]),
        ({"status": "any"}, ["ana", "ben", "ana"]),
    ],
)
def test_which_documents_there_are(project: Project, asked: dict[str, str], layers: list[str]) -> None:
    assert [document.layer for document in project.documents(**asked)] == layers  # type: ignore[arg-type]


def test_a_document_is_what_a_line_of_the_export_is(project: Project, tmp_path: Path) -> None:
    project.export(tmp_path / "out.jsonl", rejected=False)
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert [document.to_dict() for document in project.documents()] == list(map(json.loads, lines))


def test_a_loop_that_stops_early_leaves_nothing_locked(project: Project) -> None:
    for document in project.documents():
        assert document.text == TEXT
        assert is_at_rest(project)
        break
    held = project.documents()
    next(held)
    with pytest.raises(RuntimeError):
        for _ in held:
            raise RuntimeError
    assert is_at_rest(project)
    assert [document.text for document in held] == ["Passed by."]


def test_a_loop_may_add_to_the_project_and_sees_each_article_as_it_stands_then(project: Project) -> None:
    seen: list[list[str]] = []
    for document in project.documents("ben", status="any"):
        if not seen:
            project.add({"text": "Passed by.", "spans": [[0, 6, "ORG"]]}, layer="ben")
        seen.append([held.span.label for held in document.spans])
    assert seen == [["PERSON", "GPE"], ["ORG"], []]


def test_documents_can_be_kept_when_the_project_is_closed(project: Project) -> None:
    kept = list(project.documents(rejected=True))
    project.close()
    assert [len(document.spans) for document in kept] == [1, 2, 0]
    assert kept[0].to_dict()["spans"][0]["text"] == "Zoë"


def test_many_loops_at_once_do_not_disturb_each_other(project: Project) -> None:
    pairs = list(zip(project.documents(), project.documents(), project.articles(), strict=True))
    assert [one.layer for one, _, _ in pairs] == [two.layer for _, two, _ in pairs]


def test_what_is_refused_comes_along_where_it_is_asked_for(project: Project) -> None:
    project.add({"text": "Bo left.", "spans": [], "rejected": [[0, 2, "ORG"]]}, layer="cy")
    (without,), (with_it,) = project.documents("cy"), project.documents("cy", rejected=True)
    assert "rejected" not in without.to_dict()
    assert [span["text"] for span in with_it.to_dict()["rejected"]] == ["Bo"]


# -- articles, scheme, figures


def test_articles_come_in_order_and_by_the_beginning_of_their_key(project: Project) -> None:
    articles = list(project.articles())
    assert [article.text for article in articles] == [record["text"] for record in RECORDS]
    assert project.article(articles[1].key[:8]) == articles[1]
    with pytest.raises(NoProject, match="No article has a key"):
        project.article("zz")


@pytest.mark.parametrize("given", [["PER", "LOC"], Scheme(()).with_label("PER").with_label("LOC"), "scheme.toml"])
def test_a_new_project_has_the_scheme_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: Scheme | list[str] | str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("scheme.toml").write_text('[[label]]\nname = "PER"\n[[label]]\nname = "LOC"\n')
    with annotator.create("deep/down/p.db", scheme=given) as project:
        assert project.scheme.names() == ("PER", "LOC")
    Path("empty.db").touch()
    with annotator.create("empty.db", scheme=given) as project:
        assert project.scheme.names() == ("PER", "LOC")
    with annotator.create("deep/down/p.db", scheme=["OTHER"], exist_ok=True) as project:
        assert project.scheme.names() == ("PER", "LOC")


def test_a_scheme_that_makes_no_sense_makes_no_project(tmp_path: Path) -> None:
    with pytest.raises(SchemeError):
        annotator.create(tmp_path / "p.db", scheme=[" "])
    assert list(tmp_path.iterdir()) == []


def test_figures_are_those_of_the_command_line(project: Project) -> None:
    assert project.layers == ["ana", "ben"]
    assert project.stats()["layers"]["ana"]["skipped"] == 1
    found = project.agreement("ana", "ben", tokens="whitespace")
    assert found["articles"] == 1
    assert found["pairs"][0]["f1_exact"] == 0
    assert [one["name"] for one in project.agreement(measures=["kappa"])["measures"]] == ["kappa"]
    assert project.agreement("ana", "ben", first=True)["first"]
    assert len(project.agreement("ana", "ben", by="month")["periods"]) == 1
    assert project.drift("ana")["ana"]["others"]["points"][0]["articles"] == 1
    with pytest.raises(WrongUsage, match="no layer 'cy'"):
        project.agreement("ana", "cy")
    with pytest.raises(
        WrongUsage, match=r"no measure 'nix'\. There are: alpha, attributes, coref, f1, gamma, kappa, links, relations"
    ):
        project.agreement(measures=["nix"])


# -- SQL


def test_rows_of_a_query_are_dictionaries(project: Project) -> None:
    query = "SELECT quote, label FROM all_spans WHERE layer = {} ORDER BY start"
    rows = [{"quote": "Ana", "label": "PERSON"}, {"quote": "São Miguel", "label": "GPE"}]
    assert project.sql(query.format("?"), ["ben"]) == project.sql(query.format(":who"), {"who": "ben"}) == rows
    assert project.sql("SELECT 1 AS one WHERE 0") == []


@pytest.mark.parametrize(
    "query",
    [
        "DELETE FROM places", "INSERT INTO places VALUES (1, 2, 3, 4)", "DROP TABLE spans", "CREATE TABLE t (a)",
        "PRAGMA user_version = 99", "SELECT nix FROM spans", "SELECT 1; SELECT 2", "SELECT ?", "", "🙈",
    ],
)  # fmt: skip
def test_a_query_that_is_wrong_or_would_write_changes_nothing(project: Project, query: str) -> None:
    before = project.path.read_bytes(), project.stats()
    if query and not query.startswith("PRAGMA"):
        with pytest.raises(WrongUsage, match=r"SQLite does not carry this out: .*[^.]\.$"):
            project.sql(query)
    else:
        assert project.sql("SELECT 1 AS one") == [{"one": 1}]
    assert (project.path.read_bytes(), project.stats()) == before
    assert is_at_rest(project)


def test_a_transaction_that_a_query_begins_is_ended(project: Project) -> None:
    project.sql("BEGIN")
    project.sql("SELECT * FROM articles")
    assert is_at_rest(project)


def test_the_database_of_sqlite_utils_reads_and_does_not_write(project: Project) -> None:
    assert project.database["articles"].count == 3
    assert project.database is project.database
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        project.database.execute("INSERT INTO places VALUES (1, 'x', 'y', 'z')")
    project.add({"text": "One more."})
    assert project.database["articles"].count == 4


def test_a_query_goes_to_the_file_that_was_opened_wherever_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with annotator.create("a #?%41.db") as project:
        project.add({"text": "Here."})
        monkeypatch.chdir("/")
        assert project.sql("SELECT count(*) AS n FROM articles") == [{"n": 1}]


# -- what is wrong


def test_each_thing_that_is_no_project_is_its_own_error(tmp_path: Path, project: Project) -> None:
    (tmp_path / "no.db").write_text("not a project")
    for path, kind in (("none.db", NoProject), ("no.db", NotAProject), (".", NotAProject)):
        with pytest.raises(kind):
            annotator.open(tmp_path / path)
    with pytest.raises(ProjectError, match="there already"):
        annotator.create(project.path)


_USES: list[Callable[[Project], object]] = [
    lambda project: project.scheme,
    lambda project: project.layers,
    lambda project: project.article("a"),
    lambda project: list(project.articles()),
    lambda project: list(project.documents()),
    lambda project: project.add({"text": "x"}),
    lambda project: project.export(),
    lambda project: project.stats(),
    lambda project: project.agreement(),
    lambda project: project.sql("SELECT 1"),
    lambda project: project.database,
]


@pytest.mark.parametrize("use", _USES)
def test_a_project_that_was_closed_says_so(project: Project, use: Callable[[Project], object]) -> None:
    project.close()
    project.close()
    with pytest.raises(ProjectError, match="was closed"):
        use(project)
    assert "closed" in repr(project)


def test_a_loop_over_a_project_that_is_closed_meanwhile_says_so(project: Project) -> None:
    for loop in (project.documents(), project.articles()):
        next(loop)
    project.close()
    with pytest.raises(ProjectError, match="was closed"):
        next(loop)


@pytest.mark.parametrize("use", _USES)
def test_another_thread_is_told_to_open_the_project_for_itself(
    project: Project, use: Callable[[Project], object]
) -> None:
    said: list[BaseException] = []

    def elsewhere() -> None:
        try:
            use(project)
        except AnnotatorError as error:
            said.append(error)

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    assert ["another thread" in str(error) for error in said] == [True]


@pytest.mark.parametrize(
    "use",
    [
        lambda project: project.documents("nix"),
        lambda project: project.documents(status="done"),
        lambda project: project.export("x.jsonl", status="done"),
        lambda project: project.export("x.jsonl", layer="nix"),
        lambda project: project.export("x.nix"),
        lambda project: project.export("x.json"),
        lambda project: project.export("x.html"),
        lambda project: project.export("x", format="conll", settings={"tags": "nix"}),
        lambda project: project.agreement(tokens="nix"),
        lambda project: project.add("x", offsets="words"),
        lambda project: project.add("x", format="nix"),
        lambda project: project.add(5),
    ],
)
def test_what_makes_no_sense_is_said_at_once_and_nothing_is_done(
    project: Project, use: Callable[[Project], object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = project.stats()
    with pytest.raises(WrongUsage):
        use(project)
    assert project.stats() == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith("x")] == []


# -- export


def test_an_export_says_what_is_lost(project: Project, tmp_path: Path) -> None:
    project.add({"text": "Anabel.", "spans": [[0, 3, "PERSON"]]}, layer="cy")
    with pytest.warns(UserWarning, match=r"Lost, as listed in `report.lost`: misaligned 1\.") as caught:
        report = project.export(tmp_path / "o.conll", layer="cy")
    assert caught[0].filename == __file__
    assert [one.quote for one in report.lost] == ["Ana"]
    assert report.files == [tmp_path / "o.conll"]


def test_an_export_may_be_split_and_is_empty_where_there_is_nothing(project: Project, tmp_path: Path) -> None:
    sides = project.export(tmp_path / "sides", layer="ana", split="50/50", seed=3)
    assert [path.name for path in sides.files] == ["dev.jsonl", "train.jsonl"]
    assert project.export(tmp_path / "none.jsonl", layer="gold").files == []
    assert not (tmp_path / "none.jsonl").exists()


def test_an_export_may_be_as_of_a_tag(project: Project, tmp_path: Path) -> None:
    with Store.open(project.path) as store:
        set_tag(store, "v1", by="ana")
    before = project.export(tmp_path / "before.jsonl").files[0].read_bytes()
    project.add({"text": "Anabel.", "spans": [[0, 6, "PERSON"]]}, layer="cy")
    assert project.export(tmp_path / "tagged.jsonl", at="v1").files[0].read_bytes() == before
    assert project.export(tmp_path / "now.jsonl").files[0].read_bytes() != before
    with pytest.raises(WrongUsage, match="no tag 'v2'"):
        project.export(at="v2")


def test_a_cell_of_a_notebook_may_be_run_again(tmp_path: Path) -> None:
    """The project of the first run is still open; another program comes and goes, and nothing is lost."""
    elsewhere = "import annotator, sys; annotator.open(sys.argv[1]).add({'text': 'Two.'})"
    for text in ("One.", "Three."):
        project = annotator.create(tmp_path / "p.db", exist_ok=True)
        project.add({"text": text})
        subprocess.run([sys.executable, "-c", elsewhere, str(tmp_path / "p.db")], check=True)
        project.add({"text": f"{text} And on."})
    assert len(list(project.articles())) == 5
