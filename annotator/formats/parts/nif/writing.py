"""A document as Turtle: its text, then each of its spans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Link
from annotator.domain.document import Document
from annotator.formats.common.claims.forms import Form
from annotator.formats.common.claims.native import OncePerSpan, links_of, meta_beside
from annotator.formats.common.losses import token_edges, tokenizer_of
from annotator.formats.common.meta_text import meta_text
from annotator.formats.parts.nif.names import ENTRY, FACTS, IRI_KEY, ITS, LABEL, NIF, OURS, TERMS, XSD

PREFIXES = f"""\
@prefix nif: <{NIF}> .
@prefix itsrdf: <{ITS}> .
@prefix dcterms: <{TERMS}> .
@prefix xsd: <{XSD}> .
@prefix own: <{OURS}> .
"""
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\\\]+")
_ESCAPED = re.compile(r'[\x00-\x1f"\\\\\x7f]')
_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}


def turtle(document: Document, scheme: ClaimScheme) -> Iterator[str]:
    """The statements on a document."""
    article, text = document.article, document.article.text
    spans = {held.span: held.span for held in document.spans}
    links = links_of(document, spans, OncePerSpan(), {IRI_KEY})
    edges = token_edges(document)
    name = f"{OURS}{article.key}:{quote(document.layer, safe='')}#char="
    context = f"{name}0,"  # without an end, so that a span of the whole text is another string
    known = [(f"dcterms:{name}", literal(getattr(article, fact))) for fact, name in FACTS.items()]
    own = {
        "key": article.key,
        "layer": document.layer,
        "tokenizer": tokenizer_of(document, edges),
        "tokens": " ".join(f"{start},{end}" for start, end in edges),
        "meta": meta_text(meta_beside(document, links=links.rest)),
    }
    yield _statements(
        context,
        ("a", "nif:Context, nif:RFC5147String"),
        ("nif:isString", literal(text)),
        *_place(0, len(text)),
        *known,
        ("dcterms:language", literal(article.language)),
        *((f"own:{name}", literal(value)) for name, value in own.items() if value),
    )
    of = {link.span: (link, form) for link, form in links.found}
    nth = Counter[tuple[int, int]]()
    for span in spans:
        nth[span.start, span.end] += 1
        again = nth[span.start, span.end]
        place = f"{span.start},{span.end}" + (f"&nth={again}" if again > 1 else "")
        yield _statements(
            name + place,
            ("a", "nif:Phrase, nif:RFC5147String"),
            ("nif:referenceContext", f"<{context}>"),
            ("nif:anchorOf", literal(span.quote(text))),
            *_place(span.start, span.end),
            *_class(span.label),
            *(_link(*of[span], scheme) if span in of else ()),
        )


def _statements(subject: str, *said: tuple[str, str]) -> str:
    return f"\n<{subject}>\n    " + " ;\n    ".join(f"{name} {value}" for name, value in said) + " .\n"


def _place(start: int, end: int) -> Iterator[tuple[str, str]]:
    yield "nif:beginIndex", f'"{start}"^^xsd:nonNegativeInteger'
    yield "nif:endIndex", f'"{end}"^^xsd:nonNegativeInteger'


def _class(label: str) -> Iterator[tuple[str, str]]:
    """The address of a label: itself, where it is one."""
    address = "/" in label and _IRI.fullmatch(label)
    yield "itsrdf:taClassRef", f"<{label if address else LABEL + quote(label, safe='')}>"
    if address:
        yield "own:label", literal(label)


def _link(link: Link, form: Form, scheme: ClaimScheme) -> Iterator[tuple[str, str]]:
    """The address of an entry, and how to find the entry again."""
    base = scheme.base(link.base)
    address = base.url.replace("{}", quote(link.entry, safe="")) if base and base.url else ""
    if isinstance(iri := form.get(IRI_KEY), str) and _IRI.fullmatch(iri):
        address = iri
    elif not _IRI.fullmatch(address):
        address = f"{ENTRY}{quote(link.base, safe='')}:{quote(link.entry, safe='')}"
    yield "itsrdf:taIdentRef", f"<{address}>"
    for name, value in (("base", link.base), ("entry", link.entry), ("name", link.name)):
        if value:
            yield f"own:{name}", literal(value)


def literal(text: str) -> str:
    """A text as Turtle has it."""
    return '"' + _ESCAPED.sub(lambda found: _SHORT.get(found[0], f"\\u{ord(found[0]):04X}"), text) + '"'
