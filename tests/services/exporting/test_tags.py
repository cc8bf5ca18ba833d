"""What is exported at a tag stays what it was, whatever is done later."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.projects import TEXT, at_work, project

from annotator import plugins
from annotator.domain.article import Article
from annotator.domain.document import Document
from annotator.errors import WrongUsage
from annotator.services.annotating.session import AnnotationSession
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.exporting.tags import remove_tag, set_tag
from annotator.services.importing.add import AddOptions, add
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import carry_out, renaming
from annotator.services.project.merge import merge
from annotator.services.split import Ratio
from annotator.storage.maintenance.backup import backup
from annotator.storage.queries.documents import Wanted, documents
from annotator.storage.queries.tagged.documents import documents_at
from annotator.storage.store import Store
from annotator.storage.tags.tags import tags

FORMATS = [name for name in plugins.names("formats") if hasattr(plugins.load("formats", name), "write")]
RECORDS = [
    {"text": "Rain fell on Orlow.", "title": "Rain", "meta": {"genre": "news"},
     "annotations": {"ana": [{"start": 13, "end": 18, "label": "GPE"}], "ben": []}},
    {"text": "Lena sings.", "_annotator_id": "ana", "spans": [{"start": 0, "end": 4, "label": "PERSON"}]},
]  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened, key = project(tmp_path / "p.db")
    with opened:
        (tmp_path / "in.jsonl").write_text("".join(json.dumps(one) + "\n" for one in RECORDS))
        add(opened, [str(tmp_path / "in.jsonl")], AddOptions())
        ana = at_work(opened, key)
        ana.accept()
        ana.reject()
        ana.label("LOC")
        ana.undo()
        ana.comment("Is Rome a place?")
        ana.finish("reject")
        yield opened
        assert check_up(opened).sound


def go_on(store: Store, folder: Path) -> None:
    """Do whatever may be done to a project: new decisions, articles, labels, languages, tokens, and another's work."""
    ana = at_work(store, Article.of(TEXT).key)
    ana.reopen()
    ana.undo()
    ana.undo()
    other = AnnotationSession(store, Article.of("Lena sings.").key, "ana")
    other.load()
    other.reopen()
    with store.write() as conn:
        store.set_meta(Article.of("Lena sings.").key, {"genre": "song"})
        conn.execute(
            "UPDATE articles SET archived = 1, language = 'de', title = 'x' WHERE key != ?", (ana.article.key,)
        )
        conn.execute("INSERT OR REPLACE INTO tokens VALUES (1, 'x', ?)", (b"\0\0\0\0\x03\0\0\0",))
        store.add_article(Article.of("Rain fell on Orlow!"), "2020-01-01T00:00:00.000000Z")
    carry_out(store, renaming(store, "PERSON", "WHO"))
    with Store.create(folder / "other.db") as ben:
        (folder / "ben.jsonl").write_text(json.dumps({"text": TEXT, "_annotator_id": "ana", "spans": []}))
        add(ben, [str(folder / "ben.jsonl")], AddOptions())
    merge(store, folder / "other.db")


def plain(document: Document | None) -> object:
    if document is None:
        return None
    return (document.article, document.layer, document.status, list(document.spans), list(document.rejected),
            dict(document.cats), list(document.tokens), document.tokenizer, document.elapsed_ms, document.flagged,
            list(document.comments), document.at)  # fmt: skip


def every(folder: Path) -> dict[str, bytes]:
    return {one.relative_to(folder).as_posix(): one.read_bytes() for one in sorted(folder.rglob("*")) if one.is_file()}


def written(store: Store, folder: Path, name: str, at: str) -> dict[str, bytes]:
    folder.mkdir()
    out = folder / "out"
    export(store, ExportOptions(name, out / "all", "all", "ana", "any", at=at))
    export(store, ExportOptions(name, out / "finished", "", "ana", at=at))
    ratio = Ratio.parse("50/50")
    export(store, ExportOptions(name, out / "split", "all", "ana", "any", split=ratio, rejected=True, at=at))
    return {path: body for path, body in every(out).items() if not path.endswith(".annotator-export")}


@pytest.mark.parametrize("name", FORMATS)
def test_an_export_at_a_tag_is_what_it_was_then(store: Store, tmp_path: Path, name: str) -> None:
    now = written(store, tmp_path / "now", name, "")
    set_tag(store, "v1.0", by="ana")
    tagged = written(store, tmp_path / "tagged", name, "v1.0")
    assert tagged == now
    go_on(store, tmp_path)
    assert written(store, tmp_path / "later", name, "v1.0") == now
    assert written(store, tmp_path / "other", name, "") != now


@pytest.mark.parametrize("wanted", [Wanted("all", "ana", False, True), Wanted("", "ana"), Wanted("ben", "", False)])
def test_documents_at_a_tag_are_those_of_that_moment(store: Store, tmp_path: Path, wanted: Wanted) -> None:
    now = [plain(one) for one in documents(store, wanted)]
    tag = set_tag(store, "v1.0", by="ana")
    assert [plain(one) for one in documents_at(store, tag, wanted)] == now
    go_on(store, tmp_path)
    assert [plain(one) for one in documents_at(store, tag, wanted)] == now
    assert [plain(one) for one in documents(store, wanted)] != now


def test_what_is_none_is_said(store: Store) -> None:
    with pytest.raises(WrongUsage, match="There are none: `annotator tag NAME` sets one"):
        export(store, ExportOptions(at="v1"))
    set_tag(store, "v1", by="ana", note=" first ")
    assert [(one.name, one.by, one.note, one.articles) for one in tags(store)] == [("v1", "ana", "first", 3)]
    for name in ("", "  ", "a\nb", "x" * 101):
        with pytest.raises(WrongUsage, match="1 to 100 characters"):
            set_tag(store, name, by="ana")
    with pytest.raises(WrongUsage, match="Unicode text"):
        set_tag(store, "v2", by="ana", note="\udcff")
    with pytest.raises(WrongUsage, match="There is a tag 'v1' already, of 20"):
        set_tag(store, "v1", by="ben")
    with pytest.raises(WrongUsage, match=r"no tag 'v2'\. There are: v1\."):
        export(store, ExportOptions(at="v2"))
    with pytest.raises(WrongUsage, match="do not go together"):
        export(store, ExportOptions(at="v1", where="lang:en"))
    remove_tag(store, "v1")
    assert tags(store) == []


def test_a_tag_of_another_file_is_told_and_not_taken(store: Store, tmp_path: Path) -> None:
    set_tag(store, "v1", by="ana")
    with Store.create(tmp_path / "other.db") as other:
        set_tag(other, "v1", by="ben")
    report = merge(store, tmp_path / "other.db")
    assert (report.tags, report.as_json()["tags_not_taken"]) == (("v1",), ["v1"])
    assert [one.by for one in tags(store)] == ["ana"]
    backup(store, tmp_path / "copy.db")
    with store.write() as conn:
        conn.execute("UPDATE tags SET by = 'anna'")
    assert merge(store, tmp_path / "copy.db").tags == ()


def test_the_doctor_tells_what_makes_no_sense_in_a_tag(store: Store) -> None:
    set_tag(store, "v1", by="ana")
    with store.write() as conn:
        conn.execute("UPDATE tags SET scheme = '7', last = 999")
        conn.execute("UPDATE tagged_articles SET meta = '[' WHERE place = 1")
    found = [one for one in check_up(store, fix=True).problems if one.check == "tags"]
    assert len(found) == 3
    assert all("`annotator tag drop` takes the tag 'v1' away." in one.problem for one in found)
    remove_tag(store, "v1")
