"""The guideline as text: what every label is for, with its key and examples, wrapped to the cells there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from annotator.domain.sanitise import visible
from annotator.domain.scheme import Label
from annotator.plural import counted

HOW = "`annotator guide edit NAME` writes one, or tab in the list of labels."
_INDENT = 5
Line = tuple[tuple[str, str], ...]


class GuidelineText(Widget):
    """The entries of labels, those put away last, as tall as they are in the width there is.

    `first` is the name of a label whose entry stands before all, with `below` it what else is known.
    """

    DEFAULT_CSS = "GuidelineText { height: auto; }"

    def __init__(self, labels: Sequence[Label] = (), colours: Mapping[str, str] | None = None) -> None:
        super().__init__()
        self._first, self._below = "", ""
        self._set(labels, colours or {})

    def _set(self, labels: Sequence[Label], colours: Mapping[str, str]) -> None:
        self._labels, self._colours = sorted(labels, key=lambda label: label.archived), colours

    def show(self, labels: Sequence[Label], colours: Mapping[str, str], first: str = "", below: str = "") -> None:
        """Show these entries, one of them before all."""
        self._set(labels, colours)
        self._first, self._below = first, below
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - textual's signature
        """The lines that the entries take."""
        return len(list(self._lines(width)))

    def line_of(self, name: str) -> int:
        """The line in which a label's entry begins."""
        top = 0
        for label in self._labels:
            if label.name == name:
                return top
            top += len(list(self._entry(label, self.size.width)))
        return 0

    def render(self) -> Content:
        """The entries."""
        return Content("\n").join(Content.assemble(*line) for line in self._lines(self.size.width))

    def _lines(self, width: int) -> Iterator[Line]:
        found = next((label for label in self._labels if label.name == self._first), None)
        if found:
            yield from self._entry(found, width)
        for line in self._below.splitlines():
            yield from (((part, "$accent"),) for part in _wrapped(line, width))
        if found:
            yield (("─" * max(width, 1), "$border"),)
        for label in self._labels:
            if label != found:
                yield from self._entry(label, width)
        bare = sum(not (label.description or label.include) for label in self._labels)
        if bare:
            yield from [()] * _is_bare(self._labels[-1])
            for part in _wrapped(f"{counted(bare, 'label')} without a guideline: {HOW}", width):
                yield ((part, "$text-muted"),)

    def _entry(self, label: Label, width: int) -> Iterator[Line]:
        """A label's name, its guideline line by line (`+` includes, `−` excludes), and behind that an empty line."""
        about = {"article": "  of the article as a whole"}.get(label.kind, "") + "  put away" * label.archived
        colour = self._colours.get(label.name, "$text")
        key = (f" {label.key or '·'} ", f"bold $background on {colour}")
        yield key, ("  ", ""), (visible(label.name), f"bold {colour}"), (about, "$text-muted")
        for line in label.description.splitlines():
            yield from (((part, ""),) for part in _wrapped(line, width))
        for sign, colour, text in (("+", "$success", label.include), ("−", "$error", label.exclude)):
            for number, line in enumerate(text.splitlines()):
                mark = (f"  {' ' if number else sign}  "[:_INDENT], colour)
                yield from ((mark, (part[_INDENT:], "")) for part in _wrapped(line, width))
        for example in label.examples:
            yield from (((part, "italic"),) for part in _wrapped(f"• {example}", width))
        for line in label.notes.splitlines():
            yield from (((part, "$text-muted"),) for part in _wrapped(line, width))
        if not _is_bare(label):
            yield ()


def _is_bare(label: Label) -> bool:
    """Whether a name is all that there is of a label."""
    return not (label.description or label.include or label.exclude or label.examples or label.notes)


def _wrapped(line: str, width: int) -> list[str]:
    """A line of a guideline in so many cells; what it is indented by, or its dash, stands before all of it."""
    shown = visible(line.strip())
    begin = " " * (_INDENT + len(line) - len(line.lstrip()))
    behind = begin + "  " * shown.startswith(("- ", "* ", "• "))
    return wrap(shown, max(width, 2 * _INDENT), initial_indent=begin, subsequent_indent=behind) or [""]
