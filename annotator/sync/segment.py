"""A segment: some rows that one project lays down on a share in one piece, under a name, behind the one before it.

It is gzip of lines of JSON: a head, then a row a line. The head has the version of the format, what the rows are, who
wrote them (the uuid of a project) into which place, and the name and the SHA-256 of the segment before it there: the
*chain*. So a segment that is lost, late or changed is noticed. A place is `KIND/WRITER`, for decisions
`d/LAYER/WRITER`, and for what else is said about one `p/LAYER/WRITER`.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from gzip import compress
from hashlib import sha256
from typing import Any

import orjson

VERSION = 1
ARTICLES, DECISIONS, OF_LAYER, LABELS, WORK, HIDDEN, ROSTER = "a", "d", "p", "l", "w", "h", "r"
_LARGEST = 256 * 1024 * 1024
_LONGEST = 120
_NAME = re.compile(r"[0-9]{12}(-[0-9]{12})?")
_PLAIN = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789-_")


class BadSegment(Exception):
    """A segment that cannot be taken; the message says why, as part of a sentence."""


@dataclass(frozen=True, slots=True)
class Segment:
    """Some rows, and where they belong; `before` and `before_hash` are "" for the first of a place.

    `stands_for` is the name and the hash of the last one of those that were put together in this one, if any were.
    """

    place: str
    name: str
    writer: str
    before: str
    before_hash: str
    columns: tuple[str, ...]
    rows: Sequence[Sequence[Any]]
    stands_for: tuple[str, str] | None = None

    @property
    def key(self) -> str:
        """Where it lies on the share."""
        return f"{self.place}/{self.name}"

    def encode(self) -> bytes:
        """The bytes of the segment."""
        head: dict[str, Any] = {
            "version": VERSION, "place": self.place, "name": self.name, "writer": self.writer,
            "before": self.before, "before_hash": self.before_hash, "columns": self.columns,
        }  # fmt: skip
        head |= {"stands_for": self.stands_for} if self.stands_for else {}
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
        last, last_hash = head.get("stands_for", ("", ""))
    except (KeyError, ValueError, TypeError) as error:
        raise BadSegment("it is damaged") from error
    if where != (place, name) or writer != writer_of(place):
        raise BadSegment("it was written for another place")
    if not all(isinstance(row, list) and len(row) == len(columns) for row in rows):
        raise BadSegment("it is damaged")
    stands_for = (str(last), str(last_hash)) if last else None
    return Segment(place, name, writer, before, before_hash, tuple(columns), rows, stands_for)


def _unpacked(body: bytes) -> bytes:
    reader = zlib.decompressobj(31)
    found = reader.decompress(body, _LARGEST)
    if not reader.eof:
        raise BadSegment("it is cut off, or too large")
    return found


def place_of(kind: str, writer: str, layer: str = "") -> str:
    """The place of a writer; for what is about a layer, of that."""
    return f"{kind}/{as_word(layer)}/{writer}" if layer else f"{kind}/{writer}"


def writer_of(place: str) -> str:
    """Whose place it is."""
    return place.rpartition("/")[2]


def word_of(place: str) -> str:
    """The layer of a place, as `as_word` gives it, where it is about one."""
    return place.split("/")[1]


def numbered(number: int) -> str:
    """A number as a name, so that names sort as numbers do."""
    return f"{number:012}"


def span_name(first: int, last: int) -> str:
    """The name of the decisions from one number to another; it sorts by the last."""
    return f"{last:012}-{first:012}"


def numbers_of(name: str) -> tuple[int, int]:
    """The first and the last number of a name."""
    last, _, first = name.partition("-")
    return int(first or last), int(last)


def proper(names: Iterable[str]) -> list[str]:
    """Those of some names that are names of segments; other files may lie in a folder."""
    return [name for name in names if _NAME.fullmatch(name)]


def uncovered(names: Iterable[str]) -> list[str]:
    """Those of some names of segments, in order, whose numbers no other one behind them covers."""
    kept, least = list[str](), -1
    for name in reversed(proper(names)):
        first, _ = numbers_of(name)
        if least < 0 or first < least:
            kept.append(name)
            least = first
    return kept[::-1]


def as_word(name: str) -> str:
    """A name as a word of a key, also where large and small letters, or any others, are taken for the same."""
    word = "".join(chr(byte) if byte in _PLAIN else f"%{byte:02x}" for byte in name.encode())
    return word if len(word) <= _LONGEST else f"%%{sha256(name.encode()).hexdigest()}"
