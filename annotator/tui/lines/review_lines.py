"""The lines around an article under review, as styled text: the top line, the versions, the line of facts. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from annotator.domain.disagreement.article_labels import Answer, Answers, ArticleConflict
from annotator.domain.disagreement.claim_conflict import ClaimConflict
from annotator.domain.disagreement.conflicts import Conflict, Dispute, Kind, Said, Version, majority
from annotator.domain.sanitise import one_line, visible
from annotator.domain.span import Span
from annotator.services.reviewing.article_cursor import ReviewCursor
from annotator.services.reviewing.claims.words import about_words
from annotator.services.reviewing.rulings import NONE, OWN, Choice
from annotator.tui.lines.headline import HeadlinePart, headline, name, percent, share_bar
from annotator.tui.lines.message import message_lines
from annotator.tui.lines.parts import BADGE, Part, Parts, cut, facts_line, fit
from annotator.tui.lines.reviewing.claims import claim_version, entity_lines, gold_lines

KINDS: dict[Kind, tuple[str, str]] = {
    "label": ("$warning", "same edges, other label"),
    "boundary": ("$secondary", "same label, other edges"),
    "both": ("$accent", "other edges, other label"),
    "missed": ("$error", "some have it, others have nothing here"),
    "split/merge": ("$accent", "one span here, several there"),
    "article": ("$success", "said of the whole article"),
    "same": ("$accent", "same or not: what each puts together"),
    "entry": ("$accent", "other entries of the base"),
    "direction": ("$secondary", "same relation, the other way round"),
    "other end": ("$secondary", "same head and relation, other end"),
    "value": ("$warning", "other values"),
}
"""Each kind of conflict with its colour and what it means."""
_OF_CLAIMS: dict[Kind, str] = {
    "label": "same ends, other relation",
    "missed": "some say it, others do not",
}
_NAMES = 24


@dataclass(frozen=True, slots=True)
class ReviewTop:
    """What the top line of a review tells; in a large project, the `position` is counted meanwhile.

    `tasks` stand for the numbers of conflicts where there are several.
    """

    project: str
    position: tuple[int, int] | None
    title: str
    reviewer: str
    agreed: int
    settled: int
    conflicts: int
    words: tuple[str, ...] = ()
    tasks: tuple[HeadlinePart, ...] = ()


def review_line(top: ReviewTop, width: int) -> Parts:
    """Project, position, title on the left; reviewer, counts and progress on the right, as far as there is room."""
    done = top.settled / top.conflicts if top.conflicts else 1.0
    left = [
        HeadlinePart(1, (BADGE,)),
        HeadlinePart(3, ((name(top.project), "$text-muted"),)),
        HeadlinePart(8, ((f" {top.position[0]}/{top.position[1]} " if top.position else " … ", "bold"),)),
    ]
    right = [
        HeadlinePart(5, ((" review ·", "$text-muted"),)),
        HeadlinePart(6, ((name(top.reviewer), "$text-muted"),)),
        HeadlinePart(9, tuple((f" {word} ", "bold $warning") for word in top.words)),
        HeadlinePart(4, ((f" = {top.agreed} ", "$success"),)),
        *(top.tasks or _numbers(top)),
        HeadlinePart(2, share_bar(done)),
        HeadlinePart(7, (percent(done),)),
    ]
    return headline(left, right, width, top.title)


def _numbers(top: ReviewTop) -> tuple[HeadlinePart, ...]:
    return (
        HeadlinePart(10, ((f" ≠ {top.conflicts} ", "$warning" if top.settled < top.conflicts else "$text-muted"),)),
        HeadlinePart(11, ((f" settled {top.settled} ", "$text-muted"),)),
    )


def versions(review: ReviewCursor, colours: Mapping[str, str], width: int, *, airy: bool) -> list[Parts]:
    """The conflict one stands in: its kind, and its versions with their numbers; `airy` puts a line between."""
    conflict = review.conflict
    if conflict is None:
        off: list[list[Part]] = [[(fit(_off(review), width - 3), "$text-muted")]]
        off += gold_lines(review) if review.task != "names" else [_of_the_article(review)]
        return [(("  ", ""), *cut(line, width - 3)) for line in off if line]
    choices = review.choices()
    colour, meaning = KINDS[conflict.kind]
    if isinstance(conflict, ClaimConflict):
        meaning = _OF_CLAIMS.get(conflict.kind, meaning)
    lines: list[list[Part]] = [
        [(conflict.kind, f"bold {colour}"), *_question(conflict), (f"  {meaning}", "$text-muted")]
    ]
    if conflict in review.settled:
        lines[0] += [("   settled: ", "$text-muted"), *_ruling(review, conflict, colours)]
    if isinstance(conflict, ClaimConflict):
        lines += entity_lines(review, conflict, colours)
    if airy:
        lines.append([])
    names = min(max(cell_len(_names(choice)) for choice in choices), _NAMES, width // 3)
    most, held = majority(conflict), _ruled(review, conflict)
    for choice in choices:
        notes = ["majority"] if choice.version == most else []
        about = choice.spans or (conflict.spans if choice.number == 1 and isinstance(conflict, ClaimConflict) else ())
        notes += [f"“{one.text}” {who}" for who, one in review.comments(conflict) if one.span in about]
        note = fit(f"   {' · '.join(map(visible, notes))}" if notes else "", width // 3)
        room = width - names - cell_len(note) - 11
        taken = held is not None and choice.version == held
        lines.append(
            [
                (f" {choice.number} ", "bold $background on $accent"),
                (" ✓ " if taken else "   ", "bold $success"),
                (set_cell_size(fit(_names(choice), names), names) + "  ", "bold" if taken else ""),
                *cut(_version(review, conflict, choice.version, colours), room),
                (note, "italic $text-muted"),
            ]
        )
    return [(("  ", ""), *cut(line, width - 3)) for line in lines]


def _off(review: ReviewCursor) -> str:
    if not review.layers:
        came = "Gold came along, nobody finished: label and edge keys correct, x takes away"
        return came if review.layer.status != "open" else "Nobody has finished this article yet."
    if review.task != "names":
        return _off_claims(review)
    if not review.conflicts:
        who = next(iter(review.shown.values())) if len(review.layers) == 1 else ""
        alone = f"{visible(who)} alone was here" if who else "All say the same here"
        return f"{alone}: label and edge keys correct, x takes away, s approves"
    if _left(review):
        return "No conflict here: tab goes to the next · label and edge keys change what is gold"
    return "All conflicts are settled: s approves."


def _off_claims(review: ReviewCursor) -> str:
    if review.left:
        return "No conflict here: tab goes to the next · x takes away what gold has here"
    done = "All conflicts are settled here" if review.conflicts else "All say the same here"
    elsewhere = next((one for one in review.task_progress() if one.open), None)
    return f"{done}: {f'tab goes on to {elsewhere.task}' if elsewhere else 's approves'}."


def review_facts(review: ReviewCursor, message: Part, colours: Mapping[str, str], width: int) -> tuple[Parts, Parts]:
    """A message if there is one, which may take a second line, else where one stands."""
    if message[0]:
        return message_lines(message, (), width)
    return facts_line(_where(review, colours), width), ()


def _where(review: ReviewCursor, colours: Mapping[str, str]) -> list[Part]:
    """Which conflict one stands in, or which gold span and where it is from."""
    if review.selection:
        start, end = review.selected()
        hint = ("   a label key makes it a version", "$text-muted")
        return [("▸ ", "$accent"), (one_line(review.text[start:end]), "bold"), hint]
    if review.conflict:
        number = review.number(review.conflict) + 1
        left = _left(review)
        quote = about(review.conflict, review.text)[:80]
        return [
            ("▸ ", KINDS[review.conflict.kind][0]),
            (fit(one_line(quote), 40), "bold"),
            (f"  conflict {number} of {len(review.conflicts)}", KINDS[review.conflict.kind][0]),
            (f"   {left} open" if left else f"   {_settled(review)}", "$text-muted"),
        ]
    if review.focus and (held := review.layer.held.get(review.focus)):
        colour = colours.get(review.focus.label, "$text")
        said = f"  {_agreed_by(review)}" if held.suggested == review.focus else f"  ruled by {held.by}"
        return [
            ("▸ ", colour),
            (one_line(review.focus.quote(review.text)), "bold"),
            (f"  {visible(review.focus.label)}", f"bold {colour}"),
            (said, "$text-muted"),
        ]
    if review.layer.status == "approved":
        return [("Approved: n opens the next article, a ruling here is kept as well", "$text-muted")]
    if not review.layers:
        return [("Nothing is to be settled here yet: n opens the next article that is finished", "$text-muted")]
    said = "tab goes to the next conflict · s approves" if _left(review) else "All settled: s approves"
    return [(said, "$text-muted")]


def _settled(review: ReviewCursor) -> str:
    elsewhere = next((one for one in review.task_progress() if one.open), None)
    return f"all settled: tab goes on to {elsewhere.task}" if elsewhere else "all settled: s approves"


def about(conflict: Dispute, text: str) -> str:
    """What a conflict is about: its stretch of the text, or the question about the article as a whole."""
    if isinstance(conflict, ClaimConflict):
        return about_words(conflict, text)
    return conflict.question if isinstance(conflict, ArticleConflict) else text[conflict.start : conflict.end]


def words(answers: Answers) -> str:
    """What is said of the article as a whole: the labels that hold, or that they do not, or that nobody answered."""
    return ", ".join(label if on else f"not {label}" for label, on in answers) or "not answered"


def _of_the_article(review: ReviewCursor) -> list[Part]:
    """The labels of the article that are gold now."""
    held = tuple(Answer(label, on) for label, on in sorted(review.layer.cats.items()) if on)
    return [("article ", "$text-muted"), (visible(words(held)), "bold")] if held else []


def _question(conflict: Dispute) -> list[Part]:
    return [(f"  {visible(conflict.question)}", "bold")] if isinstance(conflict, ArticleConflict) else []


def _agreed_by(review: ReviewCursor) -> str:
    names = list(review.shown.values())
    return f"agreed by all {len(names)}" if len(names) > 1 else f"as {' '.join(names)} has it"


def _left(review: ReviewCursor) -> int:
    settled, conflicts = review.progress
    return conflicts - settled


def settled_word(review: ReviewCursor, conflict: Dispute, names: Mapping[str, str]) -> str:
    """How a settled conflict was ruled, in a word or two: whose version it is, `none`, `own`, or the rule's name.

    `names` is what each annotator is called.
    """
    ruling = review.settled[conflict][0]
    held = _ruled(review, conflict)
    who = [names[name] for name, version in conflict.versions if version == held]
    if ruling.choice == NONE:
        return NONE
    return ", ".join(who) if who else OWN if ruling.choice == OWN else ruling.choice


def _ruled(review: ReviewCursor, conflict: Dispute) -> Said | None:
    if conflict not in review.settled:
        return None
    ruling = review.settled[conflict][0]
    if isinstance(conflict, ClaimConflict):
        return ruling.claims
    return ruling.cats if isinstance(conflict, ArticleConflict) else ruling.spans


def _ruling(review: ReviewCursor, conflict: Dispute, colours: Mapping[str, str]) -> list[Part]:
    held = _ruled(review, conflict) or ()
    known = any(version == held for _, version in conflict.versions)
    word = [(visible(settled_word(review, conflict, review.shown)), "bold $success")]
    return word if known or not held else [*word, ("  ", ""), *_version(review, conflict, held, colours)]


def _names(choice: Choice) -> str:
    return visible(", ".join(choice.annotators))


def _version(review: ReviewCursor, conflict: Dispute, version: Said, colours: Mapping[str, str]) -> list[Part]:
    if isinstance(conflict, ClaimConflict):
        return claim_version(review, conflict, tuple(one for one in version if not isinstance(one, Span | Answer)))
    if isinstance(conflict, Conflict):
        return _spans(tuple(one for one in version if isinstance(one, Span)), review.text, colours)
    answers = tuple(one for one in version if isinstance(one, Answer))
    return [(visible(words(answers)), "bold" if any(on for _, on in answers) else "italic $text-muted")]


def _spans(spans: Version, text: str, colours: Mapping[str, str]) -> list[Part]:
    if not spans:
        return [("nothing", "italic $text-muted")]
    parts: list[Part] = []
    for span in spans:
        quote = one_line(span.quote(text))
        parts += [("  ", ""), (visible(span.label), f"bold {colours.get(span.label, '$text')}"), (f" {quote}", "")]
    return parts[1:]
