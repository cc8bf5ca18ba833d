"""Annotate articles in the terminal, and work with what was annotated: `annotator/api/README.md` shows how.

Nothing is loaded before it is used: `import annotator` costs nothing.
"""

from typing import TYPE_CHECKING

from annotator import errors
from annotator.errors import AnnotatorError
from annotator.face import face

if TYPE_CHECKING:
    from annotator.api.document import Document
    from annotator.api.files import read, write
    from annotator.api.opening import create, open  # noqa: A004 - it is called `annotator.open`
    from annotator.api.project import Project
    from annotator.domain.article import Article
    from annotator.domain.scheme import Label, Scheme
    from annotator.domain.span import Span
    from annotator.domain.suggestion import Suggestion

__version__ = "0.1.0"
__all__ = [
    "AnnotatorError",
    "Article",
    "Document",
    "Label",
    "Project",
    "Scheme",
    "Span",
    "Suggestion",
    "create",
    "errors",
    "open",
    "read",
    "write",
]

if not TYPE_CHECKING:  # so that mypy knows no other names than these
    __getattr__ = face(
        __name__,
        {
            "Article": "domain.article",
            "Document": "api.document",
            "Label": "domain.scheme",
            "Project": "api.project",
            "Scheme": "domain.scheme",
            "Span": "domain.span",
            "Suggestion": "domain.suggestion",
            "create": "api.opening",
            "open": "api.opening",
            "read": "api.files",
            "write": "api.files",
        },
    )


def __dir__() -> list[str]:
    """What is offered, also before anything is loaded."""
    return [*__all__, "__version__"]
