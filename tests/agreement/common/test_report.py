from __future__ import annotations

import json
from dataclasses import replace

import pytest
from nltk.metrics.agreement import AnnotationTask
from support.revisions import NEW, OLD, small

from annotator.agreement.base import Compared, token_labels
from annotator.agreement.common.report import report
from annotator.domain.span import Span
from annotator.domain.tokens import whitespace_tokens

TEXT = "Ada met Bob at Acme ."


def article(key: str, **layers: list[Span]) -> Compared:
    return Compared(key, key.title(), len(TEXT), whitespace_tokens(TEXT), layers)


def test_the_figures_of_two_annotations() -> None:
    """Spans are counted by hand; nltk says what two annotators' labels of all tokens come to."""
    articles = [Compared(one.text, "", len(one.text), whitespace_tokens(one.text), one.layers) for one in small()]
    found = report(articles, [OLD, NEW])
    (pair,) = found["pairs"]
    assert (pair["spans_a"], pair["spans_b"], pair["articles"]) == (16, 16, 5)
    assert (pair["f1_exact"], pair["f1_unlabelled"]) == (8 / 16, 10 / 16)
    labels = [[label for one in articles for label in token_labels(one.layers[who], one.tokens)] for who in (OLD, NEW)]
    assert pair["tokens"] == len(labels[0]) == sum(len(one.text.split()) for one in small())
    task = AnnotationTask([(who, at, str(of)) for who, row in enumerate(labels) for at, of in enumerate(row)])
    assert pair["token_kappa"] == pytest.approx(task.kappa())
    assert pair["token_alpha"] == found["alpha_token"] == pytest.approx(task.alpha())
    marked = [pair for pair in zip(*labels, strict=True) if any(pair)]
    task = AnnotationTask([(who, at, str(of)) for at, row in enumerate(marked) for who, of in enumerate(row)])
    assert pair["token_kappa_marked"] == pytest.approx(task.kappa())


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
    assert [(row["label"], row["n"], row["f1_exact"], row["f1_partial"]) for row in pair["by_label"]] == [
        ("ORG", 3, 2 / 3, 2 / 3),
        ("PER", 2, 0.0, 0.0),
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


def test_every_figure_has_an_interval_around_it_and_the_same_one_each_time() -> None:
    articles = [Compared(one.text, "", len(one.text), whitespace_tokens(one.text), one.layers) for one in small()] * 4
    articles = [replace(one, key=str(number)) for number, one in enumerate(articles)]
    found = report(articles, [OLD, NEW])
    assert report(articles, [OLD, NEW]) == found
    assert report(articles, [OLD, NEW], seed=2) != found
    (pair,) = found["pairs"]
    for row in (pair, found, *found["by_label"], *pair["by_label"]):
        for name, edges in row["intervals"].items():
            assert (edges is None) == (row[name] is None or name.startswith("cats_"))
            assert edges is None or edges[0] <= row[name] <= edges[1]
    assert found["intervals"].keys() == {"alpha_token", "alpha_unitizing"}
    assert found["by_label"][0]["intervals"].keys() == {
        "f1_exact", "f1_partial", "alpha_unitizing",
    }  # fmt: skip
    assert pair["unitizing_alpha"] == found["alpha_unitizing"]
    assert [row["unitizing_alpha"] for row in pair["by_label"]] == [row["alpha_unitizing"] for row in found["by_label"]]


def test_the_interval_of_all_pairs_is_over_articles_not_over_pairs() -> None:
    """Three annotators, two of whom are one: each article counts three times, and the interval stays as wide."""
    layers: list[dict[str, list[Span]]] = [{"ana": [ADA], "ben": [ADA] if n % 3 else []} for n in range(30)]
    two = report([article(str(n), **one) for n, one in enumerate(layers)], ["ana", "ben"])
    three = report([article(str(n), **one, cid=one["ben"]) for n, one in enumerate(layers)], ["ana", "ben", "cid"])
    (low, high), (lower, higher) = (one["by_label"][0]["intervals"]["f1_exact"] for one in (two, three))
    assert higher - lower == pytest.approx(high - low, rel=0.35)
