"""What two projects say of an article that no decision tells: whether it is put away, and who it is for.

Where both have said something, the newest word holds, whichever side it comes from. Where nobody noted when,
or both at the same time, an article is put away only if both sides say so, and is for all that either names, or for as
many as either wants.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping

from annotator.storage.last_words import ARCHIVED, SHARED, present_word, to
from annotator.storage.store import Store
from annotator.storage.team.called import Who

Word = tuple[int, str]
"""An article's row id, and what is said of it."""
_UNSAID = (0, "")
_AMONG = "article IN (SELECT value FROM json_each(?))"


def _last_words(store: Store, articles: Iterable[int], who: Who) -> dict[Word, tuple[int, str]]:
    """Whether each word of these articles was said or taken back, and when; of two of one person the newer."""
    rows = store.conn.execute(
        f"SELECT article, word, said, at FROM main.last_words WHERE {_AMONG} ORDER BY at, said",
        (json.dumps(list(articles)),),
    )
    return {(article, present_word(word, who)): (said, at) for article, word, said, at in rows}


class NewestWord:
    """The last words of both sides on some articles; `known` are the row ids here of those that are here, by theirs.

    `who` gives the present name of anybody; `given` and `taken` count by name the articles that
    `join` gives to annotators and takes from them.
    """

    def __init__(self, store: Store, other: Store, articles: Iterable[int], known: Mapping[int, int], who: Who) -> None:
        self._store, self._other, self._articles, self._who = store, other, list(articles), who
        self._ours, self._theirs = _last_words(store, known.values(), who), _last_words(other, self._articles, who)
        self.given, self.taken = Counter[str](), Counter[str]()

    def archived(self, ours: int, theirs: int, here: int, there: int) -> int:
        """Whether an article is put away, of which the two sides say `here` and `there`."""
        at, said = self._ours.get((ours, ARCHIVED), _UNSAID)[1], self._theirs.get((theirs, ARCHIVED), _UNSAID)[1]
        return min(here, there) if at == said else here if at > said else there

    def join(self, ids: Mapping[int, int]) -> bool:
        """Say who each article is for, inside a `write()`; whether that is news. `ids` are our row ids by theirs."""
        conn, before = self._store.conn, self._store.conn.total_changes
        for (theirs, word), (said, at) in self._theirs.items():
            if not said and at > self._ours.get((ids[theirs], word), _UNSAID)[1]:
                self._take_back(ids[theirs], word)
        some = (json.dumps(self._articles),)
        for one, name in self._other.conn.execute(
            f"SELECT article, annotator FROM main.assignments WHERE {_AMONG}", some
        ):
            who = self._who(name)
            if self._holds(one, ids[one], to(who)):
                new = conn.execute("INSERT OR IGNORE INTO assignments VALUES (?, ?)", (ids[one], who))
                self.given[who] += new.rowcount
        shared = self._other.conn.execute(f"SELECT article, enough FROM main.shared WHERE {_AMONG}", some)
        conn.executemany(
            "INSERT INTO shared VALUES (?1, ?2) ON CONFLICT (article) DO UPDATE SET enough = excluded.enough "
            "WHERE ?3 > 0 OR ?3 = 0 AND excluded.enough > enough",
            (
                (ids[one], enough, self._newer(one, ids[one], SHARED))
                for one, enough in shared
                if self._holds(one, ids[one], SHARED)
            ),
        )
        changed = conn.total_changes > before
        conn.executemany(
            "INSERT INTO last_words VALUES (?, ?, ?, ?) ON CONFLICT (article, word) DO UPDATE SET "
            "said = excluded.said, at = excluded.at WHERE (excluded.at, excluded.said) > (at, said)",
            ((ids[theirs], word, *last) for (theirs, word), last in self._theirs.items()),
        )
        return changed

    def _newer(self, theirs: int, ours: int, word: str) -> int:
        """1 where their word is newer than ours, -1 where it is older, 0 where nobody knows or both are as old."""
        here, there = self._ours.get((ours, word), _UNSAID)[1], self._theirs.get((theirs, word), _UNSAID)[1]
        return (there > here) - (there < here)

    def _holds(self, theirs: int, ours: int, word: str) -> bool:
        """Whether what they say holds here: it does unless it was taken back since, by us or under another name."""
        said, at = self._ours.get((ours, word), (1, ""))
        still, since = self._theirs.get((theirs, word), (1, ""))
        return bool(still) and (bool(said) or since >= at)

    def _take_back(self, article: int, word: str) -> None:
        if word == SHARED:
            self._store.conn.execute("DELETE FROM shared WHERE article = ?", (article,))
        elif word.startswith(to("")):
            who = word.removeprefix(to(""))
            query = "DELETE FROM assignments WHERE article = ? AND annotator = ?"
            self.taken[who] += self._store.conn.execute(query, (article, who)).rowcount
