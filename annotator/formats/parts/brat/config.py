"""The `annotation.conf` of brat: which types there are, and what may stand between and on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from annotator.domain.claims.scheme import ClaimScheme
from annotator.formats.common.losses import ForeignNames
from annotator.formats.parts.brat.reading import ROLES

ALIAS = "Alias"
"""The type of equivalences between the mentions of one entity."""
NAME = "annotation.conf"
_ANY = {"T": "<ENTITY>", "R": "<RELATION>", "E": "<EVENT>"}
_Seen = dict[str, dict[str, dict[str, None]]]


class Config:
    """Gathers what the annotations of all documents use, beside what the scheme says; labels as `names` has them."""

    def __init__(self, scheme: ClaimScheme, names: ForeignNames) -> None:
        self._relations: _Seen = {}
        self._events: _Seen = {}
        self._attributes: _Seen = {}
        self.symmetric = {names(one.name) for one in scheme.relations if not one.directed}
        self._same: dict[str, None] = {ALIAS: None} if scheme.entities else {}
        for one in scheme.relations:
            for role, labels in zip(ROLES, (one.head, one.tail), strict=True):
                _see(self._relations, names(one.name), role, map(names, labels) if labels else [_ANY["T"]])
        for kind in scheme.attributes:
            _see(self._attributes, names(kind.name), "Arg", [_ANY["R" if kind.of == "relation" else "T"]])
            _see(self._attributes, names(kind.name), "Value", (value for value in kind.values if " " not in value))

    def see(self, lines: Iterable[str]) -> None:
        """Take in the lines of a document."""
        rows = [line.split("\t") for line in lines]
        types = {name: word.split()[0].partition(":")[0] for name, word, *_ in rows if name[0] in "TRE"}
        for name, word, *_ in rows:
            first, *rest = word.split()
            if name == "*":
                self._same[first] = None
            elif name[0] in "RE":
                for role, _, about in (one.partition(":") for one in rest):
                    seen = self._relations if name[0] == "R" else self._events
                    _see(seen, first.partition(":")[0], role, [types.get(about, _ANY["T"])])
                if name[0] == "E":
                    self._events.setdefault(first.partition(":")[0], {})
            elif name[0] == "A":
                _see(self._attributes, first, "Arg", [_ANY.get(rest[0][0], _ANY["T"])])
                _see(self._attributes, first, "Value", rest[1:] if len(rest) == 2 else [])

    def text(self, types: Sequence[str]) -> str:
        """The file; `types` are those of spans."""
        relations = [
            _line(name, roles, ["<REL-TYPE>:symmetric"] if name in self.symmetric else [])
            for name, roles in self._relations.items()
        ]
        same = [f"{name} Arg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive" for name in self._same]
        groups = {
            "entities": list(types),
            "relations": relations + same,
            "events": [_line(name, roles) for name, roles in self._events.items()],
            "attributes": [_line(name, parts) for name, parts in self._attributes.items()],
        }
        return "\n".join(f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in groups.items())


def symmetric_in(folder: Path) -> set[str]:
    """The types of relations without a direction, by the configuration of a folder or of the one it is in."""
    for path in (folder / NAME, folder.parent / NAME):
        if path.is_file():
            lines = (line.strip() for line in path.read_text(encoding="utf-8", errors="replace").splitlines())
            return {line.split()[0] for line in lines if "<REL-TYPE>:symmetric" in line and line[0] not in "#<"}
    return set()


def _see(seen: _Seen, name: str, part: str, values: Iterable[str]) -> None:
    found = dict.fromkeys(values)
    if found:
        seen.setdefault(name, {}).setdefault(part, {}).update(found)


def _line(name: str, parts: dict[str, dict[str, None]], more: Sequence[str] = ()) -> str:
    said = [f"{part}:{'|'.join(_without_named(values))}" for part, values in parts.items()]
    return f"{name} {', '.join([*said, *more])}".rstrip()


def _without_named(values: Iterable[str]) -> list[str]:
    """The values; where anything is allowed that says all."""
    every = list(values)
    return [one for one in every if one.startswith("<")] or every
