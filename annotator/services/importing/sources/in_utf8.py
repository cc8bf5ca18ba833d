"""Files in another encoding than UTF-8, as copies in UTF-8: every reader then reads them alike."""

from __future__ import annotations

import re
from glob import escape
from pathlib import Path

from annotator.errors import InputError
from annotator.formats.base import Notice

_DECLARED = re.compile(r"""\A(\ufeff?\s*<\?xml\b[^>]*?)\s+encoding\s*=\s*(?:"[^"]*"|'[^']*')""")
"""How XML begins that says its encoding, which that of a copy is not."""


def in_utf8(path: Path, codec: str, folder: Path) -> Path:
    """A copy of a file in UTF-8 in a new folder, beside copies of the files that may belong to it.

    Raises `InputError` where it is not in that encoding.
    """
    folder.mkdir()
    for one in {path, *path.parent.glob(f"{escape(path.stem)}.*")}:
        if one.is_file():
            try:
                (folder / one.name).write_bytes(_DECLARED.sub(r"\1", one.read_bytes().decode(codec), count=1).encode())
            except (UnicodeDecodeError, UnicodeEncodeError) as error:
                if one != path:
                    continue
                what = f"It is not {codec}: at byte {error.start:,} stands what that cannot be."
                raise InputError(what) from None
    return folder / path.name


def told(name: str, codec: str) -> Notice:
    """What there is to say of a file whose encoding was told by its first bytes."""
    return Notice(f"{name}: By its first bytes it is {codec.upper()} (`--encoding NAME` settles it).")
