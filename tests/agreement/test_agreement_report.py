from __future__ import annotations

import json

import pytest
from support.shared import DATA

from annotator.agreement.base import Compared
from annotator.agreement.common.report import report
from annotator.domain.span import Span
from annotator.domain.tokens import whitespace_tokens

FILES = ["da_ddt_double.jsonl", "gum_news_revisions.jsonl", "wnut17_7systems.jsonl"]
TEXT = "Ada met Bob at Acme ."


def article(key: str, **layers: list[Span]) -> Compared:
    return Compared(key, key.title(), len(TEXT), whitespace_tokens(TEXT), layers)


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


@pytest.mark.skipif(not (DATA / "iaa").exists(), reason="the agreement data is not here")
@pytest.mark.parametrize("file", FILES)
def test_the_reference_figures(file: str) -> None:
    articles = compared(file)
    for known in json.loads((DATA / "iaa" / "expected_on_multi.json").read_text())[file]:
        found = report(articles, known["pair"])
        (pair,) = found["pairs"]
        assert [pair["spans_a"], pair["spans_b"]] == known["spans"]
        assert round(pair["f1_exact"], 4) == known["f1_strict"]
        assert round(pair["f1_unlabelled"], 4) == known["f1_unlabelled"]
        assert pair["tokens"] == known["ws_tokens"]
        assert round(pair["token_kappa"], 4) == known["token_cohen_kappa"]
        assert round(pair["token_kappa_marked"], 4) == known["token_kappa_without_OO"]
        assert round(pair["token_alpha"], 4) == round(found["alpha_token"], 4) == known["token_alpha_nominal"]


ADA, BOB, ACME = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(15, 19, "ORG")


def test_a_pair_is_compared_where_both_finished_and_alpha_where_all_did() -> None:
    articles = [article("one", ana=[ADA], ben=[ADA], cid=[]), article("two", ana=[BOB], ben=[ACME])]
    found = report(articles, ["ana", "ben", "cid"])
    assert [(p["a"], p["b"], p["articles"]) for p in found["pairs"]] == [
        ("ana", "ben", 2),
        ("ana", "cid", 1),
        ("ben", "cid", 1),
    ]
    assert found["pairs"][0]["f1_exact"] == 0.5
    assert found["articles"] == 1
    assert found["alpha_token"] == report(articles[:1], ["ana", "ben", "cid"])["alpha_token"]


def test_the_worst_article_comes_first() -> None:
    articles = [
        article("same", ana=[ADA], ben=[ADA]),
        article("empty", ana=[], ben=[]),
        article("half", ana=[ADA, BOB], ben=[ADA]),
        article("worse", ana=[ADA], ben=[BOB]),
        article("worst", ana=[ADA, BOB], ben=[ACME]),
    ]
    rows = report(articles, ["ana", "ben"])["by_article"]
    assert [row["article"] for row in rows] == ["worst", "worse", "half", "same", "empty"]
    assert rows[0]["title"] == "Worst"
    assert (rows[2]["n"], rows[2]["disagreeing"], rows[2]["f1_exact"]) == (3, 1, 2 / 3)


def test_labels_and_their_confusion() -> None:
    articles = [article("one", ana=[ADA, ACME], ben=[ADA.labelled("ORG"), ACME, BOB])]
    (pair,) = report(articles, ["ana", "ben"])["pairs"]
    assert pair["by_label"] == [
        {"label": "ORG", "n": 3, "f1_exact": 2 / 3, "f1_partial": 2 / 3},
        {"label": "PER", "n": 2, "f1_exact": 0.0, "f1_partial": 0.0},
    ]
    assert pair["confusion"] == [
        {"a": "PER", "b": "ORG", "n": 1},
        {"a": None, "b": "PER", "n": 1},
        {"a": "ORG", "b": "ORG", "n": 1},
    ]


def test_nothing_is_ever_nan() -> None:
    for articles in ([], [article("one", ana=[], ben=[])], [article("one", ana=[ADA])]):
        found = report(articles, ["ana", "ben"])
        json.dumps(found, allow_nan=False)
        (pair,) = found["pairs"]
        assert pair["f1_exact"] is None
        assert pair["undefined"]["f1_exact"].startswith("undefined, because ")
        assert found["undefined"]["alpha_unitizing"].startswith("undefined, because ")
    assert set(pair["undefined"].values()) == {"undefined, because no article was finished by both"}
