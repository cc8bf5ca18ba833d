"""Measures against published examples, and against the figures of other implementations on published corpora."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.blank import blank
from support.figures import rounded
from support.shared import DATA
from support.teams import act

from annotator.agreement import alpha, kappa
from annotator.agreement.base import Compared, token_labels
from annotator.agreement.common.report import report
from annotator.domain.decisions import GOLD, Finished, Removed, Reopened, Returned
from annotator.domain.span import Span
from annotator.domain.tokens import whitespace_tokens
from annotator.services.exporting.tags import set_tag
from annotator.services.importing.add import AddOptions, add
from annotator.services.reporting.agreement import agree
from annotator.storage.maintenance.scheme import save_scheme

FILES = ["da_ddt_double.jsonl", "gum_news_revisions.jsonl", "wnut17_7systems.jsonl"]
CROWD = "btc_e_crowd.jsonl"


def expected(file: str) -> list[dict[str, Any]]:
    known: list[dict[str, Any]] = json.loads((DATA / "iaa/expected_on_multi.json").read_text())[file]
    return known


def compared(file: str) -> list[Compared]:
    found = []
    for line in (DATA / "multi" / file).read_text().splitlines():
        document = json.loads(line)
        layers = dict(document["annotations"])
        if "entities" in document:
            layers["gold"] = document["entities"]
        spans = {who: sorted({Span(s["start"], s["end"], s["label"]) for s in layer}) for who, layer in layers.items()}
        text = document["text"]
        found.append(Compared(document["id"], "", len(text), whitespace_tokens(text), spans))
    return found


def test_the_published_examples() -> None:
    checked = 0
    for example in json.loads((DATA / "iaa/worked_examples.json").read_text()):
        known, items = example["expected"] | example["recomputed"], example["items"]
        if "cohen_kappa" in known:
            assert rounded(kappa.cohen(Counter(map(tuple, items)))) == known["cohen_kappa"]
            checked += 1
        units = Counter(tuple(value for value in row if value is not None) for row in items)
        assert rounded(alpha.nominal(units)) == known["krippendorff_alpha_nominal"]
        checked += 1
    assert checked == 7


@pytest.mark.parametrize("label", ["PER", "LOC", "ORG"])
def test_the_alpha_of_a_crowd(label: str) -> None:
    rows: Counter[tuple[str | None, ...]] = Counter()
    for line in (DATA / "multi" / CROWD).read_text().splitlines():
        document = json.loads(line)
        tokens = whitespace_tokens(document["text"])
        layers = document["judgments"].get(label, {}).values()
        marks = [token_labels((Span(s["start"], s["end"], label) for s in layer), tokens) for layer in layers]
        rows.update(zip(*marks, strict=True))
    figure = alpha.nominal(rows)
    (known,) = (one for one in expected(CROWD) if one["label"] == label)
    assert (rounded(figure), figure.n) == (known["krippendorff_alpha_nominal"], known["judgments"])


@pytest.mark.parametrize("file", FILES)
def test_the_reference_figures(file: str) -> None:
    articles = compared(file)
    for known in expected(file):
        found = report(articles, known["pair"])
        (pair,) = found["pairs"]
        assert [pair["spans_a"], pair["spans_b"]] == known["spans"]
        assert round(pair["f1_exact"], 4) == known["f1_strict"]
        assert round(pair["f1_unlabelled"], 4) == known["f1_unlabelled"]
        assert pair["tokens"] == known["ws_tokens"]
        assert round(pair["token_kappa"], 4) == known["token_cohen_kappa"]
        assert round(pair["token_kappa_marked"], 4) == known["token_kappa_without_OO"]
        assert round(pair["token_alpha"], 4) == round(found["alpha_token"], 4) == known["token_alpha_nominal"]


@pytest.mark.parametrize("file", FILES)
def test_the_reference_figures_from_file_to_figure(tmp_path: Path, file: str) -> None:
    with blank(tmp_path / "multi.db") as store:
        save_scheme(store, replace(store.scheme(), overlap="any"))
        options = AddOptions(as_name=GOLD if file.startswith("wnut") else "")
        assert add(store, [str(DATA / "multi" / file)], options).refused == []
        found = agree(store, tokens="whitespace")
        for known in expected(file):
            (pair,) = (one for one in found["pairs"] if {one["a"], one["b"]} == set(known["pair"]))
            assert sorted([pair["spans_a"], pair["spans_b"]]) == sorted(known["spans"])
            assert round(pair["f1_exact"], 4) == known["f1_strict"]
            assert round(pair["f1_unlabelled"], 4) == known["f1_unlabelled"]
            assert round(pair["token_kappa"], 4) == known["token_cohen_kappa"]
            assert round(pair["token_kappa_marked"], 4) == known["token_kappa_without_OO"]
            assert round(pair["token_alpha"], 4) == known["token_alpha_nominal"]


def test_what_was_first_finished_and_what_was_tagged_stays_whatever_is_returned_and_corrected(tmp_path: Path) -> None:
    with blank(tmp_path / "da.db") as store:
        assert add(store, [str(DATA / "multi" / FILES[0])], AddOptions()).refused == []
        set_tag(store, "v1", by="rosa")
        before = agree(store)["pairs"][0]
        assert round(before["f1_exact"], 4) == 0.8388
        returned, corrected = [
            (key, name) for key, name in store.conn.execute(
                "SELECT DISTINCT key, layer FROM spans JOIN articles ON id = article WHERE layer = 'plank' ORDER BY key"
            )
        ][:2]  # fmt: skip
        act(store, *returned, Returned("Look again."))
        for key, name in (returned, corrected):
            spans = store.layer(key, name).layer.spans
            act(store, key, name, *([Reopened()] if key == corrected[0] else []), *map(Removed, spans), Finished())
        act(store, *returned, Returned("And again."))
        (now,), (first,), (tagged,) = (agree(store, **asked)["pairs"] for asked in ({}, {"first": True}, {"at": "v1"}))
        assert now["f1_exact"] != before["f1_exact"]
        assert now["left_out"] == {"returned": 1}
        assert first == tagged == before
