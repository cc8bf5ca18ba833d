"""What the verbs print, and how: plain lines, tables, one JSON document, a progress bar.

Whatever comes from outside (titles, quotes, names) is shown through `shown`; control codes that
get past it are made harmless line by line, so that nothing printed here can act on a terminal.
JSON is pure ASCII for the same reason.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from annotator.domain.sanitise import visible
from annotator.progress import ASKED, ProgressCallback, progress_line

if TYPE_CHECKING:
    from annotator.terminal_signals import Signals

KEY_WIDTH = 12
"""How much of an article's key is printed."""
_BAR_EVERY = 200


def shown(text: str, width: int = 0) -> str:
    """Text from outside on one line, harmless; cut to `width` characters (0: not cut)."""
    text = visible(text[: width + 1] if width else text)
    return f"{text[: width - 1]}…" if 0 < width < len(text) else text


def say(text: str = "") -> None:
    """Print to standard output."""
    _print(text, sys.stdout)


NO_ARTICLES = "There are no articles yet: `annotator add FILE...` brings them in."


def warn(text: str) -> None:
    """Print to standard error."""
    _print(text, sys.stderr)


def _print(text: str, out: TextIO) -> None:
    out.write("\n".join([visible(line) for line in text.split("\n")]) + "\n")


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print rows in columns under a head; a column of numbers stands to the right."""
    body = [[visible(str(cell)) for cell in row] for row in rows]
    numeric = [all(_is_number(row[place]) for row in body) for place in range(len(head))]
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    for row in (list(head), *body):
        cells = zip(row, widths, numeric, strict=True)
        say("  ".join(cell.rjust(width) if right else cell.ljust(width) for cell, width, right in cells).rstrip())


def _is_number(cell: str) -> bool:
    return cell.replace(",", "").replace(".", "").replace("%", "").strip("- ").isdigit() or cell in ("", "-")


def put_json(value: Any, out: TextIO | None = None) -> None:
    """Print one JSON document: to standard output, where nothing else is said."""
    import json

    (out or sys.stdout).write(json.dumps(value, indent=2) + "\n")


def stream_json(rows: Iterable[Any]) -> None:
    """Print a JSON list, one row a line, holding no more than one row."""
    import json

    before = "[\n"
    for row in rows:
        sys.stdout.write(before + json.dumps(row))
        before = ",\n"
    sys.stdout.write("[]\n" if before == "[\n" else "\n]\n")


@contextmanager
def progress_where_long(label: str) -> Iterator[ProgressCallback]:
    """A progress bar that comes with the first word of progress: short work has none."""
    with ExitStack() as shown_bar:
        begun: list[ProgressCallback] = []

        def advance(done: int, of: int) -> None:
            if not begun:
                begun.append(shown_bar.enter_context(progress(label)))
            begun[0](done, of)

        yield advance


@contextmanager
def progress(label: str, said: Callable[[], str] = str) -> Iterator[ProgressCallback]:
    """A progress bar on standard error where that is a terminal; yields what to tell about progress.

    What is `said` stands behind the bar.
    """
    if os.environ.get(ASKED) == "lines":
        yield _seldom(lambda done, of: warn(progress_line(done, of)))
        return
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    import click

    signals, ended = _signals(), "did not go well"
    try:
        made: Any = click.progressbar(
            length=1, label=label, file=sys.stderr, width=0, item_show_func=lambda _: said() or None
        )
        with made as bar:

            def advance(done: int, of: int) -> None:
                bar.length = max(of, 1)
                bar.update(done - bar.pos)
                signals.moved(label, min(done / of, 1.0) if of else None)

            yield _seldom(advance)
        ended = "has ended"
    finally:
        signals.ended(f"{label} {ended}.")


def _signals() -> Signals:
    """What tells the terminal on standard error how far long work is; nothing where JSON is wanted."""
    import click

    from annotator.config import Settings, load
    from annotator.errors import ConfigError
    from annotator.terminal_signals import Signals

    def write(text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()

    context = click.get_current_context(silent=True)
    if context and context.params.get("as_json"):
        return Signals(write, notify="off", progress="off")
    try:
        settings = load()
    except ConfigError:
        settings = Settings()
    return Signals(write, notify=settings.notify, progress=settings.terminal_progress)


def _seldom(tell: ProgressCallback) -> ProgressCallback:
    """Tell of one in so many steps, and of the last."""
    last = 0

    def advance(done: int, of: int) -> None:
        nonlocal last
        if done == of or done - last >= max(1, of // _BAR_EVERY):
            last = done
            tell(done, of)

    return advance
