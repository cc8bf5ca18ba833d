"""The lines of the library, as styled text: its top line, and one line for each article. Pure.

An annotator sees their own layers, and in a word what became of them. Who reviews sees how far review
has come; where they label as well, their own state comes before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from annotator.domain.sanitise import visible
from annotator.plural import counted
from annotator.storage.queries.coming.snoozed import LAST
from annotator.storage.queries.listing.columns import Cell
from annotator.storage.queries.listing.entries import Entry
from annotator.storage.queries.listing.orders import PLAIN, Order
from annotator.storage.queries.people.progress import Progress
from annotator.storage.queries.people.questions import Remark
from annotator.storage.queries.review_state import Review, ReviewCounts
from annotator.tui.lines.headline import HeadlinePart, headline, name, percent, share_bar
from annotator.tui.lines.library_columns import FACTS, WIDE, columns_shown, columns_text
from annotator.tui.lines.parts import BADGE, Parts, fit

STATES = {
    "new": ("○", "$text-muted", "new"),
    "others": ("·", "$text-muted", "others'"),
    "open": ("◐", "$warning", "begun"),
    "returned": ("↩", "$error", "returned"),
    "finished": ("●", "$success", "finished"),
    "approved": ("★", "$success", "approved"),
    "skipped": ("–", "$text-muted", "skipped"),
    "later": ("◷", "$text-muted", "later"),
    "ready": ("●", "$accent", "ready"),
    "in review": ("◐", "$warning", "in review"),
    "changed": ("◐", "$error", "changed"),
    "gold": ("★", "$text-muted", "has gold"),
    "archived": ("▫", "$text-muted", "archived"),
}
_NOT_BEGUN = ("new", "others")
_DIM = ("archived", "finished", "approved", "skipped", "gold", "others")


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """An article of the library as one annotator sees it.

    When they are called, `settled` counts its conflicts, `offered` the suggestions for who has not begun it, and
    `flags` and `questions` give who flagged it and what annotators wrote. `asking` is the list of what is asked.
    """

    entry: Entry
    review: Review
    reviewer: bool
    settled: Callable[[], tuple[int, int]]
    offered: Callable[[], int]
    flags: Callable[[], Sequence[str]]
    questions: Callable[[], Sequence[Remark]]
    asking: bool = False
    cells: tuple[Cell, ...] = ()
    """What the columns that the user chose say of it."""
    later: bool = False
    """Whether the annotator has put it off."""


def library_line(
    project: str,
    annotator: str,
    progress: Progress,
    review: ReviewCounts | None,
    width: int,
    *,
    order: Order = PLAIN,
    at_work: str = "",
) -> Parts:
    """Project on the left; the annotator, and how many articles are done or approved, on the right.

    `review` is None for who does not review; the order of the list is said where it is not that of the project.
    `at_work` is what is under way.
    """
    done = progress.finished + progress.skipped
    share = review.approved / max(progress.articles, 1) if review else done / max(progress.given, 1)
    articles = f" {counted(progress.articles, 'article')} "
    left = [
        HeadlinePart(1, (BADGE,)),
        HeadlinePart(3, ((name(project), "$text-muted"),)),
        HeadlinePart(6, ((articles, "bold"),)),
    ]
    if not order.plain:
        left.append(HeadlinePart(5.5, ((f" {'▾' if order.falls else '▴'} {order.name} ", "$accent"),)))
    if at_work:
        left.append(HeadlinePart(10, ((f" {at_work} ", "bold $background on $accent"),)))
    own, reviewed = (5, 8) if review else (9, 0)
    right = [HeadlinePart(4, ((name(annotator), "$text-muted"),))]
    if done or not review:
        right.append(HeadlinePart(own, ((f" ● {progress.finished} ", "$success"),)))
    if progress.skipped:
        right.append(HeadlinePart(own - 0.5, ((f" – {progress.skipped} ", "$text-muted"),)))
    if review:
        right.append(HeadlinePart(reviewed, ((f" ★ {review.approved} ", "$success"),)))
        right += [
            HeadlinePart(reviewed - less, ((f" {sign} {count} ", colour),))
            for less, sign, count, colour in (
                (0.1, "↩", review.returned, "$error"),
                (0.2, "◐", review.begun, "$warning"),
            )
            if count
        ]
    return headline(left, [*right, HeadlinePart(2, share_bar(share)), HeadlinePart(7, (percent(share),))], width)


def left_line(progress: Progress, review: ReviewCounts | None) -> str:
    """How much is left: to approve for who reviews, else to do of one's own articles; and how many are for others."""
    if review:
        left, word = progress.articles - review.approved, "to approve"
    else:
        left, word = progress.left, "to go"
    foreign = progress.articles - progress.given
    if not review and foreign:
        word += f" of {progress.given}"
    if review or not foreign:
        return f"{left} {word}" if left else "All done: `annotator export` writes the result."
    own = "All of your own are done" if progress.given else "Nothing here is yours to label"
    return f"{f'{left} {word}' if left else own} · {foreign} for others"


END_OF_LIST = "That was the last article of the list."


