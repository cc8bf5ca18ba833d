"""Every format that is installed, and how files of each are written and read back in tests."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from annotator import plugins
from annotator.domain.article import Article
from annotator.domain.decisions import Commented
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.document import Document, Incoming, IncomingLayer
from annotator.domain.layer import Held
from annotator.domain.span import Span
from annotator.domain.tokens import OWN, OwnTokens
from annotator.errors import PluginError
from annotator.formats.base import Lost, Read, ReadOptions, SetAside, WriteOptions
from annotator.formats.common.detect import HEAD, detect
from annotator.formats.common.loss_account import write_counted

OPTIONS = WriteOptions(DEFAULT_SCHEME, rejected=True)


LACKING = set() if find_spec("rdflib") else {"nif"}
"""Formats that load without their library, and cannot be read."""


def _loaded() -> Iterator[tuple[str, Any]]:
    for name in sorted({*plugins.names("formats")} - LACKING):
        try:
            yield name, plugins.load("formats", name)
        except PluginError as error:
            assert "pip install" in str(error)


FORMATS = dict(_loaded())
WRITERS = [name for name, module in FORMATS.items() if hasattr(module, "write")]
BOTH = [name for name in WRITERS if hasattr(FORMATS[name], "read")]


def written(
    name: str, docs: list[Document], folder: Path, options: WriteOptions = OPTIONS, module: Any = None
) -> tuple[Path, list[Lost]]:
    module = module or FORMATS[name]
    out = folder / ("out" if module.FOLDER else f"out{module.SUFFIXES[0]}")
    return out, write_counted(module, iter(docs), out, options)


def of_huggingface(out: Path) -> Iterator[Incoming]:
    for line in (out / "data/train.jsonl").read_bytes().splitlines():
        row = json.loads(line)
        spans, rejected = ([Span(one["start"], one["end"], one["label"]) for one in row[k]] for k in KINDS)
        cats = {one["label"]: one["value"] for one in row["cats"]}
        known = {name: row[name] for name in ("title", "byline", "source", "date", "language")}
        article = Article.of(row["text"], meta=json.loads(row["meta"] or "{}"), **known)
        skipped, unfinished = row["status"] == "skipped", row["status"] in {"open", "returned"}
        layer = IncomingLayer(spans, rejected, cats, skipped=skipped, unfinished=unfinished)
        yield Incoming(article, {row["layer"]: layer})


def of_webannotation(out: Path) -> Iterator[Incoming]:
    for item in json.loads(out.read_text(encoding="utf-8"))["first"]["items"]:
        key, body = item["id"].split(":")[3], item["body"]
        places = [one for one in item["target"].get("selector", ()) if one["type"] == "TextPositionSelector"]
        match item["motivation"]:
            case "tagging":
                layer = IncomingLayer([Span(place["start"], place["end"], body["value"]) for place in places])
            case "classifying":
                layer = IncomingLayer(cats={body["value"]: True})
            case _:
                layer = IncomingLayer(comments=[Commented(body["value"])])
        yield Incoming(Article(key, ""), {"": layer})


KINDS = ("spans", "rejected")
READERS = {"huggingface": of_huggingface, "webannotation": of_webannotation}
"""How files of formats that are only written are read here."""


def read_back(name: str, out: Path) -> dict[str, list[Incoming]]:
    if name in READERS:
        gathered: dict[str, list[Incoming]] = defaultdict(list)
        for one in READERS[name](out):
            gathered[one.article.key].append(one)
        return gathered
    module = FORMATS[name]
    every = sorted(path for path in out.rglob("*") if path.is_file()) if out.is_dir() else [out]
    beside: set[Path] = set()
    for path in every:
        beside |= set(module.companions(path)) if hasattr(module, "companions") else set()
    found: dict[str, list[Incoming]] = defaultdict(list)
    for path in every:
        if path not in beside and detect(path, path.read_bytes()[:HEAD]) == name:
            for read in module.read(path, ReadOptions(offsets="code")):
                if isinstance(read, SetAside) and read.kept:
                    continue
                assert isinstance(read, Incoming), read
                found[read.article.key].append(read)
    return found


def spans_of(incoming: list[Incoming], kind: str) -> set[Span]:
    return {span for one in incoming for layer in one.layers.values() for span in getattr(layer, kind)}


def documents_of(reads: Iterable[Read]) -> list[Document]:
    """What was read, one document for each layer, as it would be written."""
    found: list[Document] = []
    for read in reads:
        if isinstance(read, Incoming):
            tokens, made = read.tokens or list(OwnTokens(read.article.text)), read.tokenizer or OWN
            for name, layer in read.layers.items():
                held = [Held(span) for span in sorted(set(layer.spans))]
                found.append(Document(read.article, name or "ana", "finished", held, tokens=tokens, tokenizer=made))
    return found


def assert_same_when_read_again(name: str, documents: list[Document], folder: Path) -> None:
    """Documents that are written and read back have their spans, but for those that the format said it loses."""
    out, lost = written(name, documents, folder)
    found = read_back(name, out)
    for document in documents:
        key = document.article.key
        said = {entry.span for entry in lost if entry.article == key}
        want = {held.span for other in documents if other.article.key == key for held in other.spans}
        got = spans_of(found[key], "spans")
        assert want - got <= said
        assert got <= want or said
