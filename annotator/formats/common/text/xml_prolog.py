"""What stands before the first element of an XML file: a document type may expand to anything, and none is taken."""

from __future__ import annotations

from contextlib import suppress
from xml.parsers.expat import ExpatError, ParserCreate


class _Seen(Exception):
    """The prolog has come to its end."""


def declares_document_type(data: bytes) -> bool:
    """Whether a file declares a document type, in whatever encoding; a file that is no XML does not."""
    return bool(_declared(data))


def declares_entities(data: bytes) -> bool:
    """Whether a file has declarations of its own, which may expand to anything; one that names a DTD alone has not."""
    return any(_declared(data))


def _declared(data: bytes) -> list[bool]:
    """Of the document type that a file declares, if it does, whether it brings declarations of its own."""
    parser = ParserCreate()
    found: list[bool] = []

    def declared(_name: str, _system: str | None, _public: str | None, own: bool) -> None:  # noqa: FBT001 - expat's
        found.append(bool(own))
        raise _Seen

    def begun(*_: object) -> None:
        raise _Seen

    parser.StartDoctypeDeclHandler, parser.StartElementHandler = declared, begun
    with suppress(_Seen, ExpatError, LookupError, ValueError):
        parser.Parse(data, True)  # noqa: FBT003 - it is all there is
    return found
