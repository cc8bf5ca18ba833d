"""Short forms of labels, and the tags made of them that stand behind spans in compact display. Pure.

A *short form* is the shortest beginning of a label's name, of three cells or more, with which no other label of the
scheme begins; where those that begin alike would need more than five cells, signs further back tell them apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, count

from rich.cells import cell_len

from annotator.domain.sanitise import MUTE, visible
from annotator.tui.text.graphemes import graphemes
from annotator.tui.text.lanes import AUTO_SIGN, NOTE_SIGN, Lanes
from annotator.tui.text.marks import Mark
from annotator.tui.text.rows import Row

Tag = tuple[int, str, Mark | None]
"""The offset behind which it stands, what is written there, and the span that it names; None counts further ones."""
LEAST, MOST = 3, 5
"""Cells of a short form."""
BEHIND, MORE = "·", " +"


@lru_cache(maxsize=4)
def short_forms(names: tuple[str, ...]) -> Mapping[str, str]:
    """A short form for each label of a scheme, no two alike; a name that is short enough is its own."""
    parts = {name: _parts(name) for name in names}
    begun = Counter(begin.casefold() for one in parts.values() for begin in set(accumulate(one)))
    forms: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names, key=lambda name: len(parts[name])):
        form = next(form for form in _candidates(parts[name], begun) if form.casefold() not in taken)
        forms[name] = form
        taken.add(form.casefold())
    return forms


def _parts(name: str) -> list[str]:
    """What a terminal draws as one character each."""
    shown = visible(name).replace(MUTE, "") or "?"
    return [shown[start:end] for start, end, _ in graphemes(shown)]


def _candidates(parts: Sequence[str], begun: Mapping[str, int]) -> Iterator[str]:
    """Short forms of a name, the best first; `begun` is how many names begin with each beginning."""
    begins = [begin for begin in accumulate(parts) if LEAST <= cell_len(begin) <= MOST]
    whole = "".join(parts)
    yield from (begin for begin in begins if begun[begin.casefold()] == 1)
    if cell_len(whole) <= MOST:
        yield whole
    head = "".join(parts[:2])
    yield from (head + part for part in parts[2:] if part.isalnum())
    yield from (head + str(number) for number in count(2))


def tags_of(row: Row, lanes: Lanes, forms: Mapping[str, str], room: int) -> tuple[Tag, ...]:
    """The tags of the spans that end on `row`, in its order, in no more than `room` cells altogether.

    Those that have no room are counted behind the last span; what is focused and what holds comes first.
    """
    ending = [piece for lane in lanes for piece in lane if piece.mark.span.end <= row.stop]
    ending.sort(key=lambda piece: (piece.mark.span.end, -piece.mark.span.start))
    tags = [(piece.mark.span.end, _tag(piece.mark, forms), piece.mark) for piece in ending]
    if sum(cell_len(tag) for _, tag, _ in tags) <= room:
        return tuple(tags)
    room -= len(f"{MORE}{len(tags)}")
    kept: set[int] = set()
    for number in sorted(range(len(tags)), key=lambda number: not (ending[number].focused or ending[number].mark.firm)):
        if (size := cell_len(tags[number][1])) <= room:
            kept.add(number)
            room -= size
    shown = (tag for number, tag in enumerate(tags) if number in kept)
    return (*shown, (tags[-1][0], f"{MORE}{len(tags) - len(kept)}", None))


def _tag(mark: Mark, forms: Mapping[str, str]) -> str:
    sign = AUTO_SIGN if mark.state == "auto" else BEHIND
    who = f"{visible(mark.tag)} " if mark.tag else ""
    words = mark.span.label if mark.words is None else mark.words
    form = forms.get(words) or visible(words).replace(MUTE, "")
    return f"{sign}{who}{form}{NOTE_SIGN if mark.note else ''}"
