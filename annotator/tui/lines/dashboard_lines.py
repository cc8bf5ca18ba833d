"""The sections of the dashboard as styled text with bars. Pure; a section fits the width it is given."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from annotator.agreement.base import Figure
from annotator.plural import counted
from annotator.services.reporting.dashboard import FATES, Dashboard, Person, SourceRow
from annotator.services.reporting.my_day import in_short
from annotator.tui.lines.figures import column, figure, spark
from annotator.tui.lines.parts import Part, bar

_FATE_LINES = "━╍┅─"
_FATE_COLOURS = ("$success", "$accent", "$secondary", "$error")
_MONTH = len("2026-")  # where month and day begin in a date
_ONE = {
    "relations": "relation", "entities": "entity", "mentions": "mention", "links": "link", "attributes": "attribute",
}  # fmt: skip
MOST = 24
"""How many labels, pairs and sources are shown, each."""


def progress(board: Dashboard, width: int) -> Content:
    """Each annotator: articles done, a bar, spans, pace, time per article, and what was finished day by day."""
    lines = [_title("progress", counted(board.articles, "article"), width)]
    for person in board.people:
        done = f" {person.done:>6,} of {person.given:,}"
        head: list[Part] = [(column(person.name, 15), "bold"), *bar(person.share, max(width - 22 - len(done), 5))]
        lines.append([*head, (f" {person.share:>4.0%}", ""), (done, "$text-muted")])
        lines += [[(" " * 15, ""), (line, "$text-muted")] for line in _lines_of(_facts(person), width - 15)]
        if len(board.days) > 1 and any(person.days):
            first, last = (day[_MONTH:] for day in (board.days[0], board.days[-1]))
            lines.append(
                [
                    (f"{'':15}{first} ", "$text-muted"),
                    (spark(person.days), "$accent"),
                    (f" {last}  finished a day, {max(person.days):,} at most", "$text-muted"),
                ]
            )
        lines.append([])
    if not board.people:
        lines.append([("Nobody has decided anything yet.", "$text-muted")])
    return _content(lines)


def _lines_of(words: Sequence[str], width: int) -> list[str]:
    """Words with dots between, in as many lines as they need."""
    lines = [""]
    for word in words:
        longer = f"{lines[-1]} · {word}" if lines[-1] else word
        lines[-1:] = [longer] if len(longer) <= width or not lines[-1] else [lines[-1], word]
    return lines


def _facts(person: Person) -> list[str]:
    about = f", about {in_short(person.hours_left)}" if person.hours_left is not None else ""
    words = [f"{person.given - person.done:,} to go{about}"] if person.given > person.done else []
    words.append(counted(person.spans, "span"))
    words += [counted(number, _ONE[kind], kind) for kind, number in person.claims.items() if number]
    if person.skipped:
        words.append(f"{person.skipped:,} skipped")
    if person.undecided:
        words.append(f"{person.undecided:,} to decide")
    if person.questions:
        words.append(f"{person.questions:,} asked about")
    if person.unread:
        words.append(f"{person.unread:.0%} accepted unread")
    if person.pace is not None:
        words.append(f"{person.pace:,.{int(person.pace < 10)}f} articles/h")
    if person.minutes is not None:
        words.append(f"{_minutes(person.minutes)} each")
    return words


def _minutes(minutes: float) -> str:
    return f"{minutes * 60:.0f} s" if minutes < 1.5 else f"{minutes:.1f} min"


def labels(board: Dashboard, width: int, colours: dict[str, str]) -> Content:
    """Each label: a bar against the most frequent one, and how many spans have it over all layers."""
    total = sum(count for _, count in board.labels)
    lines = [_title("labels", counted(total, "span"), width)]
    most = max((count for _, count in board.labels), default=1)
    for name, count in board.labels[:MOST]:
        colour = colours.get(name, "$text")
        parts: list[Part] = [(column(name, 15), colour), *bar(count / most, max(width - 24, 5), colour)]
        lines.append([*parts, (f" {count:>7,}", "")])
    if len(board.labels) > MOST:
        lines.append([(f"and {len(board.labels) - MOST} more", "$text-muted")])
    return _content(lines)


def agreement(board: Dashboard, width: int) -> Content:
    """Each pair: a bar, exact F1, and on how many spans."""
    lines = [_title("agreement", "exact F1 of spans, n of both", width)]
    names = max((len(name) for pair in board.pairs for name in (pair.a, pair.b)), default=0)
    lines += [_row(pair.a, pair.b, pair.f1, min(names, 11), width) for pair in board.pairs[:MOST]]
    if len(board.pairs) > MOST:
        lines.append([(f"and {len(board.pairs) - MOST} more", "$text-muted")])
    if board.label_kappas:
        lines += [[], [("article labels", "bold"), ("  kappa, n answers of both", "$text-muted")]]
        kappas = list(board.label_kappas.items())[:MOST]
        lines += [_row(a, b, kappa, min(names, 11), width) for (a, b), kappa in kappas]
    if board.left_out:
        told = ", ".join(f"{reason} {number:,}" for reason, number in sorted(board.left_out.items()))
        lines.append([(f"left out since they were finished: {told}", "$warning")])
    if not board.pairs:
        lines.append([("No article was finished by two annotators.", "$text-muted")])
    return _content(lines)


def _row(a: str, b: str, found: Figure, cells: int, width: int) -> list[Part]:
    names = [(column(a, cells), ""), (" · ", "$text-muted"), (column(b, cells) + "  ", "")]
    line = bar(max(found.value or 0.0, 0.0), max(width - 2 * cells - 22, 5))
    return [*names, *line, (f" {figure(found.value)}", "bold"), (f" n {found.n:,}", "$text-muted")]


def sources(board: Dashboard, width: int) -> Content:
    """Each source: what became of its decided suggestions, as one bar of four lines and colours, and its precision."""
    lines = [_title("sources", "precision, decided one by one", width)]
    for source in board.sources[:MOST]:
        value = "-" if source.precision is None else f"{source.precision:.0%}"
        of = f" of {source.proposed:,}" if source.proposed >= source.decided else ""
        counts = f"  {source.decided:,}{of} decided"
        name = column(source.name, max(width - 7 - len(counts), 12))
        lines.append([(name, ""), (f" {value:>4}", "bold"), (counts, "$text-muted")])
        if source.decided:
            lines.append(_fates(source, width - 1))
        if source.apart:
            lines.append([(f"{source.apart:,} in bulk or by themselves: not in the precision", "$text-muted")])
    if not board.sources:
        lines.append([("Nothing was suggested yet: annotator suggest does it.", "$text-muted")])
    else:
        lines.append([])
        for fate, line, colour in zip(FATES, _FATE_LINES, _FATE_COLOURS, strict=True):
            lines[-1] += [(f"{line} ", colour), (f"{fate}  ", "$text-muted")]
    return _content(lines)


def _fates(source: SourceRow, width: int) -> list[Part]:
    ends = [round(sum(source.fates[: number + 1]) / source.decided * width) for number in range(4)]
    starts = [0, *ends[:-1]]
    parts = zip(starts, ends, _FATE_LINES, _FATE_COLOURS, strict=True)
    return [(line * (end - start), colour) for start, end, line, colour in parts]


def _title(word: str, about: str, width: int) -> list[Part]:
    return [(word, "bold $accent"), (f"  {about}"[:width], "$text-muted"), ("\n", "")]


def _content(lines: Sequence[Sequence[Part]]) -> Content:
    return Content("\n").join(Content.assemble(*line) for line in lines)
