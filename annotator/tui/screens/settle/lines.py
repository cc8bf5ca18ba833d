"""The lines of a conflict that a vote would settle: its place, what becomes gold, who said what. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.content import Content

from annotator.domain.disagreement.conflicts import Conflict, Dispute
from annotator.domain.sanitise import one_line, visible
from annotator.domain.span import Span
from annotator.services.reviewing.across.plan import Proposal
from annotator.tui.lines.parts import Part, cut, fit
from annotator.tui.lines.review_lines import KINDS

_KIND = 12


def proposal_lines(
    one: Proposal, shown: Mapping[str, str], colours: Mapping[str, str], width: int, *, here: bool, ticked: bool
) -> list[Content]:
    """A conflict in its context; below it what it becomes, with the votes, and whose each version is, the fewest first.

    `shown` is what each annotator is called on the screen.
    """
    colour = KINDS[one.conflict.kind][0]
    room = width - _KIND - 5
    quote = fit(one_line(one.quote), max(room * 2 // 3, 4))
    side = max((room - cell_len(quote) - 2) // 2, 0)
    before = one_line(one.before)[-side:] if side else ""
    version = one.outcome.version or ()
    label = next((span.label for span in version if isinstance(span, Span)), "")
    first: list[Part] = [
        (f" {'▸' if here else ' '}{'■' if ticked else '□'} ", "bold $accent" if ticked else "$text-muted"),
        (f"{one.conflict.kind:<{_KIND}}", colour),
        (f"{' ' * (side - cell_len(before))}{before}", "$text-muted"),
        (f"[{quote}]", f"bold {colours.get(label, '$text')}"),
        (one_line(one.after), "$text-muted"),
    ]
    votes = f"  {one.votes}{', as many for another' if one.outcome.tied else ''}"
    second: list[Part] = [
        ("    → ", "$success" if ticked else "$text-muted"),
        (visible(one.said(version)), f"bold {colours.get(label, '$text')}" if ticked else "$text-muted"),
        (f"{votes}   ", "$success" if ticked else "$text-muted"),
    ]
    for other, who in sorted(one.conflict.choices(shown), key=lambda choice: len(choice[1])):
        names = ", ".join(visible(shown.get(name, name)) for name in who)
        second += [(f"{names} ", "$text-muted"), (f"{visible(_short(one, other))}  ", "$text")]
    return [Content.assemble(*cut(line, width)) for line in (first, second)]


def _short(one: Proposal, version: tuple[object, ...]) -> str:
    """A version in few words: its labels, with the words only where those are others than the conflict's."""
    conflict: Dispute = one.conflict
    spans = [span for span in version if isinstance(span, Span)]
    whole = (conflict.start, conflict.end)
    if not isinstance(conflict, Conflict) or any((span.start, span.end) != whole for span in spans):
        return one.said(version)  # type: ignore[arg-type]
    return " + ".join(span.label for span in spans) or "nothing"
