"""How far annotators are from gold, article by article."""

from __future__ import annotations

from annotator.agreement.f1 import Matches
from annotator.domain.decisions import GOLD
from annotator.storage.conditions import COMPLETE, PRESENT
from annotator.storage.store import Store

_HELD = "SELECT count(*) FROM spans WHERE article = mine.article AND layer = {}.layer AND state = 'held'"
_SAME = (
    "SELECT count(*) FROM spans AS x CROSS JOIN spans AS y ON y.article = x.article AND y.layer = gold.layer "
    'AND y.state = \'held\' AND y.start = x.start AND y."end" = x."end" AND y.label = x.label '
    "WHERE x.article = mine.article AND x.layer = mine.layer AND x.state = 'held'"
)
AGAINST_GOLD = (_SAME, _HELD.format("mine"), _HELD.format("gold"))
"""SQL: of two rows of `layers`, `mine` and `gold`: how many spans are the same, and how many each has."""


def to_gold(store: Store) -> dict[str, list[Matches]]:
    """Of each annotator, by name, the spans of every article that is finished and approved, against gold.

    The article whose layer was decided in last comes last. Articles that were put away do not count.
    """
    rows = store.conn.execute(
        f"SELECT mine.layer, {', '.join(f'({sql})' for sql in AGAINST_GOLD)} "
        "FROM layers AS gold CROSS JOIN layers AS mine ON mine.article = gold.article AND mine.layer != gold.layer "
        f"WHERE gold.layer = ? AND gold.status = 'approved' AND mine.{COMPLETE} AND gold.{PRESENT} "
        "ORDER BY mine.at, mine.article",
        (GOLD,),
    )
    found: dict[str, list[Matches]] = {}
    for name, same, mine, gold in rows:
        found.setdefault(name, []).append(Matches(same, mine, gold))
    return found
