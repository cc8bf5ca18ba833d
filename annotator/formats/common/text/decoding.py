"""Bytes to text: which encoding a file has, and whether it is text at all.

UTF-8 is taken as it is, UTF-16 and UTF-32 where they say so by a byte order mark. Anything else is guessed
(`encodings.py`), and the reader says so. A file is *binary* if that fails, or if more than a tenth of it is
control codes.
"""

from __future__ import annotations

import codecs
import io
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

from annotator.domain.article import article_key
from annotator.errors import InputError
from annotator.formats import common
from annotator.formats.base import Notice
from annotator.plural import counted

LONGEST_TEXT = 16 * 1024 * 1024
"""Code points of an article at most, which the longest novels do not have. An export holds a hundred times as many
bytes in memory at once, and so does the app where each of them is a line break."""
LARGEST_FILE = 64 * 1024 * 1024
"""Bytes at most of a file that is read as a whole."""
_LONG_TEXT = 2_000_000
_PIECE = 1 << 20
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GARBLED = re.compile(r"[ÃÂ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x80-\xbf™œ“”¦š]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")


def mark(head: bytes) -> tuple[int, str]:
    """The length of the byte order mark a file begins with, and the encoding it names (`0, "utf-8"` without one)."""
    return next(((len(sign), name) for sign, name in _MARKS if head.startswith(sign)), (0, "utf-8"))


_WIDE = (
    (re.compile(rb"(?:[\t\n\r -~]\0\0\0){2}"), "utf-32-le"),
    (re.compile(rb"(?:\0\0\0[\t\n\r -~]){2}"), "utf-32-be"),
    (re.compile(rb"(?:[\t\n\r -~]\0){2}"), "utf-16-le"),
    (re.compile(rb"(?:\0[\t\n\r -~]){2}"), "utf-16-be"),
)


_SHIFTED = (
    (re.compile(rb"\x1b\$[@B].*\x1b\([BJ]", re.DOTALL), "iso2022_jp_ext"),
    (re.compile(rb"\x1b\$\)C.*\x0e", re.DOTALL), "iso2022_kr"),
)
_DECLARED = re.compile(rb"\s*<\?xml\b[^>]*?\sencoding\s*=\s*[\"']([\w.:-]+)")
_UNREAD = {
    "shift_jis": "cp932", "cp932": "cp932", "euc_jp": "euc_jp", "euc_kr": "cp949", "cp949": "cp949", "big5": "big5",
    "gb2312": "gb18030", "gbk": "gb18030", "gb18030": "gb18030",
}  # fmt: skip
"""Encodings that XML may declare and expat does not read, with those that hold all of them."""


def wide(head: bytes) -> str:
    """The encoding that a file shows by its first bytes, though they could be UTF-8, else "".

    Without a byte order mark that is by the zeros in its first two letters; of ISO 2022, where all is ASCII, by the
    codes that change to Japanese or Korean and back; of XML by its declaration, where no parser reads that.
    """
    codec = next((codec for sign, codec in _WIDE if sign.match(head)), "")
    if b"\x1b" in head and head.isascii():
        codec = codec or next((codec for sign, codec in _SHIFTED if sign.search(head)), "")
    if not codec and (declared := _DECLARED.match(head)) and (head.isascii() or not _begins_in_utf8(head)):
        with suppress(LookupError):
            codec = _UNREAD.get(codecs.lookup(declared[1].decode()).name, "")
    return codec if codec and not is_binary(head.decode(codec, errors="ignore")) else ""


