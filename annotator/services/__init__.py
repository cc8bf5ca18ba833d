"""The working floor: the verbs of the product; no widgets, no SQL.

What the app needs only after its first paint is imported when it is first asked for.
"""

from typing import TYPE_CHECKING

from annotator.face import face

if TYPE_CHECKING:
    from annotator.services.advising import Adviser
    from annotator.services.assigning import next_for
    from annotator.services.candidates import candidates_in, hint_letters
    from annotator.services.review_place import article_to_review

__all__ = ["Adviser", "article_to_review", "candidates_in", "hint_letters", "next_for"]

__getattr__ = face(
    __name__,
    {
        "Adviser": "advising",
        "article_to_review": "review_place",
        "candidates_in": "candidates",
        "hint_letters": "candidates",
        "next_for": "assigning",
    },
)
