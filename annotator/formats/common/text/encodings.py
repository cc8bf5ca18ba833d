"""Which encoding bytes have that are not UTF-8 and do not say what they are: a guess, and a name for it."""

from __future__ import annotations

import codecs
import re

import charset_normalizer

from annotator.errors import WrongUsage

_WESTERN = re.compile(r"[À-ÖØ-öø-ÿŒœŠšŽžŸ€“”‘’‚„–—…•«»¿¡°£·©®™]")
_FOREIGN = re.compile(r"[^\x00-\x7f]")
_LIKELY = [
    "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "iso8859_2", "koi8_r", "koi8_u", "cp932",
    "euc_jp", "gb18030", "big5", "cp949", "mac_roman", "cp437", "cp850", "cp866", "utf_16_le", "utf_16_be",
]  # fmt: skip
"""What text files are in that are not UTF-8, for `charset_normalizer` to choose from."""
_WIDE = {"cp932", "euc_jp", "gb18030", "big5", "cp949", "utf_16_le", "utf_16_be"}
_ENOUGH = 6
"""So many characters beyond ASCII a text must have to be taken for one of those, which nearly all bytes can be."""
_SAMPLE = 1 << 16
_SHARE = 0.3


def guess(data: bytes) -> tuple[str, str] | None:
    """The text of bytes and the name of the encoding that they were taken for; None where they look like no text."""
    return _wide(data) or _nearly_utf8(data) or _western(data) or _likeliest(data)


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
    return mended, f"UTF-8 with {odd:,} {'byte' if odd == 1 else 'bytes'} of Windows-1252"


def _western(data: bytes) -> tuple[str, str] | None:
    """Windows-1252, if the text reads like Western text."""
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    foreign = len(_FOREIGN.findall(text))
    likely = len(_WESTERN.findall(text)) >= 0.95 * foreign and foreign <= 0.2 * len(text)
    return (text, "Windows-1252") if likely else None


def _likeliest(data: bytes) -> tuple[str, str] | None:
    """The text in the likeliest of some encodings; the sample decides, all of it must decode."""
    for one in charset_normalizer.from_bytes(data[:_SAMPLE], cp_isolation=_LIKELY):
        if one.encoding in _WIDE and len(_FOREIGN.findall(str(one))) < _ENOUGH:
            continue
        try:
            return data.decode(one.encoding), one.encoding
        except UnicodeDecodeError:
            continue
    return None
