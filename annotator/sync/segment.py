"""A segment: some rows that one project lays down on a share in one piece, under a name, behind the one before it.

It is gzip of lines of JSON: a head, then a row a line. The head has the version of the format, what the rows are, who
wrote them (the uuid of a project) into which place, and the name and the SHA-256 of the segment before it there: the
*chain*. So a segment that is lost, late or changed is noticed. A place is `KIND/WRITER`, for decisions
`d/LAYER/WRITER`.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from gzip import compress
from hashlib import sha256
from typing import Any

import orjson

VERSION = 1
ARTICLES, DECISIONS, LABELS, WORK, HIDDEN, ROSTER = "a", "d", "l", "w", "h", "r"
_LARGEST = 256 * 1024 * 1024
_LONGEST = 120
_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789-_")


class BadSegment(Exception):
    """A segment that cannot be taken; the message says why, as part of a sentence."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Some rows, and where they belong; `before` and `before_hash` are "" for the first of a place."""

    place: str
    name: str
    writer: str
    before: str
    before_hash: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]

    @property
    def key(self) -> str:
        """Where it lies on the share."""
        return f"{self.place}/{self.name}"

    def encode(self) -> bytes:
        """The bytes of the segment."""
        head = {
            "version": VERSION, "place": self.place, "name": self.name, "writer": self.writer,
            "before": self.before, "before_hash": self.before_hash, "columns": self.columns,
        }  # fmt: skip
        return compress(b"\n".join(map(orjson.dumps, [head, *self.rows])), 6, mtime=0)


def hash_of(body: bytes) -> str:
    """The SHA-256 of a segment's bytes."""
    return sha256(body).hexdigest()


def decode(body: bytes, place: str, name: str) -> Segment:
    """The segment that lies in a place under a name. Raises `BadSegment`."""
    try:
        head, *rows = map(orjson.loads, _unpacked(body).split(b"\n"))
        version = head["version"]
    except (ValueError, TypeError, KeyError, zlib.error) as error:
        raise BadSegment("it is damaged") from error
    if version != VERSION:
        raise BadSegment("a newer version of annotator wrote it: upgrade")
    try:
        writer, before, before_hash, columns = (head[one] for one in ("writer", "before", "before_hash", "columns"))
        where = head["place"], head["name"]
    except KeyError as error:
        raise BadSegment("it is damaged") from error
    if where != (place, name) or writer != writer_of(place):
        raise BadSegment("it was written for another place")
    if not all(isinstance(row, list) and len(row) == len(columns) for row in rows):
        raise BadSegment("it is damaged")
    return Segment(place, name, writer, before, before_hash, tuple(columns), rows)


def _unpacked(body: bytes) -> bytes:
    reader = zlib.decompressobj(31)
    found = reader.decompress(body, _LARGEST)
    if not reader.eof:
        raise BadSegment("it is cut off, or too large")
    return found


def place_of(kind: str, writer: str, layer: str = "") -> str:
    """The place of a writer; for decisions, of a layer."""
    return f"{kind}/{as_word(layer)}/{writer}" if layer else f"{kind}/{writer}"


def writer_of(place: str) -> str:
    """Whose place it is."""
    return place.rpartition("/")[2]


def word_of(place: str) -> str:
    """The layer of a place of decisions, as `as_word` gives it."""
    return place.split("/")[1]


def numbered(number: int) -> str:
    """A number as a name, so that names sort as numbers do."""
    return f"{number:012}"


def span_name(first: int, last: int) -> str:
    """The name of the decisions from one number to another."""
    return f"{first:012}-{last:012}"


def as_word(name: str) -> str:
    """A name as a word of a key, also where large and small letters, or any others, are taken for the same."""
    word = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02x}" for byte in name.encode())
    return word if len(word) <= _LONGEST else f"%%{sha256(name.encode()).hexdigest()}"
