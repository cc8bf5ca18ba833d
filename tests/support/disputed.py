"""An article on which two annotators disagree, and its gold as it is on disk."""

from __future__ import annotations

from annotator.domain.decisions import GOLD
from annotator.domain.layer import fold
from annotator.domain.span import Span
from annotator.storage.store import Store

TEXT = "Ada Lovelace met the Acme board in Paris while Bob Li waited outside .\n"
ADA, ADA_ONLY, ACME, THE_ACME = Span(0, 12, "PER"), Span(0, 3, "PER"), Span(21, 25, "ORG"), Span(17, 25, "ORG")
PARIS, BOB, BOB_ORG = Span(35, 40, "LOC"), Span(47, 53, "PER"), Span(47, 53, "ORG")
ANA, BEN = [ADA, THE_ACME, PARIS, BOB], [ADA_ONLY, ACME, PARIS, BOB_ORG]


def gold_on_disk(store: Store, key: str) -> list[Span]:
    """The gold spans of the article; that they are also what the decisions come to is checked."""
    rows = store.conn.execute(
        'SELECT start, "end", label, quote FROM spans WHERE layer = ? AND state = ? ORDER BY start', (GOLD, "held")
    ).fetchall()
    assert all(TEXT[start:end] == quote for start, end, _, quote in rows)
    found = [Span(*row[:3]) for row in rows]
    assert found == list(fold(len(TEXT), store.decisions(key, GOLD)).spans)
    return found
