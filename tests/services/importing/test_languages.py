"""Which language an article is in: as the user says, the document says, the text tells, or most articles are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.blank import blank

from annotator.domain.article import Article, article_key
from annotator.domain.document import Incoming
from annotator.services.importing.add import AddOptions, AddReport, add, add_reads
from annotator.services.importing.languages import Languages
from annotator.storage.store import Store

GERMAN = "Der Minister sagte am Montag, der Rat werde über den neuen Haushalt abstimmen."
ENGLISH = "The minister said on Monday that the council would vote on the new budget."
SHORT = "Ana met Bo."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank(tmp_path / "news.db") as opened:
        yield opened


def put(store: Store, *records: dict[str, Any], **options: Any) -> AddReport:
    source = store.path.with_name("in.jsonl")
    source.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    return add(store, [str(source)], AddOptions(**options))


def language(store: Store, text: str) -> str:
    return store.article(article_key(text)).language


def test_the_text_tells_where_nobody_says(store: Store) -> None:
    report = put(store, {"text": GERMAN}, {"text": ENGLISH}, {"text": GERMAN + " Ja."})
    assert (language(store, GERMAN), language(store, ENGLISH)) == ("de", "en")
    assert report.as_json()["languages"] == {"de": 2, "en": 1}
    assert report.as_json()["assumed_languages"] == {}


def test_what_is_said_goes_before_what_the_text_tells(store: Store) -> None:
    report = put(
        store, {"text": GERMAN, "language": "nl"}, {"text": ENGLISH, "lang": "en-GB"}, {"text": SHORT, "lang": "fr"}
    )
    assert [language(store, text) for text in (GERMAN, ENGLISH, SHORT)] == ["nl", "en-GB", "fr"]
    assert not report.languages + report.assumed_languages
    report = put(store, {"text": ENGLISH + " Yes."}, {"text": SHORT + " Ja.", "language": ""}, language="da")
    assert [language(store, text) for text in (ENGLISH + " Yes.", SHORT + " Ja.")] == ["da", "da"]
    assert not report.languages + report.assumed_languages


def test_a_text_that_is_too_short_is_in_the_language_of_most(store: Store) -> None:
    report = put(store, {"text": SHORT})
    assert (language(store, SHORT), report.assumed_languages) == ("en", {"en": 1})
    report = put(store, {"text": "Bo."}, {"text": GERMAN}, {"text": GERMAN + " Ja."}, {"text": ENGLISH})
    assert (language(store, "Bo."), report.assumed_languages) == ("de", {"de": 1})
    report = put(store, {"text": "Eva."})
    assert (language(store, "Eva."), report.assumed_languages) == ("de", {"de": 1})


def test_one_that_brings_spans_is_told_as_well_and_one_that_is_known_stays_and_counts_nowhere(store: Store) -> None:
    spans = [{"start": 4, "end": 12, "label": "PERSON"}]
    tokens = [{"start": 0, "end": 3}]
    mine = {"text": GERMAN, "spans": spans, "_annotator_id": "ana"}
    report = put(store, mine, {"text": ENGLISH, "spans": spans}, {"text": GERMAN + " Ja.", "tokens": tokens}, mine)
    assert report.languages == {"de": 2, "en": 1}
    report = put(store, mine, {"text": ENGLISH}, {"text": SHORT}, {"text": SHORT})
    assert (report.languages, report.assumed_languages) == ({}, {"de": 1})


def test_what_is_said_of_one_that_is_known_holds_from_then_on(store: Store) -> None:
    spans = [{"start": 4, "end": 12, "label": "PERSON"}]
    records: list[dict[str, Any]] = [
        {"text": SHORT},
        {"text": GERMAN, "spans": spans},
        {"text": ENGLISH, "language": "en"},
    ]
    put(store, *records)
    assert put(store, *records).languages_set == 0
    report = put(store, *records, {"text": SHORT}, {"text": "Bo."}, language="nl")
    assert (report.added, report.as_json()["languages_set"], report.languages) == (1, 2, {})
    assert [language(store, text) for text in (SHORT, GERMAN, ENGLISH, "Bo.")] == ["nl", "nl", "en", "nl"]


def test_what_is_said_holds_for_an_article_at_hand_that_names_none(store: Store) -> None:
    read = [Incoming(Article.of(text, language=code)) for text, code in ((GERMAN, ""), (ENGLISH, "en"), (SHORT, ""))]
    report = add_reads(store, read, AddOptions(language="nl"))
    assert [language(store, text) for text in (GERMAN, ENGLISH, SHORT)] == ["nl", "en", "nl"]
    assert not report.languages + report.assumed_languages


def test_languages_at_hand_are_settled_one_after_the_other() -> None:
    languages = Languages()
    found = [languages.settle(Article.of(text, language="")).language for text in (SHORT, GERMAN, SHORT, "Bo.")]
    assert found == ["en", "de", "de", "de"]
    assert (languages.told, languages.assumed) == ({"de": 1}, {"en": 1, "de": 2})
