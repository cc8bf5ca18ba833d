"""An act of a scheme's history taken back: not forgotten, but undone by another act."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from annotator.domain.claims.renaming import in_the_order_of
from annotator.domain.history.events import SchemeChange, SchemeEvent
from annotator.domain.history.fold import LISTS, FoldedScheme, fold
from annotator.domain.scheme import Scheme
from annotator.domain.scheme_form import whole_form
from annotator.errors import SchemeError


def last_step(events: Sequence[SchemeEvent]) -> str:
    """The act that is to be taken back next. Raises `SchemeError` where there is none."""
    taken_back = {event.note.undoes for event in events}
    ordered = sorted(events, key=lambda event: event.id, reverse=True)
    for event in ordered:
        if event.change.kind != "began" and not event.note.undoes and event.step not in taken_back:
            return event.step
    raise SchemeError("There is no change of the labels to undo.")


def undone(events: Sequence[SchemeEvent], step: str, used: Collection[str]) -> Scheme:
    """The scheme without an act; labels that it added and that are `used` are put away, because spans have them.

    Raises `SchemeError` where something of it was changed again since.
    """
    folded = fold(events)
    made = sorted((event for event in events if event.step == step), key=lambda event: event.id, reverse=True)
    for event in made:
        _undo(folded, event.change, used)
    before = fold(event for event in events if event.id < made[-1].id)
    folded.claims = in_the_order_of(folded.claims, before.claims)
    return folded.scheme()


def _undo(folded: FoldedScheme, change: SchemeChange, used: Collection[str]) -> None:  # noqa: C901, PLR0912 - one case a kind
    name, before, after = change.label, change.before, change.after
    match change.kind:
        case "added":
            if found := folded.find(name):
                put_away = SchemeChange("changed", found.name, {}, {"archived": True})
                folded.apply(put_away if found.name in used else SchemeChange("dropped", found.name))
        case "dropped":
            if folded.has(name):
                raise _again(name)
            folded.apply(SchemeChange("parted", name, {}, before))
        case "renamed":
            if folded.has(name) or folded.find(after["name"]) is None:
                raise _again(after["name"])
            folded.apply(SchemeChange("renamed", after["name"], {}, {"name": name}))
        case "merged":
            if folded.has(name):
                raise _again(name)
            folded.apply(SchemeChange("parted", name, {"name": after["name"]}, before))
        case "parted":
            folded.apply(SchemeChange("merged", name, {}, {"name": before["name"]}))
        case "changed":
            found = folded.find(name)
            form = whole_form(found) if found else {}
            told = {field: value for field, value in after.items() if field not in ("former", "switched")}
            if not found or any(form[field] != value for field, value in told.items() if field not in LISTS):
                raise _again(name)
            folded.apply(SchemeChange("changed", name, told, {field: before[field] for field in told}))
        case "moved":
            folded.apply(SchemeChange("moved", name, {}, before))
        case "known":
            folded.apply(SchemeChange("known", name, after, before))
        case "rules":
            folded.apply(SchemeChange("rules", "", after, before))
        case "split" | "began":
            pass


def _again(name: str) -> SchemeError:
    return SchemeError(f"{name} was changed again since, so that this cannot be taken back.")
