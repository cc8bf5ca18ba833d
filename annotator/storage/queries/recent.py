"""What somebody has done lately: the labels that were given, the places that were decided."""

from __future__ import annotations

from annotator.domain.decisions import GOLD
from annotator.domain.folded import fold
from annotator.domain.span import Span
from annotator.storage.conditions import COMPLETE
from annotator.storage.store import Store

_LAST = 2_000
"""The decisions of a project that are looked through, whoever made them: as fast in a project of any size."""


_FINISHED = 5_000
"""The decisions among which finished articles are looked for, likewise."""
_ARTICLES = 100
"""The articles whose names are read, likewise."""


def recent_labels(store: Store, by: str) -> list[str]:
    """The labels that somebody gave with a key among the last decisions, the latest first, by their names of now."""
    rows = store.conn.execute(
        f"SELECT label FROM (SELECT * FROM decisions ORDER BY seq DESC LIMIT {_LAST}) "
        "WHERE by = ? AND NOT bulk AND action IN ('added', 'relabelled') ORDER BY seq DESC",
        (by,),
    )
    current = store.scheme().current
    return list(dict.fromkeys(current(label) for (label,) in rows))


def recent_names(store: Store, by: str) -> set[str]:
    """The strings, folded, that somebody's layer holds in the articles of their last actions and rejects in none."""
    rows = store.conn.execute(
        "SELECT DISTINCT state, quote FROM spans WHERE layer = ?1 AND article IN (SELECT article FROM "
        f"(SELECT article, step FROM steps WHERE by = ?1 AND state = 'done' ORDER BY step DESC LIMIT {_LAST}) "
        f"GROUP BY article ORDER BY max(step) DESC LIMIT {_ARTICLES})",
        (by,),
    ).fetchall()
    strings: dict[str, set[str]] = {"held": set(), "rejected": set()}
    for state, quote in rows:
        strings[state].add(fold(quote))
    return strings["held"] - strings["rejected"]


def recently_finished(store: Store, most: int) -> list[tuple[str, list[Span]]]:
    """`(text, spans)` of the articles whose layers were finished last, the latest first; gold goes before other layers.

    Labels are by their names of now.
    """
    current = store.scheme().current
    rows = store.conn.execute(
        f"SELECT l.article, l.layer, text FROM (SELECT article, layer, max(seq) last FROM (SELECT seq, article, layer "
        f"FROM decisions ORDER BY seq DESC LIMIT {_FINISHED}) GROUP BY article, layer) d CROSS JOIN layers l "
        f"ON l.article = d.article AND l.layer = d.layer JOIN articles a ON a.id = l.article JOIN texts t "
        f"ON t.article = l.article WHERE {COMPLETE} AND archived = 0 ORDER BY last DESC, l.layer LIMIT ?",
        (2 * most,),
    ).fetchall()
    chosen = {article: (layer, text) for article, layer, text in sorted(rows, key=lambda row: row[1] == GOLD)}
    latest = list(dict.fromkeys(row[0] for row in rows))[:most]
    found = []
    for article in latest:
        layer, text = chosen[article]
        spans = store.conn.execute(
            "SELECT start, \"end\", label FROM spans WHERE article = ? AND layer = ? AND state = 'held' ORDER BY start",
            (article, layer),
        )
        found.append((text, [Span(start, end, current(label)) for start, end, label in spans]))
    return found


def articles_before(store: Store, annotator: str, key: str) -> list[str]:
    """The keys of the nine articles that an annotator was in last, beside the one of `key`, the latest first."""
    rows = store.conn.execute(
        "SELECT key FROM places CROSS JOIN articles ON id = article WHERE annotator = ? AND archived = 0 AND key != ? "
        "ORDER BY at DESC LIMIT 9",
        (annotator, key),
    )
    return [found for (found,) in rows]


def edit_before(store: Store, by: str, step: str | None = None) -> tuple[str, str, Span] | None:
    """The last step before another one (before all, if None) in which somebody decided on one span of their own layer.

    Gives the step, the key of the article and the span, under the label's name of now; None where there is none.
    """
    row = store.conn.execute(
        'SELECT d.step, key, start, "end", label FROM steps s CROSS JOIN decisions d '
        "ON d.article = s.article AND d.layer = s.layer AND d.step = s.step JOIN articles a ON a.id = s.article "
        "WHERE s.by = ? AND s.state = 'done' AND s.layer = ? AND (? IS NULL OR s.step < ?) AND NOT d.bulk "
        "AND start IS NOT NULL AND action NOT IN ('superseded', 'restored') ORDER BY s.step DESC, d.seq DESC LIMIT 1",
        (by, by, step, step),
    ).fetchone()
    if row is None:
        return None
    found, key, start, end, label = row
    return found, key, Span(start, end, store.scheme().current(label or ""))
