"""What was done to the labels of a project, told: the log of the scheme, what two versions differ in, and undo."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotator.domain.history.changes import changes
from annotator.domain.history.events import SchemeEvent
from annotator.domain.history.fold import fold
from annotator.domain.history.undo import last_step, undone
from annotator.domain.history.versions import name_of, number_of, numbered, scheme_at
from annotator.domain.history.words import told
from annotator.domain.text.moments import local_time
from annotator.services.project.labels import Plan, unfit_then, use_told
from annotator.storage.maintenance.scheme_history import history
from annotator.storage.queries.counts import decided_labels, label_use
from annotator.storage.store import Store


def scheme_log(store: Store) -> Iterator[dict[str, Any]]:
    """What was done to the labels, newest last, each change as `labels log --json` gives it; `told` is it in words.

    `version` is the one that came of it, `undoes` the version that it takes back, if any. Raises `NotAProject`.
    """
    events = history(store)
    numbers = numbered(events)
    for event in events:
        change, note = event.change, event.note
        yield {
            "version": name_of(numbers[event.step]), "at": event.at, "by": note.by, "kind": change.kind,
            "label": change.label, "before": dict(change.before), "after": dict(change.after), "why": note.why,
            "minor": note.minor, "undoes": name_of(numbers[note.undoes]) if note.undoes in numbers else "",
            "told": told(change), "id": event.id, "step": event.step,
        }  # fmt: skip


def differences(store: Store, one: str, other: str) -> list[dict[str, Any]]:
    """What makes one version of the labels of another: `kind`, `label`, `before`, `after`, `told`.

    `spans` is how many spans now have the label that it is about. Raises `SchemeError` for a version there is not.
    """
    events, use = history(store), label_use(store)
    current = store.scheme().current
    before, after = (scheme_at(number_of(name, events), events) for name in (one, other))
    folded = fold(())
    folded.begin(before)
    rows = []
    for change in filter(told, changes(folded, after)):
        found = use.get(current(change.label))
        rows.append({
            "kind": change.kind, "label": change.label, "before": dict(change.before), "after": dict(change.after),
            "spans": found.spans if found else 0, "told": told(change),
        })  # fmt: skip
    return rows


def undoing(store: Store) -> Plan:
    """Plan to take back what was done last to the labels. Raises `SchemeError` where nothing can be."""
    events = history(store)
    step = last_step(events)
    made = [event for event in events if event.step == step]
    adds = any(event.change.kind == "added" for event in made)
    used = {name for name, use in label_use(store).items() if use} | decided_labels(store) if adds else set[str]()
    names = {event.change.label for event in made if event.change.kind in ("merged", "renamed")}
    said = [f"Taken back: {told(event.change)}" for event in made]
    if names:
        said.append(f"It concerns {use_told(store, {store.scheme().current(name) for name in names})}.")
    split = next((event.change.label for event in made if event.change.kind == "split"), "")
    scheme = undone(events, step, used)
    kept = {scheme.current(event.change.label) for event in made if event.change.kind == "added"} & used
    said += [f"{name} is put away, not gone, because it was given: {use_told(store, [name])}." for name in sorted(kept)]
    said += [] if names else unfit_then(store, scheme)
    return Plan((*_headed(made[0]), *said), scheme, undoes=step, split=(split, ()) if split else None)


def _headed(event: SchemeEvent) -> tuple[str, ...]:
    by = f" by {event.note.by}" if event.note.by else ""
    return (f"What was done {local_time(event.at)}{by} is taken back; nothing is forgotten.",)
