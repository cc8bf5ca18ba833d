"""Signs of formats in the first bytes of a file, for the `sniff` of several of them."""

from __future__ import annotations

import json
import re
from pathlib import Path

from annotator.formats.common.text.decoding import mark

_LONGEST = 16 * 1024 * 1024
_PROLOGUE = re.compile(r"(?:\s|<\?.*?\?>|<!--.*?-->)*<(!?[\w:]+)", re.DOTALL)
_KEY = re.compile(r'"((?:[^"\\\n]|\\.)*)"\s*:')


def head_text(head: bytes) -> str:
    """The first bytes as text; what is no text is left out."""
    skip, encoding = mark(head)
    return head[skip:].decode(encoding, errors="ignore")


def first_tag(text: str) -> str:
    """The first tag of a text that begins like XML or HTML, in lower case, else an empty string."""
    match = _PROLOGUE.match(text)
    return match[1].lower() if match else ""


def json_keys(path: Path, head: bytes) -> set[str] | None:
    """The keys of the first JSON object of a file, or None where it begins with neither `{` nor a list.

    Where the object goes on beyond these bytes, the rest of its line is read; where it does not end
    there either, keys of inner objects may be among them.
    """
    text = head_text(head).lstrip()
    if text.startswith("["):
        text = text[1:].lstrip()
        if text[:1] and text[0] not in '{["]tfn-0123456789':
            return None
        if not text.startswith("{"):
            return set()
    if not text.startswith("{"):
        return None
    return _keys(text) or _keys(_first_line(path)) or {match[1] for match in _KEY.finditer(text)}


def _keys(text: str) -> set[str]:
    """The keys of the object that a text begins with, if it is whole."""
    try:
        found = json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        return set()
    return set(found) if isinstance(found, dict) else set()


def _first_line(path: Path) -> str:
    with path.open("rb") as file:
        return head_text(file.readline(_LONGEST)).strip().lstrip("[").lstrip()
