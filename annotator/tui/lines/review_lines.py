"""The lines around an article under review, as styled text: the top line, the versions, the line of facts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from annotator.domain.conflicts import Conflict, Kind, Version, majority
from annotator.domain.sanitise import visible
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.services.reviewing.rulings import NONE, OWN, Choice
from annotator.tui.lines.headline import SIGN, HeadlinePart, bar, headline, name, percent
from annotator.tui.lines.parts import Part, Parts, fit

KINDS: dict[Kind, tuple[str, str]] = {
    "label": ("$warning", "same edges, other label"),
    "boundary": ("$secondary", "same label, other edges"),
    "both": ("$accent", "other edges, other label"),
    "missed": ("$error", "some have it, others have nothing here"),
    "split/merge": ("$accent", "one span here, several there"),
}
"""Each kind of conflict with its colour and what it means."""
_NAMES = 24


@dataclass(frozen=True, slots=True)
class ReviewTop:
    """What the top line of a review tells."""

    project: str
    place: tuple[int, int]
    title: str
    reviewer: str
    agreed: int
    settled: int
    conflicts: int
    words: tuple[str, ...] = ()


def review_line(top: ReviewTop, width: int) -> Parts:
    """Project, place, title on the left; reviewer, counts and progress on the right, as far as there is room."""
    done = top.settled / top.conflicts if top.conflicts else 1.0
    left = [
        HeadlinePart(1, (SIGN,)),
        HeadlinePart(3, ((name(top.project), "$text-muted"),)),
        HeadlinePart(8, ((f" {top.place[0]}/{top.place[1]} ", "bold"),)),
    ]
    right = [
        HeadlinePart(5, ((" review ·", "$text-muted"),)),
        HeadlinePart(6, ((name(top.reviewer), "$text-muted"),)),
        HeadlinePart(9, tuple((f" {word} ", "bold $warning") for word in top.words)),
        HeadlinePart(4, ((f" = {top.agreed} ", "$success"),)),
        HeadlinePart(10, ((f" ≠ {top.conflicts} ", "$warning" if top.settled < top.conflicts else "$text-muted"),)),
        HeadlinePart(11, ((f" settled {top.settled} ", "$text-muted"),)),
        HeadlinePart(2, bar(done)),
        HeadlinePart(7, (percent(done),)),
    ]
    return headline(left, right, width, top.title)


def versions(desk: ReviewCursor, colours: Mapping[str, str], width: int, *, airy: bool) -> Content:
    """The conflict one stands in: its kind, and its versions with their numbers; `airy` puts a line between."""
    conflict = desk.conflict
    if conflict is None:
        return Content.assemble("  ", (fit(_off(desk), width - 3), "$text-muted"))
    choices = desk.choices()
    colour, about = KINDS[conflict.kind]
    lines: list[list[Part]] = [[(conflict.kind, f"bold {colour}"), (f"  {about}", "$text-muted")]]
    if conflict in desk.settled:
        lines[0] += [("   settled: ", "$text-muted"), *_ruling(desk, conflict, colours)]
    if airy:
        lines.append([])
    names = min(max(cell_len(_names(choice)) for choice in choices), _NAMES, width // 3)
    most, held = majority(conflict), _ruled(desk, conflict)
    for choice in choices:
        notes = ["majority"] if choice.spans == most else []
        notes += [f"“{one.text}” {who}" for who, one in desk.comments(conflict) if one.span in choice.spans]
        note = fit(f"   {' · '.join(map(visible, notes))}" if notes else "", width // 3)
        room = width - names - cell_len(note) - 11
        taken = held is not None and choice.spans == held
        lines.append(
            [
                (f" {choice.number} ", "bold $background on $accent"),
                (" ✓ " if taken else "   ", "bold $success"),
                (set_cell_size(fit(_names(choice), names), names) + "  ", "bold" if taken else ""),
                *_cut(_spans(choice.spans, desk.text, colours), room),
                (note, "italic $text-muted"),
            ]
        )
    return Content("\n").join(Content.assemble("  ", *_cut(line, width - 3)) for line in lines)


def _off(desk: ReviewCursor) -> str:
    if not desk.layers:
        return "Nobody has finished this article yet."
    if not desk.conflicts:
        who = next(iter(desk.shown.values())) if len(desk.layers) == 1 else ""
        alone = f"{visible(who)} alone was here" if who else "All say the same here"
        return f"{alone}: label and edge keys correct, x takes away, s approves, < returns"
    if _left(desk):
        return "No conflict here: tab goes to the next · label and edge keys change what is gold"
    return "All conflicts are settled: s approves."


def review_facts(desk: ReviewCursor, message: Part, colours: Mapping[str, str]) -> list[Part]:
    """A message if there is one, else where one stands: which conflict, or which gold span and where it is from."""
    if message[0]:
        return [message]
    if desk.selection:
        start, end = desk.selected()
        return [("▸ ", "$accent"), (desk.text[start:end], "bold"), ("   a label key makes it a version", "$text-muted")]
    if desk.conflict:
        number = desk.number(desk.conflict) + 1
        left = _left(desk)
        quote = desk.text[desk.conflict.start : desk.conflict.end][:80].replace("\n", " ")
        return [
            ("▸ ", KINDS[desk.conflict.kind][0]),
            (fit(visible(quote), 40), "bold"),
            (f"  conflict {number} of {len(desk.conflicts)}", KINDS[desk.conflict.kind][0]),
            (f"   {left} open" if left else "   all settled: s approves", "$text-muted"),
        ]
    if desk.focus and (held := desk.layer.held.get(desk.focus)):
        colour = colours.get(desk.focus.label, "$text")
        said = f"  {_agreed_by(desk)}" if held.suggested == desk.focus else f"  ruled by {held.by}"
        return [
            ("▸ ", colour),
            (visible(desk.focus.quote(desk.text)), "bold"),
            (f"  {visible(desk.focus.label)}", f"bold {colour}"),
            (said, "$text-muted"),
        ]
    if desk.layer.status == "approved":
        return [("Approved: n opens the next article, a ruling here is kept as well", "$text-muted")]
    return [("tab goes to the next conflict · s approves", "$text-muted")]


def _agreed_by(desk: ReviewCursor) -> str:
    names = list(desk.shown.values())
    return f"agreed by all {len(names)}" if len(names) > 1 else f"as {' '.join(names)} has it"


def _left(desk: ReviewCursor) -> int:
    settled, conflicts = desk.progress
    return conflicts - settled


def settled_word(desk: ReviewCursor, conflict: Conflict, names: Mapping[str, str]) -> str:
    """How a settled conflict was ruled, in a word or two: whose version it is, `none`, `own`, or the rule's name.

    `names` is what each annotator is called.
    """
    ruling = desk.settled[conflict][0]
    who = [names[name] for name, version in conflict.versions if version == ruling.spans]
    if ruling.choice == NONE:
        return NONE
    return ", ".join(who) if who else OWN if ruling.choice == OWN else ruling.choice


def _ruled(desk: ReviewCursor, conflict: Conflict) -> Version | None:
    return desk.settled[conflict][0].spans if conflict in desk.settled else None


def _ruling(desk: ReviewCursor, conflict: Conflict, colours: Mapping[str, str]) -> list[Part]:
    spans = _ruled(desk, conflict) or ()
    known = any(version == spans for _, version in conflict.versions)
    word = [(visible(settled_word(desk, conflict, desk.shown)), "bold $success")]
    return word if known or not spans else [*word, ("  ", ""), *_spans(spans, desk.text, colours)]


def _names(choice: Choice) -> str:
    return visible(", ".join(choice.annotators))


def _spans(spans: Version, text: str, colours: Mapping[str, str]) -> list[Part]:
    if not spans:
        return [("nothing", "italic $text-muted")]
    parts: list[Part] = []
    for span in spans:
        quote = visible(span.quote(text).replace("\n", " "))
        parts += [("  ", ""), (visible(span.label), f"bold {colours.get(span.label, '$text')}"), (f" {quote}", "")]
    return parts[1:]


def _cut(parts: list[Part], room: int) -> list[Part]:
    """As many of the parts as there is room for."""
    shown: list[Part] = []
    for text, style in parts:
        if room <= 0:
            break
        shown.append((fit(text, room), style))
        room -= cell_len(shown[-1][0])
    return shown
