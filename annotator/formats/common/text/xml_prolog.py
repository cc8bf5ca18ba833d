"""What stands before the first element of an XML file: a document type may expand to anything, and none is taken."""

from __future__ import annotations

from contextlib import suppress
from xml.parsers.expat import ExpatError, ParserCreate


class _Seen(Exception):
    """The prolog has come to its end."""


def declares_document_type(data: bytes) -> bool:
    """Whether a file declares a document type, in whatever encoding; a file that is no XML does not."""
    parser = ParserCreate()
    found = []

    def declared(*_: object) -> None:
        found.append(True)
        raise _Seen

    def begun(*_: object) -> None:
        raise _Seen

    parser.StartDoctypeDeclHandler, parser.StartElementHandler = declared, begun
    with suppress(_Seen, ExpatError, LookupError, ValueError):
        parser.Parse(data, True)  # noqa: FBT003 - it is all there is
    return bool(found)