def _begins_in_utf8(head: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def decode(data: bytes) -> tuple[str, str]:
    """The text of a file and the encoding that was guessed, or "" where it was certain.

    Raises `InputError` for a binary file, with the line and column of the first byte that is wrong.
    """
    skip, encoding = mark(data)
    guessed = ""
    try:
        text = data[skip:].decode(encoding)
    except UnicodeDecodeError as error:
        found = None if skip else common.guess(data)
        if found is None:
            raise undecodable(data[skip:], error) from None
        text, guessed = found
    if is_binary(text) and not guessed:
        text, guessed = common.guess(data) or (text, "")
    if is_binary(text):
        raise InputError("More than a tenth of it is control codes: this looks like a binary file, not like text.")
    return text, guessed


@contextmanager
def opened_text(path: Path, newline: str | None) -> Iterator[tuple[TextIO, str]]:
    """A file of any length as a stream of text, and the encoding that was guessed, or "" where it was certain.

    `newline` is as in `open`. Held in memory is only what is no UTF-8. Raises `InputError` where `decode` does.
    """
    if encoding := _certain(path):
        with path.open("rb") as file:
            file.seek(mark(file.read(4))[0])
            yield io.TextIOWrapper(file, encoding, newline=newline), ""
    else:
        text, guessed = decode(path.read_bytes())
        yield io.StringIO(text, newline=newline), guessed


def _certain(path: Path) -> str:
    """The encoding of a file that is text in UTF-8 or as its byte order mark says, else an empty string."""
    length = control = 0
    with path.open("rb") as file:
        skip, encoding = mark(file.read(4))
        file.seek(skip)
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            while data := file.read(_PIECE):
                text = decoder.decode(data)
                length, control = length + len(text), control + len(_CONTROL.findall(text))
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return ""
    return "" if control > length / 10 else encoding


def undecodable(data: bytes, error: UnicodeDecodeError, line: int = 1) -> InputError:
    """The error for bytes that are not text, with line and column (in bytes, from 1); `line` is that of `data`."""
    before = data[: error.start]
    column = error.start - (before.rfind(b"\n") + 1) + 1
    name = error.encoding.upper()
    return InputError(
        f"Byte {data[error.start]:#04x} at column {column} is not {name}. "
        "Say what it is (`--encoding NAME`), or save the file as UTF-8.",
        line=line + before.count(b"\n"),
    )


def is_binary(text: str) -> bool:
    """Whether more than a tenth of a text is control codes (tab, line feed, form feed, carriage return are none)."""
    return len(_CONTROL.findall(text)) > len(text) / 10


def check_text(text: str) -> str:
    """The text of an article as it is. Raises `InputError` where it is blank, too long, or no Unicode text."""
    _check_size(text)
    if (at := surrogate(text)) is not None:
        raise _half(text, at)
    return text


def checked_key(text: str) -> str:
    """The key of the article of a text. Raises `InputError` where `check_text` does."""
    _check_size(text)
    try:
        return article_key(text)
    except UnicodeEncodeError as error:
        raise _half(text, error.start) from None


def _check_size(text: str) -> None:
    if not text or text.isspace():
        raise InputError("The article is blank.")
    if len(text) > LONGEST_TEXT:
        raise InputError(
            f"The article has {len(text):,} characters; {LONGEST_TEXT:,} is the most that is taken. Make several of it "
            "(`add --lines` takes each line of a plain text for one)."
        )


def _half(text: str, at: int) -> InputError:
    return InputError(f"The text has half of a UTF-16 surrogate pair (U+{ord(text[at]):04X}) at offset {at}.")


def surrogate(text: str) -> int | None:
    """The offset of the first lone surrogate, or None."""
    if text.isascii():
        return None
    try:
        text.encode()
    except UnicodeEncodeError as error:
        return error.start
    return None


def read_text(path: Path) -> tuple[str, list[Notice]]:
    """The text of a whole file, newlines as they are, and what there is to say about it.

    Raises `InputError` where it is too large, blank or binary.
    """
    size = path.stat().st_size
    if size > LARGEST_FILE:
        raise InputError(f"The file has {size:,} bytes, which is too large for one article. Make several of it.")
    text, guessed = decode(path.read_bytes())
    return check_text(text), [*guess_told(guessed), *damage(text), *long_text(text)]


def guess_told(guessed: str) -> list[Notice]:
    """A notice for an encoding that was guessed; none for an empty string."""
    what = f"It is not UTF-8; it was read as {guessed}, which is a guess (`--encoding NAME` settles it)."
    return [Notice(what)] if guessed else []


def damage(text: str) -> list[Notice]:
    """Notices for a text that was damaged before it came: characters lost, or UTF-8 once read as something else."""
    lost, garbled = text.count("\ufffd"), len(_GARBLED.findall(text))
    found = []
    if lost:
        signs = counted(lost, "sign U+FFFD stands", "signs U+FFFD stand")
        found.append(Notice(f"Characters were lost before it came: {signs} for them."))
    if garbled:
        sample = _GARBLED.search(text)
        shown = sample[0] if sample else ""
        times = counted(garbled, "time")
        found.append(Notice(f"It looks as if UTF-8 was once read as Windows-1252, {times}, as in {shown!r}."))
    return found


def long_text(text: str) -> list[Notice]:
    """A notice for a text that is far longer than an article is."""
    return [Notice(f"It is long: {len(text):,} characters.")] if len(text) > _LONG_TEXT else []
