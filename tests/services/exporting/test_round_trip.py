"""What was exported, added to a new project and exported again: the same bytes, and nothing decided anew."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.teams import act, project, put

from annotator.domain.decisions import (
    GOLD,
    Accepted,
    Added,
    Approved,
    Commented,
    Finished,
    Flagged,
    Noted,
    Rejected,
    Relabelled,
    Resized,
    Returned,
    Ruled,
    Skipped,
    decide,
)
from annotator.domain.layer import step_all
from annotator.domain.span import Span
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.importing.add import AddOptions, add
from annotator.storage.maintenance.doctor import examine
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

TEXT = "Ada met Bo in Rome. Cy and Di left for Oslo."
ADA = Span(0, 3, "PER")
MODEL = "spacy:en@3"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    (tmp_path / "here").mkdir()
    with project(tmp_path / "here" / "news.db") as opened:
        with opened.write():
            save_scheme(opened, opened.scheme().with_labels({"LOC": "span", "NEWS": "article", "OLD": "article"}))
        first, second, third, fourth = (put(opened, text) for text in (TEXT, "Ada left.", "Bo came.", "Cy."))
        act(opened, first, "ana", Accepted(ADA, MODEL, 0.9), Relabelled(Span(14, 18, "ORG"), "LOC", MODEL, 0.8))
        act(opened, first, "ana", Resized(Span(20, 26, "PER"), 20, 22, MODEL), Added(Span(8, 10, "PER")))
        act(opened, first, "ana", Rejected(Span(27, 29, "LOC"), "memory", 0.4), Noted("NEWS", on=True))
        act(opened, first, "ana", Commented("Why?", ADA), Commented("All of it."), Flagged(on=True))
        act(opened, first, "ana", Noted("OLD", on=False), Finished())
        act(opened, first, GOLD, Ruled(0, 44, '[["ana",[]]]', (ADA,), "ana"), Approved())
        act(opened, second, "ana", Added(ADA), Skipped())
        act(opened, third, "ana", Added(Span(0, 2, "PER")))
        act(opened, fourth, "ana", Added(Span(0, 2, "PER")), Finished())
        by_rita(opened, fourth)
        yield opened


def by_rita(store: Store, key: str) -> None:
    """Give an article back, half a minute later."""
    state = store.layer(key, "ana")
    step = decide([Returned("Look again.")], layer="ana", by="rita", elapsed_ms=30_000)
    step_all(state.layer, step)
    with store.write():
        store.append(key, store.article(key).text, step, state.layer, revision=state.revision)


def exported(store: Store, form: str, out: Path) -> bytes:
    export(store, ExportOptions(format=form, out=out, layer="all", status="any", rejected=True))
    return out.read_bytes()


@pytest.mark.parametrize(
    ("form", "suffix"),
    [("jsonl", "jsonl"), ("csv", "csv"), ("prodigy", "jsonl"), ("label_studio", "json"), ("doccano", "jsonl")],
)
def test_the_same_comes_out_that_went_in(form: str, suffix: str, store: Store, tmp_path: Path) -> None:
    first = exported(store, form, tmp_path / f"first.{suffix}")
    (tmp_path / "there").mkdir()
    with Store.create(tmp_path / "there" / "news.db") as other:
        for nth in range(2):
            report = add(other, [str(tmp_path / f"first.{suffix}")], AddOptions())
            assert (report.refused, bool(report.layers)) == ([], nth == 0)
            assert exported(other, form, tmp_path / f"again{nth}.{suffix}") == first
        assert [*examine(other)] == []


def test_how_each_span_was_decided_comes_back(store: Store, tmp_path: Path) -> None:
    exported(store, "jsonl", tmp_path / "first.jsonl")
    with Store.create(tmp_path / "other.db") as other:
        add(other, [str(tmp_path / "first.jsonl")], AddOptions())
        again = exported(other, "jsonl", tmp_path / "again.jsonl").decode().splitlines()
    gold, ana = sorted((json.loads(line) for line in again[:2]), key=lambda row: row["_annotator_id"] == "ana")
    assert [one["decided"] for one in ana["spans"]] == ["accepted", "added", "relabelled", "resized"]
    assert [one.get("score") for one in ana["spans"]] == [0.9, None, 0.8, None]
    assert [one["decided"] for one in gold["spans"]] == ["ruled"]