def done_line(progress: Progress, put_off: Mapping[str, str] = MappingProxyType({})) -> str:
    """Why no article comes next: all are done, one's own are, others have the rest in hand, or it comes back later.

    `put_off` are the articles that do, with the times when they do.
    """
    if put_off:
        times = [datetime.fromisoformat(one).astimezone() for one in put_off.values() if one != LAST]
        first = f", the first at {min(times):%Y-%m-%d %H:%M}" if times else ""
        return f"{counted(len(put_off), 'article comes back', 'articles come back')} later{first}."
    if left := progress.left:
        return f"{counted(left, 'of your own is', 'of your own are')} in other hands just now."
    if foreign := progress.articles - progress.given:
        return f"All of your own are done; {foreign} {'is' if foreign == 1 else 'are'} for others."
    return "All are done: `annotator export` writes them out."


def article_line(
    row: LibraryEntry, width: int, *, here: bool, marked: bool = False, columns: Sequence[str] = ()
) -> Content:
    """Title, columns and state of an article; `here` if the cursor is on it."""
    entry = row.entry
    own = entry.status not in _NOT_BEGUN
    state = entry.status if own or not row.reviewer else _review_state(row.review) or "new"
    if entry.archived:
        state = "archived"
    elif row.later:
        state = "later"
    sign, colour, word = STATES.get(state, ("?", "$text", state))
    if width < WIDE:
        facts = f" {word:<9}"
    elif entry.archived:
        facts = f"{word:<9}".rjust(FACTS)
    elif row.reviewer and (own or state != "new"):
        facts = " · ".join(part for part in (word if own else "", _review_words(row)) if part)
        facts = set_cell_size(f"  {fit(facts, FACTS - 3)}", FACTS)
    else:
        facts = _own_facts(row, word).rjust(FACTS)
    if row.asking:
        room = max(width // 2 - 3, 8)
        facts = f"  {set_cell_size(fit(_question(row), room), room)} "
    facts = columns_text(row.cells, columns_shown(columns, width)) + facts
    flag = " ⚑" if entry.flagged or (row.reviewer and row.flags()) else ""
    if row.reviewer and (written := len(row.questions())):
        flag += f" ✎{written}"
    room = width - 6 - cell_len(facts) - cell_len(flag)
    title = set_cell_size(fit(visible(entry.title) or "(no title)", room), room)
    text = Content.assemble(
        (" ■" if marked else "  ", "bold $warning"),
        ("▸ " if here else "  ", "bold $accent"),
        (f"{sign} ", f"{'bold ' if here else ''}{colour}"),
        (title, "bold" if here else "$text-muted" if state in _DIM else ""),
        (flag, "bold $warning"),
        (facts, "$text-muted"),
    )
    return text.stylize("on $panel") if here else text


def _own_facts(row: LibraryEntry, word: str) -> str:
    """What an annotator has done in an article, or could do."""
    entry = row.entry
    if entry.status == "others":
        return f"{word:<9}"
    if entry.status == "new":
        suggested = f"{count:>5} suggested" if (count := row.offered()) else ""
        return f"{suggested:<25} {word:<9}"
    about = ""
    if entry.status in ("finished", "skipped"):
        state = _review_state(row.review)
        about = STATES[state][2] if state in ("approved", "in review") else ""
    elif entry.status != "approved":
        left = entry.undecided if entry.status == "open" else entry.suggestions
        about = f"{left:>5} {'to do' if entry.status == 'open' else 'hints'}"
    spans = f"{entry.spans:>5} {'span ' if entry.spans == 1 else 'spans'}"
    return f"{spans}  {about:>11}  {word:<9}"


def _question(row: LibraryEntry) -> str:
    """Who asks what: the last comment, how many there are before it, and who flagged the article."""
    asked, flags = row.questions(), row.flags()
    said = [f"{visible(asked[-1].by)}: {visible(asked[-1].text)}"] if asked else []
    said += [f"{len(asked) - 1} more"] if len(asked) > 1 else []
    return " · ".join([*said, *([f"⚑ {', '.join(map(visible, flags))}"] if flags else [])])


def _review_state(review: Review) -> str:
    """Where review stands, as one of the states that have a sign; empty where it has nothing to work on."""
    match review:
        case Review(returned=(_, *_)):
            return "returned"
        case Review(gold="approved", changed=changed):
            return "changed" if changed else "approved"
        case Review(gold="open"):
            return "in review"
        case Review(gold=gold) if gold:
            return "gold"
        case Review(finished=(_, *_)):
            return "ready"
        case _:
            return ""


def _review_words(row: LibraryEntry) -> str:
    """Where review stands, in a few words."""
    review, state = row.review, _review_state(row.review)
    match state:
        case "returned":
            return f"returned to {', '.join(map(visible, review.returned))}"
        case "in review":
            settled, conflicts = row.settled()
            about = "" if row.entry.status not in _NOT_BEGUN else "in review: "
            return f"{about}{settled} of {conflicts} settled"
        case "changed":
            return "changed since it was approved"
        case "ready" if len(review.finished) == 1:
            return f"ready: {visible(review.finished[0])} alone"
        case "ready":
            return "ready for review"
        case _:
            return STATES[state][2] if state else ""
