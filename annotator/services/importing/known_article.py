"""What another copy of an article that is known already brings: its identifier, where it came from, and claims."""

from __future__ import annotations

from typing import Any

from annotator.domain.article import Article
from annotator.domain.document import CLAIMS
from annotator.storage.store import Store

COPIES = "copies"
"""Where in `meta` stands what other copies of the text are called: a list of `{"id": ..., "source": ...}`."""


def keep_copy(store: Store, article: Article) -> bool:
    """Keep what this copy of a known article says beyond it, inside a `write()`; tells whether its id or source is new.

    The first copy gives the article its title, source and date; claims about spans are joined.
    """
    source, meta = store.known_as(article.key)
    copy = {"id": article.meta.get("id"), "source": article.source}
    copy = {name: value for name, value in copy.items() if value not in (None, "")}
    copies = meta.get(COPIES)
    copies = copies if isinstance(copies, list) else []
    first = {"id": meta.get("id"), "source": source}
    new = any(first[name] != value for name, value in copy.items()) and copy not in copies
    joined: dict[str, Any] = {COPIES: [*copies, copy]} if new else {}
    for kind in CLAIMS:
        claims, known = article.meta.get(kind), meta.get(kind) or []
        if (
            isinstance(claims, list)
            and isinstance(known, list)
            and (fresh := [one for one in claims if one not in known])
        ):
            joined[kind] = [*known, *fresh]
    if joined:
        store.set_meta(article.key, {**meta, **joined})
    return new
