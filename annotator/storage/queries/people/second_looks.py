"""Second looks: what somebody says of a finished span of theirs when they see it again with its label hidden.

A look measures how far people agree with themselves and changes no layer, so no decision tells of it. It is kept as a
word on the article that is never said (see `last_words`), with all of it in the word: merges bring it along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Literal

from annotator.domain.decisions import time_text
from annotator.domain.span import Span
from annotator.storage.conditions import COMPLETE
from annotator.storage.last_words import LOOK, look_word, read_look
from annotator.storage.store import Store

Kind = Literal["same", "label", "edges", "both", "none"]
"""What differs: nothing, the label, the edges, both, or that there is a span at all."""


@dataclass(frozen=True, slots=True)
class Look:
    """A span of an article, by its key, and what was said of it now; None is no span."""

    article: str
    span: Span
    answer: Span | None

    @property
    def kind(self) -> Kind:
        """In what the answer differs from the span."""
        if self.answer is None:
            return "none"
        if self.answer.label == self.span.label:
            return "same" if self.answer == self.span else "edges"
        return "label" if self.answer.same_edges(self.span) else "both"


def save_look(store: Store, who: str, look: Look) -> None:
    """Keep a look, inside a `write()`."""
    at = time_text(datetime.now(UTC))
    store.conn.execute(
        "INSERT OR REPLACE INTO last_words VALUES (?, ?, 0, ?)",
        (store.article_id(look.article), look_word(who, look.span, look.answer), at),
    )


def drop_look(store: Store, who: str, look: Look) -> None:
    """Take a look back, inside a `write()`."""
    word = look_word(who, look.span, look.answer)
    store.conn.execute("DELETE FROM last_words WHERE article = ? AND word = ?", (store.article_id(look.article), word))


def looks(store: Store) -> dict[str, list[Look]]:
    """All looks by the name of who took them, under the present names of labels; the last one where there are two.

    Those that make no sense are left to the doctor.
    """
    rows = store.conn.execute(
        f"SELECT key, word FROM last_words JOIN articles ON id = article WHERE word GLOB '{LOOK}*' ORDER BY at, word"
    )
    current = store.scheme().current
    found: dict[str, dict[tuple[str, int, int], Look]] = {}
    for key, word in rows:
        if said := read_look(word):
            who, span, answer = said
            answer = answer and answer.labelled(current(answer.label))
            look = Look(key, span.labelled(current(span.label)), answer)
            found.setdefault(who, {})[key, span.start, span.end] = look
    return {who: list(by_place.values()) for who, by_place in sorted(found.items())}


def to_look_at(store: Store, who: str, percent: int) -> list[tuple[str, Span]]:
    """So many of a hundred of somebody's finished spans that they have not seen again, each with its article's key.

    Which ones follows from name, project and place, so that they are the same however often it is asked. Those of
    articles that were finished first come first; what accepted itself or was imported is nobody's word.
    """
    seen = {(look.article, look.span.start, look.span.end) for look in looks(store).get(who, ())}

    def chosen(key: str, span: Span) -> bool:
        place = key, span.start, span.end
        return place not in seen and _chance(f"{store.uuid} {who} {place}") < percent

    return [(key, span) for key, span in _finished(store, who) if chosen(key, span)]


def _finished(store: Store, who: str) -> Iterator[tuple[str, Span]]:
    rows = store.conn.execute(
        'SELECT key, start, "end", label FROM layers CROSS JOIN spans USING (article, layer) '
        f"JOIN articles ON articles.id = article WHERE layer = ? AND {COMPLETE} AND archived = 0 AND state = 'held' "
        "AND auto = 0 AND decided != 'imported' ORDER BY layers.at, key, start",
        (who,),
    )
    return ((key, Span(start, end, label)) for key, start, end, label in rows)


def _chance(words: str) -> float:
    """A number from 0 to 100 that is any, and always the same for the same words."""
    return int.from_bytes(blake2b(words.encode(errors="replace"), digest_size=8).digest()) / (1 << 64) * 100
