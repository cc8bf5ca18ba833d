"""Dialogues: a list of turns as one text, a line for each, its speaker in front.

A region of Label Studio's `Paragraphs` names the turns it begins and ends in by number, with an offset in what is said
there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from annotator.errors import InputError
from annotator.formats.common.span_reader import number
from annotator.plural import counted

_SAID = ("text", "utterance", "message", "content", "value", "phrase", "sentence")
_FEW = 3
_BY = ("author", "speaker", "role", "from", "user", "sender", "name")


TOLD = "Dialogues were taken for texts of one turn a line, the speaker in front."
DIALOGUES = ("dialogue", "dialog", "conversation", "conversations", "messages", "turns", "utterances")
"""Under which keys records of any tool have turns."""


class Dialogue(NamedTuple):
    """The text of a dialogue, and where in it begins what is said in each turn."""

    text: str
    starts: Sequence[int]

    def place(self, value: Mapping[str, Any]) -> tuple[Any, Any]:
        """The start and the end of a region in the text. Raises `InputError` for turns that are not there."""
        places = []
        for turn, offset in (("start", "startOffset"), ("end", "endOffset")):
            nth, within = number(value.get(turn)), number(value.get(offset))
            if nth is None or within is None or not 0 <= nth < len(self.starts):
                named = f"turn {value.get(turn)!r}, offset {value.get(offset)!r}"
                raise InputError(f"A region names {named}, and the dialogue has {counted(len(self.starts), 'turn')}.")
            places.append(self.starts[nth] + within)
        return places[0], places[1]

    def quote(self, value: Mapping[str, Any]) -> str | None:
        """What a region says stands at its place, where it lies in one turn: between two, the text has a speaker."""
        quote = value.get("text")
        return quote if isinstance(quote, str) and value.get("start") == value.get("end") else None


def dialogue_in(record: Mapping[str, Any]) -> tuple[str, Dialogue] | None:
    """The key and the dialogue of a record that has no other text, where its turns say little but who says what."""
    if isinstance(record.get("text"), str):
        return None
    plain = ((key, record[key]) for key in DIALOGUES if isinstance(record.get(key), list) and _are_plain(record[key]))
    return next(((key, turns) for key, value in plain if (turns := dialogue(value))), None)


def _are_plain(turns: list[Any]) -> bool:
    """Whether turns have a speaker and at most one thing beside that and what is said: they are no articles."""
    return all(isinstance(one, dict) and len(one) <= _FEW and not {*_BY}.isdisjoint(one) for one in turns)


def dialogue(value: Any) -> Dialogue | None:
    """The dialogue that a value holds, if it is a list of turns that each say something."""
    turns = value if isinstance(value, list) and value and all(isinstance(one, dict) for one in value) else []
    key = next((key for key in _SAID if turns and all(isinstance(one.get(key), str) for one in turns)), "")
    if not key:
        return None
    by = next((name for name in _BY if any(isinstance(one.get(name), str) for one in turns)), "")
    lines: list[str] = []
    starts: list[int] = []
    at = 0
    for one in turns:
        who = f"{one[by]}: " if by and isinstance(one.get(by), str) and one[by] else ""
        lines.append(who + one[key])
        starts.append(at + len(who))
        at += len(lines[-1]) + 1
    return Dialogue("\n".join(lines), starts)
