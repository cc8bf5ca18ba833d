"""Formats on the data of other projects: gold in many scripts, samples of other tools, files made to break readers."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.formats import BOTH, FORMATS, assert_same_when_read_again, documents_of
from support.shared import DATA

from annotator.domain.document import UNNAMED, Document, Incoming
from annotator.domain.layer import Held
from annotator.domain.tokens import OWN, OwnTokens
from annotator.errors import InputError
from annotator.formats import jsonl, uima, webanno_tsv
from annotator.formats.base import LabelLook, Notice, Read, ReadOptions, SetAside
from annotator.formats.common.detect import HEAD, detect

INCEPTION = DATA / "formats/inception/inception"
GOLD = (
    "uner_zh_pud", "ja_gsd_test_ne", "hiner_hi_val_sample", "germeval14_de_dev_nested", "btc_g_newstweets",
    "gum_news.nested", "uner_ru_pud",
)  # fmt: skip


def records(path: Path, name: str = "") -> list[Read]:
    module = FORMATS[name or detect(path, path.read_bytes()[:HEAD]) or "text"]
    return list(module.read(path, ReadOptions()))


def gold(name: str, most: int) -> Iterator[Document]:
    for read in jsonl.read(DATA / "gold" / f"{name}.jsonl", ReadOptions()):
        assert isinstance(read, Incoming)
        held = [Held(span, by="gold") for span in read.layers[UNNAMED].spans]
        tokens = list(OwnTokens(read.article.text))
        yield Document(read.article, "gold", "finished", held, tokens=tokens, tokenizer=OWN)
        most -= 1
        if not most:
            return


@pytest.mark.parametrize("name", BOTH)
@pytest.mark.parametrize("corpus", GOLD)
def test_gold_goes_out_and_in_again(name: str, corpus: str, tmp_path: Path) -> None:
    assert_same_when_read_again(name, list(gold(corpus, 6)), tmp_path)


def test_every_gold_file_is_read_but_for_articles_whose_spans_end_before_they_start() -> None:
    for path in sorted((DATA / "gold").glob("*.jsonl")):
        reads = [read for read in records(path, "jsonl") if not isinstance(read, SetAside | Notice)]
        for line, (raw, read) in enumerate(zip(path.open(encoding="utf-8"), reads, strict=True), 1):
            want = {(one["start"], one["end"], one["label"]) for one in json.loads(raw)["entities"]}
            if isinstance(read, InputError):
                assert read.line == line
                assert any(end <= start for start, end, _ in want), path.name
            else:
                assert isinstance(read, Incoming)
                spans = read.layers[UNNAMED].spans
                assert {(span.start, span.end, span.label) for span in spans} == want, path.name


def test_json_that_is_none_is_refused_with_line_and_column_and_json_only_for_its_missing_text() -> None:
    suite = sorted((DATA / "hostile/JSONTestSuite/test_parsing").glob("*.json"))
    assert suite
    for path in suite:
        errors = [read for read in records(path, "jsonl") if isinstance(read, InputError)]
        if path.name.startswith("n_"):
            assert any(error.line and "column" in error.reason for error in errors), path.name
        if path.name.startswith("y_"):
            assert errors, path.name
            assert all("text" in error.reason or "no article" in error.reason for error in errors), path.name


def test_samples_of_other_tools_are_read_or_refused_with_a_reason() -> None:
    for path in sorted((DATA / "formats").rglob("*")):
        if path.is_file():
            for read in records(path):
                assert isinstance(read, Incoming | Notice | SetAside | LabelLook) or (
                    read.reason and "Traceback" not in read.reason
                ), path


def test_samples_of_other_tools_are_the_same_to_their_reader_when_written_back(tmp_path: Path) -> None:
    seen = Counter[str]()
    for number, path in enumerate(sorted(path for path in (DATA / "formats").rglob("*") if path.is_file())):
        name = detect(path, path.read_bytes()[:HEAD]) or ""
        documents = [document for document in documents_of(records(path)) if document.spans]
        if name not in BOTH or not documents:
            continue
        folder = tmp_path / str(number)
        folder.mkdir()
        assert_same_when_read_again(name, documents, folder)
        seen[name] += len(documents)
    assert seen.keys() == {"brat", "jsonl", "prodigy", "slate", "uima", "webanno_tsv"}


def spans(path: Path) -> list[tuple[str, str]]:
    (read,) = (one for one in records(path) if isinstance(one, Incoming))
    text = read.article.text
    return [(span.quote(text), span.label) for layer in read.layers.values() for span in layer.spans]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("brat/discontinuous.ann", [("North", "Location"), ("South America", "Location"), ("America", "Location")]),
        ("brat/example-data/tutorials/news/040-text_span_annotation.ann", [
            ("Google", "Organization"), ("Larry Page", "Person"), ("Sergey Brin", "Person"), ("California", "GPE"),
        ]),
        ("slate/tutorial/data/input_data0.txt.category.annotations0", [
            ("blandit", "z"), ("nec", "x"), ("scelerisque,", "x"), ("malesuada", "z"), ("viverra.", "z"),
        ]),
    ],
)  # fmt: skip
def test_a_sample_means_what_it_says(path: str, expected: list[tuple[str, str]]) -> None:
    assert spans(DATA / "formats" / path) == expected


def test_doccano_and_spacy_samples_mean_what_they_say() -> None:
    doccano = DATA / "formats/doccano/backend"
    found = records(doccano / "data_export/pipeline/examples/sequence_labeling/example.jsonl")
    assert [[span.label for span in one.layers[UNNAMED].spans] for one in found if isinstance(one, Incoming)] == [
        ["ORG", "MISC"], ["PERSON"], ["PERSON"],
    ]  # fmt: skip
    csv = records(doccano / "data_import/tests/data/text_classification/example.invalid.2.csv")
    assert [one.line for one in csv if isinstance(one, InputError)] == [2]
    pairs = records(DATA / "formats/spacy-projects/pipelines/ner_demo/assets/train.json")
    assert [len(one.layers[UNNAMED].spans) for one in pairs if isinstance(one, Incoming)] == [1, 2]


def ends(read: Incoming) -> tuple[list[list[int]], list[list[int]]]:
    """Where the relations and the mentions of chains are."""
    meta = read.article.meta
    relations = [one["head"][:2] + one["tail"][:2] for one in meta.get("relations", ())]
    return sorted(relations), [place[:2] for one in meta.get("entities", ()) for place in one["spans"]]


def test_webanno_tsv_and_xmi_of_one_document_say_the_same() -> None:
    differing = Counter[str]()
    for path in sorted((INCEPTION / "inception-io-webanno-tsv").rglob("reference.tsv")):
        beside = path.with_name("reference.xmi")
        if not beside.exists():
            continue
        (one,) = (read for read in webanno_tsv.read(path, ReadOptions()) if isinstance(read, Incoming))
        (two,) = (read for read in uima.read(beside, ReadOptions()) if isinstance(read, Incoming))
        edges = [{(span.start, span.end) for span in read.layers[UNNAMED].spans} for read in (one, two)]
        assert ends(one) == ends(two), path
        if edges[0] != edges[1] or one.article.text.rstrip() != two.article.text.rstrip():
            differing[path.parent.name] += 1
    # they truncate white space, which the tabular format cannot hold
    assert sorted(differing) == [
        "testAnnotationWithLeadingWhitespaceAtStart", "testAnnotationWithTrailingWhitespace",
        "testAnnotationWithTrailingWhitespaceAtEnd",
    ]  # fmt: skip


def words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def test_articles_are_found_in_web_pages() -> None:
    html, feed = FORMATS["html"], FORMATS["feed"]
    titles = kept = wanted = let_in = around = 0
    pages = sorted((DATA / "html/readability/test/test-pages").iterdir())
    for page in pages:
        source = (page / "source.html").read_bytes()
        article = html.article_of(source, page.name, "en")
        want = words(feed.plain((page / "expected.html").read_text(encoding="utf-8")))
        whole = words(feed.plain(source.decode()))
        got = words(article.text)
        titles += article.title == (json.loads((page / "expected-metadata.json").read_text())["title"] or article.title)
        kept, wanted = kept + (got & want).total(), wanted + want.total()
        let_in, around = let_in + (got - want).total(), around + (whole - want).total()
    print(f"titles {titles}/{len(pages)}, words kept {kept / wanted:.3f}, boilerplate let in {let_in / around:.3f}")
    assert titles == len(pages)
    assert kept / wanted > 0.9
    assert let_in / around < 0.2
