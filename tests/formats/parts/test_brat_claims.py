"""Annotations of brat as other people's corpora have them: ids that are there twice, addresses, symmetric types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from support.formats import written

from annotator.domain.article import Article
from annotator.domain.document import Document, Incoming
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.formats import brat
from annotator.formats.base import Notice, ReadOptions

TEXT = "Ada met Bo in Rome."
SPANS = "T1\tPER 0 3\tAda\nT2\tPER 8 10\tBo\nT3\tLOC 14 18\tRome\n"
ADA, BO, ROME = [0, 3, "PER"], [8, 10, "PER"], [14, 18, "LOC"]


def read(folder: Path, lines: str, config: str = "") -> tuple[dict[str, Any], list[str]]:
    """What stands in `meta`, and the sentences that were said."""
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.ann").write_text(lines, encoding="utf-8")
    if config:
        (folder / "annotation.conf").write_text(config, encoding="utf-8")
    reads = list(brat.read(folder / "a.ann", ReadOptions()))
    (found,) = (one for one in reads if isinstance(one, Incoming))
    return dict(found.article.meta), [one.text for one in reads if isinstance(one, Notice)]


def test_what_is_said_of_an_id_that_two_lines_have_is_said_of_neither(tmp_path: Path) -> None:
    others = "T1\tPER 8 10\tBo\nR1\tmet Arg1:T1 Arg2:T3\nR2\tmet Arg1:T2 Arg2:T3\nR2\tsaw Arg1:T2 Arg2:T3\n"
    others += "A1\tsure R2\n#1\tAnnotatorNotes T1\tx\n"
    meta, said = read(tmp_path, SPANS + others)
    assert meta["relations"] == [{"head": BO, "label": label, "tail": ROME} for label in ("met", "saw")]
    assert [line.split("\t")[0] for line in meta["brat"]] == ["R1", "A1", "#1"]
    assert said == ["2 ids with more than one annotation, R2 first: what is said of such an id is kept in meta alone."]


def test_an_address_is_an_entry_and_no_base(tmp_path: Path) -> None:
    links = "N1\tReference T1 https://kb.org/a:b\tAda\nN2\tReference T2 GO:GO:0005\n"
    links += "N3\tReference T3 Wikidata:\nN4\tReference T3 x\n"
    meta, _ = read(tmp_path, SPANS + links)
    assert [(one["base"], one["entry"]) for one in meta["links"]] == [("", "https://kb.org/a:b"), ("GO", "GO:0005")]
    assert len(meta["brat"]) == 2


def test_types_of_relations_may_be_symmetric(tmp_path: Path) -> None:
    config = "[relations]\n# near Arg1:PER, <REL-TYPE>:symmetric\n"
    config += "met\tArg1:PER, Arg2:PER, <REL-TYPE>:symmetric\nnear\tArg1:PER, Arg2:LOC\n"
    meta, _ = read(tmp_path, SPANS + "R1\tmet Arg1:T1 Arg2:T2\t\nR2\tnear Arg1:T1 Arg2:T3\n", config)
    assert [one.get("direction") for one in meta["relations"]] == ["bi", None]


def test_a_second_value_of_a_relation_is_not_lost(tmp_path: Path) -> None:
    lines = "R1\tmet Arg1:T1 Arg2:T2\nA1\tsure R1 yes\nA2\tsure R1 no\n"
    lines += "#1\tAnnotatorNotes R1\tone\n#2\tAnnotatorNotes R1\ttwo\n"
    meta, _ = read(tmp_path, SPANS + lines)
    assert meta["relations"][0]["attributes"] == {"sure": "yes"}
    assert meta["relations"][0]["note"] == "one two"
    assert meta["brat"] == ["A2\tsure R1 no"]


def test_quotes_are_the_words_and_end_where_brat_ends_a_line(tmp_path: Path) -> None:
    text = "a\tb c\u2028d e\x85\x0bf, and so on for quite a while."
    spans = [Span(0, 5, "X"), Span(4, 7, "X"), Span(8, 12, "X"), Span(9, 11, "X")]
    document = Document(Article.of(text), "ana", "finished", [*map(Held, spans)])
    out, lost = written("brat", [document], tmp_path)
    (lines,) = out.glob("*.ann")
    assert lines.read_text(encoding="utf-8").split("\n")[:-1] == [
        "T1\tX 0 5\ta\tb c", "T2\tX 4 5;6 7\tc d", "T3\tX 8 9;11 12\te f"
    ]  # fmt: skip
    assert {(entry.span, entry.loss) for entry in lost if entry.span} == {(span, "newline") for span in spans[1:]}
    (back,) = (one for one in brat.read(lines, ReadOptions()) if isinstance(one, Incoming))
    assert back.layers[""].spans == spans[:3]
