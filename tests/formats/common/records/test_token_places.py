"""Spans by tokens: taken where a record has no other places, compared where it has; tokens are those of the text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from support.reading import articles, put

from annotator.errors import InputError
from annotator.formats import jsonl, prodigy
from annotator.formats.base import Notice, Read, ReadOptions, SetAside

TEXT = "😀 Ada Brook met Lin Ode."
PLACES = [(0, 1), (2, 5), (6, 11), (12, 15), (16, 19), (20, 23), (23, 24)]
TOKENS = [{"text": TEXT[start:end], "start": start, "end": end} for start, end in PLACES]
UTF16 = [{**one, "start": one["start"] + bool(nth), "end": one["end"] + 1} for nth, one in enumerate(TOKENS)]  # type: ignore[operator]
ADA = {"start": 2, "end": 11, "label": "PER"}
DIFFER = "places by tokens other than those by characters (which were taken)"

both = pytest.mark.parametrize("format_", [jsonl, prodigy])


def read(format_: Any, folder: Path, record: dict[str, Any]) -> list[Read]:
    record = {"text": TEXT, "tokens": TOKENS, "_view_id": "ner_manual", **record}
    return list(format_.read(put(folder, "a.jsonl", json.dumps(record)), ReadOptions()))


def quotes(found: list[Read]) -> list[str]:
    (one,) = articles(iter(found))
    return [span.quote(one.article.text) for layer in one.layers.values() for span in layer.spans]


def counts(found: list[Read]) -> dict[str, int]:
    return {one.name: one.count for one in found if isinstance(one, SetAside)}


def reasons(found: list[Read]) -> str:
    return " ".join(one.reason for one in found if isinstance(one, InputError))


@both
@pytest.mark.parametrize(("first", "last"), [(1, 1), (1, 3), (0, 2), (1, 40), (-1, 2)])
def test_places_that_differ_are_counted_and_characters_hold(
    format_: Any, first: int, last: int, tmp_path: Path
) -> None:
    found = read(format_, tmp_path, {"spans": [{**ADA, "token_start": first, "token_end": last}]})
    assert (quotes(found), counts(found)) == (["Ada Brook"], {DIFFER: 1})


@both
def test_places_that_agree_are_not_mentioned(format_: Any, tmp_path: Path) -> None:
    found = read(
        format_, tmp_path, {"spans": [{**ADA, "token_start": 1, "token_end": 2}, {**ADA, "token_start": None}]}
    )
    assert (quotes(found), counts(found)) == (["Ada Brook"], {})


@both
def test_a_span_by_tokens_alone_has_their_places(format_: Any, tmp_path: Path) -> None:
    found = read(format_, tmp_path, {"spans": [{"token_start": 4, "token_end": 5, "label": "PER"}]})
    assert quotes(found) == ["Lin Ode"]


@both
def test_tokens_that_are_not_listed_are_told(format_: Any, tmp_path: Path) -> None:
    found = read(format_, tmp_path, {"tokens": [], "spans": [{"token_start": 1, "token_end": 2, "label": "PER"}]})
    assert any("counted in words" in one.text for one in found if isinstance(one, Notice))


@both
def test_a_span_of_tokens_that_are_not_there_is_refused(format_: Any, tmp_path: Path) -> None:
    found = read(format_, tmp_path, {"spans": [{"token_start": 1, "token_end": 7, "label": "PER"}]})
    assert "tokens 1 to 7; the text has 7 tokens" in reasons(found)


@both
@pytest.mark.parametrize(
    ("token", "why"),
    [
        ({"text": "Lin", "start": 2, "end": 5}, "token 1' is said to be 'Lin', but 'Ada' stands there"),
        ({"start": 0, "end": 5}, "token 1 (0-5) begins before token 0 ends"),
        ({"start": 2, "end": 90}, "token 1' ends outside the text"),
        ({"start": "a", "end": 5}, "token 1' needs whole numbers"),
    ],
)
def test_tokens_of_another_text_refuse_spans_that_nothing_proves(
    format_: Any, token: dict[str, Any], why: str, tmp_path: Path
) -> None:
    tokens = [TOKENS[0], token]
    reason = reasons(read(format_, tmp_path, {"tokens": tokens, "spans": [ADA]}))
    assert why in reason
    assert "del(.tokens)" in reason
    for spans in ([], [{**ADA, "text": "Ada Brook"}]):
        found = read(format_, tmp_path, {"tokens": tokens, "spans": spans})
        assert quotes(found) == ["Ada Brook"] * len(spans)
        assert counts(found) == {"tokens that are not those of their text": 2}


@both
def test_words_of_tokens_tell_what_spans_count(format_: Any, tmp_path: Path) -> None:
    found = read(format_, tmp_path, {"tokens": UTF16, "spans": [{**ADA, "start": 3, "end": 12}]})
    assert quotes(found) == ["Ada Brook"]
    assert any("UTF-16" in one.text for one in found if isinstance(one, Notice))


@both
def test_quotes_of_spans_say_more_than_words_of_tokens(format_: Any, tmp_path: Path) -> None:
    assert quotes(read(format_, tmp_path, {"tokens": UTF16, "spans": [{**ADA, "text": "Ada Brook"}]})) == ["Ada Brook"]


def test_relations_of_spans_by_tokens_have_the_places_of_both_ends(tmp_path: Path) -> None:
    spans = [{"token_start": first, "token_end": first + 1, "label": "PER"} for first in (1, 4)]
    found = read(prodigy, tmp_path, {"spans": spans, "relations": [{"head": 2, "child": 5, "label": "MET"}]})
    (one,) = articles(iter(found))
    assert [(claim["head"], claim["tail"]) for claim in one.article.meta["relations"]] == [
        ([2, 11, "PER"], [16, 23, "PER"])
    ]
