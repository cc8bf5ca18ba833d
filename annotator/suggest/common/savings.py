"""What suggestions have saved in keys, beside adding every span by hand: what tells whether a label is worth showing.

A span that is added takes `ADDED` keys, a verdict 1, and moving edges about 3: so what was accepted has saved 3, and
what was rejected has cost 1. A label of a source begins with `PRIOR` keys in its favour. It *folds* once they are used
up, and comes *back* once what it would have saved since has made good for what it cost.
"""

from __future__ import annotations

ADDED = 4
PRIOR = 8
_SAVED = {"accepted": ADDED - 1, "relabelled": ADDED - 1, "resized": ADDED - 3, "rejected": -1}


def saved(decided: str, *, relabelled: bool = False) -> int:
    """The keys that one suggestion has saved, by what became of it; `relabelled` where its edges were moved as well."""
    return 0 if decided == "resized" and relabelled else _SAVED.get(decided, 0)


def folds(balance: float) -> bool:
    """Whether a label with that balance of keys is to fold."""
    return balance < -PRIOR


def comes_back(balance: float) -> bool:
    """Whether a label that has folded, with that balance of keys since it was first suggested, is to be shown again."""
    return balance > 0
