"""Mutants of every file that a reader knows: each is taken or refused in a sentence, and no other file is lost by it.

A mutant is a file as a tool wrote it with a few things wrong, beside the files that belong to it; of a packed one, what
is packed is mutated too. Every second one is read as the format it had, the others as what they look like.
"""

from __future__ import annotations

import gzip
import io
import random
import shutil
import zlib
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from support.blank import blank
from support.foreign_files import ELSEWHERE, PAGES, file_of
from support.formats import FORMATS

from annotator.services.importing.add import AddOptions, add
from annotator.services.project.doctor import check_up

SAMPLES = Path(__file__).parents[2] / "exports" / "samples"
READERS = sorted({name for name, module in FORMATS.items() if hasattr(module, "read")} - ELSEWHERE)
GOOD = "Nothing is wrong with this one."
_AT_ONCE = 25
Files = dict[str, bytes]
"""A file as a tool wrote it, and those that belong to it; or those of a folder."""


def seeds(reader: str, folder: Path) -> list[Files]:
    """What there is for a reader: golden files of ours, and files of other tools with what belongs to them."""
    paths = [file_of(page, folder) for page in PAGES if page.parent.name == reader]
    samples = SAMPLES / reader
    paths += [path for path in sorted(samples.iterdir()) if path.is_file()] if samples.is_dir() else []
    found = []
    for path in paths:
        module = FORMATS[reader]
        beside = list(module.companions(path)) if hasattr(module, "companions") else []
        found.append({one.name: one.read_bytes() for one in (path, *beside) if one.is_file()})
    for inner in sorted(samples.glob("*/")) if samples.is_dir() else []:
        files = [one for one in sorted(inner.rglob("*")) if one.is_file()]
        found.append({one.relative_to(inner).as_posix(): one.read_bytes() for one in files})
    return found


def mutant(data: bytes, chance: random.Random) -> bytes:
    """Bytes with a few things wrong: flipped, cut, doubled, moved, huge numbers, deep nests, halves of characters."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5))):
        at = chance.randrange(len(changed) + 1)
        end = min(len(changed), at + chance.choice((1, 4, 40, 400)))
        match chance.randrange(8):
            case 0:
                changed[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
            case 1:
                del changed[at:end]
            case 2:
                changed[at:at] = changed[at:end]
            case 3:
                del changed[at:]
            case 4:
                changed[at:at] = chance.choice((b"9" * 30, b"-1", b"1e999", b"NaN", b"\x00", b"\r", b"\xed\xa0\x80"))
            case 5:
                changed[at:at] = chance.choice((b"[", b"{", b"<a>", b'"', b"'", b"(")) * chance.choice((1, 3000))
            case 6:
                changed[at:at] = chance.choice((b"\\ud800", b"null", b"true", b"{}", b"[]", b'""', b"&#0;", b"]]>"))
            case _:
                lines = changed.split(b"\n")
                chance.shuffle(lines)
                changed[:] = b"\n".join(lines)
    return bytes(changed)


def _zlib(data: bytes, chance: random.Random) -> bytes:
    return zlib.compress(mutant(zlib.decompress(data), chance))


def _gzip(data: bytes, chance: random.Random) -> bytes:
    return gzip.compress(mutant(gzip.decompress(data), chance))


def _zip(data: bytes, chance: random.Random) -> bytes:
    out = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as packed, ZipFile(out, "w") as new:
        wrong = chance.choice(packed.namelist())
        for name in packed.namelist():
            inner = packed.read(name)
            new.writestr(name, mutant(inner, chance) if name == wrong else inner)
    return out.getvalue()


_PACKS: dict[str, Callable[[bytes, random.Random], bytes]] = {".spacy": _zlib, ".gz": _gzip, ".zip": _zip}


def changed(files: Files, chance: random.Random) -> Files:
    """The same files, one of them a mutant."""
    name = chance.choice(list(files))
    within = next((packs for suffix, packs in _PACKS.items() if name.endswith(suffix)), None)
    change = within if within and chance.random() < 0.7 else mutant
    return {**files, name: change(files[name], chance)}


def fuzzed(folder: Path, reader: str, mutants: int, seed: int) -> Counter[str]:
    """Add so many mutants of a reader's files; gives what became of them.

    Fails where adding them ends, loses a good file, breaks the project, or where a reader failed with an error that it
    did not foresee.
    """
    chance, said = random.Random(f"{reader} {seed}"), Counter[str]()  # noqa: S311 - mutants are drawn, no secrets
    originals = seeds(reader, folder)
    for first in range(0, mutants, _AT_ONCE):
        here, path = folder / f"in-{first}", folder / f"{first}.db"
        for number in range(first, min(first + _AT_ONCE, mutants)):
            files = changed(originals[number % len(originals)], chance)
            for name, data in files.items():
                (here / f"m{number}" / name).parent.mkdir(parents=True, exist_ok=True)
                (here / f"m{number}" / name).write_bytes(data)
        forced = first // _AT_ONCE % 2 == 1
        (here / "zzz.txt").write_text(GOOD)
        with blank(path) as store:
            report = add(store, [str(here)], AddOptions(as_name="ana", format=reader if forced else ""))
            assert all(one.file and one.reason for one in report.refused)
            assert [one for one in report.refused if "failed on it" in one.reason] == []
            assert check_up(store).problems == []
            texts = {text for (text,) in store.conn.execute("SELECT text FROM texts")}
            assert forced or GOOD in texts
        said += Counter(mutants=len(list(here.glob("m*"))), articles=report.added, refused=len(report.refused))
        shutil.rmtree(here)
    return said


@pytest.mark.parametrize("reader", READERS)
def test_mutants_are_taken_or_refused(tmp_path: Path, reader: str) -> None:
    fuzzed(tmp_path, reader, 2 * _AT_ONCE, 1)


@pytest.mark.slow
@pytest.mark.parametrize("reader", READERS)
def test_450_mutants_are_taken_or_refused(tmp_path: Path, reader: str) -> None:
    print(f"{reader}: {dict(fuzzed(tmp_path, reader, 450, 2))}, 0 errors that no reader foresaw")
