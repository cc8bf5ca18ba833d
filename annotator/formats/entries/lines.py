"""The lines of a file that may be packed and may be far larger than memory, as text, with how far one is."""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from io import BufferedReader, RawIOBase, TextIOWrapper
from pathlib import Path
from typing import IO, BinaryIO, cast

from annotator.errors import InputError
from annotator.formats.common.text.decoding import mark, surrogate, wide
from annotator.formats.common.text.unknown import container

LONGEST_LINE = 16 * 1024 * 1024
"""Characters of a line at most: the largest entries of Wikidata have a third of that."""
_HEAD = 1 << 16
_OPENERS = ((b"\x1f\x8b", gzip.open), (b"BZh", bz2.open), (b"\xfd7zXZ\x00", lzma.open))
_BROKEN = (EOFError, zlib.error, lzma.LZMAError, OSError)


class Lines:
    """The lines of an open file from its beginning, each with its number from 1; `head` is how it begins.

    A line that is too long or no text is an error in its place. What cannot be read at all is raised as `InputError`.
    """

    def __init__(self, file: BufferedReader, text: TextIOWrapper, head: str) -> None:
        self.head, self.number = head, 0
        self._file, self._text = file, text

    @property
    def done(self) -> int:
        """How many bytes of the file were read."""
        return self._file.tell() if self._file.seekable() else 0

    def __iter__(self) -> Iterator[tuple[int, str | InputError]]:
        try:
            for line in iter(partial(self._text.readline, LONGEST_LINE + 1), ""):
                self.number += 1
                yield self.number, self._refused(line) or line
                while len(line) > LONGEST_LINE and not line.endswith(("\n", "\r")):
                    line = self._text.readline(LONGEST_LINE + 1)  # noqa: PLW2901 - the rest of the same line
        except UnicodeError:
            raise InputError(f"This is not {self._text.encoding} from here on.", line=self.number + 1) from None
        except _BROKEN as error:
            what = f"It cannot be read any further: {str(error) or type(error).__name__}."
            raise InputError(what, line=self.number + 1) from error

    def _refused(self, line: str) -> InputError | None:
        if len(line) > LONGEST_LINE:
            return InputError(f"The line has more than {LONGEST_LINE:,} characters.", line=self.number)
        if surrogate(line) is not None:
            return InputError("The line is not UTF-8: say what it is (`--encoding NAME`).", line=self.number)
        return None


@contextmanager
def opened(source: Path | BinaryIO, encoding: str = "") -> Iterator[Lines]:
    """The lines of a file, as UTF-8 unless it is marked, or said, to be in another encoding. Raises `InputError`."""
    with ExitStack() as stack:
        try:
            file = stack.enter_context(source.open("rb", _HEAD)) if isinstance(source, Path) else source
            packed = _at_hand(file)
            data = _unpacked(packed)
            head = data.peek(_HEAD)[:_HEAD]
            if other := container(head):
                raise InputError(other)
            skip, marked = mark(head)
            data.read(skip)
        except _BROKEN as error:
            why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise InputError(f"It cannot be read: {why or type(error).__name__}.") from error
        codec = encoding or (marked if skip else wide(head) or marked)
        text = TextIOWrapper(data, codec, "surrogateescape" if codec == "utf-8" else "strict", newline="")
        stack.callback(text.detach)  # or standard input would be closed with it
        yield Lines(packed, text, head[skip:].decode(codec, "ignore"))


def _at_hand(file: IO[bytes]) -> BufferedReader:
    """A stream whose beginning can be looked at before it is read."""
    return file if isinstance(file, BufferedReader) else BufferedReader(cast("RawIOBase", file), _HEAD)


def _unpacked(file: BufferedReader) -> BufferedReader:
    """What is in a file that may be packed by gzip, bzip2 or xz."""
    first = file.peek(8)
    opener = next((opener for sign, opener in _OPENERS if first.startswith(sign)), None)
    return _at_hand(cast("IO[bytes]", opener(file))) if opener else file
