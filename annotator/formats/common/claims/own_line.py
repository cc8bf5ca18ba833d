"""The claims of a layer in a line of ours: beside the article, and in the records of its spans.

`relations` are in Prodigy's shape (`head` and `child` are the last tokens of the ends), `entities` have `id`, `name`,
`mentions` and `link`, `refused` are claims that do not hold. A span has `attributes` (by name, with a `value`), `links`
that were made on it, and `kb_id`, the entry that it means. All say how they came to be, as spans do; what holds because
nobody decided is `decided: default`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.domain.claims.form import claim_form
from annotator.domain.claims.said import ClaimsMade, Entity
from annotator.domain.claims.scheme import NOTHING_CLAIMED, ClaimScheme
from annotator.domain.claims.standing import Standing
from annotator.domain.claims.values import Attribute, Claim, Link, Relation, Same
from annotator.domain.document import Document
from annotator.domain.span import Span
from annotator.formats.common.claims.defaults import defaults_of
from annotator.formats.common.claims.forms import made_form

Record = dict[str, Any]


class LineClaims:
    """The claims of one document, as its line has them; `records` are those of its spans."""

    def __init__(self, document: Document, records: Sequence[Record], scheme: ClaimScheme = NOTHING_CLAIMED) -> None:
        self._claims: ClaimsMade = document.claims
        self._text, self._scheme = document.article.text, scheme
        self._records = {(one["start"], one["end"], one["label"]): one for one in records}
        self._attributes: dict[Span | Relation, Record] = {}
        for attribute, how in self._claims.attributes.items():
            self._put(attribute, made_form(how))
        for attribute in defaults_of(document, scheme):
            self._put(attribute, {"decided": "default"})
        self._link_of = self._claims.link_of() if self._claims.links else {}
        self._mark_spans()

    def keys(self, *, rejected: bool) -> Record:
        """What stands in the line beside its spans; of what was refused only where `rejected` is wanted."""
        found: Record = {}
        if self._claims.relations:
            found["relations"] = [self._relation(one, how) for one, how in self._claims.relations.items()]
        if self._claims.entities:
            found["entities"] = [self._entity(f"e{nth}", one) for nth, one in enumerate(self._claims.entities, 1)]
        refused = [
            claim_form(one) | made_form(how) for one, how in self._claims.refused.items() if not self._is_void(one)
        ]
        return found | ({"refused": refused} if rejected and refused else {})

    def _is_void(self, refused: Claim) -> bool:
        """Whether two mentions that were said not to be the same have become so by way of others."""
        entities = self._claims.entities if isinstance(refused, Same) else ()
        return any(all(span in entity for span in refused.spans) for entity in entities)

    def _put(self, attribute: Attribute, made: Record) -> None:
        self._attributes.setdefault(attribute.of, {})[attribute.name] = {"value": attribute.value, **made}

    def _mark_spans(self) -> None:
        for of, attributes in self._attributes.items():
            if isinstance(of, Span) and (record := self._records.get((*of,))):
                record["attributes"] = attributes
        for link, how in self._claims.links.items():
            if record := self._records.get((*link.span,)):
                record.setdefault("links", []).append(_link(link) | made_form(how))
        for span, base in sorted(self._link_of):
            link = self._link_of[span, base]
            if (record := self._records.get((*span,))) and link.entry:
                record.setdefault("kb_id", link.entry)

    def _relation(self, one: Relation, how: Standing) -> Record:
        head, child = self._end(one.head), self._end(one.tail)
        known = self._scheme.relation(one.label)
        return {
            "head": head["token_end"],
            "child": child["token_end"],
            "label": one.label,
            **({"direction": "bi"} if known and not known.directed else {}),
            "head_span": head,
            "child_span": child,
            **({"attributes": attributes} if (attributes := self._attributes.get(one)) else {}),
            **made_form(how),
        }

    def _entity(self, name: str, one: Entity) -> Record:
        links = {base: link for span in one.mentions for (of, base), link in self._of(span) if of == span}
        return {
            "id": name,
            "name": one.called(self._text),
            "mentions": [self._end(span) | made_form(how) for span, how in one.mentions.items()],
            **({"link": _link(links[min(links)])} if links else {}),
        }

    def _of(self, span: Span) -> list[tuple[tuple[Span, str], Link]]:
        bases = {base for _, base in self._link_of}
        return [((span, base), self._link_of[span, base]) for base in bases if (span, base) in self._link_of]

    def _end(self, span: Span) -> Record:
        record: Mapping[str, Any] = self._records.get((*span,), {})
        return {
            "start": span.start,
            "end": span.end,
            "token_start": record.get("token_start"),
            "token_end": record.get("token_end"),
            "label": span.label,
        }


def _link(link: Link) -> Record:
    return {"base": link.base, "entry": link.entry} | ({"name": link.name} if link.name else {})
