"""A label proposed at places to everybody, as suggestions of the source `lens:NAME`; no layer is changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from annotator.domain.span import Span
from annotator.progress import Work, to_the_end
from annotator.services.finding.fix import Fixed, chosen, present_name, span_label
from annotator.services.finding.places import Place
from annotator.storage.maintenance.short_writes import ShortWrites
from annotator.storage.store import Store

PROPOSED = "proposed already"


def propose(
    store: Store,
    places: Iterable[Place],
    label: str,
    by: str,
    *,
    layer: str = "",
    where: str = "",
    dry_run: bool = False,
) -> Fixed:
    """Propose a label at places; `where` chooses those of which `layer` says so. What it proposed before stays.

    Raises `NoSuchLabel`, `WrongUsage`, `ProjectBusy`.
    """
    label, fixed = span_label(store, label), Fixed()
    wanted = chosen(places, layer, present_name(store, where), fixed)
    for key, here in groupby(wanted, key=lambda place: place.article.key):
        spans = {Span(place.start, place.end, label) for place in here}
        fresh = spans - _known(store, key, by)
        fixed.changed += len(fresh)
        fixed.passed[PROPOSED] += len(spans) - len(fresh)
        if fresh:
            fixed.articles += 1
            fixed.proposed_now[key] = fresh
    if not dry_run:
        to_the_end(turning_proposals(store, by, fixed.proposed_now))
    return fixed


def turning_proposals(store: Store, by: str, spans: Mapping[str, set[Span]], *, away: bool = False) -> Work[None]:
    """Propose these spans, by the keys of articles, or take them `away` again, in parts. Raises `ProjectBusy`."""

    def turn(some: Sequence[tuple[str, set[Span]]]) -> None:
        for key, those in some:
            known = _known(store, key, by)
            left = known - those if away else known | those
            store.add_suggestions(key, _source(by), [(*span, None) for span in sorted(left)])

    yield from ((done, len(spans)) for done in ShortWrites(store).writes(list(spans.items()), turn))


def _known(store: Store, key: str, by: str) -> set[Span]:
    return {one.span for one in store.suggestions(key) if one.source == _source(by)}


def _source(by: str) -> str:
    return f"lens:{by}"
