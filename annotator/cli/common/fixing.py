"""What `annotator find` does to the places it has found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from annotator.cli.common.console import progress, put_json, say, shown
from annotator.cli.common.sought import is_question
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.finding.places import Place
    from annotator.storage.store import Store


_REPLACE = " `--replace` gives it there, too, and takes away what may not stand beside it."


def carry_out(
    store: Store, places: Iterable[Place], wanted: Mapping[str, Any], *, layer: str, by: str, as_json: bool
) -> None:
    """Change what one layer says at places, or propose it, or put them on a list, and say what was done."""
    if wanted["save"]:
        _put_on_list(store, places, wanted["save"], layer=layer, by=by, as_json=as_json)
        return
    from annotator.services.finding.fix import Fix, fix
    from annotator.services.finding.places import ALL
    from annotator.services.finding.propose import propose

    some, dry = list(places), bool(wanted["dry_run"])
    if wanted["propose"]:
        found = propose(store, some, wanted["label_set"], by, layer=layer, where=_said(wanted), dry_run=dry)
        told = found.proposed
    else:
        whose, replacing = by if layer == ALL else layer, bool(wanted["replacing"])
        what = Fix(wanted["label_set"] or "", whose, by, _said(wanted), wanted["reason"], replacing)
        with progress("Changing") as advance:
            found = fix(store, some, what, dry_run=dry, progress=advance)
        told = found.told + (_REPLACE if found.in_the_way and not replacing else "")
    if as_json:
        put_json(found.as_json())
        return
    say(f"Nothing was changed. It would be: {told}" if dry else told)
    if found.step and not dry:
        say("It is one step: `u` in the app takes it back.")


def _said(wanted: Mapping[str, Any]) -> str:
    """What the layer must say of a place to have it changed, or ""; a question has chosen the places already."""
    return "" if is_question(wanted["where"]) else str(wanted["where"])


def _put_on_list(store: Store, places: Iterable[Place], name: str, *, layer: str, by: str, as_json: bool) -> None:
    """Put what was found on a list, and say what is on it now."""
    from annotator.services.worklists.lists import save_found

    made, new = save_found(store, name, places, layer=layer, by=by)
    if as_json:
        put_json(made.as_json())
        return
    left = made.places - made.seen
    say(f"On the list “{shown(made.list.name, 60)}”: {new:,} new, {left:,} to see of {counted(made.places, 'place')}.")
