"""The lines from which brat makes its databases for normalisation: an id, then names, attributes and information.

    P01258<tab>name:Protein:Calcitonin<tab>attr:Organism:Human<tab>info:Definition:...

The first name is the name, the others are other names. An attribute that is called so (`Type`) is the kind, else what
kind of name the first one is. Other attributes and the information are the description, without pictures and links.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.domain.linking.said import Said
from annotator.errors import InputError
from annotator.formats.entries.fields import Aside, said
from annotator.formats.entries.lines import Lines

_LINE = re.compile(r"[^\t]+\t(?:name|attr|info):[^\t:]*:[^\t]*")
_KINDS = {"type", "kind", "class", "category"}
_ANY_NAME = {"", "name", "title", "label", "preferred", "preferred name", "preferred label", "synonym", "also known as"}


def is_norms(head: str) -> bool:
    """Whether a file begins with such a line."""
    return bool(_LINE.match(head.lstrip("\r\n")))


def read(lines: Lines, aside: Aside) -> Iterator[Said | InputError]:
    """What each line says of an entry."""
    for number, line in lines:
        if isinstance(line, InputError):
            yield line
        elif line.strip():
            try:
                yield _of(line.rstrip("\r\n"), aside)
            except InputError as error:
                yield error.at("", number)


def _of(line: str, aside: Aside) -> Said:
    key, *triples = line.split("\t")
    names: list[tuple[str, str]] = []
    kinds: list[str] = []
    about: list[str] = []
    for triple in filter(None, triples):
        type_, *rest = triple.split(":", 2)
        if type_ not in ("name", "attr", "info") or len(rest) != 2:
            raise InputError(f"{triple[:40]!r} is none of name:LABEL:TEXT, attr:LABEL:TEXT and info:LABEL:TEXT.")
        label, text = rest
        if type_ == "name":
            names.append((label, text))
        elif type_ == "attr" and label.casefold() in _KINDS:
            kinds.append(text)
        elif label.startswith("<"):
            aside.add_values(label)
        else:
            about.append(f"{label}: {text}" if type_ == "attr" else text)
    if not kinds and names and names[0][0].casefold() not in _ANY_NAME:
        kinds.append(names[0][0])
    texts = [text for _, text in names]
    name = texts[0] if texts else None
    return said({"key": key, "name": name, "about": "; ".join(about), "kind": kinds, "aliases": texts[1:]}, aside)
