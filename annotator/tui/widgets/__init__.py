"""Widgets: they take domain objects, send messages, and see neither Store nor Session.

Those that the first paint does not need are imported when they are first asked for.
"""

from typing import TYPE_CHECKING

from annotator.face import face

if TYPE_CHECKING:
    from annotator.tui.widgets.search_line import SearchLine

__all__ = ["SearchLine"]

if not TYPE_CHECKING:  # so that mypy knows no other names than these
    __getattr__ = face(__name__, {"SearchLine": "search_line"})
