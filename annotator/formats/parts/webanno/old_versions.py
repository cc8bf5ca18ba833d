"""Reading WebAnno TSV 2, the format before offsets: tokens are found again in the `#text=` of their sentence.

A value that begins with `B-` or `I-` belongs to a span of several tokens; `O` and `_` are none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from annotator.errors import InputError
from annotator.formats.common.standoff.annotation_layers import Annotation, Relation
from annotator.formats.parts.webanno.reading import Reading

_HEAD = re.compile(rb" ?# ?[\w.]+ \|[^\n]*(\r?\n)+#(id|text)=")
_LAYER = re.compile(r" ?# ?(?=[\w.]+ \|)")
_NONE = {"O", "_", ""}


@dataclass(frozen=True, slots=True)
class _Layer:
    """A layer of the header: its type, its features by column, and for relations the type they attach to."""

    name: str
    features: Mapping[int, str]
    base: str = ""


def is_old(head: bytes) -> bool:
    """Whether a file begins like WebAnno TSV 2."""
    return _HEAD.match(head) is not None


def old_reading(source: str) -> Reading:
    """What a file says. Raises `InputError` with the line that is wrong."""
    found = Reading()
    rows = _Rows(found)
    layers: list[_Layer] = []
    at = 0
    for number, line in enumerate(source.split("\n"), 1):
        line = line.removesuffix("\r")  # noqa: PLW2901 - the same line without its end
        if _LAYER.match(line):
            layers = _layers(line)
        elif line.startswith("#text="):
            at = len(found.text) + bool(found.text)
            found.text += f"\n{line[6:]}" if found.text else line[6:]
            rows.close()
        elif line and not line.startswith("#id="):
            cells = line.split("\t")
            start = found.text.find(cells[1], at) if len(cells) > 1 and cells[1] else -1
            if start < 0:
                raise InputError("This row's token is not in the #text= of its sentence.", line=number)
            at = start + len(cells[1])
            found.tokens.append((start, at))
            rows.take(layers, cells)
    rows.relate()
    return found


def _layers(line: str) -> list[_Layer]:
    """The layers in the header."""
    layers: list[_Layer] = []
    first = 0
    for part in _LAYER.split(line)[1:]:
        name, *features = part.strip().split(" | ")
        base = next((feature[9:] for feature in features if feature.startswith("AttachTo=")), "")
        layers.append(_Layer(name, dict(enumerate(features, first)), base))
        first += len(features)
    return layers


class _Rows:
    """What the rows said so far."""

    def __init__(self, found: Reading) -> None:
        self._found = found
        self._open: dict[tuple[str, int], Annotation] = {}
        self._in_row: dict[tuple[str, str], Annotation] = {}
        self._relations: list[tuple[_Layer, str, str, dict[str, str]]] = []

    def close(self) -> None:
        """No span goes on beyond its sentence."""
        self._open.clear()

    def take(self, layers: list[_Layer], cells: list[str]) -> None:
        """Take in the row of the last token; stacked values stand side by side."""
        row, given = cells[0], cells[2:]
        for layer in layers:
            columns = {name: given[at].split("|") for at, name in layer.features.items() if at < len(given)}
            for nth in range(max(map(len, columns.values()), default=0)):
                values = {name: column[nth] for name, column in columns.items() if nth < len(column)}
                said = {name: value for name, value in values.items() if value not in _NONE}
                if layer.base:
                    self._relation(layer, row, said)
                else:
                    self._span(layer, row, nth, said)

    def _span(self, layer: _Layer, row: str, nth: int, values: dict[str, str]) -> None:
        start, end = self._found.tokens[-1]
        before = self._open.pop((layer.name, nth), None)
        if not values:
            return
        if before and all(value.startswith("I-") for value in values.values()):
            one, one.end = before, end
        else:
            plain = {name: value[2:] if value[:2] in ("B-", "I-") else value for name, value in values.items()}
            one = Annotation(layer.name, start, end, {name: value for name, value in plain.items() if value})
            self._found.annotations.spans.append(one)
        self._open[layer.name, nth] = one
        self._in_row.setdefault((layer.name, row), one)

    def _relation(self, layer: _Layer, row: str, values: dict[str, str]) -> None:
        head = values.pop(f"AttachTo={layer.base}", "")
        if head:
            self._relations.append((layer, head, row, values))

    def relate(self) -> None:
        """Look up the ends of all relations."""
        for layer, head, tail, values in self._relations:
            ends = self._in_row.get((layer.base, head)), self._in_row.get((layer.base, tail))
            if ends[0] and ends[1]:
                self._found.annotations.relations.append(Relation(layer.name, ends[0], ends[1], values))
            else:
                self._found.unresolved += 1
