"""The tags there are: set, listed, dropped. Everything that writes belongs inside a `write()`.

Decisions are only ever appended and numbered as they come, so a number tells which there were. What else an article
has may change, and is copied.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from annotator.domain.scheme import Scheme
from annotator.domain.scheme_form import from_form
from annotator.errors import NotAProject, first_line
from annotator.storage.store import Store

_TAGS = (
    "SELECT name, at, by, note, last, scheme, guide, (SELECT count(*) FROM tagged_articles WHERE tag = name) FROM tags"
)


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag: its name, when (UTC, ISO 8601) and by whom it was set, and a note.

    `last` is the number of its last decision, so there are as many; `form` is its scheme as JSON, `guide` the version
    of that, `articles` how many there were.
    """

    name: str
    at: str
    by: str
    note: str
    last: int
    form: str
    guide: str
    articles: int

    def as_json(self) -> dict[str, Any]:
        """The tag as `--json` gives it; `guide` is the id of the version of the labels, "" for the first."""
        return {
            "tag": self.name, "at": self.at, "by": self.by, "note": self.note, "articles": self.articles,
            "decisions": self.last, "guide": self.guide,
        }  # fmt: skip

    def scheme(self) -> Scheme:
        """The scheme that was in force. Raises `NotAProject` where it makes no sense."""
        try:
            return from_form(json.loads(self.form))
        except (ValueError, TypeError, AttributeError, KeyError, RecursionError) as error:
            raise NotAProject(f"The scheme of the tag {self.name!r} makes no sense: {first_line(error)}.") from error


def tags(store: Store) -> list[Tag]:
    """All tags, the oldest first."""
    return [Tag(*row) for row in store.conn.execute(f"{_TAGS} ORDER BY last, at, name")]


def put_tag(store: Store, name: str, *, at: str, by: str, note: str) -> None:
    """Tag the project as it is; there must be no tag of that name."""
    conn = store.conn
    conn.execute(
        "INSERT INTO tags SELECT ?, ?, ?, ?, ?, scheme, guide FROM project", (name, at, by, note, store.last_decision)
    )
    conn.execute(
        "INSERT INTO tagged_articles SELECT ?, row_number() OVER (ORDER BY added, key), id, title, byline, source, "
        "date, language, meta, name, edges FROM articles LEFT JOIN tokens ON tokens.article = id WHERE archived = 0",
        (name,),
    )


def drop_tag(store: Store, name: str) -> None:
    """Take a tag away."""
    store.conn.execute("DELETE FROM tagged_articles WHERE tag = ?", (name,))
    store.conn.execute("DELETE FROM tags WHERE name = ?", (name,))
