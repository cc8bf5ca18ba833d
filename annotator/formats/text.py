"""Plain text: one file is one article. Its first line that is not blank is the title, newlines stay as they are.

Where the user says so, each line that is not blank is an article instead, without its line break and with the labels
that it begins with (fastText's `__label__`); and tags in the text mark spans (`parts/inline_tags.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.domain.article import Article
from annotator.domain.document import UNNAMED, Incoming, IncomingLayer
from annotator.errors import InputError
from annotator.formats.base import Holds, Loss, Notice, Read, ReadOptions
from annotator.formats.common.text.decoding import check_text, guess_told, opened_text, read_text
from annotator.formats.common.told import Told
from annotator.formats.parts import inline_tags
from annotator.formats.parts.inline_tags import untagged, wanted_tags

NAME = "text"
ABOUT = "Plain text, one article a file, or one a line (`add --lines`)"
SUFFIXES = (".txt", ".text")
SIGNS = ({"name": r"\.(txt|text)$", "head": r"\A(?!\s*\d+\|[ta]\|)"},)
ORDER = 40
HOLDS: tuple[Holds, ...] = ()
LOSES: Mapping[Loss, str] = {}
FOLDER = False
EXTRA = ""

READ_SETTINGS = inline_tags.READ_SETTINGS

_END_TAG = re.compile(r"</[A-Za-z][\w.:-]{0,40}>")
_SHOWN = 3
_LABEL = "__label__"
_LABELS = re.compile(rf"(?:{_LABEL}\S+\s+)+")
_SLASHED = re.compile(r"\S{1,40}[/_|][BIES]-[A-Z]\w{0,20}(?=\s)")


def read(path: Path, options: ReadOptions) -> Iterator[Read]:
    """The article that the file is, or those that its lines are."""
    told = Told()
    try:
        for read in (_lines if options.lines else _whole)(path):
            yield _article(*read, path, options, told) if isinstance(read, tuple) else read
    except InputError as error:
        yield error
    yield from told


def _whole(path: Path) -> Iterator[Notice | tuple[str, int]]:
    text, notices = read_text(path)
    yield from notices
    yield text, 1


def _lines(path: Path) -> Iterator[Notice | InputError | tuple[str, int]]:
    with opened_text(path, None) as (file, guessed):
        yield from guess_told(guessed)
        blank = True
        for number, line in enumerate(file, 1):
            if line.strip():
                blank = False
                yield line.removesuffix("\n"), number
        if blank:
            yield InputError("All its lines are blank.")


def _tell(text: str, line: int, told: Told) -> None:
    """Tell of labels and tags in a text that stay in it."""
    if _LABELS.match(text):
        told.say(
            f"Its lines begin with labels ({_LABEL}...), as fastText has them, which stay in the text: `--lines` makes "
            "an article of each, with its labels.",
            line,
        )
    if tagged := _SLASHED.search(text):
        told.say(
            f"It has tags behind words, such as {tagged[0]}, which stay in the text: where each word stands on a line "
            "with its tag behind a tab, it is read as CoNLL.",
            line,
        )


def _article(text: str, line: int, path: Path, options: ReadOptions, told: Told) -> Read:
    """The article of a text, or why it is none."""
    try:
        layers: dict[str, IncomingLayer] = {}
        meta: dict[str, Any] = {}
        if options.lines and (labels := _LABELS.match(text)):
            cats = {label.removeprefix(_LABEL): True for label in labels[0].split()}
            layers[UNNAMED], text = IncomingLayer(cats=cats), text[labels.end() :]
        _tell(text, line, told)
        if (names := wanted_tags(options.settings)) is None:
            if found := Counter(_END_TAG.findall(text)):
                shown = ", ".join(tag for tag, _ in found.most_common(_SHOWN))
                told.say(
                    f"It has end tags such as {shown}, which stay in the text: `--set inline=all` makes spans.", line
                )
        else:
            text, spans, claims = untagged(text, names)
            layers[UNNAMED] = replace(layers.get(UNNAMED, IncomingLayer()), spans=spans)
            claims.into(meta, told)
        article = Article.of(check_text(text), source=path.name, language=options.language, meta=meta)
    except InputError as error:
        return error if error.line and not options.lines else InputError(error.reason, line=line)
    return Incoming(article, layers, line=line)
