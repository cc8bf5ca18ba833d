"""The lines of a change: the span in its text, what it was and is, whose, in which article. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from rich.cells import cell_len
from textual.content import Content

from annotator.domain.article import Article
from annotator.domain.disagreement.span_changes import Kind
from annotator.domain.sanitise import one_line, visible
from annotator.services.exporting.tag_diff import ChangedSpan
from annotator.tui.lines.parts import Part, cut, fit
from annotator.tui.screens.changes.choice import labels_of

_COLOURS: Mapping[Kind, str] = {
    "relabelled": "$warning", "resized": "$secondary", "removed": "$error", "added": "$success",
}  # fmt: skip
_KIND, _AROUND = 12, 120


def change_lines(
    one: ChangedSpan, article: Article, colours: Mapping[str, str], width: int, *, whose: str, here: bool
) -> list[Content]:
    """A change with the text around; below it its labels, of one that was resized what it covered, whose, and where."""
    change, text = one.change, article.text
    place = change.place
    was, now = labels_of(one)
    room = max(width - _KIND - 3, 8)
    quote = fit(one_line(one.quote), max(room * 2 // 3, 4))
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
    if was and was != now:
        second.append((visible(was), colours.get(was, "$text")))
    if was and now and was != now:
        second.append((" → ", "$text-muted"))
    if now:
        second.append((visible(now), f"bold {colours.get(now, '$text')}"))
    if change.kind == "resized" and change.before:
        second.append((f"  was “{fit(one_line(change.before.quote(text)), 40)}”", "$text-muted"))
    second.append((f"  {visible(whose)} · {one_line(article.title)}", "$text-muted"))
    return [Content.assemble(*cut(line, width)) for line in (first, second)]
