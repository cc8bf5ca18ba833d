"""Which format a file has: told by its content first, by its name second.

What tells a format stands in its own file (see `formats/base.py`): its `SIGNS` are read there without importing
it, so that adding a text file waits for no other format. Only where they are there, or where a format has none,
is it imported and asked by its own `sniff`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from annotator import plugins
from annotator.errors import PluginError, first_line
from annotator.formats.base import Format
from annotator.formats.common.text.sniffing import first_tag, head_text, json_keys

HEAD = 1 << 16
_Sniff = Callable[[Path, bytes], bool]


@cache
def load(name: str) -> Any:
    """The format of that name, looked up once. Raises `PluginError`."""
    module = plugins.load("formats", name)
    lacking = [one for one in Format.__annotations__ if not hasattr(module, one)]
    if lacking:
        raise PluginError(f"The format {name!r} cannot be used: it does not say its {', '.join(lacking)}.")
    return module


class _File:
    """What is looked at of a file."""

    def __init__(self, path: Path, head: bytes) -> None:
        self.path, self.head = path, head

    @cached_property
    def text(self) -> str:
        """Its first bytes as text."""
        return head_text(self.head)

    @cached_property
    def tag(self) -> str:
        """The first tag of it."""
        return first_tag(self.text)

    @cached_property
    def keys(self) -> set[str]:
        """The keys of its first JSON object; none where it is no JSON."""
        return json_keys(self.path, self.head) or set()


@dataclass(frozen=True, slots=True)
class _Sign:
    """One way in which a format shows: all that is given must be found."""

    name: re.Pattern[str]
    head: re.Pattern[str]
    tag: re.Pattern[str]
    keys: frozenset[str]

    @classmethod
    def of(cls, sign: Mapping[str, str]) -> _Sign:
        name = re.compile(sign.get("name", ""), re.IGNORECASE)
        head, tag = (re.compile(sign.get(part, "")) for part in ("head", "tag"))
        return cls(name, head, tag, frozenset(sign.get("keys", "").split()))

    def shows(self, file: _File) -> bool:
        """Whether the file has it; what costs least is looked at first."""
        return bool(
            self.name.search(file.path.name)
            and (not self.tag.pattern or self.tag.fullmatch(file.tag))
            and (not self.head.pattern or self.head.search(file.text))
            and (not self.keys or self.keys <= file.keys)
        )


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A format that files may have: its signs (none: its `sniff` alone tells), and its `sniff`, if it has one."""

    order: int
    name: str
    signs: Sequence[_Sign]
    sniff: _Sniff | None

    def has(self, file: _File) -> bool:
        """Whether the file is of this format."""
        shows = not self.signs or any(sign.shows(file) for sign in self.signs)
        return shows and (self.sniff is None or bool(self.sniff(file.path, file.head)))


@cache
def _candidates() -> tuple[list[_Candidate], list[str]]:
    """The formats in the order they are asked in, and why one of a stranger's cannot be asked."""
    found: list[_Candidate] = []
    problems: list[str] = []
    for name in plugins.names("formats"):
        if name in plugins.built_in("formats"):
            one = _built_in(name)
        else:
            try:
                one = _joined(name)
            except PluginError as error:
                problems.append(str(error))
                continue
        if one.signs or one.sniff:
            found.append(one)
    return sorted(found, key=lambda one: (one.order, one.name)), problems


def _built_in(name: str) -> _Candidate:
    """What the file of a format says, without importing it."""
    signs = [_Sign.of(sign) for sign in plugins.peek("formats", name, "SIGNS") or ()]
    sniffs = "\ndef sniff(" in plugins.source("formats", name)
    sniff: _Sniff = lambda path, head: load(name).sniff(path, head)  # noqa: E731 - loaded when it is asked
    return _Candidate(plugins.peek("formats", name, "ORDER") or 0, name, signs, sniff if sniffs else None)


def _joined(name: str) -> _Candidate:
    """What a stranger's format says. Raises `PluginError`."""
    module = load(name)
    try:
        signs = [_Sign.of(sign) for sign in getattr(module, "SIGNS", ())]
        order = int(getattr(module, "ORDER", 0))
    except Exception as error:
        raise PluginError(f"The format {name!r} cannot be told by its signs: {first_line(error)}") from error
    return _Candidate(order, name, signs, getattr(module, "sniff", None))


class Detector:
    """Tells the format of files; `problems` are the sentences on formats of strangers that could not be asked."""

    def __init__(self) -> None:
        self._candidates, problems = _candidates()
        self.problems = list(problems)

    def detect(self, path: Path, head: bytes) -> str | None:
        """The name of the format that a file with these first bytes has, or None where no format knows it."""
        file = _File(path, head)
        return next((one.name for one in self._candidates if self._has(one, file)), None)

    def _has(self, one: _Candidate, file: _File) -> bool:
        try:
            return one.has(file)
        except PluginError:
            return True  # its signs are there, its library is not: whoever reads the file is told so
        except Exception as error:  # noqa: BLE001 - whatever a file's first bytes make of it
            if one.name in plugins.built_in("formats"):
                return True  # its signs are there: whoever reads the file is told what is wrong with it
            sentence = f"The format {one.name!r} failed to look at files: {first_line(error)}"
            self.problems += [sentence] * (sentence not in self.problems)
            return False


def detect(path: Path, head: bytes) -> str | None:
    """The name of the format of one file; see `Detector`."""
    return Detector().detect(path, head)
