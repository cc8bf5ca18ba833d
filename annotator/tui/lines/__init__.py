"""Lines of text around the article and in lists; what is said when all is done is imported then."""

from typing import TYPE_CHECKING

from annotator.face import face

if TYPE_CHECKING:
    from annotator.tui.lines.library_lines import END_OF_LIST, done_line

__all__ = ["END_OF_LIST", "done_line"]

if not TYPE_CHECKING:  # so that mypy knows no other names than these
    __getattr__ = face(__name__, dict.fromkeys(__all__, "library_lines"))
