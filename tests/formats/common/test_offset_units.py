"""What offsets count is recognised only where they fit nothing as they stand."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.reading import articles, put

from annotator.errors import InputError
from annotator.formats import brat, csv, jsonl, label_studio
from annotator.formats.base import Notice, Offsets, ReadOptions
from annotator.formats.common.offset_units import NAMED, Units, recognised, suspected

TEXT = "Zoë 😀\r\nmet Ana in Köln.\r\n"
COUNTS: dict[Offsets, Callable[[str], int]] = {
    "utf16": lambda before: len(before.encode("utf-16-le", "surrogatepass")) // 2,
    "bytes": lambda before: len(before.encode("utf-8", "surrogatepass")),
    "lf": lambda before: len(before.replace("\r\n", "\n")),
    "inclusive": len,
}
"""How many there are before a place, counted by hand."""


def counted(how: Offsets, quote: str, text: str = TEXT) -> tuple[int, int]:
    """Where a quote stands, as a file counts."""
    at, count = text.index(quote), COUNTS[how]
    return count(text[:at]), count(text[: at + len(quote)]) - (how == "inclusive")


@given(st.text("aé😀\r\n\ud800"), st.sampled_from(list(COUNTS)), st.data())
def test_what_was_counted_is_counted_over(text: str, how: Offsets, data: st.DataObject) -> None:
    start, end = sorted(data.draw(st.integers(0, len(text))) for _ in range(2))
    if "\r\n" in (text[start - 1 : start + 1] if start else "", text[end - 1 : end + 1] if end else ""):
        return  # a place between the two has no count of its own
    first, last = (COUNTS[how](text[:at]) for at in (start, end))
    assert Units(text, NAMED[how]).place(first, last - (how == "inclusive")) == (start, end)


@pytest.mark.parametrize("how", COUNTS)
def test_records_count_what_their_quotes_show_or_the_user_says(how: Offsets, tmp_path: Path) -> None:
    spans = [(*counted(how, quote), label, quote) for quote, label in (("Ana", "PER"), ("Köln", "LOC"))]
    entries = [{"start": start, "end": str(end), "label": label, "text": text} for start, end, label, text in spans]
    result = [
        {"type": "labels", "value": {"start": start, "end": end, "labels": [label], "text": text}}
        for start, end, label, text in spans
    ]
    rows = "".join(f"k,ana,{start},{end},{label},{text},\n" for start, end, label, text in spans)
    head = f'key,layer,start,end,label,quote,text\nk,ana,,,,,"{TEXT}"\n'
    for read, content in (
        (jsonl.read, json.dumps({"text": TEXT, "spans": entries})),
        (label_studio.read, json.dumps([{"data": {"text": TEXT}, "annotations": [{"result": result}]}])),
        (csv.read, head + rows),
    ):
        path = put(tmp_path, "file", content)
        found = list(read(path, ReadOptions()))
        assert any("were counted over" in one.text for one in found if isinstance(one, Notice))
        for reads in (iter(found), read(path, ReadOptions(offsets=how))):
            (layer,) = articles(reads)[0].layers.values()
            assert [(span.quote(TEXT), span.label) for span in layer.spans] == [("Ana", "PER"), ("Köln", "LOC")]


def test_tokens_count_as_their_spans_do(tmp_path: Path) -> None:
    words = ["Zoë", "met", "Ana", "Köln"]
    tokens = [{"text": word, "start": at, "end": end} for word in words for at, end in [counted("bytes", word)]]
    at, end = counted("bytes", "Ana")
    record = {"text": TEXT, "tokens": tokens, "spans": [{"start": at, "end": end, "label": "PER", "text": "Ana"}]}
    (found,) = articles(jsonl.read(put(tmp_path, "a.jsonl", json.dumps(record)), ReadOptions()))
    assert [TEXT[start:end] for start, end in found.tokens] == words


@pytest.mark.parametrize("how", COUNTS)
def test_without_quotes_a_count_that_cuts_words_is_offered_another(how: Offsets, tmp_path: Path) -> None:
    places = [counted(how, quote) for quote in ("Zoë", "Ana", "Köln")]
    record = {"text": TEXT, "spans": [[start, end, "X"] for start, end in places]}
    rows = "".join(f"{TEXT!r},{start},{end},X\n".replace("\\r\\n", "\r\n").replace("'", '"') for start, end in places)
    for read, content in (
        (jsonl.read, json.dumps(record)),
        (csv.read, f"text,start,end,label\n{rows}"),
        (brat.read, "".join(f"T{end}\tX {start} {end}\n" for start, end in places)),
    ):
        put(tmp_path, "file.txt", TEXT)
        found = list(read(put(tmp_path, "file.ann", content), ReadOptions()))
        assert f"--offsets {how}" in " ".join(map(str, found))


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("Berliner und\r\nHamburger", [(0, 6), (14, 21)]),
        ("東京で新しい図書館が\r\n開館した。", [(0, 2), (6, 9)]),
        ("é Ana met Bo", [(2, 5), (6, 7), (10, 12)]),
        ("é Ana met Bo", []),
    ],
)
def test_parts_of_words_alone_are_no_sign_of_another_count(text: str, places: list[tuple[int, int]]) -> None:
    assert suspected(text, places) is None


def test_a_span_that_would_fit_in_another_count_says_how_to_say_so(tmp_path: Path) -> None:
    at, end = counted("utf16", "Ana")
    record = {"text": TEXT, "spans": [{"start": at, "end": end, "label": "PER", "text": "Ana"}]}
    wrong = {"text": TEXT, "spans": [{"start": 0, "end": 3, "label": "PER", "text": "Zoe"}]}
    cut = {"text": TEXT, "spans": [[0, 5, "PER"]]}
    path = put(tmp_path, "a.jsonl", "\n".join(map(json.dumps, (record, wrong, cut))))
    first, second, _ = jsonl.read(path, ReadOptions(offsets="code"))
    assert isinstance(first, InputError)
    assert isinstance(second, InputError)
    assert first.reason.endswith("If the file counts UTF-16 units, add it with --offsets utf16.")
    assert second.reason.endswith("stands there.")
    *_, third = jsonl.read(path, ReadOptions(offsets="utf16"))
    assert isinstance(third, InputError)
    assert "cuts a character, counted in UTF-16 units" in third.reason


def test_a_quote_with_white_space_at_its_edges_is_no_sign_of_another_count() -> None:
    assert recognised("éB-PER\t", [(0, 7, "éB-PER ")]) is None
    assert recognised("é Ana\n", [(2, 6, "Ana")]) is None
    assert recognised("é Ana left", [(3, 6, "Ana")]) == "bytes of UTF-8"


WRAPPED = "Angela\nMerkel met An\u00adgela  Merkel in Zu\u0308rich."


@pytest.mark.parametrize(
    "quotes", [["Angela Merkel", "Angela Merkel", "Zürich"], ["Angela\u00a0Merkel"] * 2 + ["Zürich"]]
)
@pytest.mark.parametrize("placed", [True, False])
def test_a_quote_is_what_one_sees_at_its_place_or_anywhere(quotes: list[str], placed: bool, tmp_path: Path) -> None:
    wanted = ["Angela\nMerkel", "An\u00adgela  Merkel", "Zu\u0308rich"]
    spans = []
    for seen, quote in zip(wanted, quotes, strict=True):
        start = WRAPPED.index(seen)
        place = {"start": start, "end": start + len(seen)} if placed else {}
        spans.append({**place, "label": "X", "text": quote})
    path = put(tmp_path, "a.jsonl", json.dumps({"text": WRAPPED, "spans": spans}))
    (layer,) = articles(jsonl.read(path, ReadOptions()))[0].layers.values()
    assert [span.quote(WRAPPED) for span in layer.spans] == wanted


@pytest.mark.parametrize(("text_form", "how"), [("NFD", "nfc"), ("NFC", "nfd")])
@pytest.mark.parametrize("line", ["Rémi Brook, Ǻsa Ek", "하나 Brook, Rémi"])
def test_letters_counted_in_another_normal_form_are_counted_over(
    text_form: Literal["NFC", "NFD"], how: Offsets, line: str, tmp_path: Path
) -> None:
    theirs, text = normalize("NFC" if how == "nfc" else "NFD", line), normalize(text_form, line)
    quotes = [normalize(text_form, line).split(" ")[0], text.split(", ")[1]]
    entries = [
        {"start": at, "end": at + len(said), "label": "PER", "text": said}
        for said in (theirs.split(" ")[0], theirs.split(", ")[1])
        for at in [theirs.index(said)]
    ]
    path = put(tmp_path, "a.jsonl", json.dumps({"text": text, "spans": entries}))
    (notice,) = (one for one in jsonl.read(path, ReadOptions()) if isinstance(one, Notice))
    assert NAMED[how] in notice.text
    for options in (ReadOptions(), ReadOptions(offsets=how)):
        (layer,) = articles(jsonl.read(path, options))[0].layers.values()
        assert [span.quote(text) for span in layer.spans] == quotes


def test_letters_in_another_normal_form_without_quotes_are_offered_that_count(tmp_path: Path) -> None:
    record = {"text": normalize("NFD", "Rémi Brook left."), "spans": [[0, 4, "PER"], [5, 10, "PER"]]}
    found = " ".join(map(str, jsonl.read(put(tmp_path, "a.jsonl", json.dumps(record)), ReadOptions())))
    assert "--offsets nfc" in found
