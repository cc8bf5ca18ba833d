"""JSON objects that say something of entries: our own, those of spacy-ann-linker, entities of Wikidata.

Which of them one is, is told by its keys, line by line: the names of spacy-ann-linker come in a file of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from annotator.domain.linking.said import Said, SaidAlias
from annotator.errors import InputError
from annotator.formats.common.json_strict import parse_at, parse_line
from annotator.formats.entries.fields import LONGEST_NAME, Aside, fields_of, said
from annotator.formats.entries.lines import LONGEST_LINE, Lines
from annotator.formats.entries.wikidata import entity, is_entity

_BETWEEN = re.compile(r"[\s,\[\]]*")
Read = Said | SaidAlias | InputError


def is_json(head: str) -> bool:
    """Whether a file begins like JSON."""
    return head.lstrip().startswith(("{", "["))


def read(lines: Lines, languages: Sequence[str], aside: Aside) -> Iterator[Read]:
    """What the objects say: of each line, within the brackets of a list or not, or of one value of several lines."""
    if _is_laid_out(lines.head):
        yield from _document(lines, languages, aside)
        return
    for number, line in lines:
        if isinstance(line, InputError):
            yield line
        elif bare := _bare(line):
            try:
                value = parse_line(bare.encode(), number)
            except InputError as error:
                yield error
            else:
                for one in _several(value, languages, aside):
                    yield one.at("", number) if isinstance(one, InputError) else one


def _bare(line: str) -> str:
    """A line without the bracket that opens, or closes, a list of which it is one value."""
    line = line.strip()
    if line.startswith("[") and not line.endswith("]"):
        return line[1:].lstrip()
    return line[:-1].rstrip() if line.endswith("]") and not line.startswith("[") else line.removesuffix("[]")


def _is_laid_out(head: str) -> bool:
    """Whether the first value goes over several lines: the first one is no object, and the second begins none."""
    rows = [row for line in head.split("\n") if (row := line.strip()) and row != "["][:2]
    if len(rows) < 2:
        return False
    try:
        return not isinstance(parse_line(rows[0].encode(), 1), Mapping | list)
    except InputError:
        return rows[0] in ("{", "[{") or not rows[1].startswith(("{", "]"))


def _document(lines: Lines, languages: Sequence[str], aside: Aside) -> Iterator[Read]:
    parts, length = [], 0
    for _, line in lines:
        if isinstance(line, InputError):
            raise line
        parts.append(line)
        length += len(line)
        if length > LONGEST_LINE:
            raise InputError("It is too large for JSON that is laid out: make a line of each object (`jq -c '.[]'`).")
    for number, value in _values("".join(parts)):
        for one in _several(value, languages, aside):
            yield one.at("", number) if isinstance(one, InputError) else one


def _values(text: str) -> Iterator[tuple[int, Any]]:
    """The values of a list, or that follow each other, each with its line. Raises `InputError`."""
    line, at = 1, 0
    while (begin := _BETWEEN.match(text, at)) and begin.end() < len(text):
        line, at = line + text.count("\n", at, begin.end()), begin.end()
        value, end = parse_at(text, at)
        yield line, value
        line, at = line + text.count("\n", at, end), end


def _several(value: Any, languages: Sequence[str], aside: Aside) -> Iterator[Read]:
    """What a value says: an object, a list of them, or what the API of Wikidata answers."""
    if isinstance(value, Mapping) and isinstance(value.get("entities"), Mapping):
        value = list(value["entities"].values())
    for one in value if isinstance(value, list) else [value]:
        try:
            found = _of(one, languages, aside)
            if found is not None:
                yield found
        except InputError as error:
            yield error


def _of(value: Any, languages: Sequence[str], aside: Aside) -> Said | SaidAlias | None:
    if not isinstance(value, Mapping):
        raise InputError("This is no JSON object.")
    if is_entity(value):
        return entity(value, languages, aside)
    if "alias" in value and isinstance(value.get("entities"), list):
        return _alias(value)
    fields = fields_of(value)
    for name in value.keys() - fields.keys():
        aside.add_values(name)
    return said({field: value[name] for name, field in fields.items()}, aside)


def _alias(value: Mapping[str, Any]) -> SaidAlias:
    """A name of spacy-ann-linker: the entities that it may be, each with its probability."""
    name, keys = value["alias"], value["entities"]
    priors = value.get("probabilities", [None] * len(keys))
    if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME:
        raise InputError(f"The alias is no text of at most {LONGEST_NAME} characters.")
    if not isinstance(priors, list) or len(priors) != len(keys):
        raise InputError(f"The alias {name[:40]!r} has not as many probabilities as entities.")
    each = [said({"key": key, "prior": prior}, Aside()) for key, prior in zip(keys, priors, strict=True)]
    return SaidAlias(name.strip(), tuple((one.key, one.prior) for one in each))
