"""The texts of a graph as articles, and the strings in them that have a class or an entry as spans."""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import unquote, urlsplit

from annotator.domain.article import Article, article_key
from annotator.domain.document import UNNAMED, Incoming, IncomingLayer
from annotator.domain.span import Span
from annotator.errors import InputError, first_line
from annotator.formats.base import Read, ReadOptions, needs
from annotator.formats.common.claims.gathered import Claims, place
from annotator.formats.common.meta_text import meta_in
from annotator.formats.common.span_reader import SpanReader, check_tokens, sorted_spans
from annotator.formats.common.text.decoding import check_text
from annotator.formats.common.told import Told
from annotator.formats.parts.nif.names import ENTRY, FACTS, IRI_KEY, ITS, LABEL, LANGUAGE, NIF, OURS, TERMS

_MENTION = "MENTION"
_CLASS, _ENTRY = f"{ITS}taClassRef", f"{ITS}taIdentRef"
_BEGIN, _END, _ANCHOR = f"{NIF}beginIndex", f"{NIF}endIndex", f"{NIF}anchorOf"
_CONTEXT, _STRING = f"{NIF}referenceContext", f"{NIF}isString"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_FACTS = {fact: f"{TERMS}{name}" for fact, name in FACTS.items()}
_READ = {_BEGIN, _END, _ANCHOR, _CONTEXT, _STRING, _TYPE, LANGUAGE, _CLASS, _ENTRY, *_FACTS.values()}
_NIL = "/notInWiki/"
"""What stands in the addresses of what no base has, as GERBIL writes them."""
_PLACE = re.compile(r"(?:[#;]char=|[#/]offset_)(\d{1,15})[,_](\d{1,15})(?:_.*)?$")
"""Where a string is, in its name: RFC 5147, or by offsets."""
_NAME = re.compile(r"[/#:]")
Said = Mapping[str, list[str]]
"""What is said of one thing: the values of each property, in order."""


def articles_of(turtle: str, options: ReadOptions, told: Told) -> Iterator[Read]:
    """The articles of a graph, by the names of their texts. Raises `InputError` where it is none, `PluginError`."""
    graph = _graph(turtle)
    strings: dict[str, list[Said]] = defaultdict(list)
    contexts = {name: said for name, said in graph.items() if _STRING in said}
    for name, said in sorted(graph.items()):
        for context in said.get(_CONTEXT, ()) if name not in contexts else ():
            strings[context].append(_placed(name, said))
    if not contexts:
        raise InputError("It has no nif:Context with a nif:isString.")
    homeless = sum(len(strings[one]) for one in strings.keys() - contexts.keys())
    told.aside("strings of texts that are not there", homeless, kept=False)
    for name, said in sorted(contexts.items()):
        try:
            yield _incoming(said, strings[name], options, told)
        except InputError as error:
            yield error


def _graph(turtle: str) -> dict[str, dict[str, list[str]]]:
    """What a graph says, by subject and property. Raises `InputError`, and `PluginError` without rdflib."""
    try:
        import rdflib  # noqa: PLC0415 - an extra, and slow to load
    except ImportError as error:
        raise needs("nif", "nif") from error
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    graph = rdflib.Graph()
    try:
        graph.parse(data=turtle, format="turtle", publicID="file:///")
    except RecursionError:
        raise InputError("This is no Turtle: brackets are nested too deep.") from None
    except Exception as error:  # noqa: BLE001 - whatever a parser makes of a file
        raise InputError(f"This is no Turtle: {_reason(error)}") from None
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for subject, name, value in graph:
        found[str(subject)][str(name)].append(str(value))
    return {subject: {name: sorted(values) for name, values in said.items()} for subject, said in found.items()}


def _reason(error: Exception) -> str:
    """What the parser says, with its line."""
    line = getattr(error, "lines", None)
    why = getattr(error, "_why", "") or first_line(error)
    return f"{str(why)[:200].rstrip('.')}" + (f" at line {line + 1}." if isinstance(line, int) else ".")


