"""Arrivals: articles out of a file, made ready to be stored, and how one is put into a project.

An imported layer is a list of decisions like any other; what a layer knows already is not decided
again, so that the same file twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.article import Article
from annotator.domain.decisions import (
    GOLD,
    Approved,
    Decision,
    Event,
    Finished,
    Flagged,
    Imported,
    Noted,
    Rejected,
    Returned,
    Skipped,
)
from annotator.domain.document import CLAIMS, UNNAMED, Incoming, IncomingLayer
from annotator.domain.layer import Layer
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.domain.tokens import OWN
from annotator.errors import InputError
from annotator.formats.common.span_reader import sorted_spans
from annotator.services.importing.claims.names import ClaimNames
from annotator.services.importing.claims.renamed import with_claims
from annotator.services.importing.claims.taken import TakenClaims, take_claims
from annotator.services.importing.deciding import Deciding
from annotator.services.importing.known_article import NOTHING_KEPT, Kept, keep_copy
from annotator.services.importing.label_mapping import Labels
from annotator.services.importing.newest_word import is_known, lacking
from annotator.services.importing.overlaps import check_flow, check_overlap
from annotator.services.importing.provenance import IMPORT, Made, bare, made_of
from annotator.storage.store import ELSEWHERE, LayerState, Store

ImportedSuggestions = dict[str, list[tuple[int, int, str, float | None]]]


@dataclass(frozen=True, slots=True)
class Arrival:
    """One article with the events of each layer and what each source proposes; `found_at` are its file and line."""

    article: Article
    layers: Mapping[str, Sequence[Event]]
    proposals: ImportedSuggestions
    tokens: Sequence[tuple[int, int]]
    tokenizer: str
    found_at: tuple[str, int | None]
    nameless: bool = False
    """Whether something was left out because the file names nobody who said it."""
    said_at: Mapping[str, str] = field(default_factory=dict)
    """When each layer was answered (UTC, ISO 8601), where the file says so: the newest word of one person holds."""
    partial: frozenset[str] = frozenset()
    """The layers that say nothing of what they leave out."""
    made: Mapping[str, Made] = field(default_factory=dict)
    """By layer, who decided on which span, when and how, where a file of ours says so."""
    elapsed: Mapping[str, int] = field(default_factory=dict)
    """By layer, how long it took, in milliseconds."""
    claims: TakenClaims = field(default_factory=TakenClaims)
    """What of its `meta` became claims of its layers."""


@dataclass(slots=True)
class Stored:
    """What storing one arrival did; `copied` tells what was kept of a copy of a known text.

    `older` counts layers of which a newer word of the same person is there, so that something was passed over.
    """

    added: bool
    layers: list[str] = field(default_factory=list)
    suggestions: int = 0
    copied: Kept = NOTHING_KEPT
    older: int = 0


def prepare(
    incoming: Incoming,
    file: str,
    names: Mapping[str, str],
    labels: Labels,
    claim_names: ClaimNames,
    *,
    unfinished: bool,
) -> Arrival:
    """The arrival of an article; `names` says what annotators of the file are called here. Raises `InputError`."""
    if not incoming.layers and not incoming.suggestions:
        found_at = (file, incoming.line)
        return Arrival(incoming.article, {}, {}, incoming.tokens, incoming.tokenizer, found_at)
    mark = labels.mark()
    try:
        arrival = _prepare(incoming, file, names, labels, unfinished=unfinished)
    except InputError:
        labels.reset(mark)
        raise
    if arrival.article.meta.keys().isdisjoint(CLAIMS):
        return arrival
    held = {
        name: {event.span for event in events if isinstance(event, Imported)} for name, events in arrival.layers.items()
    }
    nameless = names.get(UNNAMED, UNNAMED) if len(incoming.layers) != 1 else next(iter(held), UNNAMED)
    nameless = UNNAMED if incoming.ours else nameless
    proposed = {Span(*one[:3]) for spans in arrival.proposals.values() for one in spans}
    held[UNNAMED] = proposed.union(*held.values())
    article, claims = take_claims(arrival.article, held, nameless, claim_names)
    return replace(arrival, article=article, claims=claims)


def _prepare(incoming: Incoming, file: str, names: Mapping[str, str], labels: Labels, *, unfinished: bool) -> Arrival:
    proposals: ImportedSuggestions = {}
    layers: dict[str, Sequence[Event]] = {}
    nameless = False
    for one in incoming.suggestions:
        span = one.span
        proposals.setdefault(one.source, []).append((span.start, span.end, labels.span(span.label), one.score))
    for was, layer in incoming.layers.items():
        name = names.get(was, was)
        if name == UNNAMED:
            proposed = [(span.start, span.end, labels.span(span.label), None) for span in layer.spans]
            proposals.setdefault(IMPORT, []).extend(proposed)
            nameless = bool(layer.rejected or layer.cats or layer.comments or layer.skipped or layer.flagged)
            continue
        if name in layers:
            raise InputError(f"Two annotators of this article would both be called {name!r}.")
        layers[name] = list(_events(name, layer, labels, unfinished=unfinished or layer.unfinished))
        spans = [event.span for event in layers[name] if isinstance(event, Imported)]
        check_flow(spans, labels.scheme, incoming.article.text, name)
    found_at = (file, incoming.line)
    said = {names.get(name, name): layer.at for name, layer in incoming.layers.items()}
    made = {names.get(name, name): made_of(layer, names, labels) for name, layer in incoming.layers.items()}
    partial = frozenset(names.get(name, name) for name, layer in incoming.layers.items() if layer.unfinished)
    return Arrival(
        with_claims(incoming.article, labels.renamed, names),
        layers,
        proposals,
        incoming.tokens,
        incoming.tokenizer,
        found_at,
        nameless,
        said,
        partial,
        made,
        {names.get(name, name): layer.elapsed_ms for name, layer in incoming.layers.items()},
    )


def _events(name: str, layer: IncomingLayer, labels: Labels, *, unfinished: bool) -> Iterator[Event]:
    """The events that make a layer."""
    held = _current(layer.spans, labels)
    for span in held:
        yield Imported(span)
    for span in _current(layer.rejected, labels):
        if span not in held:
            yield Rejected(span, IMPORT)
    for label, on in layer.cats.items():
        yield Noted(labels.article(label), on)
    yield from layer.comments
    if layer.flagged:
        yield Flagged(on=True)
    if layer.skipped:
        yield Skipped()
    elif layer.returned:
        yield Returned()
    elif not unfinished:
        yield Approved() if name == GOLD else Finished()


def _current(spans: Sequence[Span], labels: Labels) -> list[Span]:
    """The spans under the labels of the scheme, in order."""
    names = {label: labels.span(label) for label in {span.label: None for span in spans}}
    return sorted_spans(span if names[span.label] == span.label else span.labelled(names[span.label]) for span in spans)


Begun = Mapping[str, tuple[list[Decision], LayerState]]


def begun(store: Store, arrival: Arrival) -> Begun:
    """The layers of an article that is new, with their decisions: all that can be done before anything is written."""
    if store.has_article(arrival.article.key):
        return {}
    return {name: _begin(arrival, name, events) for name, events in arrival.layers.items()}


def _begin(arrival: Arrival, name: str, events: Sequence[Event]) -> tuple[list[Decision], LayerState]:
    state = LayerState(Layer(len(arrival.article.text)), 0)
    deciding = Deciding(state.layer, name, arrival.said_at.get(name, ""), arrival.made.get(name, {}))
    deciding.elapsed_ms = arrival.elapsed.get(name, 0)
    return deciding.take(events, arrival.claims.layers.get(name)), state


def store_arrival(
    store: Store, arrival: Arrival, layers: Begun, scheme: Scheme, *, added: str, fresh: set[str]
) -> Stored:
    """Put an arrival into the project, inside a `write()`. Raises `InputError` before anything was written.

    `layers` are those of `begun`. `fresh` are the keys of articles that were added for arrivals without layers;
    the first such arrival takes its key.
    """
    article = arrival.article
    new = not arrival.layers and article.key in fresh
    known = not new and store.has_article(article.key)
    there = store.layers_of(article.key) if known and arrival.layers else ()
    done = Stored(added=not known)
    ready = [
        _ready(store, arrival, name, scheme, done)
        if name in there
        else layers.get(name) or _begin(arrival, name, events)
        for name, events in arrival.layers.items()
    ]
    if known and arrival.layers:
        done.copied = keep_copy(store, article, arrival.claims)
    if not known:
        if new:
            fresh.discard(article.key)
        else:
            store.add_article(article, added)
        if arrival.tokens and arrival.tokenizer != OWN:
            starts, ends = zip(*arrival.tokens, strict=True)
            store.set_tokens(article.key, arrival.tokenizer, starts, ends)
    for source, spans in arrival.proposals.items():
        done.suggestions += _propose(store, article.key, source, spans, known=known)
    for decisions, state in ready:
        if decisions:
            store.append(
                article.key,
                article.text,
                decisions,
                state.layer,
                revision=state.revision,
                origin=ELSEWHERE,
            )
            done.layers.append(decisions[0].layer)
    return done


def _ready(
    store: Store, arrival: Arrival, name: str, scheme: Scheme, done: Stored
) -> tuple[list[Decision], LayerState]:
    """The decisions that a layer lacks, and the layer with them. Raises `InputError` where spans may not overlap."""
    key, at = arrival.article.key, arrival.said_at.get(name, "")
    state = store.layer(key, name)
    before = store.decisions(key, name)
    last = max((decision.at for decision in before), default="")
    new = at > last and name not in arrival.partial
    told = {bare(one.event) for one in before}
    missing = lacking(arrival.layers[name], state.layer, told, newer=new)
    if at and last > at:
        still = [event for event in missing if name in arrival.partial and not is_known(state.layer, event)]
        done.older += len(still) < len(missing)
        missing = still

    def check(span: Span) -> None:
        beside = state.layer.touching(span.start, span.end) if scheme.overlap != "any" else ()
        check_overlap(beside, span, scheme, arrival.article.text, name)

    deciding = Deciding(state.layer, name, at, arrival.made.get(name, {}), check=check)
    return deciding.take(missing, arrival.claims.layers.get(name), told, newer=new), state


def _propose(
    store: Store, key: str, source: str, spans: list[tuple[int, int, str, float | None]], *, known: bool
) -> int:
    """Store suggestions beside those a source has made already; gives how many are new."""
    if known:
        old = [
            (one.span.start, one.span.end, one.span.label, one.score)
            for one in store.suggestions(key)
            if one.source == source
        ]
        here = {span[:3] for span in old}
        fresh = [span for span in spans if span[:3] not in here]
        if not fresh and source in store.suggested_by(key):
            return 0
        store.add_suggestions(key, source, [*old, *fresh])
        return len(fresh)
    store.add_suggestions(key, source, spans)
    return len(spans)
