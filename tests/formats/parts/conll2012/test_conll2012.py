"""CoNLL-2012: entities come back, and readers that are not ours find the same mentions, names and words."""

from __future__ import annotations

import re
import tempfile
from collections import defaultdict
from pathlib import Path

import nltk
import pytest
from hypothesis import given, settings
from nltk.corpus.reader import ConllCorpusReader
from support.drawn_claims import claimed_documents, said
from support.formats import OPTIONS, documents_of, read_back, written
from support.shared import DATA

from annotator.domain.article import Article
from annotator.domain.claims.said import claims_made
from annotator.domain.claims.standing import Standing
from annotator.domain.document import Document, Incoming
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats import conll2012
from annotator.formats.base import ReadOptions, WriteOptions
from annotator.formats.common.detect import detect

Mention = tuple[int, int]


def scored(text: str) -> dict[str, set[frozenset[Mention]]]:
    """The entities of each document as scorers read them: words counted through, brackets of a number nested.

    Written from the rules of the CoNLL-2012 scorer, apart from the code that it checks.
    """
    found: dict[str, set[frozenset[Mention]]] = {}
    name, word = "", 0
    entities: dict[str, set[Mention]] = defaultdict(set)
    open_: dict[str, list[int]] = defaultdict(list)
    for line in text.splitlines():
        if opening := re.match(r"#begin document (.*)$", line):
            name, word = opening[1], 0
            entities.clear()
        elif line.startswith("#end document"):
            assert not any(open_.values())
            found[name] = set(map(frozenset, entities.values()))
        elif cells := line.split():
            for part in [] if cells[-1] == "-" else cells[-1].split("|"):
                number = part.strip("()")
                if part.startswith("("):
                    open_[number].append(word)
                if part.endswith(")"):
                    entities[number].add((open_[number].pop(), word))
            word += 1
    return found


def made(document: Document, *, singletons: bool) -> tuple[str, Incoming]:
    options = WriteOptions(OPTIONS.scheme, settings={"singletons": "yes"} if singletons else {})
    with tempfile.TemporaryDirectory() as folder:
        out, _ = written("conll2012", [document], Path(folder), options)
        ((back,),) = read_back("conll2012", out).values()
        return out.read_text(encoding="utf-8"), back


@settings(max_examples=60, deadline=None)
@given(claimed_documents(flat=True))
def test_all_that_is_claimed_of_names_comes_back(document: Document) -> None:
    for singletons in (False, True):
        _, back = made(document, singletons=singletons)
        assert back.article == document.article or back.article.meta
        names = {span.label: span.label.replace(" ", "_") for span in back.layers["ana"].spans}
        assert {(one.start, one.end) for one in back.layers["ana"].spans} == {
            (held.span.start, held.span.end) for held in document.spans
        }
        assert "Work of art" not in names
        clusters = {frozenset((one.start, one.end) for one in entity) for entity in said(document)["entities"]}
        assert {frozenset((one.start, one.end) for one in entity) for entity in said(back)["entities"]} == clusters
        for kind in ("relations", "links", "attributes"):
            assert said(back)[kind] == said(document)[kind]


@settings(max_examples=60, deadline=None)
@given(claimed_documents(("PER", "ORG")))
def test_a_scorer_finds_the_same_entities(document: Document) -> None:
    starts, ends = zip(*document.tokens, strict=True)
    for least in (1, 2):
        (entities,) = scored(made(document, singletons=least == 1)[0]).values()
        wanted = set()
        for entity in said(document)["entities"]:
            places = sorted((starts.index(one.start), ends.index(one.end)) for one in entity)
            kept: list[Mention] = []
            for first, last in places:
                if not any(one < first <= other < last for one, other in kept):
                    kept.append((first, last))
            wanted |= {frozenset(kept)} if len(kept) >= least else set()
        assert entities == wanted


