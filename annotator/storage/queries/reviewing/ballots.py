"""Who holds which span, counted over all articles, and whether gold has it where that was decided by people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from json import dumps

from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.competence import Ballot
from annotator.domain.span import Span
from annotator.storage.store import Store
from annotator.storage.team.hidden import hidden

_READERS = f"""
SELECT article, group_concat(layer, char(0)) FROM (
  SELECT article, layer FROM layers JOIN articles ON articles.id = article
  WHERE archived = 0 AND layer != '{GOLD}' AND status IN ('finished', 'returned') ORDER BY article, layer)
GROUP BY article HAVING count(*) >= 2 OR article IN (SELECT article FROM layers WHERE layer = '{GOLD}')
  OR article IN (SELECT article FROM hidden_gold)"""
_HELD = """
SELECT article, start, "end", label, layer FROM spans WHERE state = 'held' ORDER BY article, start, "end", label"""
_KNOWN = f"""
SELECT article FROM layers WHERE layer = '{GOLD}' AND status IN ('approved', 'finished')
  AND NOT EXISTS (
    SELECT 1 FROM decisions WHERE decisions.article = layers.article AND decisions.layer = '{GOLD}'
    AND action = 'ruled' AND json_extract(note, '$.choice') IN (SELECT value FROM json_each(?)))"""


def ballots(store: Store, counted_out: Sequence[str]) -> Counter[Ballot]:
    """How often whom of those who finished an article held a span, and whom did not.

    Hidden gold says whether it is right, or else approved gold, unless a ruling there was one of the choices
    `counted_out`. A span that gold has and nobody holds counts, too.
    """
    readers = {article: frozenset(names.split("\0")) for article, names in store.conn.execute(_READERS)}
    known = {row[0] for row in store.conn.execute(_KNOWN, (dumps(counted_out),))}
    sure = {one.article: (set(one.spans), one.whole) for one in hidden(store.conn, store.scheme().current)}
    found: Counter[Ballot] = Counter()
    for (article, *span), rows in groupby(store.conn.execute(_HELD), key=lambda row: row[:4]):
        names = {row[4] for row in rows}
        asked = readers.get(article, frozenset())
        right = GOLD in names if article in known else None
        if article in sure:
            there = Span(*span) in sure[article][0]
            sure[article][0].discard(Span(*span))
            right = there or (False if sure[article][1] else right)
        held = asked & names
        if asked and (held or right):
            found[Ballot(held, asked - names, right)] += 1
    for article, (missed, _) in sure.items():
        if asked := readers.get(article, frozenset()):
            found[Ballot(frozenset(), asked, right=True)] += len(missed)
    return +found
