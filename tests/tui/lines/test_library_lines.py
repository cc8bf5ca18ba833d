"""What the library says of how much is left, and why no article comes next."""

from __future__ import annotations

import pytest

from annotator.storage.queries.people.progress import Progress
from annotator.storage.queries.review_state import ReviewCounts
from annotator.tui.lines.library_lines import done_line, left_line


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress(60, 3, 0, 36), "33 to go of 36 · 24 for others"),
        (Progress(60, 30, 6, 36), "All of your own are done · 24 for others"),
        (Progress(60, 0, 0, 0), "Nothing here is yours to label · 60 for others"),
        (Progress(60, 3, 1, 60), "56 to go"),
        (Progress(60, 60, 0, 60), "All done: `annotator export` writes the result."),
    ],
)
def test_what_is_left_is_of_one_s_own(progress: Progress, said: str) -> None:
    assert left_line(progress, None) == said
    assert left_line(progress, ReviewCounts(20, 0, 0)) == "40 to approve"


@pytest.mark.parametrize(
    ("progress", "said"),
    [
        (Progress(9, 3, 0, 4), "1 of your own is in other hands just now."),
        (Progress(9, 3, 1, 4), "All of your own are done; 5 are for others."),
        (Progress(9, 9, 0, 9), "All are done: `annotator export` writes them out."),
    ],
)
def test_why_nothing_comes_next(progress: Progress, said: str) -> None:
    assert done_line(progress) == said
