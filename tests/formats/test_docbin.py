"""DocBin: what others put beside labels is kept by place or counted; what we know beside them comes back."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc, DocBin
from support.formats import OPTIONS

from annotator.domain.article import Article
from annotator.domain.document import UNNAMED, Document, Incoming
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.formats import docbin
from annotator.formats.base import Notice, Read, ReadOptions, SetAside

NLP = spacy.blank("en")
PER, LOC = Span(0, 3, "PER"), Span(8, 12, "LOC")


def reads(folder: Path, *docs: Doc) -> tuple[list[Incoming], dict[str, int], list[Read]]:
    path = folder / "in.spacy"
    attributes = ["ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID", "TAG", "SPACY"]
    DocBin(attrs=attributes, docs=docs, store_user_data=True).to_disk(path)
    found = list(docbin.read(path, ReadOptions()))
    aside = {f"{one.name}{'' if one.kept else ' (gone)'}": one.count for one in found if isinstance(one, SetAside)}
    articles = [one for one in found if isinstance(one, Incoming)]
    return articles, aside, [one for one in found if not isinstance(one, SetAside | Incoming)]


def doc(text: str = "Ada met Rome.") -> Doc:
    return NLP(text)


def test_entries_names_and_groups_are_kept_by_place(tmp_path: Path) -> None:
    one = doc()
    one.ents = [one.char_span(0, 3, "PER", kb_id="Q1"), one.char_span(8, 12, "LOC", span_id="rule-7")]
    one.spans["sc"] = [one.char_span(0, 12, "CLAUSE")]
    one.spans["mine"] = [one.char_span(4, 7, "VERB"), one.char_span(4, 7)]
    for token in one:
        token.tag_ = "X"
    (article,), aside, _ = reads(tmp_path, one)
    assert article.article.meta == {
        "links": [{"span": [0, 3, "PER"], "base": "", "entry": "Q1"}],
        "attributes": [
            {"span": [8, 12, "LOC"], "name": "id", "value": "rule-7"},
            {"span": [4, 7, "VERB"], "name": "group", "value": "mine"},
        ],
    }
    assert aside == {
        "links": 1, "values of id": 1, "values of group": 1, "spans without a label (gone)": 1,
        "values of TAG (gone)": 4,
    }  # fmt: skip
    assert len(article.layers[UNNAMED].spans) == 4


def test_data_of_users_goes_into_meta_or_is_counted(tmp_path: Path) -> None:
    one = doc()
    one.user_data = {
        "id": 17,
        "layer": "ner",
        "meta": {"licence": "CC0", "id": 3},
        ("._.", "x", 0, 1): True,
        "nan": float("nan"),
    }
    (article,), aside, _ = reads(tmp_path, one)
    assert article.article.meta == {"id": 17, "layer": "ner", "licence": "CC0"}
    assert article.layers == {}
    assert aside == {"values of user_data": 3, "values of user_data that JSON cannot hold (gone)": 2}


def test_blanks_that_are_not_known_and_a_file_without_documents_are_told(tmp_path: Path) -> None:
    (article,), _, others = reads(tmp_path, Doc(NLP.vocab, words=["Ada", "met"]))
    assert article.article.text == "Ada met "
    assert [type(one) for one in others] == [Notice]
    assert [type(one) for one in reads(tmp_path)[2]] == [Notice]


@pytest.mark.parametrize("said", [[LOC], []])
def test_what_is_missing_stays_missing(said: list[Span], tmp_path: Path) -> None:
    one = doc()
    one.set_ents([one.char_span(span.start, span.end, span.label) for span in said], default="missing")
    (article,), _, _ = reads(tmp_path, one)
    for name, layer in article.layers.items():
        document = Document(article.article, name, "open", [*map(Held, layer.spans)], tokens=article.tokens)
        docbin.write(iter([document]), tmp_path / "out.spacy", OPTIONS)
        (back,) = DocBin().from_disk(tmp_path / "out.spacy").get_docs(NLP.vocab)
        assert [token.ent_iob for token in back] == [token.ent_iob for token in one]
    assert bool(article.layers) == bool(said)


def test_links_go_to_spacy_and_all_of_meta_comes_back(tmp_path: Path) -> None:
    meta = {
        "licence": "CC BY 4.0", "links": [{"span": [0, 3, "PER"], "base": "Wikidata", "entry": "Q1"}],
        "relations": [{"head": [0, 3, "PER"], "label": "in", "tail": [8, 12, "LOC"]}],
    }  # fmt: skip
    document = Document(Article.of("Ada met Rome.", meta=meta), "ana", "finished", [Held(PER), Held(LOC)])
    docbin.write(iter([document]), tmp_path / "out.spacy", OPTIONS)
    (one,) = DocBin().from_disk(tmp_path / "out.spacy").get_docs(NLP.vocab)
    assert [(ent.text, ent.kb_id_) for ent in one.ents] == [("Ada", "Q1"), ("Rome", "")]
    (back,) = docbin.read(tmp_path / "out.spacy", ReadOptions())
    assert isinstance(back, Incoming)
    assert back.article.meta == meta


def test_documents_without_entities_are_finished_if_that_is_said_of_them(tmp_path: Path) -> None:
    none, unsaid = doc(), doc()
    none.set_ents([], default="outside")
    unsaid.set_ents([], default="missing")
    path = tmp_path / "a.spacy"
    DocBin(docs=[none, unsaid]).to_disk(path)
    found = list(docbin.read(path, ReadOptions(named=True)))
    first, second = (one for one in found if isinstance(one, Incoming))
    assert [(layer.spans, layer.unfinished) for layer in first.layers.values()] == [([], False)]
    assert dict(second.layers) == {}
    assert [one.count for one in found if isinstance(one, SetAside) and "make no layer" in one.name] == [1]
