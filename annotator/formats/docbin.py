"""spaCy's DocBin: what `spacy train` reads, with configurations that are ready to run.

`doc.ents` has the spans that do not overlap, `doc.spans["sc"]` all of them (spancat),
`doc.spans["incorrect_spans"]` the rejected suggestions, which `ner` learns from; `doc.cats` the article
labels. What is not answered is *missing*, not absent: all that is no entity in an article that is skipped or open,
or that has article labels alone; where another tool leaves tokens missing, the layer is partial. `-o FILE.spacy`
writes one file; a folder gets `train.spacy`, with a split `dev.spacy` and `test.spacy` too, and the configurations.
A DocBin is one compressed block: unlike other formats it is in memory as a whole, written or read.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

import spacy
from spacy.cli.init_config import init_config
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.tokens import Span as DocSpan
from spacy.vocab import Vocab

from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.domain.tokens import OWN
from annotator.errors import InputError, ModelError
from annotator.formats.base import Holds, Loss, Lost, Notice, Read, ReadOptions, WriteOptions
from annotator.formats.common.claims.held import entities_of, links_of
from annotator.formats.common.losses import (
    ALIGN,
    TokenEdges,
    aligned,
    lost,
    side_by_side,
    token_edges,
    tokenizer_of,
    touched,
)
from annotator.formats.common.meta_text import meta_text
from annotator.formats.parts.docbin import CLUSTER, WHOLE, WRONG, reads

NAME = "docbin"
ABOUT = "spaCy's DocBin with configurations for spacy train (ner and spancat)"
SUFFIXES = (".spacy",)
SIGNS = ({"name": r"\.spacy$", "head": r"\Ax"},)
HOLDS: tuple[Holds, ...] = (
    "title",
    "byline",
    "source",
    "date",
    "language",
    "meta",
    "cats",
    "refused_cats",
    "skipped",
    "open",
    "rejected",
)
LOSES: Mapping[Loss, str] = {
    "misaligned": "Spans whose edges are not those of tokens are left out, or moved there, as `align` says.",
    "overlapping": 'Of spans that overlap only the longest is in `ents`; all are in `spans["sc"]`.',
    "rejected": "Rejected suggestions whose edges are not those of tokens are left out.",
}
FOLDER = True
SPLITS = True
SETTINGS = {"align": ALIGN}
EXTRA = ""

_SMALL, _LARGEST, _RATIO, _PIECE = 1 << 24, 1 << 29, 60, 1 << 20
"""Bytes that any file may unpack to, that none may, and how many times its own size; it is looked at in pieces."""
_ATTRIBUTES = ("ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "SPACY")
_ARTICLE = ("title", "byline", "source", "date", "language")


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write one file, or a folder of one file for each side with configurations."""
    entries: list[Lost] = []
    bins: dict[str, DocBin] = {}
    languages: Counter[str] = Counter()
    vocab = Vocab()
    for document in documents:
        side = options.side(document.article.key) if options.side else "train"
        doc, gone = _doc(document, vocab, options)
        entries += gone
        languages[document.article.language] += 1
        if side not in bins:
            bins[side] = DocBin(attrs=_ATTRIBUTES, store_user_data=True)
        bins[side].add(doc)
    if out.suffix in SUFFIXES and options.side is None:
        bins.get("train", DocBin()).to_disk(out)
        return entries
    out.mkdir(parents=True)
    for side, one in (bins or {"train": DocBin(attrs=_ATTRIBUTES, store_user_data=True)}).items():
        one.to_disk(out / f"{side}.spacy")
    _configure(out, languages, "dev" if "dev" in bins else "train")
    return entries


def doc_of(document: Document, nlp: Language) -> tuple[Doc, list[Lost]]:
    """The spaCy document in the tokens of a pipeline, and what it cannot hold.

    Raises `ModelError` where its tokenizer does not keep the text as it is.
    """
    doc = nlp.tokenizer(document.article.text)
    if doc.text != document.article.text:
        raise ModelError("The tokenizer of this pipeline changes the text, so that no span would stay in its place.")
    tokens = [(token.idx, token.idx + len(token)) for token in doc]
    entries = _mark(document, doc, tokens, range(len(tokens)), "drop", rejected=bool(document.rejected))
    doc.user_data["tokenizer"] = "spacy"
    return doc, entries


def _doc(document: Document, vocab: Vocab, options: WriteOptions) -> tuple[Doc, list[Lost]]:
    """The spaCy document in the tokens that are stored, and what it cannot hold."""
    align = options.setting("align", SETTINGS)
    tokens = token_edges(document, align)
    doc, places = _tokenized(document.article.text, tokens, vocab)
    entries = _mark(document, doc, tokens, places, align, rejected=options.rejected)
    doc.user_data["tokenizer"] = tokenizer_of(document, tokens)
    return doc, entries


