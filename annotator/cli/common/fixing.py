"""What `annotator find` does to the places it has found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.common.console import progress, put_json, say, shown
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.finding.places import Place
    from annotator.storage.store import Store


def fixing(wanted: Mapping[str, Any]) -> bool:
    """Whether places are to be changed, or put on a list. Raises `UsageError` where what is wanted makes no sense."""
    if wanted["label_set"] == "":
        raise click.UsageError("`--set` needs a label; `--none` takes them away.")
    changes = bool(wanted["label_set"] or wanted["no_label"])
    if wanted["label_set"] and wanted["no_label"]:
        raise click.UsageError("`--set` and `--none` contradict each other.")
    if wanted["propose"] and not wanted["label_set"]:
        raise click.UsageError("`--propose` needs a label: `--set LABEL`.")
    if wanted["propose"] and wanted["reason"]:
        raise click.UsageError("`--reason` is noted with what is decided, not with what is proposed.")
    if not changes and any(wanted[name] for name in ("where", "reason", "dry_run")):
        raise click.UsageError(
            "`--reason`, `--dry-run` and a `--where` that asks nothing (label:ORG) go with `--set LABEL` or `--none`."
        )
    if wanted["save"] and changes:
        raise click.UsageError("`--save` puts places on a list as they are: leave out `--set` and `--none`.")
    return changes or bool(wanted["save"])


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
        found = propose(store, some, wanted["label_set"], by, layer=layer, where=wanted["where"], dry_run=dry)
        told = found.proposed
    else:
        what = Fix(wanted["label_set"] or "", by if layer == ALL else layer, by, wanted["where"], wanted["reason"])
        with progress("Changing") as advance:
            found = fix(store, some, what, dry_run=dry, progress=advance)
        told = found.told
    if as_json:
        put_json(found.as_json())
        return
    say(f"Nothing was changed. It would be: {told}" if dry else told)
    if found.step and not dry:
        say("It is one step: `u` in the app takes it back.")


def _put_on_list(store: Store, places: Iterable[Place], name: str, *, layer: str, by: str, as_json: bool) -> None:
    """Put what was found on a list, and say what is on it now."""
    from annotator.services.worklists.lists import save_found

    made, new = save_found(store, name, places, layer=layer, by=by)
    if as_json:
        put_json(made.as_json())
        return
    left = made.places - made.seen
    say(f"On the list “{shown(made.list.name, 60)}”: {new:,} new, {left:,} to see of {counted(made.places, 'place')}.")
