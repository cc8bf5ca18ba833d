"""Joining articles whose texts are the same but for white space and the form of letters.

The layers of one go to the other, their spans to where the same words stand there, with who decided on each and when;
then it is put away. What models suggested stays with it, because they can be asked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from annotator.domain.decisions import Commented
from annotator.domain.document import Incoming, IncomingLayer, Provenance
from annotator.domain.folded import Folded
from annotator.domain.layer import Layer
from annotator.domain.span import Span
from annotator.errors import AnnotatorError
from annotator.progress import ProgressCallback
from annotator.services.importing.add import AddOptions, add_reads
from annotator.services.likeness import near
from annotator.storage.queries.counts import put_away
from annotator.storage.store import Store

_SHOWN = 30


class WordsDiffer(AnnotatorError):
    """Two texts are not the same words."""


@dataclass(slots=True)
class Joined:
    """What came of it: how many articles were joined to another, how many layers went along, and what was passed over.

    `different` counts pairs that are nearly, and not quite, the same words; `refused` says why a layer did not fit.
    """

    articles: int = 0
    layers: int = 0
    different: int = 0
    refused: list[str] = field(default_factory=list)


def join_near(store: Store, progress: ProgressCallback = lambda _done, _of: None) -> Joined:
    """Join each article to an earlier one of the same words. Raises `ProjectError`."""
    report = Joined()
    for key, into in list(near(store, progress)):
        try:
            report.layers += join(store, key, into)
            report.articles += 1
        except WordsDiffer:
            report.different += 1
        except AnnotatorError as error:
            report.refused.append(str(error))
    return report


def join(store: Store, key: str, into: str) -> int:
    """Take the layers of an article to another one, and put it away; gives how many changed the other.

    Raises `WordsDiffer`, and `InputError` where a layer does not fit beside what is there; then nothing was put away.
    """
    one, other = store.article(key), store.article(into)
    if key == into:
        raise WordsDiffer("An article is not joined to itself.")
    places = _Places(one.text, other.text)
    layers = {name: _brought(store.layer(key, name).layer, places) for name in store.layers_of(key)}
    report = add_reads(store, [Incoming(other, layers)], AddOptions(language=other.language))
    if report.refused:
        raise report.refused[0]
    put_away(store, [key], archived=True)
    return sum(report.layers.values())


def _brought(layer: Layer, places: _Places) -> IncomingLayer:
    """A layer as it comes to the other article."""
    made: dict[Span | Commented, Provenance] = {
        places.span(span): Provenance(held.by, held.at, held.decided, held.source, held.score)
        for span, held in layer.held.items()
        if held.by
    }
    return IncomingLayer(
        spans=[places.span(span) for span in layer.held],
        rejected=[places.span(span) for span in layer.rejected],
        cats=dict(layer.cats),
        comments=[Commented(one.text, one.span and places.span(one.span)) for one in layer.comments],
        skipped=layer.status == "skipped",
        unfinished=layer.status in ("open", "returned"),
        flagged=layer.flagged,
        returned=layer.status == "returned",
        made=made,
    )


class _Places:
    """The way from places of one text to those of another of the same words. Raises `WordsDiffer`."""

    def __init__(self, one: str, other: str) -> None:
        self._from, self._to = Folded(one), Folded(other)
        here, there = self._from.text.strip(), self._to.text.strip()
        if here != there:
            raise WordsDiffer(
                "Their words differ, and only texts that differ in white space and the form of letters are joined: one "
                f"has {' and the other '.join(map(repr, _difference(here, there)))}."
            )
        self._shift = _indent(self._to.text) - _indent(self._from.text)
        self._end = len(self._to.text)

    def span(self, span: Span) -> Span:
        """Where the words of a span stand in the other text."""
        start, end = (min(self._from.offset(at) + self._shift, self._end) for at in (span.start, span.end))
        return Span(*self._to.place(start, max(end, start + 1)), span.label)


def _indent(text: str) -> int:
    """How many characters of white space a text begins with."""
    return len(text) - len(text.lstrip())


def _difference(one: str, other: str) -> Iterator[str]:
    """What stands in each of two texts where they begin to differ."""
    at = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    yield from (text[at : at + _SHOWN] for text in (one, other))
