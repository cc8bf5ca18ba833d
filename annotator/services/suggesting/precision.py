"""What each source of suggestions has been worth so far in a project, per label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

from annotator.storage.queries.people.verdicts import outcomes, verdicts
from annotator.storage.store import Store
from annotator.suggest.common.precision import Precision, worths
from annotator.suggest.common.savings import saved

Worths = Mapping[str, Mapping[str, Precision]]
"""By source and label the share of suggestions taken as they were, with its interval; "" is the whole source."""


Labelled = tuple[str, str]
"""A source and one of its labels."""


class VerdictWorths(NamedTuple):
    """What sources are worth by verdicts that were given one by one (`read`), and by those of bulk keys."""

    read: Worths
    bulk: Worths


def verdict_worths(store: Store) -> VerdictWorths:
    """What each source has been worth so far."""
    read, bulk = (worths((*verdict, number) for verdict, number in one.items()) for one in verdicts(store))
    return VerdictWorths(read, bulk)


def source_worths(store: Store) -> Worths:
    """What each source has been worth so far by verdicts that were given one by one."""
    return verdict_worths(store).read


def balances(store: Store) -> Counter[Labelled]:
    """The keys that the labels of each source have saved so far, beside adding their spans by hand."""
    found: Counter[Labelled] = Counter()
    for (source, label, decided, relabelled), number in outcomes(store).items():
        found[source, label] += number * saved(decided, relabelled=relabelled)
    return found
