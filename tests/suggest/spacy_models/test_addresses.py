"""Addresses are found, and no name takes one in, unless a model has learned that it may."""

from pathlib import Path
from typing import Any

import pytest
import spacy
from support.english import ENGLISH, needs_english

from annotator.suggest.base import never
from annotator.suggest.spacy_models.addresses import LEARNED, addresses, block_addresses, passes_over_addresses
from annotator.suggest.spacy_models.pipeline import open_pipeline
from annotator.suggest.spacy_models.training import Task, _lessons


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See https://x.org/Ana_Ruiz, she said", ["https://x.org/Ana_Ruiz,"]),
        ('<a href="HTTP://X.org">Oslo</a>', ["HTTP://X.org"]),
        ("www.bbc.co.uk/News and ftp://a.b", ["www.bbc.co.uk/News", "ftp://a.b"]),
        ("jeff.b-c@mail.enron.com,Oslo", ["jeff.b-c@mail.enron.com"]),
        ("詳細はhttps://x.jp/a東京", ["https://x.jp/a"]),
        ("東京a@b.jp東京", ["a@b.jp"]),
        ("Amazon.com, @Ana_Ruiz, 5 @ 3, #Oslo, :// and a@b, wwwhy.", []),
    ],
)
def test_addresses_are_found_where_they_end(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in addresses(text)] == found


@pytest.mark.parametrize("text", ["a." * 100_000, "a@" * 100_000, "a.b@c." * 30_000, "a-" * 100_000 + "@"])
def test_long_rows_of_what_may_begin_one_take_no_time(text: str) -> None:
    assert len(addresses(f"{text} ://")) <= len(text)


def test_what_begins_in_an_address_is_blocked_and_nothing_else() -> None:
    doc = spacy.blank("en")("Ana (https://x.org/Ü) wrote to b@x.org from Oslo.")
    block_addresses(doc)
    assert [token.text for token in doc if token.ent_iob_ == "B"] == ["https://x.org/Ü", "b@x.org"]


def _trained(labels: list[str], **meta: bool) -> Any:
    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner")
    for label in labels:
        ner.add_label(label)
    nlp.meta.update(meta)
    return nlp


@pytest.mark.parametrize(
    ("nlp", "passes"),
    [
        (_trained(["PERSON", "persName", "GPE"]), True),
        (_trained(["PERSON", "URL"]), False),
        (_trained(["PERSON", "SITE"]), False),
        (_trained(["PERSON"], **{LEARNED: True}), False),
    ],
)
def test_a_model_that_may_mean_addresses_is_left_to_it(nlp: Any, passes: bool) -> None:
    assert passes_over_addresses(nlp, ["ner"]) is passes


def test_patterns_of_a_pipeline_find_addresses_as_they_say(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": [{"LIKE_URL": True}]}])
    nlp.to_disk(tmp_path / "p")
    (found,) = open_pipeline(str(tmp_path / "p")).suggest(["See https://x.org now"], never)
    assert found.spans == [(4, 17, "ORG", None)]


@pytest.mark.parametrize(("quote", "learned"), [("https://x.org/a", True), ("Oslo", False)])
def test_what_is_taught_tells_whether_addresses_are_learned(quote: str, learned: bool) -> None:
    text = "See https://x.org/a in Oslo."
    row = {"text": text, "spans": [(text.index(quote), text.index(quote) + len(quote), "ORG")], "incorrect": []}
    task = Task("", "en", overlapping=False, taught={"ORG": ["ORG"]}, meanings={})
    assert _lessons(spacy.blank("en"), task, iter([row])).addresses is learned


@needs_english
@pytest.mark.parametrize("model", ENGLISH)
def test_no_name_takes_in_an_address_and_those_beside_it_end_there(model: str) -> None:
    english = open_pipeline(model)
    text = "Read of Hillary Clinton https://www.reddit.com/r/soccer/comments/3xcrjc/ today."
    (found,) = english.suggest([text], never)
    assert [(text[start:end], label) for start, end, label, _ in found.spans][:1] == [("Hillary Clinton", "PERSON")]
    assert not any(start <= text.index("https") < end for start, end, *_ in (*found.spans, *found.near))
    (alone,) = english.suggest(["https://t.co/AThemYUuUf https://t.co/g3PR3PC0Ea"], never)
    assert (alone.spans, alone.near) == ([], [])
