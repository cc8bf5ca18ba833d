"""The edges of a stretch of text, moved by tokens, within a single one by its parts, or by characters."""

from __future__ import annotations

import re
from typing import Literal

from annotator.domain.span import Stretch
from annotator.domain.tokens import OwnTokens, Tokens, snap, unspaced
from annotator.errors import DecisionError

Edge = Literal["left", "right"]
Step = Literal[-1, 1]

BETWEEN = frozenset(",;:/|&+·•–—-،؛、，；：／・")
"""What stands between two names and belongs to neither."""
_NO_BEGINNING = BETWEEN | {"'s", "’s"}
_JOINT = re.compile(r"(?<=\w)[-‐‑–—/_.&+’'](?=\w)")
"""What stands between the parts of one token, as in `EU-Budget`."""


def snap_named(tokens: Tokens, text: str, start: int, end: int) -> Stretch:
    """The smallest run of tokens that holds `[start, end)`, which somebody named: by its words or their letters.

    In a script without spaces the words of a segmenter are a guess: there no more signs are taken in than were named.
    """
    first, last = snap(tokens, start, end)
    left, right = snap(OwnTokens(text[first:last]), start - first, end - first)
    left, right = first + left, first + right
    return (
        left if left > first and unspaced(text[left - 1 : left + 1]) else first,
        right if right < last and unspaced(text[right - 1 : right + 1]) else last,
    )


def moved_edges(
    tokens: Tokens, text: str, stretch: Stretch, edge: Edge, step: int, *, by_character: bool = False, times: int = 1
) -> Stretch:
    """A stretch after one of its edges has moved so many tokens (or characters) to the right (1) or left (-1).

    It moves as far as it can. An edge that takes tokens away takes a comma or dash that would then be the outermost one
    with them; of a single token it takes a part away (`EU` of `EU-Budget`). Raises `DecisionError` where the stretch
    would be empty or leave the text at once.
    """
    moved = _moved(tokens, text, stretch, edge, step, by_character=by_character)
    for _ in range(times - 1):
        try:
            moved = _moved(tokens, text, moved, edge, step, by_character=by_character)
        except DecisionError:
            break
    return moved


def _moved(tokens: Tokens, text: str, stretch: Stretch, edge: Edge, step: int, *, by_character: bool) -> Stretch:
    start, end = stretch
    if by_character:
        moved = (start + step, end) if edge == "left" else (start, end + step)
    elif edge == "left":
        moved = (_before(tokens, start) if step < 0 else _without_first(tokens, text, stretch), end)
    elif step > 0:
        moved = (start, _behind(tokens, end))
    else:
        moved = (start, _without_last(tokens, text, stretch))
    if not 0 <= moved[0] < moved[1] <= len(text):
        raise DecisionError("A span keeps at least one token, within the text.")
    if moved == (start, end):
        raise DecisionError("There is no further token on that side.")
    return moved


def _behind(tokens: Tokens, end: int) -> int:
    """The end of the token that an edge is in, else of the next one."""
    inside = [last for _, last in tokens.within(end - 1, end) if last > end]
    token = tokens.next(end - 1)
    return inside[0] if inside else token[1] if token else end


def _before(tokens: Tokens, start: int) -> int:
    token = tokens.previous(start)
    return token[0] if token else start


def _without_first(tokens: Tokens, text: str, stretch: Stretch) -> int:
    inside = [token for token in tokens.within(*stretch) if token[0] > stretch[0]]
    words = [token for token in inside if text[slice(*token)] not in _NO_BEGINNING]
    joints = [stretch[0] + joint.end() for joint in _JOINT.finditer(text[slice(*stretch)])]
    return (words or inside)[0][0] if inside else [*joints, stretch[1]][0]


def _without_last(tokens: Tokens, text: str, stretch: Stretch) -> int:
    inside = [token for token in tokens.within(*stretch) if token[1] < stretch[1]]
    words = [token for token in inside if text[slice(*token)] not in BETWEEN]
    joints = [stretch[0] + joint.start() for joint in _JOINT.finditer(text[slice(*stretch)])]
    return (words or inside)[-1][1] if inside else [stretch[0], *joints][-1]
