"""My corrections: what review made of one's article, the reasons, and one's own figures."""

from __future__ import annotations

from typing import ClassVar, Self

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from annotator.agreement.f1 import Matches
from annotator.domain.disagreement.conflicts import Version
from annotator.domain.sanitise import one_line, visible
from annotator.plural import counted
from annotator.services.reviewing.claims.corrected import ClaimCorrection
from annotator.services.reviewing.corrections import Correction, Corrections, LabelCorrection, corrections
from annotator.storage.store import Store
from annotator.tui.lines.figures import figure
from annotator.tui.lines.parts import BACK, AnswerKeys, fit
from annotator.tui.lines.review_lines import KINDS, words
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.terminal.direct_keys import DirectKeys
from annotator.tui.widgets.row_list import RowList

_MOST_LINES = 18
_BOX, _BESIDE, _AROUND = 64, 6, 4  # the width of a dialog; its border and padding, beside the list and around it
_TALL = 20  # on a lower screen the list takes the lines of the figures


class CorrectionList(Dialog[int], DirectKeys):
    """The corrections; gives the offset of the one chosen."""

    ANSWERS: ClassVar[AnswerKeys] = (("↑ ↓", "choose"), ("enter", "go there"), BACK)

    def __init__(self, found: Corrections, text: str) -> None:
        super().__init__("My corrections")
        self._found, self._text = found, text
        self._head = Content("")
        self._rows = RowList(id="corrections", tall=3)
        self._places: list[Correction | ClaimCorrection] = [*found.found, *found.claims]

    @classmethod
    def made(cls, store: Store, key: str, annotator: str) -> Self | None:
        """The list of one article, or None where nobody has reviewed it."""
        found = corrections(store, key, annotator)
        return cls(found, store.article(key).text) if found else None

    def content(self) -> ComposeResult:
        """The reviewer's words, own figures, the places where gold differs."""
        self._head = _head(self._found) if self.app.size.height >= _TALL else _short_head(self._found)
        yield Static(self._head)
        yield self._rows

    def on_mount(self) -> None:
        """Show the list."""
        rows, found, (width, height) = self._rows, self._places, self.app.size
        cells = min(_BOX, width * 9 // 10) - _BESIDE
        beside = sum(-(-max(cell_len(line), 1) // cells) for line in self._head.plain.split("\n"))
        rows.styles.height = min(3 * len(found), _MOST_LINES, max(height * 9 // 10 - beside - _AROUND, 2))
        rows.show([], len(found), lambda row, width, _here: _lines(found[row], self._text, width), 0)

    def receive_key(self, event: events.Key) -> bool:
        """Choose."""
        rows = self._rows
        match event.key:
            case "down" | "j":
                rows.point((rows.cursor or 0) + 1)
            case "up" | "k":
                rows.point((rows.cursor or 0) - 1)
            case "enter" if rows.cursor is not None:
                self.dismiss(self._places[rows.cursor].start)
            case _:
                return False
        return True


def _head(found: Corrections) -> Content:
    lines = [_returned(found)] if found.returned_by else []
    lines += [
        Content.assemble((f"“{visible(one.text)}” ", ""), (visible(one.by), "$text-muted")) for one in found.comments
    ]
    lines.append(Content.assemble(*_figures("this article", found.here)))
    if found.everywhere.f1().n:
        lines.append(Content.assemble(*_figures("all approved articles", found.everywhere)))
    if found.open:
        many = "conflict is" if found.open == 1 else "conflicts are"
        lines.append(Content.styled(f"{found.open} {many} not settled yet.", "$text-muted"))
    lines += map(_of_label, found.labels)
    if not any(one.kind for one in found.found) and not found.labels and not found.claims:
        settled = found.here.a or found.here.b
        if not found.open:
            lines.append(Content("Gold has what you have."))
        elif settled:
            lines.append(Content("What is settled is as you have it."))
    return Content("\n").join([*lines, Content("")])


def _short_head(found: Corrections) -> Content:
    """The reviewer's words alone."""
    many = len(found.found) + len(found.labels) + len(found.claims)
    first = _returned(found) if found.returned_by else Content(f"{many} corrections")
    return Content("\n").join([first, *map(_of_label, found.labels)])


def _of_label(one: LabelCorrection) -> Content:
    """What review made of an article label."""
    own = f"{visible(words(one.own))}"
    if one.gold is None:
        return Content.assemble((f"{'article':<12}", "$text-muted"), (own, ""), ("  not settled yet", "$text-muted"))
    gold = (visible(words(one.gold)), "bold")
    return Content.assemble(
        (f"{'article':<12}", KINDS["article"][0]), (own, "$text-muted strike"), ("  gold ", "$success"), gold
    )


def _returned(found: Corrections) -> Content:
    """Who gave the article back, and why."""
    count = len({reason for one in found.found for reason in one.reasons}) + len(found.comments)
    with_words = f"with {counted(count, 'comment')}" if count else "without a comment"
    name = (f"Returned by {visible(found.returned_by)}", "bold $warning")
    return Content.assemble(name, f": {visible(found.returned)}" if found.returned else f" {with_words}.")


def _figures(where: str, matches: Matches) -> list[tuple[str, str]]:
    value = matches.f1().value
    counts = f"  {matches.both:,} the same, yours {matches.a:,}, gold {matches.b:,}"
    return [(f"F1 {figure(value)}", "bold $success"), (f"  {where}", ""), (counts, "$text-muted")]


def _lines(one: Correction | ClaimCorrection, text: str, width: int) -> list[Content]:
    return _of_claim(one, width) if isinstance(one, ClaimCorrection) else _of_span(one, text, width)


def _of_claim(one: ClaimCorrection, width: int) -> list[Content]:
    struck = " strike" if one.gold is not None else ""
    gold = "not settled yet" if one.gold is None else visible(one.gold)
    return [
        Content.assemble(
            (f"{one.kind:<12}", KINDS[one.kind][0]), (fit(visible(one.own), width - 16), f"$text-muted{struck}")
        ),
        Content.assemble(
            (f"{'gold ':>12}", "$success"), (fit(gold, width - 16), "$text-muted" if one.gold is None else "bold")
        ),
        Content.assemble(" " * 12, (fit(f"at “{visible(one.about)}”", width - 16), "$text-muted")),
    ]


def _of_span(one: Correction, text: str, width: int) -> list[Content]:
    own = fit(_words(one.own, text) or _nothing(one, text), width - 16)
    gold = "not settled yet" if one.gold is None else fit(_words(one.gold, text) or "nothing", width - 16)
    kind, struck = (KINDS[one.kind][0], " strike") if one.kind else ("$text-muted", "")
    why = "  ".join(f"“{reason.text}” {reason.by}" for reason in one.reasons)
    return [
        Content.assemble(
            (f"{one.kind or ('comment' if one.reasons else 'open'):<12}", kind), (own, f"$text-muted{struck}")
        ),
        Content.assemble((f"{'gold ':>12}", "$success"), (gold, "bold" if one.kind else "$text-muted")),
        Content.assemble(" " * 12, (fit(visible(why), width - 16), "italic $warning")),
    ]


def _words(version: Version, text: str) -> str:
    return one_line(" + ".join(f"{span.label} {span.quote(text)}" for span in version))


def _nothing(one: Correction, text: str) -> str:
    """What an annotator has who has no span there; the words are said where gold does not say them."""
    return "nothing" if one.gold else f"nothing at “{one_line(text[one.start : one.end])}”"
