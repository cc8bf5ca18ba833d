"""What another copy of a known article brings: its identifier, title, byline, source, date, licence, and claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from annotator.domain.article import Article, byline_of, title_of
from annotator.domain.document import CLAIMS
from annotator.formats.common.records.base import without
from annotator.formats.parts.licences import is_of_licence
from annotator.services.importing.claims.taken import TakenClaims
from annotator.storage.store import Store

COPIES = "copies"
"""Where in `meta` stands what other copies of the text are called: a list of `{"id": ..., "source": ...}`; what else
differs of one, as its title, is there, too."""
_JOINED = {"id", COPIES, *CLAIMS}


class Kept(NamedTuple):
    """Whether a copy is called otherwise than the first; the keys of what else it says otherwise, which is not kept."""

    is_new: bool
    left_out: frozenset[str] = frozenset()


NOTHING_KEPT = Kept(is_new=False)


def keep_copy(store: Store, article: Article, taken: TakenClaims | None = None) -> Kept:
    """Keep what this copy of a known article says beyond it, inside a `write()`.

    The first copy gives the article its title, byline, source and date; claims about spans are joined. What no copy
    said before is the article's; another licence stands with the copy. What was `taken` as claims leaves the first one.
    """
    known_as, meta = store.known_as(article.key)
    licences = {key: value for key, value in article.meta.items() if is_of_licence(key) and value}
    others = {key: value for key, value in article.meta.items() if key not in _JOINED and value not in (None, "")}
    lacking = {key: value for key, value in others.items() if key not in meta}
    copy = {"id": article.meta.get("id"), "source": article.source, **_called(article, known_as)}
    copy |= without(licences, *lacking)
    copy = {name: value for name, value in copy.items() if value not in (None, "")}
    copies = meta.get(COPIES)
    copies = copies if isinstance(copies, list) else []
    first = {**meta, "id": meta.get("id"), **known_as}
    new = any(first[name] != value for name, value in copy.items()) and copy not in copies
    joined: dict[str, Any] = {**lacking, COPIES: [*copies, copy]} if new else lacking
    for kind in CLAIMS:
        claims, known = article.meta.get(kind), meta.get(kind) or []
        if (
            isinstance(claims, list)
            and isinstance(known, list)
            and (fresh := [one for one in claims if one not in known])
        ):
            joined[kind] = [*known, *fresh]
        known = joined.get(kind, known)
        if taken and isinstance(known, list) and len(rest := taken.without(kind, known)) < len(known):
            joined[kind] = rest
    if joined:
        whole = {**meta, **joined}
        store.set_meta(article.key, {key: value for key, value in whole.items() if key not in CLAIMS or value != []})
    differing = {key for key, value in others.items() if value != meta.get(key, value)}
    return Kept(new, frozenset(differing.difference(licences)))


def _called(article: Article, known_as: Mapping[str, str]) -> dict[str, str]:
    """The title, byline and date of a copy where they differ, and were not only found in the text."""
    found = {"title": title_of, "byline": byline_of}
    said = {name: getattr(article, name) for name in (*found, "date")}
    differing = {name: value for name, value in said.items() if value not in ("", known_as[name])}
    return {name: value for name, value in differing.items() if name == "date" or found[name](article.text) != value}
