"""What is asked before articles are exported or dealt out, or the project is tagged or released.

Each form gives the words of its verb.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from annotator.domain.sanitise import visible
from annotator.errors import AnnotatorError
from annotator.home import expanded
from annotator.plural import counted
from annotator.services.lookup import format_for
from annotator.tui.lines.parts import BACK, AnswerKeys, fit
from annotator.tui.screens.common.form import Form


class VerbForm(Form[Sequence[str]]):
    """A form whose lines are options of a verb, `about` which stands below; what is empty is not said."""

    ANSWERS: ClassVar[AnswerKeys] = (("↑ ↓", "choose a line"), ("enter", "do it"), BACK)

    def __init__(self, title: str, verb: str, hints: Mapping[str, str], values: Mapping[str, str], about: str) -> None:
        super().__init__(title, hints, values)
        self._verb, self._about = verb, about

    def content(self) -> ComposeResult:
        """The lines, and what they are about."""
        yield from super().content()
        yield Static(self._about, markup=False, classes="muted")

    def answer(self) -> None:
        """Give the words, unless something is wrong with them."""
        values = {name: value for name, value in self.values.items() if value}
        if wrong := self.wrong(values):
            self.said.update(Content.styled(visible(wrong), "$warning"))
        else:
            self.dismiss(self.words(values))

    def wrong(self, values: Mapping[str, str]) -> str:  # noqa: ARG002 - of most forms the verb says what is wrong
        """What is wrong with the lines, or ""."""
        return ""

    def words(self, values: Mapping[str, str]) -> Sequence[str]:
        """The verb and its options."""
        return (self._verb, *(f"--{name.replace(' ', '-')}={value}" for name, value in values.items()))


class ExportForm(VerbForm):
    """Asks in which format, of whom, and where to."""

    def __init__(self, layers: Sequence[str], number: int = 0) -> None:
        hints = {
            "format": "jsonl, conll, docbin, brat …",
            "layer": f"{fit(visible(', '.join(('gold', 'all', *layers))), 26)}; empty: gold, else yours",
            "status": "finished, or any",
            "out": "a file or folder; empty: in exports/",
        }
        title = f"Export {counted(number, 'article')}" if number else "Export"
        values = {"format": "jsonl", "status": "finished"}
        super().__init__(title, "export", hints, values, "\nA format that is none is answered with those there are.")

    def wrong(self, values: Mapping[str, str]) -> str:
        """A format that is not there, or cannot be written."""
        try:
            format_for("write", values.get("format", ""))
        except AnnotatorError as error:
            return str(error)
        return ""

    def words(self, values: Mapping[str, str]) -> Sequence[str]:
        """The format stands for itself, and no shell is there to know `~`."""
        options = {name: value for name, value in values.items() if name != "format"}
        if out := options.get("out"):
            options["out"] = str(expanded(out))
        return (*super().words(options), "--", values["format"])


class TagForm(VerbForm):
    """Asks what the state that the project is in is to be called."""

    def __init__(self) -> None:
        hints = {"name": "v1.0", "note": "what it is; may be empty"}
        about = "\nLater states are compared with it, and it can be exported and released as it is now."
        super().__init__("Tag", "tag", hints, {}, about)

    def wrong(self, values: Mapping[str, str]) -> str:
        """That it has no name."""
        return "" if values.get("name", "").strip() else "A tag has a name."

    def words(self, values: Mapping[str, str]) -> Sequence[str]:
        """The name stands for itself."""
        return ("tag", "set", f"--note={values.get('note', '')}", "--", values["name"])


class ReleaseForm(VerbForm):
    """Asks which tag, in which formats, where to, and whether under pseudonyms."""

    def __init__(self, tags: Sequence[str]) -> None:
        hints = {
            "tag": fit(visible(", ".join(tags)), 40),
            "format": "jsonl, conll, docbin, brat …",
            "out": "a new folder; empty: in releases/",
            "anonymous": "yes: pseudonyms in every file; empty: names",
        }
        values = {"tag": tags[-1], "format": "jsonl", "anonymous": "yes"}
        about = "\nWrites data, card, guideline, agreement, split, changes and the project as it was."
        super().__init__("Release", "release", hints, values, about)
        self._tags = tags

    def wrong(self, values: Mapping[str, str]) -> str:
        """A tag that is not there, a format that cannot be written, or no answer to whether names are wanted."""
        if values.get("tag") not in self._tags:
            return f"There is no tag {values.get('tag', '')!r}."
        if values.get("anonymous", "") not in ("", "yes", "no"):
            return "anonymous is yes, or nothing."
        try:
            for name in _formats(values):
                format_for("write", name)
        except AnnotatorError as error:
            return str(error)
        return ""

    def words(self, values: Mapping[str, str]) -> Sequence[str]:
        """The tag stands for itself, and each format is said."""
        options = [f"--format={name}" for name in _formats(values)]
        if out := values.get("out"):
            options.append(f"--out={expanded(out)}")
        if values.get("anonymous") == "yes":
            options.append("--anonymous")
        return ("release", *options, "--", values["tag"])


def _formats(values: Mapping[str, str]) -> list[str]:
    return values.get("format", "").replace(",", " ").split()


class AssignForm(VerbForm):
    """Asks among whom articles are dealt out, and how."""

    def __init__(self, people: Sequence[str]) -> None:
        hints = {
            "to": f"{fit(visible(', '.join(people)), 30) or 'ana,ben'}; empty: whoever comes",
            "overlap": "20%: the share that several label",
            "per article": "how many label such an article",
            "by": "deal each value evenly: source, meta.genre",
        }
        about = "\nDeals out what nobody was given yet. x and . in the library give single articles."
        super().__init__("Assign", "assign", hints, {}, about)
