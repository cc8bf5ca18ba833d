"""The text of a Label Studio task: which of its data it is, and how rendered HTML maps to it.

`HyperText` regions count the text that a browser shows: without tags, with nothing between two blocks. An article has
a line break there, so that it can be read; `Rendered` maps the one to the other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from annotator.errors import InputError
from annotator.formats.common.records.dialogue import Dialogue, dialogue

_KINDS = "txt|text|html?|pdf|json|md|docx?|csv|xml|png|jpe?g|gif|webp|tiff?|mp3|mp4|wav|ogg|flac|webm"
_PLACE = re.compile(rf"(?:[a-z][a-z0-9+.-]*://|/data/|s3:|gs:|\.{{0,2}}/)\S*|\S+\.(?:{_KINDS})", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:[a-z][\w-]*(?:\s[^<>]*)?|/[a-z][\w-]*\s*|!doctype[^<>]*)/?>", re.IGNORECASE)
_CONTROL = re.compile(r"<(?:Text|HyperText|Paragraphs)\b([^<>]*)>")
_PART = re.compile(r"""(\w+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


class Rendered(NamedTuple):
    """A text, and for each offset of what a browser shows, the end included, the offset in the text.

    `dialogue` where it was made of turns, by which regions name their places.
    """

    text: str
    offsets: Sequence[int]
    is_html: bool
    dialogue: Dialogue | None = None

    def at(self, shown: Any) -> Any:
        """The offset in the text of one in what is shown; what is none is given back."""
        whole = isinstance(shown, int) and not isinstance(shown, bool) and 0 <= shown < len(self.offsets)
        return self.offsets[shown] if whole else shown


def rendered(html: str) -> Rendered:
    """What a browser shows of HTML, with a line break between blocks."""
    from annotator.formats.parts.label_studio.renderer import Renderer  # noqa: PLC0415 - few files have HTML

    renderer = Renderer()
    renderer.feed(html)
    renderer.close()
    return Rendered(renderer.text, renderer.offsets, is_html=True)


def is_markup(text: str) -> bool:
    """Whether a text has tags of HTML."""
    return bool(_MARKUP.search(text))


def shown_as(path: Path) -> dict[str, str]:
    """The data key of each text control by its name, by the labelling configuration beside an export."""
    for beside in (path.with_name(f"{path.stem}.config.xml"), *map(path.with_name, ("config.xml", "label_config.xml"))):
        if beside.is_file() and beside.stat().st_size < 1 << 20:
            parts = [_parts(match[1]) for match in _CONTROL.finditer(beside.read_text("utf-8", errors="replace"))]
            return {one["name"]: one["value"].lstrip("$") for one in parts if {"name", "value"} <= one.keys()}
    return {}


def _parts(attributes: str) -> dict[str, str]:
    return {match[1]: match[2] or match[3] or "" for match in _PART.finditer(attributes)}


def text_key(data: Mapping[str, Any], names: Iterable[str], quotes: Sequence[str], controls: Mapping[str, str]) -> str:
    """Which of the data of a task is its text.

    It is what the results are about, else what their quotes stand in, else the only or the longest text.
    A list of turns is a text, where no other is meant. Raises `InputError` where none is, or it is only pointed at.
    """
    texts = {key: value for key, value in data.items() if isinstance(value, str) and value.strip()}
    about = [controls.get(name, name) for name in names]
    if turns := next((key for key in (*about, *data) if (key in about or not texts) and dialogue(data.get(key))), ""):
        return turns
    holding = [key for key in texts if quotes and all(quote in texts[key] for quote in quotes)]
    named = [key for key in about if key in texts]
    key = next(iter([*named, *(["text"] if "text" in texts else []), *(holding if len(holding) == 1 else [])]), "")
    key = key or max(texts, key=lambda one: len(texts[one]), default="")
    if not key:
        raise InputError(f'Its "data" has no "text"; it has: {", ".join(map(repr, data)) or "nothing"}.')
    if "key" not in data and _PLACE.fullmatch(texts[key].strip()):
        raise InputError(f"Its text is not in the file but at {texts[key][:60]!r}: export the tasks with their texts.")
    return key
