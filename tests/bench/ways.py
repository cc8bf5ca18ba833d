"""Ways over the page: which keys bring the cursor where, and which turn one span into another.

A *way* is a tuple of keys. Nothing is pressed here: moves are tried on the session of the twin, which
stands afterwards where it stood before.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from annotator.domain.span import Span
from annotator.domain.text.sentences import sentences
from annotator.errors import DecisionError
from annotator.services.annotating.edges import Edge, moved_edges
from annotator.services.annotating.session import AnnotationSession
from annotator.tui.screens.annotate.screen import AnnotateScreen
from annotator.tui.text.rows import Column

Way = tuple[str, ...]


class Place(NamedTuple):
    """Where one stands: the cursor, the focus, and the cell that `up` and `down` keep to."""

    cursor: int
    focus: Span | None
    wish: int | None = None


EDGE_KEYS: dict[tuple[Edge, int], str] = {
    ("left", -1): "[", ("left", 1): "{", ("right", 1): "]", ("right", -1): "}"
}  # fmt: skip


@contextmanager
def trying(session: AnnotationSession) -> Iterator[None]:
    """Put cursor, focus and selection back afterwards, and what was just added."""
    before = session.cursor, session.focus, session.selection, session.added
    try:
        yield
    finally:
        session.cursor, session.focus, session.selection, session.added = before


def steps_from(screen: AnnotateScreen, place: Place, *, first: bool) -> Iterator[tuple[str, Place]]:
    """The places one key away from a place; keys whose reach depends on the window only as the first ones."""
    session, view, at = screen.session, screen.view, place.cursor
    after, before = session.tokens.next(at), session.tokens.previous(at)
    starts = [start for start, _ in sentences(session.text)]
    page = max(len({line[0].start for line in view._page.lines if line}) - 2, 1)
    last = session.tokens.previous(len(session.text))
    rows = {"down": 1, "up": -1, **({"pgdn": page, "pgup": -page} if first else {})}
    offsets = [
        ("w", after[0] if after else at),
        ("b", before[0] if before else at),
        ("ctrl+home", 0),
        ("ctrl+end", last[0] if last else 0),
        ("home", view.row_start(at)),
        ("end", view.row_end(at)),
        (")", next((start for start in starts if start > at), at)),
        ("(", max((start for start in starts if start < at), default=0)),
    ]
    jumps: list[tuple[str, Callable[[], bool]]] = [
        ("tab", session.next_undecided),
        ("shift+tab", lambda: session.next_undecided(back=True)),
        ("j", session.next_span),
        ("k", lambda: session.next_span(back=True)),
        ("a", session.next_auto),
    ]
    with trying(session):
        for key, offset in offsets:
            session.move(offset)
            yield key, Place(session.cursor, session.focus)
        for key, way in rows.items():
            column = Column()
            column._cell = place.wish
            session.move(column.walk(view.flow, at, way))
            yield key, Place(session.cursor, session.focus, column._cell)
        for key, jump in jumps:
            session.cursor, session.focus = place.cursor, place.focus
            jump()
            yield key, Place(session.cursor, session.focus)


def shortest(screen: AnnotateScreen, last: Callable[[Place], Way | None], most: int) -> Way | None:
    """The shortest way, of at most `most` moves, to a place from which `last` knows the rest; None without one."""
    best: Way | None = None
    here = Place(screen.session.cursor, screen.session.focus, screen.view._column._cell)
    edge: dict[Place, Way] = {here: ()}
    seen = {here}
    for moves in range(most + 1):
        for place, way in edge.items():
            rest = last(place)
            if rest is not None and (best is None or len(way) + len(rest) < len(best)):
                best = way + rest
        if moves == most or (best is not None and len(best) <= moves + 2):
            break
        following: dict[Place, Way] = {}
        for place, way in edge.items():
            for key, there in steps_from(screen, place, first=not moves):
                if there not in seen:
                    seen.add(there)
                    following[there] = (*way, key)
        edge = following
    return best


def selecting(session: AnnotationSession, place: Place, span: Span) -> Way | None:
    """The keys that select a span's tokens from a place at one of its ends; None from elsewhere."""
    inside = session.tokens.within(span.start, span.end)
    at = place.cursor
    if not inside:
        return None
    if inside[0][0] <= at < inside[0][1]:
        alone = ("v",) if place.focus and place.focus.same_edges(span) else ("shift+right", "}")
        return ("shift+right",) * (len(inside) - 1) or (alone if place.focus else ())
    return ("shift+left",) * (len(inside) - 1) if at == inside[-1][0] else None


def resizing(session: AnnotationSession, span: Span, gold: Span) -> Way | None:
    """The edge keys that turn the edges of a span into those of another; None where they do not."""
    keys: list[str] = []
    edges: tuple[Edge, Edge] = ("left", "right")
    for edge in edges:
        for _ in range(200):
            here, there = (span.start, gold.start) if edge == "left" else (span.end, gold.end)
            if here == there:
                break
            step = 1 if there > here else -1
            moved = _moved(session, span, edge, step)
            by_character = moved is None or _passes(moved, span, abs(there - here))
            if by_character:
                keys.append("\\")
                moved = _moved(session, span, edge, step, by_character=True)
            if moved is None:
                return None
            keys.append(EDGE_KEYS[edge, step])
            span = moved
    return tuple(keys) if span.same_edges(gold) else None


def _passes(moved: Span, span: Span, distance: int) -> bool:
    return abs(moved.start - span.start) + abs(moved.end - span.end) > distance


def _moved(session: AnnotationSession, span: Span, edge: Edge, step: int, *, by_character: bool = False) -> Span | None:
    try:
        edges = (span.start, span.end)
        return span.resized(*moved_edges(session.tokens, session.text, edges, edge, step, by_character=by_character))
    except DecisionError:
        return None


class Ruler:
    """Distances in tokens over one text."""

    def __init__(self, session: AnnotationSession) -> None:
        self._tokens = list(session.tokens)

    def _index(self, offset: int) -> int:
        return bisect_right(self._tokens, offset, key=lambda token: token[0]) - 1

    def walking(self, start: int, span: Span) -> int:
        """The keys that go from an offset to a span's nearer end, select its tokens, and give it a label."""
        here, first, last = self._index(start), self._index(span.start), self._index(span.end - 1)
        return min(abs(here - first), abs(here - last)) + last - first + 1
