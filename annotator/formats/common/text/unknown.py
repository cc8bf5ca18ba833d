"""What a file is that no format reads, as far as its first bytes tell, and what can be done about it."""

from __future__ import annotations

import re
from pathlib import Path

from annotator.formats.common.text.sniffing import head_text

_OFFICE = {"word/": "a Word document", "xl/": "an Excel workbook", "ppt/": "a PowerPoint presentation"}
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a rich text document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old Microsoft Office"),
    (b"\x1f\x8b", "a gzip file"),
    (b"BZh", "a bzip2 file"),
    (b"\xfd7zXZ\x00", "an xz file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"ID3", "a sound file"),
    (b"RIFF", "a sound or video file"),
    (b"OggS", "a sound file"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\x93NUMPY", "a NumPy array"),
)
_FILES = ("a gzip file", "a bzip2 file", "an xz file", "a Zstandard file")
_UNPACKED = {"a gzip file", "a bzip2 file", "an xz file", "a ZIP archive"}
_RECORDS = (
    'make a record of each text ({"text": ..., "spans": [{"start": ..., "end": ..., "label": ...}]}), and add that.'
)
_XML = {
    "TEI": "This is TEI: take out what stands around its text, and `--format text --set inline=persName,placeName` "
    "makes spans of the tags that are named.",
    "GateDocument": "This is a document of GATE: save it there as inline XML, and `--format text --set inline=all` "
    "makes spans of its tags.",
    "typeSystemDescription": "This is a type system of UIMA, not an article: add the .xmi files beside it.",
    "(deIdi2b2|root)>\\s*<TEXT": f"This is XML of i2b2 or MAE, with its tags apart from the text: {_RECORDS}",
    "(NAF|FoLiA|KAF|D-Spin)": "This is XML of language tools (NAF, FoLiA, TCF): save it there as CoNLL, and add that.",
    "(alto|PcGts)": "This is a page of recognised text (ALTO, PAGE): save its text as a plain text, and add that.",
}
"""What to do with XML of other tools, by a tag of theirs."""
_SHOWN = 60
_ENDINGS = {"", ".me", ".1st"}
_MARKUP = ("<", "{", "[", "%", "#!", "---", "@", "\\")


def container(head: bytes) -> str:
    """What a file is that holds no text as it is, told by its first bytes, as a sentence; empty for all others."""
    what = _what(head)
    if not what:
        return ""
    packed = what in _FILES or what.endswith("archive")
    return f"This is {what}: {'unpack it and add what is in it' if packed else 'save it as text, HTML or CSV first'}."


def holds_files(head: bytes) -> bool:
    """Whether a file is packed in a way that can be undone here: by gzip, bzip2 or xz, or as a ZIP archive."""
    return _what(head) in _UNPACKED


def _what(head: bytes) -> str:
    """What a file is that holds no text, with its article; "" for all others."""
    if head.startswith(b"PK\x03\x04"):
        return _zip(head)
    if head[257:262] == b"ustar":
        return "a tar archive"
    return next((name for sign, name in _MAGIC if head.startswith(sign)), "")


def _zip(head: bytes) -> str:
    """What a ZIP file is by the names of its first members."""
    kind = head.partition(b"mimetypeapplication/")[2]
    if kind:
        return "an EPUB book" if kind.startswith(b"epub") else "an OpenDocument file"
    return next((name for part, name in _OFFICE.items() if part.encode() in head), "a ZIP archive")


def is_prose(path: Path, head: bytes) -> bool:
    """Whether a file whose name tells no format begins like plain text, and neither like markup nor like data."""
    first = _first_line(head)
    return path.suffix.lower() in _ENDINGS and not first.startswith(_MARKUP) and "\t" not in first


def refusal(head: bytes) -> str:
    """Why a file is not taken that no format knows, and the two ways on."""
    first = _first_line(head)
    way = next((f" {way}" for tag, way in _XML.items() if re.search(rf"<(\w+:)?{tag}[\s>]", head_text(head))), "")
    begins = f"it begins with {first[:_SHOWN]!r}" if first else "it begins with nothing that can be read"
    return (
        f"No format knows it; {begins}. Say which format it has with `--format NAME` (`annotator formats` lists them), "
        f"or that it is plain text with `--format text`.{way}"
    )


def _first_line(head: bytes) -> str:
    return next((line.strip() for line in head_text(head).splitlines() if line.strip()), "")
