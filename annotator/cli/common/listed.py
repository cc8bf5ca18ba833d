"""What is said of a list of places that was made: how much of it is to be seen, and who goes through it how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from annotator.cli.common.console import say, shown

FROM_LIST = "Go through the places of this list, article by article: `n` goes on to the next."

if TYPE_CHECKING:
    from annotator.services.worklists.lists import ListTold
    from annotator.storage.store import Store


def tell_list(made: ListTold, new: int, annotator: str) -> None:
    """Say on which list the spans are now, and who goes through them how."""
    name = shown(made.list.name, 60)
    left = made.places - made.seen
    say(f"On the list “{name}”: {new:,} new, {left:,} to see in all.")
    for layer, part in made.layers.items():
        if part.places > part.seen:
            who = annotator if layer in ("gold", annotator) else layer
            say(f"{shown(layer, 20)}: {part.places - part.seen:,} to see with `annotator --as {shown(who)} recheck`.")


def list_again(store: Store, label: str, annotator: str) -> None:
    """Put on a list what has a label that was changed, where anything has, and say so."""
    from annotator.services.finding.places import ALL
    from annotator.services.finding.whose import layer_meant
    from annotator.services.worklists.recheck import Asked, to_see

    meant = layer_meant(store, "", annotator)
    seen = to_see(store, Asked((label,), layers=() if meant == ALL else (meant,)))
    if seen.rows:
        tell_list(*seen.save(store, "", annotator), annotator)
