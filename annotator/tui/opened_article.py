"""An article that was opened for an annotator: the session on it, and the place where one stood last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal

from annotator import services
from annotator.domain.span import Span
from annotator.errors import ProjectError
from annotator.services.annotating.session import AnnotationSession
from annotator.storage.queries import queue
from annotator.storage.queries.coming.snoozed import wake
from annotator.storage.store import Store
from annotator.tui.lines.returned_message import returned_words

Start = Literal["library", "annotate", "review", "second_look", "recheck"]
"""The screen that the app begins with."""
Attend = Callable[[AnnotationSession], None]

FIRST = 20_000
"""How many code points beyond the cursor have their suggestions read before the first paint."""


@dataclass(frozen=True, slots=True)
class OpenedArticle:
    """The session, the article's position in the project (`(5, 214)`), the place in it, and if more is to be read."""

    session: AnnotationSession
    position: tuple[int, int]
    place: Mapping[str, Any]
    more: bool

    @property
    def scroll(self) -> int:
        """The offset of the row that was the first on the screen, or 0."""
        scroll = self.place.get("scroll")
        return scroll if isinstance(scroll, int) and scroll > 0 else 0

    @property
    def message(self) -> tuple[str, str]:
        """What is to be said at once, and in which style."""
        layer = self.session.layer
        if layer.status != "returned":
            return ("", "")
        return (f"{returned_words(layer, self.session.annotator)} · = shows the corrections", "$warning")


def first_article(store: Store, annotator: str, order: str = "file") -> str | None:
    """The article to begin with; None in an empty project."""
    return services.first_for(store, annotator, order)


def open_article(
    store: Store,
    annotator: str,
    key: str,
    *,
    near_misses: bool = False,
    attend: Attend | None = None,
    at: Span | None = None,
) -> OpenedArticle:
    """Open an article at a stretch of it, else where the annotator stood last; `attend` is shown the session before.

    Raises `NoProject` where there is no such article.
    """
    with suppress(ProjectError):  # it is open even where that cannot be written
        wake(store, annotator, key)
    session = AnnotationSession(store, key, annotator)
    if attend:
        attend(session)
    place = store.place(annotator, key)
    more = session.load((at.start if at else int(place.get("cursor") or 0)) + FIRST)
    if near_misses:
        session.load_near_misses()
    session.resume()
    if at:
        session.move(at.start)
        place = {**place, "scroll": 0}
    return OpenedArticle(session, queue.position(store, key), place, more)
