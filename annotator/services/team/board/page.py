"""The board as a section of the page of figures that `stats --html` writes."""

from __future__ import annotations

from datetime import timedelta
from html import escape

from annotator.domain.sanitise import visible
from annotator.services.reporting.html_dashboard import drawn_days, section, shown_name
from annotator.services.team.board.board import DAYS, Board, Member
from annotator.services.team.board.words import TURNS, day_said, of_spans, sentences

_DAYS = f"finished a day<br/><small>the last {DAYS} days</small>"
_HEADS = ("", _DAYS, "left", "done by", "F1 to gold", "last ten", "asks")


def board_section(found: Board) -> list[str]:
    """The lines of the section: a person a row; below them the forecast, and what it rests on."""
    days = [f"{found.today - timedelta(days=number)}" for number in reversed(range(DAYS))]
    rows = ((shown_name(one.name), drawn_days(days, one.days), *_cells(one, found)) for one in found.people)
    note = " ".join(escape(visible(sentence)) for sentence in (*sentences(found), of_spans(found)) if sentence)
    return section("Team", _HEADS, rows, note)


def _cells(one: Member, found: Board) -> tuple[str, ...]:
    near = one.gold
    sure = f" <small>{near.interval[0]:.2f} to {near.interval[1]:.2f}</small>" if near and near.interval else ""
    f1 = f"{near.f1.value:.2f}{sure}" if near and near.f1.value is not None else "–"
    last = f"{near.last.value:.2f}{TURNS[near.turn]}" if near and near.last.value is not None else "–"
    by = "–" if not one.left else day_said(one.ahead.day, found.today) if one.ahead.day else "not known"
    return f"{one.left:,}", by, f1, last, f"{one.questions:,}"