def _mark(
    document: Document, doc: Doc, tokens: TokenEdges, places: Sequence[int], align: str, *, rejected: bool
) -> list[Lost]:
    """Put into `doc` what holds of its text, and give what it cannot hold; `places` has its token for each of ours.

    Tokens that a span touches which is left out are missing, as in spaCy's own alignment: they are not outside of all.
    """
    fitting, entries = aligned(document, document.spans, tokens, align)
    kept, overlapping = side_by_side(document, fitting)
    linked = _linked(document)
    ents = [
        DocSpan(doc, places[one.first], places[one.last] + 1, span.label, kb_id=linked.get(span, ""))
        for one in kept
        for span in [one.held.span]
    ]
    taken = {place for one in kept for place in range(one.first, one.last + 1)}
    unsaid = {place for entry in entries if entry.span for place in touched(entry.span, tokens)} - taken
    missing = [DocSpan(doc, places[place], places[place] + 1) for place in sorted(unsaid)]
    doc.set_ents(ents, missing=missing, default="missing" if _says_no_more(document) else "outside")
    doc.spans[WHOLE] = [
        DocSpan(doc, places[one.first], places[one.last] + 1, label=one.held.span.label) for one in fitting
    ]
    at = {one.held.span: DocSpan(doc, places[one.first], places[one.last] + 1, one.held.span.label) for one in fitting}
    for nth, mentions in enumerate(entities_of(document, at), 1):
        doc.spans[f"{CLUSTER}{nth}"] = [at[span] for span in mentions]
    entries += [
        lost(document, "overlapping", 'It overlaps a longer span: it is in spans["sc"], not in ents.', entry.span)
        for entry in overlapping
    ]
    if rejected:
        refused, gone = aligned(document, document.rejected, tokens)
        doc.spans[WRONG] = [
            DocSpan(doc, places[first], places[last] + 1, label=held.span.label) for held, first, last in refused
        ]
        entries += [lost(document, "rejected", entry.what, entry.span) for entry in gone]
    doc.cats = {label: float(on) for label, on in document.cats.items()}
    article = document.article
    doc.user_data = {name: getattr(article, name) for name in ("key", *_ARTICLE)}
    doc.user_data |= {"meta": meta_text(article.meta)} if article.meta else {}
    doc.user_data |= {"layer": document.layer, "status": document.status, "tokenizer": document.tokenizer or OWN}
    return entries


def _linked(document: Document) -> dict[Span, str]:
    """The entry of a knowledge base that a span is said to name, or another mention of what it names."""
    spans = {held.span for held in document.spans}
    found: dict[Span, str] = {}
    for link in links_of(document, spans):
        found.setdefault(link.span, link.entry)
    for mentions in entities_of(document, spans):
        entry = next((found[span] for span in mentions if found.get(span)), "")
        found |= {span: entry for span in mentions if span not in found}
    return found


def _says_no_more(document: Document) -> bool:
    """Whether a layer says nothing of what it does not mark: it is not finished, or is of article labels alone."""
    return document.status in ("skipped", "open", "returned") or bool(document.cats and not document.spans)


def _tokenized(text: str, tokens: TokenEdges, vocab: Vocab) -> tuple[Doc, list[int]]:
    """A document of exactly this text, and the place in it of each token.

    What stands between tokens and is not a single blank becomes a token of its own.
    """
    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []
    at = 0
    for start, end in (*tokens, (len(text), len(text))):
        gap = text[at:start]
        if words and gap.startswith(" "):
            spaces[-1], gap = True, gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
        if start < end:
            places.append(len(words))
            words.append(text[start:end])
            spaces.append(False)
        at = end
    return Doc(vocab, words=words, spaces=spaces), places


def _configure(folder: Path, languages: Counter[str], dev: str) -> None:
    """Write a configuration for `ner` and one for `spancat`; run them from within the folder."""
    language = languages.most_common(1)[0][0] if languages else "en"
    try:
        spacy.util.get_lang_class(language)
    except ImportError:
        language = "xx"
    for name, pipe in (("config.cfg", "ner"), ("config-spancat.cfg", "spancat")):
        (folder / name).write_text(_configuration(language, pipe, dev), encoding="utf-8")


@cache
def _configuration(language: str, pipe: str, dev: str) -> str:
    """What `spacy init config` says for one pipe, with the files of the folder and the rejected spans."""
    config = init_config(lang=language, pipeline=[pipe], optimize="efficiency", gpu=False, silent=True)
    config["paths"]["train"], config["paths"]["dev"] = "train.spacy", f"{dev}.spacy"
    if pipe == "ner":
        config["components"]["ner"]["incorrect_spans_key"] = WRONG
    return str(config.to_str())


def _is_sane(path: Path) -> bool:
    """Whether a file unpacks to no more than documents do; what is no compressed block is for its reader to say."""
    most = min(max(_SMALL, _RATIO * path.stat().st_size), _LARGEST)
    unpacking, size = zlib.decompressobj(), 0
    with path.open("rb") as file, suppress(zlib.error):
        while piece := file.read(_PIECE):
            while piece and size <= most:
                size += len(unpacking.decompress(piece, _PIECE))
                piece = unpacking.unconsumed_tail
    return size <= most


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The documents of a file; which of them are whole is found out one by one."""
    vocab = Vocab()
    if not _is_sane(path):
        yield InputError("It would unpack to far more than any DocBin of articles does.")
        return
    try:
        found = iter(DocBin().from_disk(path).get_docs(vocab))
    except Exception as error:  # noqa: BLE001 - a stranger's bytes fail in whatever way msgpack, numpy and zlib do
        yield InputError(f"This is no DocBin that spaCy can read ({type(error).__name__}).")
        return
    number = 0
    while True:
        number += 1
        try:
            doc = next(found, None)
        except Exception as error:  # noqa: BLE001 - likewise
            yield InputError(f"Document {number} cannot be read by spaCy ({type(error).__name__}).")
            return
        if doc is None:
            if number == 1:
                yield Notice("There is no document in it.")
            return
        try:
            yield from reads(doc, options, number)
        except InputError as error:
            yield error.at("", number)
