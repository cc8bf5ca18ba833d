"""The lines of a change: the span in its text, what it was and is, whose, in which article. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.content import Content

from annotator.domain.article import Article
from annotator.domain.sanitise import one_line, visible
from annotator.services.exporting.tag_diff import ChangedSpan
from annotator.tui.lines.parts import Part, cut, fit
from annotator.tui.screens.changes.choice import Changed, labels_of

_COLOURS: Mapping[str, str] = {
    "relabelled": "$warning", "resized": "$secondary", "turned": "$secondary", "changed": "$warning",
    "removed": "$error", "added": "$success",
}  # fmt: skip
_KIND, _AROUND = 12, 120


def change_lines(
    one: Changed, article: Article, colours: Mapping[str, str], width: int, *, whose: str, here: bool
) -> list[Content]:
    """A change with the text around; below it labels or claims, what a resized span covered, whose, and where."""
    change, text = one.change, article.text
    place = change.place
    was, now = labels_of(one) if isinstance(one, ChangedSpan) else (place.label, place.label)
    room = max(width - _KIND - 3, 8)
    quote = fit(one_line(place.quote(text)), max(room * 2 // 3, 4))
    side = max((room - cell_len(quote) - 2) // 2, 0)
    before = one_line(text[max(0, place.start - _AROUND) : place.start])[-side:] if side else ""
    first: list[Part] = [
        (f" {'▸' if here else ' '} ", "bold $accent"),
        (f"{change.kind:<{_KIND}}", _COLOURS[change.kind]),
        (f"{' ' * max(side - cell_len(before), 0)}{before}", "$text-muted"),
        (f"[{quote}]", f"bold {colours.get(now or was, '$text')}"),
        (one_line(text[place.end : place.end + _AROUND]), "$text-muted"),
    ]
    second: list[Part] = [(" " * (_KIND + 3), "")]
    if isinstance(one, ChangedSpan):
        second += _labels(one, text, colours)
    else:
        second.append((visible(one.told), "$text"))
    second.append((f"  {visible(whose)} · {one_line(article.title)}", "$text-muted"))
    return [Content.assemble(*cut(line, width)) for line in (first, second)]


def _labels(one: ChangedSpan, text: str, colours: Mapping[str, str]) -> list[Part]:
    (was, now), parts = labels_of(one), list[Part]()
    if was and was != now:
        parts.append((visible(was), colours.get(was, "$text")))
    if was and now and was != now:
        parts.append((" → ", "$text-muted"))
    if now:
        parts.append((visible(now), f"bold {colours.get(now, '$text')}"))
    if one.change.kind == "resized" and one.change.before:
        parts.append((f"  was “{fit(one_line(one.change.before.quote(text)), 40)}”", "$text-muted"))
    return parts
