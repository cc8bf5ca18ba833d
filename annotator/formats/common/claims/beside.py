"""Claims that other tools show and change, in files that keep them in `meta`, too: what is deleted there is gone here.

A writer marks the forms in `meta` of which it writes all that the tool shows; a reader takes the mark from those that
are still there (`gathered.joined`), and leaves out the others.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from typing import Any

from annotator.domain.document import CLAIMS, Document
from annotator.formats.common.claims.forms import attribute_in, link_in, mentions_in, relation_in
from annotator.formats.common.claims.relations import is_of
from annotator.formats.common.told import Told

_MARK = "beside"
_READ: Mapping[str, Callable[[Any], Any]] = {
    "relations": relation_in,
    "entities": lambda form: frozenset(mentions_in(form)),
    "links": link_in,
    "attributes": attribute_in,
}


def marked(document: Document, written: Mapping[str, Collection[Any]]) -> Document:
    """The document whose forms are marked that its layer claims and that are among those `written`, by kind.

    Written are claims by value; an entity is the set of its mentions.
    """
    meta = dict(document.article.meta)
    for kind in CLAIMS:
        forms: Any = meta.get(kind)
        if isinstance(forms, list) and written.get(kind):
            meta[kind] = [{**one, _MARK: True} if _is(document, kind, one, written[kind]) else one for one in forms]
    return replace(document, article=replace(document.article, meta=meta))


def _is(document: Document, kind: str, form: Any, written: Collection[Any]) -> bool:
    if not isinstance(form, dict) or form.get("by") != document.layer or not is_of(form, document.layer):
        return False
    claim = _READ[kind](form)
    return bool(claim) and claim in written


def without_mark(form: Any) -> Any:
    """A form that stood beside what is still there."""
    return {key: value for key, value in form.items() if key != _MARK} if _is_marked(form) else form


def leave_out_deleted(meta: dict[str, Any], told: Told) -> None:
    """Leave out what is still marked, and tell how many there are."""
    for kind in CLAIMS:
        forms = meta.get(kind)
        if isinstance(forms, list) and (left := [one for one in forms if not _is_marked(one)]) != forms:
            told.aside(f"{kind} that were deleted in the other tool", len(forms) - len(left), kept=False)
            meta[kind] = left
            if not left:
                del meta[kind]


def _is_marked(form: Any) -> bool:
    return isinstance(form, dict) and form.get(_MARK) is True
