"""Which spans must be seen again, because what their label means was changed since they were decided.

A span is *seen* if whoever decided it knew every change of its label; minor changes ask nobody. Where a label was
never changed, all its spans are to be seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from annotator.domain.history.events import SchemeEvent
from annotator.domain.history.versions import FIRST, name_of, number_of, numbered
from annotator.domain.history.words import told
from annotator.domain.scheme import Scheme
from annotator.storage.maintenance.scheme_history import history, known_steps
from annotator.storage.queries.people.decided_under import DecidedSpan, decided_spans
from annotator.storage.store import Store

_MEANING = {"description", "include", "exclude", "notes", "examples", "kind", "archived"}
"""Fields of a label that say what it means; a key or a colour does not."""


@dataclass(frozen=True, slots=True)
class Recheck:
    """The spans to be seen, each with the name of the version it was decided under; how many others were `seen`.

    `changes` tells what was changed of the labels since, and under which version.
    """

    labels: tuple[str, ...]
    spans: tuple[tuple[DecidedSpan, str], ...]
    seen: int
    changes: tuple[str, ...]


def recheck(store: Store, names: Sequence[str], *, since: str = "", layer: str = "", quote: str = "") -> Recheck:
    """The spans of some labels to be seen again, because of what was changed `since` a version, or ever.

    `layer` is whose, `quote` the words of the spans that are meant; "" for all. Raises `NoSuchLabel`, `SchemeError`.
    """
    scheme, events = store.scheme(), history(store)
    labels = tuple(dict.fromkeys(scheme.known(name).name for name in names))
    number = number_of(since, events) if since else FIRST
    numbers = numbered(events)
    late = {name: [event for event in _about(scheme, events, name) if numbers[event.step] > number] for name in labels}
    steps = {name: {event.step for event in some} for name, some in late.items()}
    former = [was for was, now in scheme.aliases.items() if now in labels]
    known: dict[str, tuple[set[str], str]] = {}
    spans: list[tuple[DecidedSpan, str]] = []
    seen = 0
    for one in decided_spans(store, labels, former=former, layer=layer, quote=quote):
        if one.guide not in known:
            under = known_steps(store, one.guide)
            known[one.guide] = under, _named(under, numbers)
        under, version = known[one.guide]
        if steps[one.label] <= under and (steps[one.label] or since):
            seen += 1
        else:
            spans.append((one, version))
    return Recheck(labels, tuple(spans), seen, _told(chain(*late.values()), numbers))


def changes_told(store: Store, names: Iterable[str], since: str = "") -> tuple[str, ...]:
    """What was changed of what labels mean, after a version or ever, as sentences, each with its version: `g2: ...`.

    Labels that are not there are left out. Raises `SchemeError` where there is no such version.
    """
    scheme, events = store.scheme(), history(store)
    numbers, number = numbered(events), number_of(since, events) if since else FIRST
    labels = {label.name for name in names if (label := scheme.label(name))}
    return _told(
        (one for name in labels for one in _about(scheme, events, name) if numbers[one.step] > number), numbers
    )


def _told(events: Iterable[SchemeEvent], numbers: Mapping[str, int]) -> tuple[str, ...]:
    every = sorted({event.id: event for event in events}.items())
    return tuple(f"{name_of(numbers[event.step])}: {said}" for _, event in every if (said := told(event.change)))


def split_into(store: Store, label: str) -> list[str]:
    """The labels that take the place of a label since it was split, those that can be given; none if it was not."""
    scheme, events, into = store.scheme(), history(store), list[str]()
    taken_back = {event.note.undoes for event in events}
    for event in events:
        holds = not event.note.undoes and event.step not in taken_back
        if event.change.kind == "split" and holds and scheme.current(event.change.label) == label:
            into = list(dict.fromkeys(map(scheme.current, event.change.after["into"])))
    return [name for name in into if name not in scheme.archived()]


def version_named(store: Store, version: str) -> str:
    """The short name of a version, by its id: `g2`."""
    return _named(known_steps(store, version), numbered(history(store)))


def _named(known: Iterable[str], numbers: Mapping[str, int]) -> str:
    return name_of(max((numbers[step] for step in known if step in numbers), default=FIRST))


def _about(scheme: Scheme, events: Sequence[SchemeEvent], label: str) -> Iterator[SchemeEvent]:
    """What was done to the meaning of a label that is no minor matter, and was not taken back."""
    taken_back = {event.note.undoes for event in events}
    for event in events:
        if event.note.undoes or event.step in taken_back:
            continue
        change = event.change
        named = {change.label, change.after.get("name", ""), *change.after.get("into", ())}
        of_meaning = change.kind in ("merged", "parted", "split", "dropped") or (
            change.kind == "changed" and not _MEANING.isdisjoint(change.after)
        )
        if of_meaning and not event.note.minor and label in {scheme.current(name) for name in named}:
            yield event
