"""Claims as a review tells of them: tasks in the top line, entities of a question, versions, what is gold. Pure.

The entities that a question compares have letters in the order of the text, so that a version is as short as `b = a`;
the same letters stand under their mentions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from string import ascii_lowercase

from annotator.domain.claims.values import Claim, Relation, Same
from annotator.domain.disagreement.claim_conflict import ClaimConflict, ClaimVersion
from annotator.domain.sanitise import one_line, visible
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.services.reviewing.claims.words import claim_words, version_words
from annotator.services.reviewing.own_claims import claims_here
from annotator.tui.lines.headline import HeadlinePart
from annotator.tui.lines.parts import Part

_QUOTES = 4


def task_line(review: ReviewCursor) -> list[HeadlinePart]:
    """The tasks, the present one in capitals, each with how many conflicts are open in it, or that none is."""
    parts: list[Part] = []
    for one in review.task_progress():
        here = one.task == review.task
        parts.append((f" {one.task.upper() if here else one.task}", "bold $accent" if here else "$text-muted"))
        parts.append((f" {one.open}", "bold $warning") if one.open else (" ✓", "$success"))
    return [HeadlinePart(12, (*parts, (" ", "")))]


def letters(review: ReviewCursor) -> dict[Span, str]:
    """The letter of each mention of the entities that the question one stands in compares; none in other tasks."""
    conflict = review.conflict
    if not isinstance(conflict, ClaimConflict) or conflict.task != "same":
        return {}
    asked, *others = conflict.groups
    named = zip(ascii_lowercase, (*others, asked), strict=False)
    return {mention: letter for letter, group in named for mention in group}


def entities_compared(review: ReviewCursor) -> int:
    """How many lines `entity_lines` has where one stands."""
    conflict = review.conflict
    return len(conflict.about) if isinstance(conflict, ClaimConflict) and conflict.task == "same" else 0


def entity_lines(review: ReviewCursor, conflict: ClaimConflict, colours: Mapping[str, str]) -> list[list[Part]]:
    """A line for each entity that is compared: its letter, its label, and its mentions as often as they are."""
    if conflict.task != "same":
        return []
    groups: dict[str, list[Span]] = {}
    for span, letter in sorted(letters(review).items()):
        groups.setdefault(letter, []).append(span)
    return [_entity(letter, groups[letter], review.text, colours) for letter in sorted(groups)]


def _entity(letter: str, mentions: list[Span], text: str, colours: Mapping[str, str]) -> list[Part]:
    label = mentions[0].label
    quotes = Counter(one_line(span.quote(text)) for span in mentions).most_common()
    said = "  ".join(f"{visible(quote)} ×{count}" for quote, count in quotes[:_QUOTES])
    more = f"  +{len(quotes) - _QUOTES}" if len(quotes) > _QUOTES else ""
    return [
        (f" {letter} ", "bold $accent"),
        (f"  {visible(label)}", f"bold {colours.get(label, '$text')}"),
        (f"  {said}{more}", ""),
    ]


def claim_version(review: ReviewCursor, conflict: ClaimConflict, version: ClaimVersion) -> list[Part]:
    """A version: `b = a` with the words of a, or what is claimed."""
    style = "bold" if version else "italic $text-muted"
    if conflict.task != "same":
        return [(visible(version_words(conflict, version, review.text, review.scheme.claims)), style)]
    names = letters(review)
    asked, *others = conflict.about
    own = names.get(asked, "?")
    if not version:
        return [(f"{own} ≠ {', '.join(names.get(one, '?') for one in others)}", "bold")]
    to = [one.to for one in version if isinstance(one, Same)]
    quotes = ", ".join(one_line(one.quote(review.text)) for one in to)
    same = f"{own} = {', '.join(names.get(one, '?') for one in to)}"
    return [(same, "bold"), (f"  {visible(quotes)}", "$text-muted")]


def gold_lines(review: ReviewCursor) -> list[list[Part]]:
    """Off any conflict: what gold has of the focus; how much waits, or is left out; what the keys do."""
    lines: list[list[Part]] = []
    for number, one in enumerate(claims_here(review)):
        meant = number == review.picked
        badge = (f" {number + 1} ", "bold $background on $accent")
        lines.append([badge, ("  ✓ ", "bold $success"), (visible(_said(one, review.text)), "bold" if meant else "")])
        lines[-1] += [("   x takes it away", "$text-muted")] if meant else []
    return [*lines, *([(said, "$warning")] for said in _left_out(review))]


def _said(one: Claim, text: str) -> str:
    words = one_line(claim_words(one, text))
    return words if isinstance(one, Relation | Same) else f"{one_line(one.spans[0].quote(text))}  {words}"


def _left_out(review: ReviewCursor) -> list[str]:
    said = []
    if waiting := review.claims.waiting:
        asked = counted(waiting, "question waits", "questions wait")
        said.append(f"{asked} until it is settled in same which mentions an entity has.")
    if aside := review.claims.aside:
        who = Counter(review.shown.get(name, name) for name, _ in aside)
        names = ", ".join(f"{visible(name)} {count}" for name, count in who.items())
        rest = counted(len(aside), "claim is left out that rests", "claims are left out that rest")
        first = one_line(claim_words(aside[0][1], review.text))
        said.append(f"{rest} on spans that are not gold: {names}, as “{visible(first)}”.")
    return said
