"""The board of a team as styled text: a line a person, and below them what is open and when all is done. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len
from textual.content import Content

from annotator.domain.sanitise import one_line, visible
from annotator.domain.text.moments import day_decided
from annotator.plural import counted
from annotator.services.reporting.statistics import MUCH, undealt_said
from annotator.services.team.board.board import Board, Member, ToGold
from annotator.services.team.board.to_settle import ToSettle
from annotator.services.team.board.words import TURNS, day_said, of_spans, sentences
from annotator.tui.lines.figures import column, figure, spark
from annotator.tui.lines.parts import Part, cut, fit

_NAME, _WIDEST = 12, 24
_COLUMNS = (
    ("given", 6), ("done", 6), ("left", 6), ("min/art", 8), ("done by", 9), ("F1 to gold", 11), ("last 10", 8),
    ("unread", 7), ("asks", 5),
)  # fmt: skip
_WIDTH = sum(cells for _, cells in _COLUMNS)
_SPARK = 14
_HEAD = 14
_TURN_COLOURS = {1: "$success", 0: "", -1: "$error"}


def name_cells(width: int) -> int:
    """How many cells a name has."""
    return max(min(width - _WIDTH - 3, _WIDEST), 6) if width < _WIDTH + _WIDEST + _SPARK else _WIDEST


def head_line(width: int) -> Content:
    """The names of the columns."""
    parts = [(" " * (name_cells(width) + 3), "")]
    parts += [(f"{word:>{cells}}", "$text-muted") for word, cells in _COLUMNS]
    if _has_days(width):
        parts.append((f"  {f'the last {_SPARK} days':<{_SPARK}}", "$text-muted"))
    return Content.assemble(*cut(parts, width))


def _has_days(width: int) -> bool:
    return width >= name_cells(width) + 3 + _WIDTH + 2 + _SPARK


def member_line(one: Member, board: Board, width: int, *, here: bool) -> Content:
    """One person: what they were given, have done, have left, and how it goes."""
    parts: list[Part] = [(f" {'▸' if here else ' '} ", "bold $accent"), (column(one.name, name_cells(width)), "bold")]
    cells = iter(_COLUMNS)
    for words, style in _cells(one, board):
        room = next(cells)[1]
        parts.append((f"{' ' * max(room - cell_len(words), 1)}{words}", style))
    if _has_days(width):
        parts.append((f"  {spark(one.days)}", "$accent"))
    return Content.assemble(*cut(parts, width))


def _cells(one: Member, board: Board) -> Iterator[Part]:
    for number in (one.given, one.done, one.left):
        yield f"{number:,}", ""
    yield "–" if one.minutes is None else f"{one.minutes:.1f}", ""
    if not one.left:
        yield "done", "$success"
    else:
        yield day_said(one.ahead.day, board.today) if one.ahead.day else "?", "" if one.ahead.day else "$warning"
    near, turn = one.gold, one.gold.turn if one.gold else 0
    yield _sure(near) if near else "–", ""
    yield f"{figure(near.last.value).strip()}{TURNS[turn]}" if near else "–", _TURN_COLOURS[turn]
    unread = one.unread or 0.0
    yield "–" if one.unread is None else f"{unread:.0%}{'!' * (unread >= MUCH)}", "$warning" if unread >= MUCH else ""
    yield f"{one.questions:,}{' ⚑' * bool(one.questions)}", "$warning" if one.questions else "$text-muted"


def _sure(near: ToGold) -> str:
    """`.95±.02`: F1 with half of its interval."""
    half = f"±{(near.interval[1] - near.interval[0]) / 2:.2f}".replace("0.", ".") if near.interval else ""
    return f"{figure(near.f1.value).strip()}{half}"


def board_lines(board: Board, settling: ToSettle | None, here: Member | None, width: int) -> Content:
    """What is known of the person under the cursor; what is open; when all is done."""
    lines: list[list[Part]] = []
    for head, told, style in (*_person(here), ("", "", ""), *_open(board, settling), ("", "", ""), *_ahead(board)):
        for number, words in enumerate(_wrapped(told, width - _HEAD - 1)):
            lines.append([(f" {head if not number else '':<{_HEAD}}", "$text-muted"), (words, style)])
    return Content("\n").join(Content.assemble(*cut(line, width)) for line in lines)


def _person(one: Member | None) -> Iterator[tuple[str, str, str]]:
    if one is None:
        return
    name = visible(one.name)
    pace = f"{one.ahead.pace:.1f} articles a day at work" if one.ahead.pace else ""
    days = f"{spark(one.days).strip()} finished, {max(one.days):,} at most" if any(one.days) else ""
    known = (one.ahead.why if one.left else "", pace, days)
    yield fit(name, _HEAD - 1), " · ".join(part for part in known if part) or one.role, ""
    if one.gold and one.gold.interval:
        low, high = one.gold.interval
        f1 = figure(one.gold.f1.value)
        yield "F1 to gold", f"{f1} ({low:.2f} to {high:.2f}) on {counted(one.gold.articles, 'article')}", ""
    if one.hidden:
        below = one.hidden.below
        mixed = f": {visible(one.hidden.often_mixed)}" if one.hidden.mixed else ""
        told = f"{one.hidden.right:,} of {counted(one.hidden.of, 'span')} right"
        yield "hidden gold", f"{told}{' (below the limit)' * below}{mixed}", "$warning" if below else ""


def _open(board: Board, settling: ToSettle | None) -> Iterator[tuple[str, str, str]]:
    yield "to settle", str(settling) if settling else "is being counted", ""
    yield "approved", f"{board.approved:,} of {counted(board.to_review, 'article')}", ""
    if board.asked:
        one = board.asked[0]
        said = f"“{one_line(one.words)}”" if one.words else "a flag"
        days = (board.today - day_decided(one.at)).days
        since = "today" if days <= 0 else counted(days, "day")
        yield "questions", f"{len(board.asked):,} open: {fit(said, 44)} {visible(one.by)}, {since}", "$warning"
    else:
        yield "questions", "none is open", ""
    if said := of_spans(board):
        yield "claims", said, ""
    if board.undealt:
        yield "not dealt", undealt_said(board.undealt), ""


def _ahead(board: Board) -> Iterator[tuple[str, str, str]]:
    for number, sentence in enumerate(sentences(board)):
        told = sentence.startswith(("Labelled:", "Reviewed:"))
        yield "" if number else "forecast", visible(sentence), "bold" if told else ""


def _wrapped(text: str, room: int) -> Sequence[str]:
    """Words in lines of so many cells."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if cell_len(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
