"""Another project's rows, taken into this one: the union of both, whichever way round it is made.

Decisions are known by their id, articles by their key, suggestions by what they say. What both sides know differently
(when an article was added, its title, its token edges, how many are enough for it) is settled by a rule that knows no
sides, so that the order of merging makes no difference.

All that is theirs is looked at before anything is taken. It is then taken article by article, each whole, in writes so
short that nobody waits for them. A merge that ended half-way left a sound project; run again, it takes the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from annotator.domain.scheme import Scheme
from annotator.progress import ProgressCallback
from annotator.storage.maintenance.bulk import in_bulk
from annotator.storage.maintenance.merging.absorbed import Absorbed
from annotator.storage.maintenance.merging.checks import Checks
from annotator.storage.maintenance.merging.differences import Comparison
from annotator.storage.maintenance.merging.piece import Named, Taking
from annotator.storage.maintenance.merging.snapshot import Theirs
from annotator.storage.maintenance.short_writes import ShortWrites
from annotator.storage.store import Store
from annotator.storage.team.called import Who

_AT_ONCE = 500


def absorb(
    store: Store,
    theirs: Theirs,
    scheme: Scheme,
    named: Named,
    put: Callable[[], None],
    *,
    who: Who,
    trust: bool = False,
    progress: ProgressCallback = lambda _done, _of: None,
) -> Absorbed:
    """Take another project into this one; `put` puts the `scheme` in force, `named` translates their labels.

    `who` gives the present name of anybody, which all that is here stands under when `put` is done.
    `progress` hears of each article twice: when it was looked at, and when it was taken. Raises `NotAProject` for
    decisions of one person in the layer of another, unless `trust`, and `ProjectBusy`.
    """
    conn, of = theirs.store.conn, 2 * len(theirs.articles)
    comparison = Comparison(conn, scheme.current.behind(named))
    checks = Checks(conn, theirs.store.scheme().current, who)
    for done in _some_by_some(theirs.articles, comparison):
        checks.look()
        progress(done, of)
    if not trust:
        checks.hands()
    put()
    taking, writes = Taking(store, theirs.store, scheme, named, who), ShortWrites(store)
    with in_bulk(store):
        for done in _some_by_some(theirs.articles, comparison):
            new = comparison.differences()
            writes.each(new.all, partial(taking.take, new))
            progress(of // 2 + done, of)
    (number,) = conn.execute("SELECT count(*) FROM main.articles").fetchone()
    taking.absorbed.known = number - taking.absorbed.added
    return taking.absorbed


def _some_by_some(articles: Sequence[int], comparison: Comparison) -> Iterator[int]:
    """Have articles at hand, some after the others; gives how many those are that were."""
    for first in range(0, len(articles), _AT_ONCE):
        some = articles[first : first + _AT_ONCE]
        comparison.look_at(some)
        yield first + len(some)
