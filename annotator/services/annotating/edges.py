"""The edges of a stretch of text, moved by tokens or by characters."""

from __future__ import annotations

from typing import Literal

from annotator.domain.span import Stretch
from annotator.domain.tokens import Tokens
from annotator.errors import DecisionError

Edge = Literal["left", "right"]
Step = Literal[-1, 1]


def moved_edges(
    tokens: Tokens, text: str, stretch: Stretch, edge: Edge, step: int, *, by_character: bool = False, times: int = 1
) -> Stretch:
    """A stretch after one of its edges has moved so many tokens (or characters) to the right (1) or left (-1).

    It moves as far as it can. Raises `DecisionError` where the stretch would be empty or leave the text at once.
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
        token = tokens.previous(start) if step < 0 else tokens.next(start)
        moved = (token[0] if token else start, end)
    elif step > 0:
        token = tokens.next(end - 1)
        moved = (start, token[1] if token else end)
    else:
        inside = [token for token in tokens.within(start, end) if token[1] < end]
        moved = (start, inside[-1][1] if inside else start)
    if not 0 <= moved[0] < moved[1] <= len(text):
        raise DecisionError("A span keeps at least one token, within the text.")
    if moved == (start, end):
        raise DecisionError("There is no further token on that side.")
    return moved
