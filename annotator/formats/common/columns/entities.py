"""Entities as columns and values have them: brackets that open and close mentions, `(12`, `12)`, `(7)|(12`.

A mention has a number and maybe a type: in the columns of CoNLL-2012 the number alone, in GUM's `person-3-Ada`, in
CoNLL-U (`Entity=(e3-person-...`) as `# global.Entity = eid-etype-...` says. Those of one number are one entity.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

_PART = re.compile(r"\((?P<open>[^()|]++)(?P<whole>\))?|(?P<close>[^()|]++)\)|\|")
_CELL = re.compile(r"(?>\([^()|\s]++\)?|[^()|\s]++\)|\|)++")
_BRIDGE = re.compile(r"([^<>:,]++)<([^<>:,]++)(?::([^<>,]++))?")
_NUMBER = re.compile(r"e?\d+")
_IDS, _TYPES = {"GRP", "eid"}, {"etype", "entity"}


def is_mentions(cell: str) -> bool:
    """Whether a cell opens or closes mentions."""
    return _CELL.fullmatch(cell) is not None


class Unworded:
    """Brackets of tokens that are no words: what they open goes to the next word, what they close to the one before.

    What begins and ends between two words is nothing.
    """

    def __init__(self) -> None:
        self._waiting: list[str] = []

    def take(self, cell: str) -> str:
        """Take the cell of such a token; gives what it closes of what the word before has, or one before that."""
        closed = ""
        for part in _PART.finditer(cell):
            if part["open"] and not part["whole"]:
                self._waiting.append(part["open"])
            elif name := part["close"]:
                here = next((one for one in reversed(self._waiting) if _is_named(one, name)), None)
                if here is None:
                    closed += part[0]
                else:
                    self._waiting.remove(here)
        return closed

    def opened(self) -> str:
        """What the next word opens."""
        opened = "".join(f"({name}" for name in self._waiting)
        self._waiting.clear()
        return opened


def _is_named(opened: str, name: str) -> bool:
    """Whether what is closed by this name was opened by that one."""
    return opened == name or opened.startswith(f"{name}-")


class Mention(NamedTuple):
    """A mention, `[first, end)` in tokens, of an entity, and what else is said of it, by the names of its fields.

    A `piece` is one of several that are a mention together.
    """

    first: int
    end: int
    entity: str
    type: str
    said: Mapping[str, str]
    piece: bool


class Bridge(NamedTuple):
    """That the mention of an entity that begins at a token is understood from another entity, and how."""

    place: int
    source: str
    entity: str
    relation: str


class _Mention(NamedTuple):
    name: str
    first: int


class Entities:
    """The mentions of one article, token after token; `fields` says of what their names are made, where that is said.

    `unended` counts brackets without their other half.
    """

    def __init__(self, fields: Sequence[str] = ()) -> None:
        self._fields = fields
        self._open: list[_Mention] = []
        self._found: list[tuple[int, int, str]] = []
        self._wrong = 0
        self.bridges: list[Bridge] = []

    def again(self) -> Entities:
        """None yet, of names that are made alike."""
        return Entities(self._fields)

    @property
    def unended(self) -> int:
        """How many brackets have no other half so far."""
        return self._wrong + len(self._open)

    def take(self, place: int, cell: str, bridges: str = "") -> None:
        """Take the cell of the token at this place, and its `bridges` (`e1<e7:part,e2<e7`)."""
        for bridge in _BRIDGE.finditer(bridges):
            self.bridges.append(Bridge(place, bridge[1], bridge[2], bridge[3] or "bridging"))
        for part in _PART.finditer(cell):
            if part["whole"]:
                self._found.append((place, place + 1, part["open"]))
            elif part["open"]:
                self._open.append(_Mention(part["open"], place))
            elif part["close"]:
                self._close(place, part["close"])

    def _close(self, place: int, name: str) -> None:
        for nth in range(len(self._open) - 1, -1, -1):
            mention = self._open[nth]
            if _is_named(mention.name, name):
                del self._open[nth]
                self._found.append((mention.first, place + 1, mention.name))
                return
        self._wrong += 1

    def claims(self, edges: Sequence[tuple[int, int]]) -> list[dict[str, Any]]:
        """The entities by the places of their mentions, `[start, end, type]`; `edges` are those of the tokens."""
        entities: dict[str, list[list[Any]]] = {}
        for one in self.mentions():
            entities.setdefault(one.entity, []).append([edges[one.first][0], edges[one.end - 1][1], one.type])
        return [{"spans": places, "id": number} for number, places in entities.items()]

    def mentions(self) -> Iterator[Mention]:
        """The mentions in the order of the text, the longer first."""
        for first, end, name in sorted(self._found, key=lambda one: (one[0], -one[1])):
            number, type_, said = self._parts(name)
            entity, piece, _ = number.partition("[")
            yield Mention(first, end, entity, type_, said, piece=bool(piece))

    def _parts(self, name: str) -> tuple[str, str, dict[str, str]]:
        """The number and the type that the name of a mention says, and what else."""
        if self._fields:
            said = dict(zip(self._fields, name.split("-", len(self._fields) - 1), strict=False))
            number = next((said[key] for key in said if key in _IDS), name)
            type_ = next((said[key] for key in said if key in _TYPES), "")
            return number, type_, {key: said[key] for key in said if key not in _IDS | _TYPES}
        parts = name.split("-", 2)
        if len(parts) > 1 and _NUMBER.fullmatch(parts[0]):
            return parts[0], parts[1], {}
        if len(parts) > 1 and _NUMBER.fullmatch(parts[1]):
            return parts[1], parts[0], {"identity": parts[2]} if parts[2:] else {}
        return name, "", {}
