"""An article at a glance: its beginning with its spans, as styled text. Pure.

A span has the colour of its label and its name behind it, a suggestion a `?` behind that; of spans that overlap
the first is drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from textual.content import Content

from annotator.domain.article import Article
from annotator.domain.sanitise import visible
from annotator.domain.span import Span
from annotator.plural import counted
from annotator.suggest.common.language_codes import name_of

LIMIT = 3_000
"""So many code points of an article are shown."""


def preview(article: Article, held: Iterable[Span], open_: Iterable[Span], colours: Mapping[str, str]) -> Content:
    """The beginning of an article with the spans of a layer and the suggestions that are open in it."""
    about = " · ".join(filter(None, (article.byline, article.source, article.date, name_of(article.language))))
    spans = [*((span, "") for span in held), *((span, "?") for span in open_)]
    more = len(article.text) - LIMIT
    end = f"\n\n… {counted(more, 'more character')}" if more > 0 else ""
    text = article.text[:LIMIT]
    return Content.assemble(
        (f"{visible(about)}\n\n", "$text-muted"),
        *_parts(text, sorted(spans), colours),
        (end, "$text-muted"),
    )


def _parts(text: str, spans: Iterable[tuple[Span, str]], colours: Mapping[str, str]) -> Iterator[str | tuple[str, str]]:
    at = 0
    for span, sign in spans:
        if span.start < at or span.end > len(text):
            continue
        colour = colours.get(span.label, "$text")
        yield _lines(text[at : span.start])
        yield _lines(text[span.start : span.end]), f"{'' if sign else 'bold '}underline {colour}"
        yield f" {visible(span.label)}{sign}", f"italic {colour}" if sign else colour
        at = span.end
    yield _lines(text[at:])


def _lines(text: str) -> str:
    return "\n".join(map(visible, text.split("\n")))
