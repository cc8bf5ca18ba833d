"""Strings that are treated differently and right so, set aside by somebody, and brought back.

A string is set aside as it is treated just then: it is listed again where it gets a label that it had not, or is left
unlabelled for the first time. Nothing is changed in any layer.
"""

from __future__ import annotations

from annotator.domain.folded import fold
from annotator.domain.sanitise import one_line
from annotator.errors import WrongUsage
from annotator.services.finding.inconsistent import Treatment, Treatments
from annotator.storage.store import Store
from annotator.storage.strings.set_aside import bring_back, set_aside, strings_aside


def put_aside(store: Store, layer: str, one: Treatment, *, by: str, why: str = "") -> str:
    """Set a string aside in a layer ("" for all annotators'); gives what is to be said. Raises `ProjectBusy`."""
    with store.write():
        set_aside(store, layer, one.string, one.treated, by=by, why=why)
    one.aside = strings_aside(store, layer)[one.string]
    return f"“{one_line(one.string)}” is set aside: right as it is."


def put_back(store: Store, layer: str, one: Treatment, *, by: str) -> str:
    """Bring it back; gives what is to be said. Raises `ProjectBusy`."""
    with store.write():
        bring_back(store, layer, one.string, by=by)
    one.aside = None
    return f"“{one_line(one.string)}” is listed again."


def turn_aside(store: Store, layer: str, one: Treatment, *, by: str, why: str = "") -> str:
    """Set a string aside, for a reason, or bring back one that is; gives what is to be said. Raises `ProjectBusy`."""
    return put_back(store, layer, one, by=by) if one.is_aside else put_aside(store, layer, one, by=by, why=why)


def treatment_of(treatments: Treatments, words: str) -> Treatment:
    """How a string is treated that is treated differently, set aside or not; all must be counted.

    Raises `WrongUsage` where it is not.
    """
    string = fold(words.strip())
    for one in (*treatments.inconsistent(), *treatments.set_aside()):
        if one.string == string:
            return one
    raise WrongUsage(f"“{one_line(string)}” is not treated differently: `annotator find --inconsistent` lists what is.")
