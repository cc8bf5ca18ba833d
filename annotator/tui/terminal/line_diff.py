"""What must be sent to the terminal where a line of the screen looks otherwise than before. Pure."""

from __future__ import annotations

from typing import NamedTuple

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip


class CellRun(NamedTuple):
    """Cells of a line, from `start` to before `stop`, and what they show now."""

    start: int
    stop: int
    segments: list[Segment]

    def region(self, y: int) -> Region:
        """Where these cells are, the line being `y`."""
        return Region(self.start, y, self.stop - self.start, 1)


def difference(old: Strip, new: Strip) -> CellRun | None:
    """The cells outside which two lines of one width are the same; None where they are the same."""
    before, after = list(old), list(new)
    shorter = min(len(before), len(after))
    first = last = 0
    while first < shorter and before[first] == after[first]:
        first += 1
    if first == len(before) == len(after):
        return None
    while last < shorter - first and before[-1 - last] == after[-1 - last]:
        last += 1
    start = sum([segment.cell_length for segment in after[:first]])
    stop = new.cell_length - sum([segment.cell_length for segment in after[len(after) - last :]])
    before, after = before[first : len(before) - last], after[first : len(after) - last]
    if before and after:
        start += _leave_out_margin(before[0], after)
    if before and after:
        stop -= _leave_out_rest(before[-1], after)
    return CellRun(start, stop, after)


def _leave_out_margin(before: Segment, after: list[Segment]) -> int:
    """Take the blanks off that two lines both begin with, except the last: a mark may combine with that one."""
    text, style, _ = after[0]
    blanks, were = len(text) - len(text.lstrip(" ")), len(before.text) - len(before.text.lstrip(" "))
    same = min(blanks, were) - 1
    if same < 1 or before.style != style:
        return 0
    after[0] = Segment(text[same:], style)
    return same


def _leave_out_rest(before: Segment, after: list[Segment]) -> int:
    """Take the blanks off that two lines both end with."""
    text, style, _ = after[-1]
    if text.strip(" ") or before.text.strip(" ") or before.style != style:
        return 0
    same = min(len(before.text), len(text))
    after[-1] = Segment(text[same:], style)
    return same


def shown(line: Strip, region: Region) -> CellRun:
    """What a line shows in the cells of a region."""
    return CellRun(region.x, region.right, list(line.crop(region.x, region.right)))
