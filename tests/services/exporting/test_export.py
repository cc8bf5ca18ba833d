"""What `export` writes, from which layers, and that a target is either complete or as it was."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.blank import blank

from annotator import plugins
from annotator.domain.article import Article
from annotator.domain.document import Document
from annotator.errors import AnnotatorError, PluginError
from annotator.formats import jsonl
from annotator.formats.base import Lost, WriteOptions
from annotator.services.exporting.export import ExportOptions, ExportReport, export
from annotator.services.importing.add import AddOptions, add
from annotator.services.split import Ratio
from annotator.storage.store import Store

TEXT = "Ana met 😀 Zoë in São Miguel."
RECORDS = [
    {
        "text": TEXT,
        "annotations": {
            "ana": [{"start": 10, "end": 13, "label": "PERSON"}],
            "ben": [{"start": 17, "end": 27, "label": "GPE"}, {"start": 0, "end": 3, "label": "PERSON"}],
        },
    },
    {"text": "Only Ana was here.", "_annotator_id": "ana", "spans": [{"start": 5, "end": 8, "label": "PERSON"}]},
    {"text": "Passed by.", "_annotator_id": "ana", "spans": [], "answer": "ignore"},
    {"text": "Nobody has seen this."},
]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    with blank(tmp_path / "news.db") as opened:
        add(opened, [str(path)], AddOptions())
        gold = tmp_path / "gold.jsonl"
        gold.write_text(json.dumps({"text": TEXT, "spans": [{"start": 17, "end": 27, "label": "GPE"}]}))
        add(opened, [str(gold)], AddOptions(as_name="gold"))
        yield opened


def exported(store: Store, out: Path, **options: Any) -> tuple[ExportReport, list[dict[str, Any]]]:
    report = export(store, ExportOptions(out=out, **options))
    return report, [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    "name", [name for name in plugins.names("formats") if getattr(plugins.load("formats", name), "STREAMS", False)]
)
def test_a_pipe_gets_what_a_file_gets(store: Store, tmp_path: Path, name: str) -> None:
    export(store, ExportOptions(format=name, out=tmp_path / "out", layer="all"))
    for_reading, for_writing = os.pipe()
    with os.fdopen(for_reading, "rb") as got:
        with os.fdopen(for_writing, "wb") as pipe:
            export(store, ExportOptions(format=name, out=pipe, layer="all"))
        assert got.read() == (tmp_path / "out").read_bytes()


def test_nothing_is_read_for_a_pipe_that_nobody_reads_any_more(store: Store) -> None:
    with store.write():
        for number in range(200):
            store.add_article(Article.of(f"{number} {TEXT * 200}"), "2027-01-01T00:00:00.000000Z")
    seen: list[int] = []
    for_reading, for_writing = os.pipe()
    os.close(for_reading)
    with os.fdopen(for_writing, "wb") as pipe, pytest.raises(BrokenPipeError):
        wanted = ExportOptions(format="csv", out=pipe, mine="ana", status="any")
        export(store, wanted, progress=lambda done, _of: seen.append(done))
    assert len(seen) < 100


def test_gold_where_an_article_has_it_else_ones_own_layer(store: Store, tmp_path: Path) -> None:
    report, rows = exported(store, tmp_path / "out.jsonl", mine="ana")
    assert [(row["_annotator_id"], row["answer"]) for row in rows] == [
        ("gold", "accept"), ("ana", "accept"), ("ana", "ignore"),
    ]  # fmt: skip
    assert (report.articles, report.spans, report.lost) == (3, 2, [])


@pytest.mark.parametrize(
    ("options", "layers"),
    [
        ({"layer": "ben"}, ["ben"]),
        ({"layer": "all"}, ["ana", "ben", "gold", "ana", "ana"]),
        ({"layer": "ben", "status": "any"}, ["ben", "ben", "ben", "ben"]),
        ({"layer": "gold"}, ["gold"]),
    ],
)
def test_which_layers_are_written(store: Store, tmp_path: Path, options: dict[str, Any], layers: list[str]) -> None:
    assert [row["_annotator_id"] for row in exported(store, tmp_path / "o.jsonl", **options)[1]] == layers


def test_the_default_export_is_as_the_interface_says(store: Store, tmp_path: Path) -> None:
    _, rows = exported(store, tmp_path / "out.jsonl", layer="ben", rejected=True)
    (row,) = rows
    assert list(row) == [
        "text", "tokens", "spans", "rejected", "cats", "answer", "meta", "_annotator_id", "_session_id", "_timestamp",
    ]  # fmt: skip
    assert row["tokens"][2] == {"text": "😀", "start": 8, "end": 9, "id": 2, "ws": True}
    assert [list(span) for span in row["spans"]] == [
        ["start", "end", "token_start", "token_end", "label", "text", "source", "decided", "by", "at"]
    ] * 2
    assert [(span["token_start"], span["token_end"], span["text"]) for span in row["spans"]] == [
        (0, 0, "Ana"), (5, 6, "São Miguel"),
    ]  # fmt: skip
    assert row["_session_id"] == "news-ben"
    assert row["meta"]["status"] == "finished"
    assert all(row["text"][span["start"] : span["end"]] == span["text"] for span in row["spans"] + row["tokens"])


def test_the_same_project_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.jsonl"):
        export(store, ExportOptions(out=tmp_path / name, layer="all"))
    assert (tmp_path / "a.jsonl").read_bytes() == (tmp_path / "b.jsonl").read_bytes()


def test_an_export_comes_back_as_it_was(store: Store, tmp_path: Path) -> None:
    export(store, ExportOptions(out=tmp_path / "all.jsonl", layer="all"))
    with blank(tmp_path / "other.db") as other:
        report = add(other, [str(tmp_path / "all.jsonl")], AddOptions())
        assert report.layers == {"ana": 3, "ben": 1, "gold": 1}
        export(other, ExportOptions(out=tmp_path / "again.jsonl", layer="all"))
    first, second = (
        [json.loads(line) for line in (tmp_path / name).read_text().splitlines()]
        for name in ("all.jsonl", "again.jsonl")
    )
    for one, two in zip(first, second, strict=True):
        for key in ("text", "tokens", "cats", "answer", "_annotator_id"):
            assert one[key] == two[key]
        assert [span["label"] for span in one["spans"]] == [span["label"] for span in two["spans"]]


@pytest.mark.parametrize(("form", "suffix"), [("jsonl", "jsonl"), ("csv", "csv")])
def test_who_decided_and_when_comes_back(form: str, suffix: str, store: Store, tmp_path: Path) -> None:
    out = tmp_path / f"all.{suffix}"
    export(store, ExportOptions(format=form, out=out, layer="all", rejected=True))
    made = exported(store, tmp_path / "first.jsonl", layer="all", rejected=True)[1]
    with Store.create(tmp_path / "other.db") as other:
        add(other, [str(out)], AddOptions(renames={"ana": "zoe"}))
        again = exported(other, tmp_path / "again.jsonl", layer="all", rejected=True)[1]
        before = other.decisions(made[0]["meta"]["key"], "ben")
        add(other, [str(out)], AddOptions(renames={"ana": "zoe"}))
        assert other.decisions(made[0]["meta"]["key"], "ben") == before
    spans = [
        [(one["by"], one["at"]) for row in rows for one in row["spans"] + row["rejected"]] for rows in (made, again)
    ]
    assert sorted(spans[1]) == sorted(("zoe" if by == "ana" else by, at) for by, at in spans[0])
    assert len({at for _, at in spans[0]}) > 1


def test_losses_are_counted_with_article_and_quote(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps({"text": "Anabel.", "spans": [{"start": 0, "end": 3, "label": "PERSON"}]}))
    add(store, [str(path)], AddOptions(as_name="ana"))
    report = export(store, ExportOptions(format="conll", out=tmp_path / "o.conll", layer="ana"))
    (lost,) = [one for one in report.as_json()["lost"] if one["loss"] == "misaligned"]
    assert lost["span"] == {"start": 0, "end": 3, "label": "PERSON", "text": "Ana"}
    assert lost["kind"] == "span"
    assert [path.name for path in report.files] == ["o.conll"]
    assert (tmp_path / "o.conll.articles.jsonl").exists()


def test_a_default_target_names_project_layer_and_format(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert export(store, ExportOptions(layer="ana")).files == [Path("exports/news-ana.jsonl")]
    assert export(store, ExportOptions(format="prodigy", mine="ana")).files == [Path("exports/news.prodigy.jsonl")]
    assert Path("exports/news-brat/annotation.conf") in export(store, ExportOptions(format="brat", mine="ana")).files


@pytest.mark.parametrize("form", ["jsonl", "brat"])
def test_a_target_is_complete_or_as_it_was(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    out = tmp_path / "there.jsonl"
    out.write_text("what was there")

    def failing(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
        out.write_text("half")
        next(iter(documents))
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(jsonl, "write", failing)
    with pytest.raises(AnnotatorError, match=r"No space left on device|cannot be written"):
        export(store, ExportOptions(out=out if form == "jsonl" else out / "deeper", mine="ana", format=form))
    assert out.read_text() == "what was there"
    assert sorted(path.name for path in tmp_path.iterdir() if "there" in path.name) == ["there.jsonl"]
    assert not store.conn.in_transaction


def test_what_cannot_be_exported_is_said(store: Store, tmp_path: Path) -> None:
    with pytest.raises(AnnotatorError, match=r"no layer 'zoe' in .*\. There are: ana, ben, gold"):
        export(store, ExportOptions(out=tmp_path / "x", layer="zoe"))
    with pytest.raises(PluginError, match=r"read but not written\. Those that can be written: brat.*webannotation"):
        export(store, ExportOptions(format="text", out=tmp_path / "x"))


def test_a_split_writes_each_article_to_one_side(store: Store, tmp_path: Path) -> None:
    ratio = Ratio.parse("60/20/20")
    report = export(store, ExportOptions(out=tmp_path / "s", layer="all", split=ratio))
    sides = {path.stem: path.read_text().splitlines() for path in report.files}
    keys = {side: {json.loads(line)["meta"]["key"] for line in lines} for side, lines in sides.items()}
    assert list(keys) == ["dev", "test", "train"]
    assert sum(map(len, keys.values())) == len(set().union(*keys.values())) == 3
    assert sum(sum(labels.values()) for labels in report.balance.values()) == report.spans
