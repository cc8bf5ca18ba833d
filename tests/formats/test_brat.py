"""brat: what is said of spans comes back line by line, and offsets that count something else are recognised."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.formats import OPTIONS, documents_of

from annotator.domain.article import Article
from annotator.domain.document import CLAIMS, UNNAMED, Document, Incoming
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats import brat
from annotator.formats.base import Notice, Read, ReadOptions, SetAside
from annotator.formats.common.detect import HEAD, detect
from annotator.formats.common.offset_units import recognised

FERRY = Path(__file__).with_name("files") / "brat/ferry.ann"
TEXT = "Ada Brook works.\r\nShe met Lin Ode\r\nin Quay Town, 😀 Café Bo.\r\n"
QUOTES = {"PER": "Ada Brook", "ORG": "Lin Ode", "LOC": "Quay Town", "BAR": "Bo"}


def put(folder: Path, text: bytes, annotations: bytes, name: str = "doc.ann") -> Path:
    path = folder / name
    path.with_suffix(".txt").write_bytes(text)
    path.write_bytes(annotations)
    return path


def read(path: Path) -> tuple[Incoming, list[Read]]:
    assert detect(path, path.read_bytes()[:HEAD]) == "brat"
    reads = list(brat.read(path, ReadOptions()))
    (article,) = (one for one in reads if isinstance(one, Incoming))
    return article, [one for one in reads if one is not article]


def quoted(article: Incoming) -> list[tuple[str, str]]:
    spans = article.layers[UNNAMED].spans
    return [(span.quote(article.article.text), span.label) for span in spans]


def written_back(document: Document, folder: Path) -> tuple[Incoming, list[Any], str]:
    lost = brat.write(iter([document]), folder / "out", OPTIONS)
    (path,) = (folder / "out").glob("*.ann")
    return read(path)[0], lost, path.read_text(encoding="utf-8")


def test_what_came_of_spans_goes_back_line_by_line(tmp_path: Path) -> None:
    (document,) = documents_of(brat.read(FERRY, ReadOptions()))
    back, lost, lines = written_back(document, tmp_path)
    assert {key: back.article.meta.get(key) for key in CLAIMS} == {
        key: document.article.meta.get(key) for key in CLAIMS
    }
    assert not [entry for entry in lost if entry.kind != "span"]
    kinds = sorted(line[:1] for line in FERRY.read_text(encoding="utf-8").splitlines() if line[0] not in "#T")
    assert sorted(line[:1] for line in lines.splitlines() if line[0] not in "#T") == kinds
    assert "Location 79 84;95 99\tNorth Holm" in lines


EVENTS = """T1\tProtein 0 3\tAda
T2\tProtein 4 9\tBrook
T3\tBinding 10 15\tworks
E1\tBinding:T3 Theme:T1 Theme2:T2
E2\tBinding:T3 Theme:T2 Cause:E1
E3\tX:T1
A1\tNegation E2
M1\tConfidence E1 Likely
R1\tCause Agent:E1 Patient:T1
A2\tSure R1 quite
#1\tAnnotatorNotes R1\tnot said in so many words
#2\tAnnotatorNotes E1\tone event or two?
N1\tReference E1 GO:0005488\tbinding
R2\tFamily Arg1:T1 Arg2:T9
"""


def test_events_arguments_and_what_is_said_of_them_come_back(tmp_path: Path) -> None:
    article, others = read(put(tmp_path, TEXT.encode(), EVENTS.encode()))
    assert {one.name: one.count for one in others if isinstance(one, SetAside)} == {
        "arguments of events": 4, "attributes": 2, "events": 3, "links": 1, "lines that name what is not there": 1,
        "relations": 1,
    }  # fmt: skip
    assert article.article.meta["brat"] == ["R2\tFamily Arg1:T1 Arg2:T9"]
    (document,) = documents_of([article])
    back, lost, lines = written_back(document, tmp_path)
    assert not lost
    for key in CLAIMS:
        assert back.article.meta.get(key) == article.article.meta.get(key)
    assert "E2\tBinding:T3 Theme:T2 Cause:E1\n" in lines
    assert article.layers[UNNAMED].comments[0].text == "one event or two?"


def test_a_note_that_says_nothing_is_nothing(tmp_path: Path) -> None:
    article, others = read(put(tmp_path, b"Ada.\n", b"T1\tPER 0 3\tAda\n#1\tAnnotatorNotes T1\t\n"))
    assert (article.layers[UNNAMED].comments, article.article.meta, others) == ([], {}, [])


def test_claims_about_spans_that_are_no_more_are_reported(tmp_path: Path) -> None:
    (document,) = documents_of(brat.read(FERRY, ReadOptions()))
    gone = replace(document, spans=[held for held in document.spans if held.span.label != "Person"])
    _, lost, lines = written_back(gone, tmp_path)
    assert {entry.kind for entry in lost} == {"span", "relation", "entity"}
    assert not [line for line in lines.splitlines() if line[0] in "R*"]


def test_a_claim_follows_a_span_whose_label_became_another(tmp_path: Path) -> None:
    (document,) = documents_of(brat.read(FERRY, ReadOptions()))
    changed = [
        Held(held.span.labelled("PER" if held.span.label == "Person" else held.span.label)) for held in document.spans
    ]
    back, lost, _ = written_back(replace(document, spans=changed), tmp_path)
    assert back.article.meta["relations"][0]["head"] == [128, 141, "PER"]
    assert any("label or place" in entry.what for entry in lost if entry.kind == "relation")


def test_relations_of_other_formats_are_written_and_what_brat_lacks_is_said(tmp_path: Path) -> None:
    relation = {"head": [0, 3, "PER"], "label": "met", "tail": [8, 10, "PER"], "layer": "webanno.custom.Link"}
    attribute = {"span": [0, 3, "PER"], "name": "sure", "value": 0.5}
    article = Article.of("Ada met Bo.", meta={"relations": [relation], "attributes": [attribute]})
    document = Document(article, "ana", "finished", [Held(Span(0, 3, "PER")), Held(Span(8, 10, "PER"))])
    back, lost, _ = written_back(document, tmp_path)
    assert back.article.meta["relations"] == [{key: relation[key] for key in ("head", "label", "tail")}]
    assert back.article.meta["attributes"] == [attribute | {"value": "0.5"}]
    assert {entry.kind: entry.what.rpartition(": ")[2] for entry in lost} == {
        "relation": "layer.",
        "attribute": "value.",
    }


def counted(text: str, how: str) -> list[tuple[int, int]]:
    """The offsets of the quotes, counted by hand."""

    def at(offset: int) -> int:
        before = text[:offset]
        match how:
            case "lf":
                return len(before.replace("\r\n", "\n"))
            case "bytes":
                return len(before.encode())
            case "utf16":
                return len(before.encode("utf-16-le")) // 2
            case "bom":
                return len(before) + 1
            case "inclusive" | "code":
                return len(before)
            case _:
                return len(before.replace("\r\n", "\n")) + 1

    lacking = how == "inclusive"
    starts = [text.index(quote) for quote in QUOTES.values()]
    return [(at(start), at(start + len(quote)) - lacking) for start, quote in zip(starts, QUOTES.values(), strict=True)]


@pytest.mark.parametrize("how", ["lf", "bytes", "utf16", "bom", "inclusive", "lf and bom"])
def test_what_offsets_count_is_recognised_by_the_quotes_and_told(how: str, tmp_path: Path) -> None:
    places = counted(TEXT, how)
    lines = [
        f"T{number}\t{label} {start} {end}\t{quote}"
        for number, ((start, end), (label, quote)) in enumerate(zip(places, QUOTES.items(), strict=True))
    ]
    article, others = read(put(tmp_path, TEXT.encode(), "\n".join(lines).encode()))
    assert sorted(quoted(article)) == sorted((quote, label) for label, quote in QUOTES.items())
    (told,) = others
    assert isinstance(told, Notice)
    assert "were counted over" in told.text


def test_a_line_feed_that_was_two_characters_where_it_was_counted(tmp_path: Path) -> None:
    text = TEXT.replace("\r\n", "\n")
    places = [(start + text[:start].count("\n"), end + text[:end].count("\n")) for start, end in counted(text, "code")]
    quotes = [(start, end, quote) for (start, end), quote in zip(places, QUOTES.values(), strict=True)]
    assert recognised(text, quotes) == "a line break as two characters"
    assert recognised(text, [(0, 3, "Bob")]) is None


def test_offsets_that_no_count_explains_are_refused(tmp_path: Path) -> None:
    path = put(tmp_path, TEXT.encode(), b"T1\tPER 0 9\tAda Brook\nT2\tPER 3 9\tLin Ode\n")
    (refused,) = brat.read(path, ReadOptions())
    assert isinstance(refused, InputError)
    assert refused.line == 2


def test_that_no_line_has_a_quote_is_told_where_it_matters(tmp_path: Path) -> None:
    article, others = read(put(tmp_path, TEXT.encode(), b"T1\tPER 0 9\n"))
    assert quoted(article) == [("Ada Brook", "PER")]
    assert [type(one) for one in others] == [Notice]
    assert read(put(tmp_path, b"Ada Brook.\n", b"T1\tPER 0 9\n"))[1] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_annotations_are_told_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    path = put(tmp_path, "Åsa Bo".encode(encoding), "T1\tPER 0 3\tÅsa\n".encode(encoding))
    assert quoted(read(path)[0]) == [("Åsa", "PER")]


def test_the_two_files_of_a_shared_task_are_one(tmp_path: Path) -> None:
    put(tmp_path, TEXT.encode(), b"T1\tPER 0 3\tAda\n", "task.a1")
    (tmp_path / "task.a2").write_bytes(b"T2\tWork 10 15\tworks\nE1\tWork:T2 Agent:T1\n")
    article, _ = read(tmp_path / "task.a1")
    assert quoted(article) == [("Ada", "PER"), ("works", "Work")]
    assert [one["tail"] for one in article.article.meta["relations"]] == [[0, 3, "PER"]]
    assert (tmp_path / "task.a2") in set(brat.companions(tmp_path / "task.a1"))
    assert quoted(read(tmp_path / "task.a2")[0]) == quoted(article)
