"""The lens: every place of words or of a label across the articles, with what each layer and the models say there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from annotator.domain.span import Span, SpanIndex, Stretch
from annotator.domain.text.pattern import Pattern
from annotator.progress import ProgressCallback
from annotator.storage.maintenance.word_index import indexing, is_indexed
from annotator.storage.queries.finding.said import Said, held_under, said_at
from annotator.storage.queries.finding.texts import FoundText, texts, texts_labelled
from annotator.storage.queries.finding.word_index import sure_words
from annotator.storage.store import Store
from annotator.suggest.common.time_limit import time_limit

Kind = Literal["label", "nothing", "longer", "other edges", "not begun"]
NOTHING: Final = "nothing"
LONGER: Final = "longer"
CROSSING: Final = "other edges"
NOT_BEGUN: Final = "not begun"
ALL = "all"
"""In place of the name of a layer: all of them."""
_FEW = 8
"""For each of so many places in an article, the spans that touch any of them are gone through."""
_AT_ONCE = 30
"""So many places, about a page, are asked for together."""
_PATIENCE = 10.0
"""Seconds that an expression may take over one article."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What a layer says of a place: it has labels there, nothing, a longer span around it, or one across its edges.

    Or it is not begun in that article, and says nothing yet.
    """

    kind: Kind
    labels: tuple[str, ...] = ()

    @property
    def label(self) -> str | None:
        """The label that just this place has, if it has one."""
        return "/".join(self.labels) if self.kind == "label" else None

    @property
    def name(self) -> str:
        """What it is counted as: its label, else its kind."""
        return self.label or self.kind

    @property
    def short(self) -> str:
        """The same as a cell of a column: a point for nothing, a dash where not begun, a longer span in brackets."""
        others = "/".join(self.labels)
        return {NOTHING: "·", NOT_BEGUN: "–", LONGER: f"({others})", CROSSING: f"~{others}"}.get(self.kind, others)


_SILENT, _UNBEGUN = Saying(NOTHING), Saying(NOT_BEGUN)


@dataclass(frozen=True, slots=True)
class Place:
    """`[start, end)` of an article's text in code points, with what the layers of the article say there.

    `suggested` is what sources propose for just this place, the surest first.
    """

    article: FoundText
    start: int
    end: int
    layers: dict[str, Saying]
    suggested: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        """The words that stand there."""
        return self.article.text[self.start : self.end]

    def context(self, width: int) -> tuple[str, str]:
        """As many characters before and behind."""
        return self.article.text[max(0, self.start - width) : self.start], self.article.text[
            self.end : self.end + width
        ]

    def said(self, layer: str) -> Saying:
        """What a layer says."""
        return self.layers.get(layer, _UNBEGUN)

    def has(self, label: str, layer: str = "") -> bool:
        """Whether a layer (any, if none is named) holds just this place under a label."""
        return any(
            said.kind == "label" and label in said.labels for name, said in self.layers.items() if layer in ("", name)
        )

    def counted(self, layer: str) -> list[str]:
        """What a layer says as it is counted; of `all`, what each of those says that are begun here."""
        if layer == ALL:
            return [said.name for said in self.layers.values()] or [NOT_BEGUN]
        return [self.said(layer).name]

    def as_json(self, context: int = 30) -> dict[str, Any]:
        """The place as `find --json` gives it."""
        before, after = self.context(context)
        return {
            "article": self.article.key,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "before": before,
            "after": after,
            "layers": {name: said.label for name, said in self.layers.items()},
            "inside": {name: "/".join(said.labels) for name, said in self.layers.items() if said.kind == LONGER},
            "suggested": self.suggested[0] if self.suggested else None,
        }


def saying(spans: SpanIndex, start: int, end: int) -> Saying:
    """What a layer's spans say of `[start, end)`."""
    return saying_of(spans.touching(start, end), start, end)


