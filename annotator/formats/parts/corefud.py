"""A document as CorefUD has it: rows of words, with the mentions that open and close at each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

from annotator.domain.claims.values import Attribute, Link
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.formats.base import Lost
from annotator.formats.common.claims.native import (
    OncePerSpan,
    attributes_of,
    entities_of,
    links_of,
    meta_beside,
    places_of,
)
from annotator.formats.common.columns.mentions import BASE, ENTRY_NAME, escaped
from annotator.formats.common.columns.row import EMPTY
from annotator.formats.common.columns.side import side_line
from annotator.formats.common.losses import TokenEdges, aligned, token_edges
from annotator.formats.common.text.token_sentences import token_sentences

HEADER = "# global.Entity = eid-etype-head-other-identity\n"
_UNFIT = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_ID = re.compile(r"[^\s\x00-\x1f\x7f-\x9f](?:[^\r\n\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f])?")


class Written(NamedTuple):
    """The rows of a document, its line in the file beside them, and what is lost of it."""

    rows: str
    beside: str
    lost: list[Lost]


class _Mention(NamedTuple):
    first: int
    last: int
    entity: str
    opening: str


class Writer:
    """Writes documents of one file, in which no two entities have the same name."""

    def __init__(self, align: str) -> None:
        self._align, self._entities = align, 0

    def written(self, document: Document) -> Written:
        """A document as the file has it."""
        edges = token_edges(document, self._align)
        fitting, gone = aligned(document, document.spans, edges, self._align)
        places = places_of(edges, fitting)
        entities = entities_of(document, places, crossing=False)
        links = links_of(document, places, OncePerSpan())
        attributes = attributes_of(document, places, _is_field)
        tokens = {places[one.held.span]: (one.first, one.last) for one in fitting}
        mentioned = {span for cluster in entities.found for span in cluster}
        alone = [[span] for span in sorted(tokens.keys() - mentioned)]
        named = {self._next(): cluster for cluster in (*entities.found, *alone)}
        loose = list(named)[len(entities.found) :]
        said = _fields([one for one, _ in links.found], [one for one, _ in attributes.found])
        mentions = [
            _Mention(*tokens[span], name, f"{name}-{escaped(span.label)}-1{said.get(span, '')}")
            for name, cluster in named.items()
            for span in cluster
        ]
        meta = meta_beside(document, entities=entities.rest, links=links.rest, attributes=attributes.rest)
        rows = "".join(_rows(document, edges, mentions))
        return Written(
            rows, side_line(document, edges, meta, loose=loose), gone + entities.lost + links.lost + attributes.lost
        )

    def _next(self) -> str:
        self._entities += 1
        return f"e{self._entities}"


def _is_field(attribute: Attribute) -> bool:
    """Whether an attribute comes back as it is."""
    taken = attribute.name in {*EMPTY, BASE, ENTRY_NAME} or attribute.value in {"true", "false"}
    return isinstance(attribute.of, Span) and not taken


def _fields(links: Iterable[Link], attributes: Iterable[Attribute]) -> dict[Span, str]:
    """What stands behind entity, type and head of a mention: its attributes, and the entry it is linked to."""
    other: dict[Span, dict[str, Any]] = defaultdict(dict)
    identity: dict[Span, str] = {}
    for attribute in attributes:
        if isinstance(attribute.of, Span):
            other[attribute.of][attribute.name] = attribute.value
    for link in links:
        identity[link.span] = escaped(link.entry)
        other[link.span] |= {BASE: link.base} | ({ENTRY_NAME: link.name} if link.name else {})
    return {
        span: f"-{_listed(other.get(span, {}))}" + (f"-{identity[span]}" if span in identity else "")
        for span in {**other, **identity}
    }


def _listed(values: Mapping[str, Any]) -> str:
    return ",".join(
        escaped(name) if value is True else f"{escaped(name)}:{escaped(value)}" for name, value in values.items()
    )


def _rows(document: Document, edges: TokenEdges, mentions: Sequence[_Mention]) -> Iterator[str]:
    """The lines of a document; no sentence ends within a mention."""
    text, known = document.article.text, document.article.meta.get("id")
    name = known if isinstance(known, str) and _ID.fullmatch(known) else document.article.key
    yield f"# newdoc id = {name}\n"
    brackets = _brackets(mentions)
    whole = ((one.first, one.last + 1) for one in mentions)
    for nth, run in enumerate(token_sentences(text, edges, whole), 1):
        yield f"# sent_id = {_UNFIT.sub('_', name)}-{nth}\n"
        forms = [_UNFIT.sub("_", text[edges[place][0] : edges[place][1]]) for place in run]
        apart = [edges[place][1] < edges[place + 1][0] for place in run[:-1]] + [True]
        spaced = zip(forms, apart, strict=True)
        yield f"# text = {''.join(form + ' ' * space for form, space in spaced).strip()}\n"
        for number, (place, form, space) in enumerate(zip(run, forms, apart, strict=True), 1):
            entity = brackets.get(place, "")
            misc = [f"Entity={entity}"] * bool(entity) + ["SpaceAfter=No"] * (not space)
            head, relation = (1, "dep") if number > 1 else (0, "root")
            cells = (number, form, "_", "X", "_", "_", head, relation, "_", "|".join(misc) or "_")
            yield "\t".join(map(str, cells)) + "\n"
        yield "\n"


def _brackets(mentions: Iterable[_Mention]) -> dict[int, str]:
    """What opens and closes at each token: the longer a mention, the earlier it opens and the later it closes.

    Words of their own stand behind what opens, else before what closes.
    """
    opening, closing, single = (defaultdict[int, list[str]](list) for _ in range(3))
    ordered = sorted(mentions, key=lambda one: (one.first, -one.last))
    for one in ordered:
        if one.first == one.last:
            single[one.first].append(f"({one.opening})")
        else:
            opening[one.first].append(f"({one.opening}")
            closing[one.last].insert(0, f"{one.entity})")
    found: dict[int, str] = {}
    for place in chain(opening, closing, single):
        parts = (single, closing) if place not in opening else (closing, opening, single)
        found[place] = "".join(chain(*(part.get(place, ()) for part in parts)))
    return found
