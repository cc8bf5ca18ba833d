"""Strings that are treated differently, as `annotator find` lists them, sets them aside and brings them back."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from annotator.cli.common.console import progress, put_json, say, shown, table, warn
from annotator.domain.sanitise import one_line
from annotator.domain.text.moments import local_time
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.finding.inconsistent import Treatment, Treatments
    from annotator.storage.store import Store
    from annotator.storage.strings.set_aside import SetAside


def list_strings(store: Store, layer: str, least: int, *, aside: bool, as_json: bool, as_csv: bool) -> None:
    """The strings that a layer treats differently at `least` so often; those that were set `aside`, or all others."""
    found = _counted(store, layer)
    listed, others = found.inconsistent(least=least), found.set_aside(least=least)
    strings = others if aside else listed
    if as_json:
        put_json([one.as_json() for one in strings])
    elif as_csv:
        _csv(strings)
    elif strings:
        _show(strings, aside=aside)
    _tell(found, layer, strings, 0 if aside else len(others), aside=aside)


def set_aside(store: Store, layer: str, string: str, *, right: bool, by: str, why: str, as_json: bool) -> None:
    """Set a string aside because it is `right` as it is treated, or bring it back."""
    from annotator.services.finding.set_aside import put_aside, put_back, treatment_of
    from annotator.services.finding.whose import of_layer

    one = treatment_of(_counted(store, layer), string)
    whose = of_layer(layer)
    told = put_aside(store, whose, one, by=by, why=why) if right else put_back(store, whose, one, by=by)
    if as_json:
        put_json({"set_aside": None, **one.as_json(), "layer": layer})
    else:
        say(told)


def _counted(store: Store, layer: str) -> Treatments:
    from annotator.services.finding.inconsistent import Treatments
    from annotator.services.finding.whose import of_layer

    found = Treatments(store, of_layer(layer))
    with progress("Comparing") as advance:
        while found.read(0.1):
            advance(found.articles, found.of)
    return found


def _csv(strings: Sequence[Treatment]) -> None:
    rows = csv.writer(sys.stdout)
    rows.writerow(("string", "labels", "unlabelled", "inside_longer", "articles"))
    for one in strings:
        labels = " ".join(f"{name}:{number}" for name, number in one.labels.most_common())
        rows.writerow((shown(one.string), shown(labels), one.unlabelled, one.inside_longer, one.articles))


def _show(strings: Sequence[Treatment], *, aside: bool) -> None:
    head = ("string", "labels", "nothing", "inside longer", "articles", *(("set aside",) if aside else ()))
    table(
        head,
        (
            (
                shown(one.string, 40),
                ", ".join(f"{shown(name, 20)} {number:,}" for name, number in one.labels.most_common()),
                *(f"{number:,}" for number in (one.unlabelled, one.inside_longer, one.articles)),
                *((_said(one.aside),) if aside and one.aside else ()),
            )
            for one in strings
        ),
    )


def _said(aside: SetAside) -> str:
    """By whom a string was set aside, when, and why."""
    why = f": {shown(one_line(aside.why), 60)}" if aside.why else ""
    return f"{shown(aside.by, 24)} {local_time(aside.at)}{why}"


def _tell(found: Treatments, layer: str, strings: Sequence[Treatment], others: int, *, aside: bool) -> None:
    """How many there are, of how many, and how many are not listed."""
    number = f"{len(strings):,}" if strings else "none"
    where = f"by {shown(layer, 24)}, in {counted(found.articles, 'finished article')}"
    told = f"Treated differently{' and set aside' * aside} {where}: {number} of {counted(found.labelled, 'string')}."
    more = (
        f" {counted(others, 'more was', 'more were')} set aside as right: `--set-aside` lists them." if others else ""
    )
    again = sum(one.aside is not None for one in strings) if not aside else 0
    back = f" {counted(again, 'was', 'were')} set aside and {'is' if again == 1 else 'are'} treated in a new way since."
    warn(f"{told}{more}{back if again else ''}")
