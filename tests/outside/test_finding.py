"""Inconsistent strings of public corpora, counted once more by a plain script."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import pytest
from support.blank import blank
from support.corpus import hold
from support.shared import DATA

from annotator.domain.article import Article
from annotator.domain.span import Span
from annotator.services.finding.inconsistent import Treatments

COUNTS = {"gum_news.ne": 33, "wikigold": 14, "uner_en_pud": 18, "btc_g_newstweets": 18}


@pytest.mark.parametrize("name", COUNTS)
def test_the_counts_are_those_of_a_plain_script(name: str, tmp_path: Path) -> None:
    documents = [json.loads(line) for line in (DATA / "gold" / f"{name}.jsonl").read_text("utf-8").splitlines()]
    store = blank(tmp_path / "a.db")
    with store:
        for document in documents:
            article = Article.of(document["text"])
            with store.write():
                new = store.add_article(article, "2026-01-01T00:00:00.000000Z")
            if new:
                hold(store, article.key, "ana", spans(document))
        treatments = Treatments(store, "ana")
        treatments.read()
        found = {one.string: (dict(one.labels), one.unlabelled) for one in treatments.inconsistent()}
    assert found == by_hand(documents)
    assert len(found) == COUNTS[name]


def spans(document: dict[str, Any]) -> list[Span]:
    return [Span(one["start"], one["end"], one["label"]) for one in document["entities"]]


def by_hand(documents: list[dict[str, Any]]) -> dict[str, tuple[dict[str, int], int]]:
    """Strings of three characters and more, their case and the borders of words kept."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    strings = {one["text"] for document in documents for one in document["entities"] if len(one["text"]) > 2}
    for string in strings:
        for document in documents:
            here = spans(document)
            for match in re.finditer(rf"(?<!\w){re.escape(string)}(?!\w)", document["text"]):
                start, end = match.span()
                same = [span.label for span in here if (span.start, span.end) == (start, end)]
                if same:
                    counts[string].update(same)
                elif not any(span.start < end and start < span.end for span in here):
                    counts[string][""] += 1
    return {
        string: ({label: number for label, number in found.items() if label}, found[""])
        for string, found in counts.items()
        if len(found) > 1
    }
