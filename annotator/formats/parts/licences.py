"""The licences of the articles in a data set, as its card tells them.

They stand in an article's `meta` under whatever key speaks of a licence or of rights. The hub knows licences by ids of
its own (`cc-by-4.0`); what is none of them is `other` there, and stands in words below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from annotator.domain.sanitise import visible

_KEY = re.compile(r"(?i)(?:.*[^a-z])?(?:licen[cs]es?|rights)(?:[^a-z].*)?")
_KNOWN = re.compile(
    r"cc0-1\.0|cc-by(?:-nc)?(?:-sa|-nd)?-[234]\.[05]|mit|apache-2\.0|bsd(?:-[23]-clause)?|pddl|odbl|odc-by|"
    r"(?:a|l)?gpl-[23]\.[01]"
)
_ADDRESS = re.compile(r"https?://creativecommons\.org/(?:licenses/([a-z-]+)/([\d.]+)|publicdomain/(zero)/1\.0).*")
_LONGEST, _SHOWN = 200, 50


def is_of_licence(key: str) -> bool:
    """Whether a key of `meta` speaks of a licence or of rights."""
    return _KEY.fullmatch(key) is not None


class Licences:
    """The licences of articles, counted."""

    def __init__(self) -> None:
        self._counted: Counter[str] = Counter()
        self._without = 0

    def add(self, meta: Mapping[str, Any]) -> None:
        """Count those of one article."""
        found = {text for key, value in meta.items() if is_of_licence(key) for text in _texts(value)}
        self._counted.update(found)
        self._without += not found

    def ids(self) -> list[str]:
        """Those that the hub knows, by its ids, and `other` where there are others; the most frequent first."""
        return list(dict.fromkeys(_id(text) for text, _ in self._counted.most_common()))

    def counts(self) -> Iterator[tuple[str, int]]:
        """Each licence with how many articles name it, the most frequent first; "" with how many name none."""
        yield from self._counted.most_common()
        if self._without:
            yield "", self._without

    def lines(self) -> Iterator[str]:
        """What the card says of them: nothing where no article names one."""
        if not self._counted:
            return
        yield from ("## Licences", "", "As the articles name them (`meta` has each article's own):", "")
        for text, number in self._counted.most_common(_SHOWN):
            yield f"- {text}: {number}"
        if len(self._counted) > _SHOWN:
            yield f"- {len(self._counted) - _SHOWN} others"
        if self._without:
            yield f"- none named: {self._without}"
        yield ""


def _texts(value: Any) -> Iterator[str]:
    """The texts of a value on one line each, however deep they lie."""
    if isinstance(value, str):
        if text := visible(" ".join(value.split())[:_LONGEST]):
            yield text
    elif isinstance(value, (dict, list)):
        inner: Iterable[Any] = value.values() if isinstance(value, dict) else value
        for one in inner:
            yield from _texts(one)


def _id(text: str) -> str:
    if address := _ADDRESS.fullmatch(text.lower()):
        return "cc0-1.0" if address[3] else f"cc-{address[1]}-{address[2]}"
    made = re.sub(r"[\s_]+", "-", text.lower()).replace("(", "").replace(")", "")
    made = {"cc0": "cc0-1.0", "cc-zero": "cc0-1.0"}.get(made, made)
    return made if _KNOWN.fullmatch(made) else "other"
