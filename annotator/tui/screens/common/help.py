"""The help screen: every key of the screen below it, in its groups, as the user has mapped them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from textwrap import wrap
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from annotator.domain.sanitise import visible
from annotator.tui.keys.table import Key, Scope, acting_in, sign
from annotator.tui.lines.parts import BACK, AnswerKeys
from annotator.tui.lines.review_lines import KINDS
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.terminal.direct_keys import DirectKeys
from annotator.tui.text.lanes import NOTE_SIGN

_PURPOSE: dict[Scope, str] = {
    "annotate": "Accept, correct or reject what is suggested; add what is missing; s finishes the article.",
    "library": "All articles of the project. Open one, or let n take you to the next one to work on.",
    "review": "Only what annotators disagree on is walked through: take a version, or make your own.",
    "agree": "How far annotators agree; enter leads to the spans behind a number.",
    "dashboard": "How the project stands: progress, pace, labels, agreement, sources.",
    "notes": "What people wrote about articles. a answers, which closes it; enter goes there; tab: the next list.",
    "my_day": "What you have done today, and in the two weeks before.",
    "second_look": "A few of your finished spans again, their labels hidden: say again what each of them is.",
    "lens": "Every place of these words: mark, give a label to all that are marked; u takes it back as one.",
    "strings": "Strings under several labels, or labelled here and not there. enter shows the places of one.",
    "recheck": "Places to be seen again, one after the other: what stays, what is another label, what is none.",
    "team": "Everybody: given, done, left, how near to gold, and when all is done at the pace of late.",
    "person": "The articles of one person. tab: what is left first, what is farthest from gold, what took longest.",
    "settle": "Conflicts of all articles on which enough annotators say the same: enter settles those that are ticked.",
    "changes": "What was done to spans between two tags, or since one. enter opens the article there, q comes back.",
    "claims": "One task after the other: what is proposed is taken or refused; a hot key claims what is missing.",
    "app": "",
}
_MARKED = (
    ("○ 57+1", "57 undecided, as the library counts, and 1 more that the memory or a near miss proposes"),
    ("≡", "accepted itself, because the same string was decided before; a goes there"),
    ("↳", "a span goes on from the row above"),
    ("+2", "so many labels more have no room in that row"),
    ("rival", "another suggestion for the same place"),
    ("folded", "not shown, because it is weak or its source is switched off"),
    ("near miss", "what a model came close to suggesting; near_misses in the settings shows it"),
)
_REVIEWED = (
    *((kind, f"a conflict: {meaning}") for kind, (_, meaning) in KINDS.items()),
    ("= 12", "so many spans are the same in all layers; they are gold already"),
    ("≠ 5", "so many conflicts; settled are those with a ruling"),
    ("majority", "what more than half of the annotators say"),
    ("own", "a version that the reviewer made"),
    ("gold", "the layer that review makes, and that is exported"),
)
_NOTED = (
    (f"{NOTE_SIGN}  ⚑  ↩", "a comment, a flag, an article that was given back"),
    ("ana → ben", "ana wrote it in the layer of ben"),
    ("✓ lea: …", "the last answer, which closed it; ? is one of who asked, who opened it again"),
    ("approved since", "review has approved the article after it was written"),
)
_SAID = (
    ("·", "nothing is labelled there"),
    ("(ORG)", "it stands inside a longer span, an ORG"),
    ("~ORG", "a span of other edges is there, an ORG"),
    ("model", "what is suggested for just that place"),
)
_LISTED = (
    ("○ new", "you have not begun it; so many suggestions are there"),
    ("◐ begun", "you have decided something in it; of what is stored so many suggestions are to do"),
    ("● finished", "you have finished it; – is skipped, ★ approved by review"),
    ("↩ returned", "a reviewer gave it back to you"),
    ("◷ later", "you have put it off; it comes by itself, or when you open it"),
    ("· others’", "it is for others to label"),
    ("● ready", "for who reviews: finished layers are there; ◐ in review, or changed since it was approved"),
    (f"⚑ {NOTE_SIGN}2", "flagged; for who reviews: so many comments"),
)
_COUNTED = (
    ("asked about", "articles that the person flagged or commented on, not approved yet"),
    (
        "accepted unread",
        "the part of what was accepted that was taken many strings at once: each may not have been read",
    ),
    ("exact F1", "of two people’s spans in the same articles: same edges and same label"),
)
_CLAIMED = (
    ("→ ← –", "the relation leads from the span, to it, or has no direction"),
    ("?", "only proposed: nobody has decided it yet"),
    ("≡", "follows from another claim, and holds by itself"),
    ("·3", "so many relations; those of the focused span have their names under the other ends"),
    ("yours", "you made it; else it is said who proposed it"),
)
_OF_TEAM = (
    ("min/art", "the median of the minutes that an article finished by hand took, pauses left out"),
    ("done by", "when theirs are done at their pace; ? is not known, and below it is said why"),
    (".95±.02", "exact F1 to gold on approved articles, with half of its interval of 95 %"),
    ("last 10", "the same of the last ten articles; ↓ below the interval of all, ↑ above it"),
    ("unread", "the part of what they accepted that was taken many strings at once; ! is a quarter or more"),
    ("asks", "questions of theirs that nobody has answered or closed"),
)
_WORDS: dict[Scope, tuple[tuple[str, str], ...]] = {
    "annotate": _MARKED, "review": _REVIEWED, "notes": _NOTED, "library": _LISTED, "dashboard": _COUNTED,
    "lens": _SAID, "team": _OF_TEAM, "claims": _CLAIMED,
}  # fmt: skip
_NONE = "No key of this screen does that; ctrl+p knows what has no key."
_SIGNS = 14
_INDENT = _SIGNS + 3
"""How many cells the keys take, and from which cell on it is said what they do."""


class Help(Dialog[None], DirectKeys):
    """Keys and what they do; what is typed leaves those that have it in their signs or words."""

    ANSWERS: ClassVar[AnswerKeys] = (("a-z", "find"), ("↑ ↓", "scroll"), BACK)

    def __init__(self, scope: Scope, keymap: Mapping[str, str]) -> None:
        super().__init__("Keys")
        keys = acting_in(scope, keymap)
        self._text = HelpText(_PURPOSE[scope], keys, _WORDS.get(scope, ()))
        self._sought = ""

    def content(self) -> ComposeResult:
        """A line of purpose, then the groups."""
        with VerticalScroll():
            yield self._text

    def receive_key(self, event: events.Key) -> bool:
        """Find what is typed; `esc` lets go of that first."""
        if event.key == "escape" and self._sought:
            self._find("")
        elif event.key == "backspace":
            self._find(self._sought[:-1])
        elif event.is_printable and event.character:
            self._find(self._sought + event.character)
        else:
            return False
        return True

    def _find(self, sought: str) -> None:
        self._sought = sought
        self.query_one("#box").border_title = Content(f"Keys: {visible(sought)}▏" if sought else "Keys")
        self._text.find(sought)


class HelpText(Widget):
    """The groups of keys, as tall as they are in the width there is."""

    DEFAULT_CSS = "HelpText { height: auto; }"

    def __init__(self, purpose: str, keys: Sequence[Key], words: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._all = self._purpose, self._keys, self._words = purpose, keys, words

    def find(self, sought: str) -> None:
        """Show the keys and words that have all of what is sought, or say that there is none."""
        self._purpose, self._keys, self._words = self._all
        if parts := sought.casefold().split():
            self._keys = [key for key in self._keys if _has(parts, *map(sign, key.names), key.about, key.group)]
            self._words = [row for row in self._words if _has(parts, *row)]
            self._purpose = "" if self._keys or self._words else _NONE
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - textual's signature
        """The lines that the text takes."""
        return len(help_text(self._purpose, self._keys, width, self._words).plain.split("\n"))

    def render(self) -> Content:
        """The text."""
        return help_text(self._purpose, self._keys, self.size.width, self._words)


def help_text(purpose: str, keys: Sequence[Key], width: int, words: Sequence[tuple[str, str]] = ()) -> Content:
    """The groups of keys as styled text of so many cells; what a key does is wrapped under its column.

    An action without a key is left out. Last stands what the words on the screen mean.
    """
    parts: list[tuple[str, str]] = [("\n".join(wrap(purpose, max(width, 1))), "")]
    order = list(dict.fromkeys(key.group for key in keys))
    for group in order:
        rows = (key for key in keys if key.group == group)
        parts.append((f"\n\n{group}", "bold $accent"))
        parts += (part for key in rows if key.keys for part in _row(" ".join(map(sign, key.names)), key.about, width))
    if words:
        parts.append(("\n\nWords", "bold $accent"))
        parts += (part for word, about in words for part in _row(word, about, width))
    return Content.assemble(*parts)


def _has(parts: Sequence[str], *said: str) -> bool:
    """Whether each part is somewhere in what is said."""
    return all(part in " ".join(said).casefold() for part in parts)


def _row(head: str, about: str, width: int) -> tuple[tuple[str, str], ...]:
    """A head in its column, and what is said of it beside."""
    head = f"  {head:<{_SIGNS}} "
    text = "\n".join(wrap(about, max(width, 2 * _INDENT), initial_indent=head, subsequent_indent=" " * _INDENT))
    return (f"\n{text[: len(head)]}", "bold"), (text[len(head) :], "$text-muted")
