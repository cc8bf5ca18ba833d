"""Examples that point into articles: what stands there, and spans made examples."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from annotator.domain.guideline.places import Place, place_of
from annotator.domain.scheme import Label
from annotator.domain.span import Span
from annotator.errors import NoProject
from annotator.plural import counted
from annotator.services.project.labels import carry_out, changing
from annotator.storage.store import Store

_AROUND = 24  # code points


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a place: the article (key and title), the words, and some around them, `…` where more is."""

    article: str
    title: str
    quote: str
    before: str = ""
    behind: str = ""


def found_at(store: Store, place: Place) -> Found | str:
    """What stands at a place, or why nothing does, as part of a sentence."""
    try:
        article = store.article(store.resolve(place.article))
    except NoProject:
        return "the article is not in this project"
    text = article.text
    if place.end > len(text):
        return f"the article ends at {len(text):,}"
    before, behind = text[max(0, place.start - _AROUND) : place.start], text[place.end : place.end + _AROUND]
    if place.start > _AROUND:
        before = f"…{before[before.find(' ') + 1 :]}"
    if place.end + _AROUND < len(text):
        behind = f"{behind[: behind.rfind(' ')] if ' ' in behind else behind}…"
    return Found(article.key, article.title, text[place.start : place.end], before, behind)


def example_told(store: Store, example: str) -> str:
    """An example as people read it: of a place what stands there."""
    place = place_of(example)
    if place is None:
        return example
    about = f": {place.about}" if place.about else ""
    match found_at(store, place):
        case Found(quote=quote, before=before, behind=behind):
            return " ".join(f"{before}[{quote}]{behind}".split()) + about
        case why:
            return f"{place.article}:{place.start}-{place.end}: {why}{about}"


def with_examples_told(store: Store, labels: Iterable[Label]) -> list[Label]:
    """Labels with their examples as people read them."""
    return [
        replace(label, examples=tuple(example_told(store, one) for one in label.examples)) if label.examples else label
        for label in labels
    ]


def turn_example(store: Store, key: str, span: Span, by: str, about: str = "") -> str:
    """Make a span an example of its label, or take it out where it is one; gives what is to be said.

    A word `about` it stands beside it. Nobody has to look at spans again for that. Raises `NoSuchLabel`, `ProjectBusy`.
    """
    label = store.scheme().known(span.label)
    there = [one for one in label.examples if _is_at(place_of(one), key, span)]
    here = str(Place(key, span.start, span.end, " ".join(about.split())))
    examples = [one for one in label.examples if one not in there] if there else [*label.examples, here]
    carry_out(store, changing(store, label.name, examples=examples), by=by, minor=True)
    quote = " ".join(span.quote(store.article(key).text).split())
    what = "no example of it any more" if there else "an example of it; % takes it out"
    return f"{label.name} has {counted(len(examples), 'example')}: “{quote}” is {what}."


def _is_at(place: Place | None, key: str, span: Span) -> bool:
    return place is not None and (place.start, place.end) == (span.start, span.end) and key.startswith(place.article)