def _incoming(said: Said, strings: Iterable[Said], options: ReadOptions, told: Told) -> Incoming:
    """The article of a text. Raises `InputError` where a string of it makes no sense."""
    text = check_text(_one(said, _STRING))
    ours = _one(said, f"{OURS}key") == article_key(text)
    layer = _one(said, f"{OURS}layer") if ours else UNNAMED
    meta = meta_in(_one(said, f"{OURS}meta")) if ours else {}
    reader, claims, spans = SpanReader(text, options.offsets), Claims(layer), list[Span]()
    marked = [one for one in strings if _CLASS in one or _ENTRY in one]
    told.aside("strings without class or entry", len(list(strings)) - len(marked), kept=False)
    places = [(_one(one, _BEGIN), _one(one, _END), _one(one, _ANCHOR) or None) for one in marked]
    if sentence := reader.recognise(places):
        told.say(sentence)
    for one, (start, end, quote) in zip(marked, places, strict=True):
        label = _label(one, options.settings.get("mention") or _MENTION, told)
        span = reader.span(start, end, label, quote)
        spans.append(span)
        _take_link(span, one, claims, told)
        _tell(one, told)
    _tell(said, told)
    claims.into(meta, told)
    facts: dict[str, Any] = {
        fact: _one(said, TERMS + name) for fact, name in FACTS.items() if ours or TERMS + name in said
    }
    language = _one(said, LANGUAGE) if LANGUAGE in said else options.language
    article = Article.of(text, **facts, language=language.rsplit("/", 1)[-1], meta=meta)
    tokens = check_tokens(text, _tokens(_one(said, f"{OURS}tokens"))) if ours else []
    tokenizer = _one(said, f"{OURS}tokenizer") if ours else ""
    return Incoming(article, {layer: IncomingLayer(sorted_spans(spans))}, (), tokens, tokenizer, None, ours)


def _one(said: Said, name: str) -> str:
    """The first value of a property, "" where there is none."""
    return next(iter(said.get(name, ())), "")


def _placed(name: str, said: Said) -> Said:
    """What is said of a string, with the place that its name says where nothing else does."""
    if _BEGIN in said or _END in said or not (place := _PLACE.search(name)):
        return said
    return {**said, _BEGIN: [place[1]], _END: [place[2]]}


def _tokens(listed: str) -> Iterator[tuple[int, int]]:
    for edge in listed.split():
        start, _, end = edge.partition(",")
        if not (start.isdecimal() and end.isdecimal() and len(edge) < 40):
            raise InputError(f"{edge[:40]!r} is no token.")
        yield int(start), int(end)


def _label(said: Said, without: str, told: Told) -> str:
    if name := _one(said, f"{OURS}label"):
        return name
    classes = said.get(_CLASS, [])
    told.aside("further classes", len(classes[1:]), kept=False)
    if not classes:
        return without
    if classes[0].startswith(LABEL):
        return unquote(classes[0].removeprefix(LABEL))
    return unquote(_NAME.split(classes[0].rstrip("/#"))[-1]) or classes[0]


def _take_link(span: Span, said: Said, claims: Claims, told: Told) -> None:
    """Claim which entry a string means, in each base."""
    bases: set[str] = set()
    for iri in said.get(_ENTRY, ()):
        base, entry, name = (_one(said, f"{OURS}{one}") for one in ("base", "entry", "name"))
        address = {} if entry else {IRI_KEY: iri}
        if iri.startswith(ENTRY) and not entry:
            base, _, entry = iri.removeprefix(ENTRY).partition(":")
            base, entry, address = unquote(base), unquote(entry), {}
        elif _NIL in iri:
            base, entry, address = "", "", {}
        elif not entry:
            base, entry = _base(iri), unquote(_NAME.split(iri.rstrip("/#"))[-1])
        if base in bases:
            told.aside("further entries", kept=False)
            continue
        bases.add(base)
        claims.add("links", span=place(span), base=base, entry=entry, **({"text": name} if name else {}), **address)


def _base(iri: str) -> str:
    """What a base is called whose entries have such addresses: `dbpedia` for `http://de.dbpedia.org/resource/Rom`."""
    try:
        host = urlsplit(iri).hostname or ""
    except ValueError:
        return ""
    parts = host.split(".")
    return parts[-2] if len(parts) > 1 else host


def _tell(said: Said, told: Told) -> None:
    """Count what is said beyond that."""
    for name, values in sorted(said.items()):
        if name not in _READ and not name.startswith(OURS):
            told.aside(f"values ({_NAME.split(name)[-1]})", len(values), kept=False)
