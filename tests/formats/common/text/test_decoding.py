"""Files read as streams: the same text, guess or refusal as when all of a file is decoded at once."""

from __future__ import annotations

import tempfile
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.domain.document import Incoming
from annotator.errors import InputError
from annotator.formats import conll, csv
from annotator.formats.base import ReadOptions
from annotator.formats.common.text import decoding
from annotator.formats.common.text.decoding import decode, opened_text

MARKED = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
TEXTS = st.text(st.sampled_from("aé😀\r\n\x00ß€ ") | st.characters(exclude_categories=["Cs"]))


@given(TEXTS, MARKED, st.integers(0, 3))
@example("é", "utf-8", 1)
@example("", "utf-8", 0)
def test_a_stream_says_what_decoding_all_at_once_says(text: str, encoding: str, cut: int) -> None:
    data = text.encode(encoding, errors="replace")
    data = data[: len(data) - cut]
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoding, "_PIECE", 3)
        path = Path(folder, "file")
        path.write_bytes(data)
        try:
            wanted = decode(data)
        except InputError as error:
            with pytest.raises(InputError) as raised, opened_text(path, ""):
                pass
            assert (raised.value.reason, raised.value.line) == (error.reason, error.line)
        else:
            with opened_text(path, "") as (file, guessed):
                assert (file.read(), guessed) == wanted


@pytest.mark.parametrize("name", ["csv", "conll"])
def test_a_long_file_is_not_held_in_memory(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "_PIECE", 1 << 12)
    path = tmp_path / f"long.{name}"
    with path.open("w", encoding="utf-8") as file:
        file.write("text,label\n" if name == "csv" else "")
        for number in range(300):
            words = f"word{number} " * 200
            file.write(f"{words},sport\n" if name == "csv" else "-DOCSTART- O\n\n" + words.replace(" ", " O\n") + "\n")
    module = {"csv": csv, "conll": conll}[name]
    assert list(module.read(path, ReadOptions()))  # what is loaded with the first time is not counted
    tracemalloc.start()
    try:
        assert sum(isinstance(read, Incoming) for read in module.read(path, ReadOptions())) == 300
        assert tracemalloc.get_traced_memory()[1] < path.stat().st_size / 2
    finally:
        tracemalloc.stop()
