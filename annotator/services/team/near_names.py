"""Names that are nearly one: a slip of the keyboard, or another way to write somebody's name. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_ALIKE_FROM = 5
"""From so many characters on, names that are one slip apart are nearly one; `ana` and `ann` are two people."""


def nearly(name: str, known: Iterable[str]) -> str:
    """The one of the names that are known which this is nearly, or ""; a name that is known itself is that one."""
    names = sorted(known)
    if name in names:
        return ""
    plain = _plain(name)
    same = [other for other in names if _plain(other) == plain]
    slips = [other for other in names if _one_slip(plain, _plain(other))]
    return next(iter([*same, *slips]), "")


def _plain(name: str) -> str:
    """A name without case, accents, spaces and signs; of one that has nothing else, all of it."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]|[\u0300-\u036f]", "", letters) or name


def _one_slip(one: str, other: str) -> bool:
    """Whether one character more, less, other, or changed with the next, makes one of the other; numbers tell apart."""
    short, long = sorted((one, other), key=len)
    if len(short) < _ALIKE_FROM or len(long) - len(short) > 1 or re.sub(r"\D", "", one) != re.sub(r"\D", "", other):
        return False
    at = next((number for number, sign in enumerate(short) if sign != long[number]), len(short))
    rests = (short[at:], long[at + 1 :]), (short[at + 1 :], long[at + 1 :])
    turned = len(short) == len(long) and short[at : at + 2] == long[at : at + 2][::-1]
    return any(a == b for a, b in rests[: 1 + (len(short) == len(long))]) or (
        turned and short[at + 2 :] == long[at + 2 :]
    )
