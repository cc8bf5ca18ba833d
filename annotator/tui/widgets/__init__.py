"""Widgets: they take domain objects, send messages, and see neither Store nor Session.

Those that the first paint does not need are imported when they are first asked for.
"""

from typing import TYPE_CHECKING

from annotator.face import face

if TYPE_CHECKING:
    from annotator.tui.widgets.guide_panel import GuidePanel
    from annotator.tui.widgets.search_line import SearchLine

__all__ = ["GuidePanel", "SearchLine"]

if not TYPE_CHECKING:  # so that mypy knows no other names than these
    __getattr__ = face(__name__, {"GuidePanel": "guide_panel", "SearchLine": "search_line"})
