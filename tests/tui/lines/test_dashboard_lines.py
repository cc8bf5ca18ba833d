from __future__ import annotations

from annotator.services.reporting.dashboard import Dashboard, Person
from annotator.tui.lines.dashboard_lines import progress

DAYS = [f"2026-11-{day:02}" for day in range(16, 30)]


def test_the_days_have_an_axis_and_nothing_of_it_is_cut_at_80_columns() -> None:
    ana = Person("ana", 900, 700, 0, 5_000, 0, None, None, None, [0] * 12 + [3, 1_200], 0, 0.0, {})
    board = Dashboard("p.db", 900, 0, 0, [ana], DAYS, [], [], [], {}, {})
    lines = progress(board, 72).plain.split("\n")
    assert lines[-2].strip() == "11-16             ▁█ 11-29  finished a day, 1,200 at most"
    assert max(map(len, lines)) <= 72


def test_what_is_claimed_stands_behind_the_spans() -> None:
    claims = {"relations": 1, "entities": 2, "mentions": 0, "links": 3, "attributes": 0}
    ana = Person("ana", 9, 9, 0, 5, 0, None, None, None, [], 0, 0.0, claims)
    board = Dashboard("p.db", 9, 0, 0, [ana], [], [], [], [], {}, {})
    assert "5 spans · 1 relation · 2 entities · 3 links" in progress(board, 72).plain
