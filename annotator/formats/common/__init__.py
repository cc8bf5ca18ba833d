"""What several formats share.

What only files that are not UTF-8 need is imported when it is first asked for.
"""

from typing import TYPE_CHECKING

from annotator.face import face

if TYPE_CHECKING:
    from annotator.formats.common.text.encodings import guess, known

__all__ = ["guess", "known"]

__getattr__ = face(__name__, {"guess": "text.encodings", "known": "text.encodings"})
