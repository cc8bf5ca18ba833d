"""Reading WebAnno TSV 2, the format before offsets: tokens are found again in the `#text=` of their sentence.

A value that begins with `B-` or `I-` belongs to a span of several tokens; `O` and `_` are none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from annotator.domain.span import Span
from annotator.errors import InputError
from annotator.formats._webanno_read import Reading

_HEAD = re.compile(rb" # [\w.]+ \|[^\n]*\r?\n#(id|text)=")
_NONE = {"O", "_", ""}


@dataclass(frozen=True, slots=True)
class _Layer:
    name: str
    columns: range


def is_old(head: bytes) -> bool:
    """Whether a file begins like WebAnno TSV 2."""
    return _HEAD.match(head) is not None


def old_reading(source: str) -> Reading:
    """What a file says. Raises `InputError` with the line that is wrong."""
    found = Reading()
    layers: list[_Layer] = []
    open_: dict[tuple[_Layer, int], Span] = {}
    at = 0
    for number, line in enumerate(source.split("\n"), 1):
        line = line.removesuffix("\r")  # noqa: PLW2901 - the same line without its end
        if line.startswith(" # "):
            layers = _layers(line, found)
        elif line.startswith("#text="):
            at = len(found.text) + bool(found.text)
            found.text += f"\n{line[6:]}" if found.text else line[6:]
            open_.clear()
        elif line and not line.startswith("#id="):
            cells = line.split("\t")
            start = found.text.find(cells[1], at) if len(cells) > 1 and cells[1] else -1
            if start < 0:
                raise InputError("This row's token is not in the #text= of its sentence.", line=number)
            at = start + len(cells[1])
            found.tokens.append((start, at))
            for layer in layers:
                _take(found, layer, cells[2:], open_)
    return found


def _layers(line: str, found: Reading) -> list[_Layer]:
    """The layers of spans in the header; relations are noted as passed over."""
    layers: list[_Layer] = []
    first = 0
    for part in line.removeprefix(" # ").split(" # "):
        name, *features = part.strip().split(" | ")
        short, columns = name.rpartition(".")[2], range(first, first + len(features))
        first += len(features)
        if any(feature.startswith("AttachTo=") for feature in features):
            found.others.append(short)
        else:
            layers.append(_Layer(short, columns))
    return layers


def _take(found: Reading, layer: _Layer, cells: list[str], open_: dict[tuple[_Layer, int], Span]) -> None:
    """Take in what a row says of one layer; stacked values stand side by side."""
    start, end = found.tokens[-1]
    columns = [cells[place].split("|") if place < len(cells) else [] for place in layer.columns]
    for nth in range(max(map(len, columns), default=0)):
        values = [column[nth] for column in columns if nth < len(column) and column[nth] not in _NONE]
        going_on = all(value.startswith("I-") for value in values) and (layer, nth) in open_
        before = open_.pop((layer, nth), None)
        if not values:
            continue
        label = "|".join(dict.fromkeys(value[2:] if value[:2] in ("B-", "I-") else value for value in values))
        if before and going_on:
            found.spans.remove(before)
            start_here = before.start
        else:
            start_here = start
        span = Span(start_here, end, label or layer.name)
        found.spans.append(span)
        open_[layer, nth] = span
