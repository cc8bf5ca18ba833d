"""The articles of one person: which they were given or have begun, how far they are, and how near to gold."""

from __future__ import annotations

from dataclasses import dataclass

from annotator.agreement.f1 import Matches
from annotator.domain.decisions import GOLD
from annotator.storage.queries.team.to_gold import AGAINST_GOLD
from annotator.storage.store import Store

MOST = 5_000


@dataclass(frozen=True, slots=True)
class ArticleOf:
    """An article (its key): the status of somebody's layer ("new" where there is none) and when it changed last (UTC).

    `seconds` are those at work; `gold` compares the layer with gold, None unless both are done.
    """

    key: str
    title: str
    status: str
    at: str
    seconds: float
    gold: Matches | None


def articles_of(store: Store, name: str) -> list[ArticleOf]:
    """The articles that somebody was given or has begun, in the order of the project, `MOST` of them at most.

    Those that were put away are left out.
    """
    done = "mine.status = 'finished' AND gold.status = 'approved'"
    same, own, right = (f"CASE WHEN {done} THEN ({sql}) END" for sql in AGAINST_GOLD)
    rows = store.conn.execute(
        "SELECT key, title, coalesce(mine.status, 'new'), coalesce(mine.at, ''), coalesce(mine.elapsed_ms, 0), "
        f"{same}, {own}, {right} FROM articles LEFT JOIN layers AS mine ON mine.article = id AND mine.layer = :name "
        "LEFT JOIN layers AS gold ON gold.article = id AND gold.layer = :gold WHERE archived = 0 AND id IN ("
        "SELECT article FROM assignments WHERE annotator = :name UNION SELECT article FROM layers WHERE layer = :name) "
        "ORDER BY added, key LIMIT :most",
        {"name": name, "gold": GOLD, "most": MOST},
    )
    return [
        ArticleOf(key, title, status, at, elapsed / 1000, None if both is None else Matches(both, mine, right))
        for key, title, status, at, elapsed, both, mine, right in rows
    ]
