"""What is known of articles beside their text, in the order in which they came: now, or as it was at a tag."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.storage.queries.people.handing import FIELDS
from annotator.storage.rows import loaded
from annotator.storage.store import Store
from annotator.storage.tags.tags import Tag

_COLUMNS = ", ".join(f"coalesce(tagged.{name}, articles.{name})" for name in (*FIELDS, "meta"))
_ASKED = (
    f"SELECT key, {_COLUMNS} FROM articles LEFT JOIN tagged_articles AS tagged ON tagged.article = articles.id "
    "AND tag = ? ORDER BY articles.id"
)


def fields_of(store: Store, tag: Tag | None) -> Iterator[tuple[str, dict[str, Any]]]:
    """The key of each article with `FIELDS`, and all of `meta` as `meta.NAME`."""
    for key, *about, meta in store.conn.execute(_ASKED, (tag.name if tag else None,)):
        more = {f"meta.{name}": value for name, value in loaded(meta).items()}
        yield key, {**dict(zip(FIELDS, about, strict=True)), **more}
