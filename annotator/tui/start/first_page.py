"""The first page of the annotate screen, made of the same parts as the screen itself, but without Textual.

Textual takes most of the time from the start of the program to its first frame. This page is on the
terminal before, and the app's first frame is the same, cell by cell.
"""

from __future__ import annotations

from functools import partial

from rich.segment import Segment

from annotator.config import Settings
from annotator.tui.keys.keymap import resolve
from annotator.tui.keys.table import acting_in
from annotator.tui.keys.withheld import withheld
from annotator.tui.lines.annotate_lines import footer_of, top_of, tour_of
from annotator.tui.lines.facts import facts
from annotator.tui.lines.parts import label_bar
from annotator.tui.lines.styles import LineStyles
from annotator.tui.opened_article import OpenedArticle
from annotator.tui.style.palette import palette_named
from annotator.tui.style.worn import Depth, fitted
from annotator.tui.text.masthead import masthead
from annotator.tui.text.page import Page
from annotator.tui.text.segments import drawn_line
from annotator.tui.text.session_marks import cursor_end, labels_used, marks_in
from annotator.tui.text.styles import Styles
from annotator.tui.text.viewport import marker

SegmentLine = list[Segment]


def first_page(
    opened: OpenedArticle, settings: Settings, size: tuple[int, int], depth: Depth, *, tour: bool = False
) -> list[SegmentLine]:
    """The lines of a screen of so many cells and lines, from its top; with the next step of the tour, if asked."""
    width, height = size
    session, palette = opened.session, fitted(palette_named(settings.theme), depth)
    labels = session.scheme.numbered()
    colours = {label.name: palette.label(label.colour) for label in session.scheme.labels}
    keymap = resolve(settings.preset, settings.keymap, withheld())
    keys = acting_in("annotate", keymap)
    told, more = facts(session, opened.message, colours, width)
    step = tour_of(session, width) if tour else None
    lines = [
        (palette.panel, sum(top_of(session, opened.position, width=width), ())),
        *([(palette.panel, step)] if step else []),
        (palette.panel, label_bar(labels, labels_used(session), colours, width)),
        (palette.page, told),
        (palette.page, more or footer_of(session, keys, width)),
    ]
    top, *below = (LineStyles(palette, ground).line(parts, width) for ground, parts in lines)
    return [top, *_article(opened, settings, depth, (width, height - len(lines))), *below]


def _article(opened: OpenedArticle, settings: Settings, depth: Depth, size: tuple[int, int]) -> list[SegmentLine]:
    session = opened.session
    colours = {label.name: label.colour for label in session.scheme.labels}
    page = Page(session.text, partial(marks_in, session), masthead(session.article), colours)
    page.set_display(settings.display)
    page.set_focus(session.focus)
    page.set_selection(session.selection)
    page.set_cursor(session.cursor, cursor_end(session) or page.flow.grapheme_after(session.cursor))
    page.fit(*size)
    if opened.scroll:
        page.show_at_top(opened.scroll)
    else:
        page.reveal(session.cursor, gentle=False)
    styles = Styles(palette_named(settings.theme), colours, depth)
    marks = marker(page.lines, len(session.text))
    return [
        drawn_line(
            page.look(line[0]) if line else None, line[1] if line else 0, styles, page.left, page.width, mark=y in marks
        )
        for y, line in enumerate(page.lines)
    ]
