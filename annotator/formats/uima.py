"""UIMA CAS, INCEpTION's own exchange format: CAS JSON, or XMI with its type system (setting `form=xmi`).

dkpro-cassis turns code points into UTF-16 units by itself, both ways. Tokens and sentences are written
along, so that INCEpTION does not cut anew, and who made the tokens, in a field of DKPro's for what is
known of a text (`MetaDataStringField`, key `tokenizer`). Every annotation is read as a span but for those that
describe the text itself (tokens, sentences, lemmas, ...); which feature is its label, and what is kept beside it,
says `common/standoff/annotation_layers.py`. Relations are written as a layer of their own, at their target; how other
claims are, says `common/standoff/claims_out.py`.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from annotator.domain.article import Article
from annotator.domain.document import UNNAMED, Document, Incoming, IncomingLayer
from annotator.domain.text.sentences import sentences
from annotator.domain.tokens import OWN
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Lost, Notice, Read, ReadOptions, WriteOptions, needs
from annotator.formats.common.claims import relations
from annotator.formats.common.claims.relations import Relation
from annotator.formats.common.file_names import Stems
from annotator.formats.common.losses import lost, token_edges
from annotator.formats.common.standoff import annotation_layers, claims_out
from annotator.formats.common.standoff.annotation_layers import (
    COREFERENCE,
    NAMED,
    RELATION,
    TagSets,
    is_value,
    names_relations,
)
from annotator.formats.common.standoff.claims_out import CLUSTERS, ClaimsOut
from annotator.formats.common.text.decoding import check_text
from annotator.formats.common.text.xml_prolog import declares_document_type
from annotator.formats.parts.uima import FIELD, Untyped, annotations_of
from annotator.plural import counted

try:
    import cassis
except ImportError as error:
    raise needs("uima", "uima") from error

NAME = "uima"
ABOUT = "UIMA CAS: JSON, or XMI with its type system (INCEpTION)"
SUFFIXES = (".json", ".xmi")
SIGNS = ({"tag": "xmi:xmi"}, {"head": r'\A\s*\{(?s:.*)"%(FEATURE_STRUCTURES|TYPES)"'})
HOLDS: tuple[Holds, ...] = ("relations", "entities", "links", "attributes")
LOSES: Mapping[Loss, str] = {
    "relation": relations.LOSS,
    **claims_out.LOSSES,
    "text": "Control codes that XML cannot hold are written as U+FFFD.",
}
FOLDER = True
EXTRA = "uima"
READ_SETTINGS = annotation_layers.READ_SETTINGS
SETTINGS = {"form": ("json", "xmi"), "clusters": CLUSTERS}

_DKPRO = "de.tudarmstadt.ukp.dkpro.core.api"
_TOKEN = f"{_DKPRO}.segmentation.type.Token"
_SENTENCE = f"{_DKPRO}.segmentation.type.Sentence"
_CHAIN = f"{COREFERENCE.removesuffix('Link')}Chain"
_ID = "{http://www.omg.org/XMI}id"
_NO_LINKS = {"value", "label", "PosValue", "coarseValue", "begin", "end", "sofa", _ID}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_VERSION = re.compile(rb"""\A((?:\xef\xbb\xbf)?<\?xml[^>]{0,40}version=["'])1\.1(["'])""")
_CONTROL = re.compile(rb"&#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,10}));|[\x00-\x08\x0b\x0c\x0e-\x1f]")
_TYPES = "TypeSystem.xml"
_BUILT_IN = "http:///uima/"


def companions(path: Path) -> Iterable[Path]:
    """The type system of an XMI file."""
    return _type_systems(path) if path.suffix.lower() == ".xmi" else ()


def _type_systems(path: Path) -> list[Path]:
    names = (_TYPES, "typesystem.xml", f"{path.stem}-typesystem.xml", "debug-typesystem.xml")
    return [place for name in names if (place := path.with_name(name)).is_file()]


def write(documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write one file for each document into a folder, and for XMI the type system."""
    form = options.setting("form", SETTINGS)
    out.mkdir(parents=True)
    entries: list[Lost] = []
    stems, types = Stems(), _Types()
    clusters = options.setting("clusters", SETTINGS)
    for document in documents:
        text = document.article.text
        if form == "xmi" and _NOT_XML.search(text):
            entries.append(lost(document, "text", "Control codes that XML cannot hold are written as U+FFFD."))
            text = _NOT_XML.sub("\ufffd", text)
        spans = {held.span for held in document.spans}
        claims = claims_out.claims_out(
            document, spans, _is_value, options.scheme.claims, value=_is_xml, clusters=clusters
        )
        entries += claims.entries
        cas = _cas(document, text, types.having(claims), claims)
        path = out / f"{stems(document)}.{form}"
        cas.to_json(path, pretty_print=False) if form == "json" else cas.to_xmi(path)
    if form == "xmi":
        types.system.to_xml(out / _TYPES)
    return entries


class _Types:
    """The types that are written, as INCEpTION knows them, with what the claims of all documents so far need.

    They are made anew where a document needs more: cassis makes the class of a type once.
    """

    def __init__(self) -> None:
        self._features: dict[str, dict[str, None]] = {NAMED: dict.fromkeys(("value", "identifier"))}
        self._relations: dict[str, dict[str, None]] = {}
        self._chained = False
        self.system = self._made()

    def having(self, claims: ClaimsOut) -> Any:
        """The types with all that these claims need."""
        before = (repr(self._features), repr(self._relations), self._chained)
        self._features[NAMED].update(dict.fromkeys(claims.names()))
        for one, features in claims.relations:
            known = self._relations.setdefault(one.claim.get("layer", RELATION), {"value": None})
            known.update(dict.fromkeys(features))
        self._chained = self._chained or bool(claims.chains)
        if before != (repr(self._features), repr(self._relations), self._chained):
            self.system = self._made()
        return self.system

    def _made(self) -> Any:
        types = cassis.TypeSystem()
        for name in (_SENTENCE, _TOKEN):
            types.create_type(name)
        texts = self._features | {FIELD: dict.fromkeys(("key", "value"))} | self._relations
        if self._chained:
            texts[COREFERENCE] = dict.fromkeys(("referenceType", "referenceRelation"))
            types.create_type(_CHAIN, supertypeName="uima.cas.AnnotationBase")
        for name, features in texts.items():
            created = types.create_type(name)
            for end in ("Governor", "Dependent") if name in self._relations else ():
                types.create_feature(created, end, NAMED)
            for feature in features:
                types.create_feature(created, feature, "uima.cas.String")
        if self._chained:
            types.create_feature(types.get_type(COREFERENCE), "next", COREFERENCE)
            types.create_feature(types.get_type(_CHAIN), "first", COREFERENCE)
        return types


def _is_xml(value: str) -> bool:
    """Whether a value may stand in XML."""
    return not _NOT_XML.search(value)


def _is_value(relation: Relation) -> bool:
    """Whether the label of a relation comes back as the label, and its layer as a layer."""
    layer = relation.claim.get("layer", RELATION)
    return names_relations(layer) and is_value(relation.label) and not _NOT_XML.search(relation.label)


def _cas(document: Document, text: str, types: Any, claims: ClaimsOut) -> Any:
    cas = cassis.Cas(types)
    cas.sofa_string, cas.sofa_mime = text, "text/plain"
    sentence, token, named, field = (types.get_type(name) for name in (_SENTENCE, _TOKEN, NAMED, FIELD))
    tokenizer = _NOT_XML.sub("\ufffd", document.tokenizer or OWN)
    cas.add(field(begin=0, end=len(text), key="tokenizer", value=tokenizer))
    cas.add_all([sentence(begin=start, end=end) for start, end in sentences(text)])
    cas.add_all([token(begin=start, end=end) for start, end in token_edges(document)])
    spans = {
        span: named(begin=span.start, end=span.end, value=span.label, **claims.features.get(span, {}))
        for span in (held.span for held in document.spans)
    }
    cas.add_all(spans.values())
    for one, features in claims.relations:
        kind = types.get_type(one.claim.get("layer", RELATION))
        head, tail = spans[one.head], spans[one.tail]
        cas.add(kind(begin=tail.begin, end=tail.end, Governor=head, Dependent=tail, value=one.label, **features))
    for mentions in claims.chains:
        link, chain = types.get_type(COREFERENCE), types.get_type(_CHAIN)
        links = [link(begin=span.start, end=span.end, referenceType=span.label) for span in mentions]
        for one, after in pairwise(links):
            one.next = after
        cas.add_all([*links, chain(first=links[0])])
    return cas


def read(path: Path, options: ReadOptions, tag_sets: TagSets | None = None) -> Iterator[Read]:
    """The article of a file, under its first view."""
    try:
        cas, untyped = _load(path)
        text = check_text(cas.sofa_string or "")
        found = annotations_of(cas, text, untyped)
        taken = found.annotations.taken(options.settings, tag_sets)
    except InputError as error:
        yield error
        return
    if found.empty:
        yield Notice(f"Passed over: {counted(found.empty, 'annotation')} of no width.")
    if replaced := text.count("\ufffd"):
        signs = counted(replaced, "character of it is", "characters of it are")
        yield Notice(f"{signs} U+FFFD: control codes that XML cannot hold, or lost before.")
    yield from taken.aside
    article = Article.of(text, source=path.name, language=options.language, meta=taken.claims)
    layer = IncomingLayer(sorted(set(taken.spans)))
    tokenizer = (found.tokenizer or "uima") if found.tokens else ""
    yield Incoming(article, {UNNAMED: layer}, (), found.tokens, tokenizer, line=1)


def _load(path: Path) -> tuple[Any, Untyped]:
    """The CAS of a file, and what only its type system would tell, where that is missing."""
    data = path.read_bytes()
    known = next(iter(_type_systems(path)), None)
    system = known.read_bytes() if known else b""
    for part, what in ((data, "it"), (system, "its type system")):
        if declares_document_type(part):
            raise InputError(f"This is no UIMA CAS: {what} declares a document type.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if data.lstrip()[:1] != b"<":
                return cassis.load_cas_from_json(BytesIO(data)), Untyped()
            data = _in_xml_1_0(data)
            types = cassis.load_typesystem(BytesIO(system)) if known else _types_of(data)
            cas = cassis.load_cas_from_xmi(BytesIO(data), typesystem=types, lenient=True)
            return cas, Untyped() if known else _untyped(data)
    except RecursionError:
        raise InputError("This is no UIMA CAS: it is nested too deep.") from None
    except Exception as error:
        said = str(error).rstrip(".")[:200]
        raise InputError(f"This is no UIMA CAS that can be read: {type(error).__name__}: {said}.") from error


def _in_xml_1_0(data: bytes) -> bytes:
    """An XMI file as a reader of XML 1.0 takes it: with U+FFFD for each control code that only XML 1.1 may have."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data
    data = _VERSION.sub(rb"\g<1>1.0\g<2>", data, count=1)
    return _CONTROL.sub(lambda found: b"&#xFFFD;" if _is_control(found) else found[0], data)


def _is_control(found: re.Match[bytes]) -> bool:
    """Whether what was found stands for a character that XML 1.0 cannot have."""
    number = int(found[1] or found[2] or b"0", 16 if found[1] else 10)
    return number > sys.maxunicode or 0xD800 <= number <= 0xDFFF or _NOT_XML.match(chr(number)) is not None


def _types_of(data: bytes) -> Any:
    """The types that an XMI file without a type system uses, with texts for features."""
    types = cassis.TypeSystem()
    features: dict[str, set[str]] = {}
    for element in _elements(data):
        space, _, name = element.tag.removeprefix("{").rpartition("}")
        if {"begin", "end", "sofa"} <= set(element.keys()) and not space.startswith(_BUILT_IN):
            package = space.removeprefix("http:///").removesuffix(".ecore").replace("/", ".")
            given = {key for key in element.keys() if "}" not in key} | {child.tag for child in element}  # noqa: SIM118
            features.setdefault(f"{package}.{name}".lstrip("."), set()).update(given - {"begin", "end", "sofa"})
    for name, names in sorted(features.items()):
        created = types.create_type(name)
        for feature in sorted(names):
            types.create_feature(created, feature, "uima.cas.String")
    return types


def _untyped(data: bytes) -> Untyped:
    """What an XMI file without a type system says by numbers of other elements."""
    elements = _elements(data)
    numbered = {element.get(_ID, ""): element for element in elements}
    values: dict[tuple[str, str], set[str]] = {}
    for element in elements:
        name = element.tag.rpartition("}")[2]
        if "begin" in element.keys() and name not in annotation_layers.STRUCTURE:  # noqa: SIM118 - an element is no mapping
            for feature, value in element.items():
                if feature not in _NO_LINKS:
                    values.setdefault((name, feature), set()).update(value.split())
    links = {key for key, given in values.items() if given <= numbered.keys()}
    others = {number: dict(one.items()) for number, one in numbered.items() if one.get("target")}
    return Untyped(links, others)


def _elements(data: bytes) -> list[ET.Element]:
    return list(ET.fromstring(data))  # noqa: S314 - a file that declares a document type was refused
