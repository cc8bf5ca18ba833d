"""Which encoding bytes have that are not UTF-8 and do not say what they are: a guess, and a name for it."""

from __future__ import annotations

import codecs

from annotator.errors import WrongUsage
from annotator.formats.common.text.likelihood import likelihood
from annotator.plural import counted

_LIKELY = [
    "cp1252", "cp1250", "iso8859_2", "cp1251", "koi8_r", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic", "cp1253",
    "iso8859_7", "cp1254", "cp1255", "iso8859_8", "cp1256", "iso8859_6", "cp1257", "cp932", "euc_jp", "gb18030", "big5",
    "cp949", "cp874", "mac_roman", "cp437", "cp850", "cp852", "iso8859_15", "cp857", "cp737", "mac_latin2", "utf_16_le",
    "utf_16_be",
]  # fmt: skip
"""What text files are in that are not UTF-8; of those that are as likely, the first is taken."""
_SAMPLE, _HEAD = 1 << 12, 1 << 20
_SHARE = 0.3
_LEAST = 0.3
"""How likely a text must be (`likelihood.py`)."""
_MOST_LIKELY, _OF_ONE = 0.1, 0.5
"""How much more likely the first of them is by itself, and where a single byte alone tells."""
_NAMES = {"cp1252": "Windows-1252"}


def guess(data: bytes) -> tuple[str, str] | None:
    """The text of bytes and the name of the encoding that they were taken for; None where they look like no text."""
    return _wide(data) or _nearly_utf8(data) or _likeliest(data)


def known(name: str) -> str:
    """The name of an encoding as Python has it. Raises `WrongUsage` where there is none such."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        there = "utf-8, utf-16, cp1252, cp1251, shift_jis"
        raise WrongUsage(f"There is no encoding {name!r}. Some there are: {there}.") from None


def _wide(data: bytes) -> tuple[str, str] | None:
    """UTF-16 without a byte order mark: of Western text every second byte is a zero."""
    for name, zeros in (("UTF-16, little-endian", data[1:_SAMPLE:2]), ("UTF-16, big-endian", data[0:_SAMPLE:2])):
        if zeros and zeros.count(0) > _SHARE * len(zeros) and len(data) % 2 == 0:
            try:
                return data.decode("utf-16-le" if "little" in name else "utf-16-be"), name
            except UnicodeDecodeError:
                continue
    return None


def _nearly_utf8(data: bytes) -> tuple[str, str] | None:
    """UTF-8 in which single bytes are Windows-1252: two files were put together."""
    text = data.decode("utf-8", errors="surrogateescape")
    odd = sum("\udc80" <= char <= "\udcff" for char in text)
    whole = sum(char > "\x7f" for char in text) - odd
    if odd >= whole:
        return None
    mended = "".join(
        bytes([ord(char) - 0xDC00]).decode("cp1252", errors="replace") if "\udc80" <= char <= "\udcff" else char
        for char in text
    )
    return mended, f"UTF-8 with {counted(odd, 'byte')} of Windows-1252"


def _likeliest(data: bytes) -> tuple[str, str] | None:
    """The text in the likeliest of some encodings, as its beginning looks; all of it must decode."""
    beyond_ascii = b"".join(line for line in data[:_HEAD].splitlines(keepends=True) if not line.isascii())
    scores = [_likely((data if name.startswith("utf") else beyond_ascii)[:_SAMPLE], name) for name in _LIKELY]
    ranked = sorted(((score, -place) for place, score in enumerate(scores)), reverse=True)
    for score, place in ranked:
        if score < _LEAST:
            return None
        try:
            name = _LIKELY[-place]
            return data.decode(name), _NAMES.get(name, name)
        except UnicodeDecodeError:
            continue
    return None


def _likely(data: bytes, name: str) -> float:
    """How likely bytes are in an encoding; -1 where they cannot be."""
    try:
        found = likelihood(codecs.getincrementaldecoder(name)().decode(data))
    except UnicodeDecodeError:
        return -1.0
    if name != _LIKELY[0] or found <= 0:
        return found
    return found + _MOST_LIKELY + _OF_ONE / sum(byte > 0x7F for byte in data)