def saying_of(here: Sequence[Span], start: int, end: int) -> Saying:
    """The same of the spans that touch `[start, end)`."""
    if not here:
        return _SILENT
    if same := sorted({one.label for one in here if (one.start, one.end) == (start, end)}):
        return Saying("label", tuple(same))
    longer = min((one for one in here if one.start <= start and end <= one.end), key=len, default=None)
    return Saying(LONGER, (longer.label,)) if longer else Saying(CROSSING, tuple(sorted({one.label for one in here})))


def find(store: Store, pattern: Pattern, progress: ProgressCallback = lambda _done, _of: None) -> Iterator[Place]:
    """Every place of a pattern, article by article in the order in which they came.

    `progress` hears of the articles whose words are put into the index, where that is done first. Raises
    `ModelError` where an expression takes too long over an article.
    """
    return (place for some in pages(store, pattern, progress) for place in some)


def pages(
    store: Store, pattern: Pattern, progress: ProgressCallback = lambda _done, _of: None
) -> Iterator[Iterator[Place]]:
    """The same in pages, each found in no time and some without a place, so that others can be heard in between."""
    words = sure_words(pattern.words) if pattern.whole else []
    for how_far in indexing(store) if words else ():
        progress(*how_far)
        yield iter(())
    for articles in texts(store, words if words and is_indexed(store) else ()):
        yield places_at(store, ((one, _places_in(pattern, one)) for one in articles))


def _places_in(pattern: Pattern, article: FoundText) -> list[Stretch]:
    if pattern.words:
        return list(pattern.places(article.text))
    with time_limit(_PATIENCE, f"The expression {pattern.expression.pattern!r}"):
        return list(pattern.places(article.text))


def find_label(store: Store, label: str, layer: str = "") -> Iterator[Place]:
    """Every place that a layer (any, if none is named) holds under a label, article by article."""
    for articles in texts_labelled(store, label):
        held = held_under(store, [one.number for one in articles], label, layer)
        yield from places_at(store, [(one, held[one.number]) for one in articles])


def places_at(store: Store, found: Iterable[tuple[FoundText, Sequence[Stretch]]]) -> Iterator[Place]:
    """The places `[start, end)` of articles, with what is said there."""
    some: list[tuple[FoundText, Sequence[Stretch]]] = []
    asked = 0
    for article, here in found:
        if here:
            some.append((article, here))
            asked += len(here)
            if asked >= _AT_ONCE:
                yield from _said_there(store, some)
                some, asked = [], 0
    if some:
        yield from _said_there(store, some)


def _said_there(store: Store, found: Sequence[tuple[FoundText, Sequence[Stretch]]]) -> Iterator[Place]:
    said = said_at(store, {article.number: here for article, here in found})
    for article, here in found:
        yield from _places(article, said[article.number], here)


def _places(article: FoundText, said: Said, stretches: Sequence[Stretch]) -> Iterator[Place]:
    touching = {name: _touching(spans, len(stretches)) for name, spans in said.layers.items()}
    for start, end in stretches:
        layers = {name: saying_of(here(start, end), start, end) for name, here in touching.items()}
        proposed = tuple(dict.fromkeys(said.suggested.get((start, end), ())))
        yield Place(article, start, end, layers, proposed)


def _touching(spans: Sequence[Span], places: int) -> Callable[[int, int], Sequence[Span]]:
    """What finds which of the spans that touch so many places touch one of them."""
    if places > _FEW:
        return SpanIndex(spans).touching
    return lambda start, end: [one for one in spans if one[0] < end and one[1] > start]


def outliers(places: Iterable[Place], layer: str) -> list[Place]:
    """The places of which a layer (of `all`, any) says something else than of most.

    Longer spans say nothing, nor do articles in which nobody has begun that layer.
    """
    begun = (place for place in places if (place.layers if layer == ALL else layer in place.layers))
    known = [(place, [one for one in place.counted(layer) if one != LONGER]) for place in begun]
    most = Counter(one for _, said in known for one in said).most_common(1)
    return [place for place, said in known if any(one != most[0][0] for one in said)]
