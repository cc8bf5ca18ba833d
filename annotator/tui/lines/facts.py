"""The line of facts: what is known of the focused span, in one line. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from rich.cells import cell_len

from annotator.domain.disagreement.voting import creditors
from annotator.domain.sanitise import one_line, visible
from annotator.domain.suggestion import Suggestion
from annotator.services.annotating.comments import same_place
from annotator.services.annotating.session import AnnotationSession
from annotator.tui.lines.message import message_lines
from annotator.tui.lines.parts import Part, Parts, facts_line, fit, score_text
from annotator.tui.lines.returned_message import returned_words

CHECK_BORDER = 0.3
"""Below this score most borders are wrong, so the line says to look at them."""

_LEAST_QUOTE = 12
_WRITTEN = "italic $warning"
"""The style of a comment."""
_LEAST_ADDED = 8
_ABOUT_MESSAGE = 9  # cells around what stands beside a message

_VERSION = re.compile(r"-\d[\w.+]*$")
_HELD = {"accepted": "accepted", "added": "added", "relabelled": "relabelled", "resized": "edges moved"}
_NEXT = "; next task"


def facts(session: AnnotationSession, message: Part, colours: Mapping[str, str], width: int) -> tuple[Parts, Parts]:
    """The line of facts, and the second line of a message that takes two; else that is empty.

    Said of what is focused: quote, label, score, then rivals, comments, what is folded away, and last the source. What
    has no room is left out.
    """
    if message[0]:
        room = width - cell_len(message[0]) - _ABOUT_MESSAGE
        focus = [_focused(session, session.suggestion(session.focus), colours, room)] if session.focus else []
        folded = [(text.strip(), style) for text, style in _folded(session)]
        return message_lines(message, [*focus, _added(session, 0), folded], width)
    return facts_line(_facts(session, colours, width), width), ()


def _facts(session: AnnotationSession, colours: Mapping[str, str], width: int) -> list[Part]:
    if session.selection:
        start, end = session.selected()
        hint = "   a label key adds it"
        return [("▸ ", "$accent"), (_quote(session.text[start:end], width - len(hint)), "bold"), (hint, "$text-muted")]
    focus = session.focus
    if focus is None:
        added = _added(session, width - 2)
        said = [*added, *_all_decided(session)] if added else [(_nothing(session), "$text-muted")]
        return [*said, *_folded(session)]
    suggestion = session.suggestion(focus)
    head, parts = _focused(session, suggestion, colours, width // 2), list[Part]()
    if added := _added(session, width - 2 - _cells(head)):
        parts += [("  ", ""), *added]
    parts += _all_decided(session)
    if held := session.layer.held.get(focus):
        words = "accepted itself" if held.auto else _HELD.get(held.decided, held.decided)
        parts.append((f"  {words}", "$text-muted"))
    elif focus in session.layer.rejected:
        parts.append(("  rejected", "$text-muted"))
    if focus in session.proposals.open:
        parts += _open_facts(session, suggestion)
    parts += [(f"  “{one.text}” {one.by}", _WRITTEN) for one in session.layer.comments if same_place(one.span, focus)]
    parts += _folded(session)
    if suggestion.source:
        named = dict.fromkeys(short(one) for source in suggestion.sources for one in creditors(source))
        parts.append((f"  {' + '.join(named)}", "$text-muted"))
    shown = list(_whole(parts, width - 2 - _cells(head)))
    spare = width - 2 - _cells(head) - _cells(shown)
    return [*_focused(session, suggestion, colours, width // 2 + spare), *shown]


def _whole(parts: Iterable[Part], room: int) -> Iterator[Part]:
    """The parts that have room, none of them cut but what somebody wrote."""
    for text, style in parts:
        shown = fit(visible(text), room) if style == _WRITTEN and room >= _LEAST_QUOTE else visible(text)
        if cell_len(shown) <= room:
            room -= cell_len(shown)
            yield shown, style


def _cells(parts: Iterable[Part]) -> int:
    return sum(cell_len(text) for text, _ in parts)


def _quote(text: str, room: int) -> str:
    """A quote in so many cells, or in as few as still say something."""
    room = max(room, _LEAST_QUOTE)
    return fit(one_line(text[: 2 * room]), room)


def _focused(session: AnnotationSession, focused: Suggestion, colours: Mapping[str, str], room: int) -> list[Part]:
    """Quote, label and score, what one decides about; the quote is shortened so that all take `room` cells."""
    focus, score = focused.span, focused.score
    colour = colours.get(focus.label, "$text")
    label, worth = f"  {visible(focus.label)} ", "" if score is None else f"{score_text(score)} "
    quote = _quote(focus.quote(session.text), room - cell_len(label) - len(worth) - 2)
    return [("▸ ", colour), (quote, "bold"), (label, f"bold {colour}"), (worth, colour)]


def _added(session: AnnotationSession, room: int) -> list[Part]:
    """What `*` and the edge keys mean, in `room` cells; empty where that is what is focused."""
    added = session.added
    if added is None or added == session.focus:
        return []
    before, after = "* and edges: “", "” until esc "
    quote = fit(one_line(added.quote(session.text)), max(room - 2 - cell_len(before + after), _LEAST_ADDED))
    return [(f"{before}{quote}{after}", "$accent")]


def _all_decided(session: AnnotationSession) -> list[Part]:
    """What is left to do where nothing of what was suggested is undecided."""
    done = not session.undecided and session.layer.status == "open" and _suggested(session)
    return [("  all decided: s finishes ", "$accent")] if done else []


def _suggested(session: AnnotationSession) -> bool:
    """Whether anything but what the memory repeats was ever suggested in the article."""
    return len(session.layer.held) > session.layer.added or bool(session.layer.rejected)


def _folded(session: AnnotationSession) -> list[Part]:
    """How many suggestions are folded away, if any."""
    count = len(session.proposals.hidden)
    return [(f"  {count:,} folded: e shows {'it' if count == 1 else 'them'} ", "$text-muted")] if count else []


def _open_facts(session: AnnotationSession, focused: Suggestion) -> list[Part]:
    parts: list[Part] = []
    if focused.score is not None and focused.score < CHECK_BORDER:
        parts.append(("  check the border", "$warning"))
    if focused.outvoted:
        parts.append(("  outvoted by other models", "$text-muted"))
    elif session.proposals.has_folded(focused):
        parts.append((f"  {visible(focused.span.label)} folded itself: m switches it", "$text-muted"))
    rivals = ((one.label, one_line(one.quote(session.text))) for one in session.proposals.rivals(focused.span)[:2])
    return [*parts, *((f"  · rival: {label} “{quote}”", "$text-muted") for label, quote in rivals)]


def _nothing(session: AnnotationSession) -> str:
    if session.layer.status == "returned":
        return f"{returned_words(session.layer, session.annotator)} · = shows the corrections"
    if session.undecided:
        return "tab: next suggestion · label keys add the word"
    if session.layer.status == "open":
        goes_on = bool(session.scheme.claims and session.layer.held)
        if _suggested(session):
            return f"Nothing undecided: s finishes · {_NEXT if goes_on else 'label keys add the word'}"
        return f"Nothing is suggested: f shows likely spans · {_NEXT if goes_on else 'label keys add'} · s finishes"
    return f"This article is {session.layer.status}: n opens the next one"


def short(source: str) -> str:
    """A source's name without its kind and version; a near miss is called one."""
    near = source.removeprefix("near:")
    return ("near miss of " if near != source else "") + _VERSION.sub("", near.removeprefix("spacy:"))
