"""The rooms with windows: the terminal app. The advisers' side is imported when it is first needed."""

from typing import TYPE_CHECKING

from annotator.face import face

if TYPE_CHECKING:
    from annotator.tui.advisers import Advisers

__all__ = ["Advisers"]

__getattr__ = face(__name__, {"Advisers": "advisers"})
