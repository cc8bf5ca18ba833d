"""The lines of the lens: a place in its text with what everybody says there; a string with how it is treated. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.cells import cell_len
from textual.content import Content

from annotator.domain.sanitise import one_line, visible
from annotator.plural import counted
from annotator.services.finding.inconsistent import Treatment
from annotator.services.finding.places import Place
from annotator.tui.lines.parts import Parts, fit

COLUMN = 9
"""The cells of a column of what one layer says."""
_MARK = 4
_MOST = 5  # columns


def columns(names: Sequence[str], width: int, *, models: bool) -> list[str]:
    """The layers that have room for a column beside the one of `models`, the text having half of the width."""
    return list(names[: max(1, min(_MOST, (width // 2 - _MARK) // COLUMN - models))])


def head(names: Sequence[str], width: int, *, models: bool) -> Content:
    """What stands above the columns."""
    cells = "".join(f" {fit(visible(name), COLUMN - 1):<{COLUMN - 1}}" for name in (*names, *(["model"] * models)))
    return Content.assemble((" " * max(0, width - cell_len(cells)) + cells, "$text-muted"))


def place_line(
    place: Place,
    names: Sequence[str],
    colours: Mapping[str, str],
    width: int,
    *,
    models: bool,
    here: bool,
    marked: bool,
) -> Content:
    """A place: its words in their context, and in a column for each layer what it says, and what `models` say."""
    said = [place.said(name).short for name in names]
    said += [place.suggested[0] if place.suggested else "·"] if models else []
    room = width - _MARK - COLUMN * len(said)
    quote = fit(one_line(place.quote), max(room - 8, 4))
    side = max((room - cell_len(quote) - 2) // 2, 0)
    before, after = (one_line(text) for text in place.context(max(side, 1)))
    before, after = _last(before, side), fit(after, side)
    parts: list[tuple[str, str]] = [
        (f" {'▸' if here else ' '}{'■' if marked else ' '} ", "bold $accent"),
        (f"{' ' * (side - cell_len(before))}{before}", "$text-muted"),
        (f"[{quote}]", f"bold {colours.get(said[0], '$text')}"),
        (f"{after}{' ' * max(0, room - side - cell_len(quote) - 2 - cell_len(after))}", "$text-muted"),
    ]
    for cell in said:
        text = fit(visible(cell), COLUMN - 1)
        parts.append((f" {text}{' ' * (COLUMN - 1 - cell_len(text))}", colours.get(cell, "$text-muted")))
    return Content.assemble(*parts)


def around(place: Place, colour: str, where: str, width: int) -> tuple[Parts, Parts, Parts]:
    """Three lines about a place: in which article and `where` in the list; what stands before it; itself and on."""
    room = max(width - 3, 1)
    before, after = (one_line(text) for text in place.context(room))
    quote = fit(one_line(place.quote), room)
    title = fit(visible(place.article.title), max(room - cell_len(where) - 3, 1))
    return (
        ((f" {title} · " if title else " ", ""), (where, "$text-muted")),
        ((f" {_last(before, room)}", "$text-muted"),),
        ((f" {quote}", f"bold {colour}"), (fit(after, room - cell_len(quote)), "$text-muted")),
    )


def _last(text: str, width: int) -> str:
    """The end of a text, as much as has room in `width` cells."""
    text = text[len(text) - min(len(text), width) :]
    while cell_len(text) > width:
        text = text[1:]
    return text


def string_line(one: Treatment, colours: Mapping[str, str], width: int, *, here: bool) -> Content:
    """A string, its labels with how often it has each, and how often none or inside something longer.

    And by whom and why it was set aside, if it was.
    """
    words, room = f"· {counted(one.articles, 'article')}{_aside(one)}", max(width // 4, 8)
    string = fit(one_line(one.string), room)
    others = ((one.unlabelled, "nothing"), (one.inside_longer, "inside longer"))
    cells = [(f"{visible(name)} {number:,}  ", colours.get(name, "$text")) for name, number in one.labels.most_common()]
    cells += [(f"{name} {number:,}  ", "$text-muted") for number, name in others if number]
    return Content.assemble(
        (f" {'▸' if here else ' '} ", "bold $accent"),
        (f"{string}{' ' * (room - cell_len(string))}  ", "bold"),
        Content.assemble(*cells).truncate(max(width - room - cell_len(words) - 5, 1), ellipsis=True),
        (words, "$text-muted"),
    )


def _aside(one: Treatment) -> str:
    if one.aside is None:
        return ""
    why = f": {one_line(one.aside.why)}" if one.aside.why else ""
    return f" · {'right so' if one.is_aside else 'was right so'}, {visible(one.aside.by)}{why}"
