"""What makes no sense in tags: for the doctor. Nothing here can be worked out again: such a tag is to be dropped."""

from __future__ import annotations

from collections.abc import Iterator

from annotator.errors import NotAProject
from annotator.storage.store import Store
from annotator.storage.tags.tags import tags
from annotator.storage.token_edges import are_edges

_ARTICLES = (
    "SELECT key, length, edges, CASE WHEN json_valid(tagged.meta) THEN json_type(tagged.meta) = 'object' ELSE 0 END "
    "FROM tagged_articles AS tagged JOIN articles ON id = article WHERE tag = ? ORDER BY place"
)


def tag_faults(store: Store) -> Iterator[tuple[str, str]]:
    """What is wrong with tags, as sentences, each with the key of the article or ""."""
    for tag in tags(store):
        drop = f"`annotator tag drop` takes the tag {tag.name!r} away."
        try:
            tag.scheme()
        except NotAProject as error:
            yield f"{error} {drop}", ""
        if not 0 <= tag.last <= store.last_decision:
            yield f"There are fewer decisions than the tag {tag.name!r} has. {drop}", ""
        for key, length, edges, sound in store.conn.execute(_ARTICLES, (tag.name,)):
            if not sound or (edges is not None and not are_edges(edges, length)):
                yield f"What the tag {tag.name!r} has of the article makes no sense. {drop}", key