def test_nltk_reads_words_names_and_trees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nltk.data, "path", [str(tmp_path)])
    text = "Ada Berg met Bo. She left Norsund!"
    spans = [Span(0, 8, "PER"), Span(13, 15, "PER"), Span(17, 20, "PER"), Span(26, 33, "Work of (art)")]
    how = Standing("d1", "ana", "2026-01-01T00:00:00.000Z", entity="e1")
    claims = claims_made({}, {spans[0]: how, spans[2]: how}, {})
    held = [Held(span) for span in spans]
    document = Document(Article.of(text, meta={"id": "nw/x 3"}), "ana", "finished", held, claims=claims)
    out, lost = written("conll2012", [document], tmp_path)
    assert [one.loss for one in lost] == ["renamed"]
    assert out.read_text(encoding="utf-8").splitlines()[0] == "#begin document (nw/x); part 003"
    columns = [*["ignore"] * 3, "words", "pos", "tree", *["ignore"] * 4, "ne", "ignore"]
    rows = [line for line in out.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    (tmp_path / "plain.conll").write_text("\n".join(rows) + "\n", encoding="utf-8")
    reader = ConllCorpusReader(str(tmp_path), "plain.conll", columns, root_label="TOP")
    assert [" ".join(words) for words in reader.sents()] == ["Ada Berg met Bo .", "She left Norsund !"]
    assert [tree.leaves() for tree in reader.parsed_sents()] == [list(words) for words in reader.tagged_sents()]
    ((back,),) = read_back("conll2012", out).values()
    assert back.article == document.article.__class__.of(text, meta={**back.article.meta})
    assert back.layers["ana"].spans == [*spans[:3], Span(26, 33, "Work_of__art_")]


def test_mentions_that_cross_another_of_their_entity_are_reported(tmp_path: Path) -> None:
    spans = [Span(0, 7, "A"), Span(4, 11, "A"), Span(8, 11, "B")]
    how = Standing("d1", "ana", "", entity="e1")
    document = Document(
        Article.of("one two six"), "ana", "finished", list(map(Held, spans)), tokens=[(0, 3), (4, 7), (8, 11)],
        claims=claims_made({}, dict.fromkeys(spans, how), {}),
    )  # fmt: skip
    out, lost = written("conll2012", [document], tmp_path)
    assert sorted((one.loss, one.span) for one in lost if one.loss == "entity") == [("entity", None)]
    assert list(scored(out.read_text(encoding="utf-8")).values()) == [{frozenset({(0, 1), (2, 2)})}]


@pytest.mark.parametrize("setting", ["", "NP"])
def test_mentions_have_the_label_that_is_set(setting: str, tmp_path: Path) -> None:
    (tmp_path / "a.conll").write_text("#begin document (x);\nx 0 0 He (1)\nx 0 1 left -\n#end document\n")
    settings_ = {"mention": setting} if setting else {}
    (back,) = (
        one
        for one in conll2012.read(tmp_path / "a.conll", ReadOptions(settings=settings_))
        if isinstance(one, Incoming)
    )
    assert back.layers[""].spans == [Span(0, 2, setting or "MENTION")]


def test_a_file_without_words_is_refused_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.key").write_text("#begin document (x); part 000\nx -\nx (1\nx 1)\n\n#end document\n")
    reads = list(conll2012.read(tmp_path / "a.key", ReadOptions()))
    assert [one.reason for one in reads if isinstance(one, InputError)] == [
        "There are no words: the line has a document and mentions alone."
    ]


COVAL = DATA / "claims" / "coval"


@pytest.mark.skipif(not COVAL.exists(), reason="needs the shared data")
def test_files_of_coval_are_written_with_the_same_entities(tmp_path: Path) -> None:
    for path in sorted([*COVAL.glob("*.key"), *COVAL.glob("*.response")]):
        reads = list(conll2012.read(path, ReadOptions()))
        if "MENTION" not in str(reads) or "further entity" in str(reads):
            continue  # without words, or a mention of two entities
        assert detect(path, path.read_bytes()) == "conll2012"
        (tmp_path / path.name).mkdir()
        options = WriteOptions(OPTIONS.scheme, settings={"singletons": "yes"})
        out, _ = written("conll2012", documents_of(reads), tmp_path / path.name, options)
        (before,) = scored(path.read_text(encoding="utf-8")).values()
        (after,) = scored(out.read_text(encoding="utf-8")).values()
        assert before == after
