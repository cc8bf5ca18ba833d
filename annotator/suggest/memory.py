"""The memory: what was decided is suggested again wherever it stands, and corrects what models say.

`propose` is pure: the same reading, lessons and suggestions give the same list. A *hit* is a place
where the memory knows a string: one that was decided, under its majority label, or one that follows
from those (see `names`). A hit replaces what a model says at its place, unless the model's span
strictly contains it. What was refused more often than kept is not proposed at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.domain.decisions import MEMORY
from annotator.domain.layer import Layer
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.suggest import names
from annotator.suggest.evidence import Evidence
from annotator.suggest.habits import cut_pieces, grown, settled
from annotator.suggest.merge import joined
from annotator.suggest.reading import Reading, head_of

LIKELY = 0.5
"""From which probability a near miss is proposed: some name is likelier there than none."""


@dataclass(frozen=True, slots=True)
class Powers:
    """Which of its powers the memory uses: decided strings, learned borders, what names tell of each other."""

    strings: bool = True
    habits: bool = True
    names: bool = True


ALL = Powers()


@dataclass(frozen=True, slots=True)
class Learned:
    """What was learned in the whole project, and `here`, in this text alone (the former includes the latter)."""

    project: Evidence
    here: Evidence

    def label(self, string: str) -> str | None:
        """The majority label of a string: in this text if it was kept here, else in the project."""
        if self.project.unwanted(string):
            return None
        return self.here.label(string) or self.project.label(string)

    def unknown(self, string: str) -> bool:
        """Whether nothing was decided about a string."""
        return not self.project.labels(string) and not self.project.refused(string)


def propose(
    reading: Reading,
    learned: Learned,
    stored: Iterable[Suggestion],
    layer: Layer,
    scheme: Scheme,
    *,
    powers: Powers = ALL,
) -> list[Suggestion]:
    """What to propose for a text: `stored` suggestions, corrected and completed by what was decided.

    Nothing that was decided about the very span is proposed again.
    """
    project, text = learned.project, reading.text
    models = [one for one in stored if not (powers.strings and project.unwanted(one.span.quote(text)))]
    if powers.names:
        models = names.voted(names.by_suffix(models, reading, scheme), reading)
    if powers.habits:
        models = [piece for one in models for piece in settled(one, reading, project)] + cut_pieces(layer, reading)
    models = joined(models)
    if powers.strings:
        models = joined(_with_hits(models, reading, learned, scheme, powers))
    return list(_undecided(models, layer))


def accepting_themselves(
    suggestions: Iterable[Suggestion], reading: Reading, learned: Learned, layer: Layer, scheme: Scheme
) -> list[Suggestion]:
    """The suggestions that accept themselves: their string was always kept under their label and never refused.

    As `scheme.auto_accept` says it must have been confirmed in this text, or in the project, or nothing
    accepts itself. What may be a part of a longer name, or would stand beside what it must not, waits.
    """
    if scheme.auto_accept == "off":
        return []
    confirming = learned.here if scheme.auto_accept == "article" else learned.project
    found = []
    for one in suggestions:
        span, quote = one.span, one.span.quote(reading.text)
        confirmed = confirming.labels(quote).keys() == {span.label} and not learned.project.refused(quote)
        free = confirmed and not names.inside_name(reading, span.start, span.end)
        if free and all(scheme.allows(span, held) for held in layer.spans.touching(span.start, span.end)):
            found.append(one)
    return found


def _undecided(suggestions: Iterable[Suggestion], layer: Layer) -> Iterator[Suggestion]:
    refused = {(span.start, span.end) for span in layer.rejected}
    for one in suggestions:
        again = MEMORY in one.sources and (one.span.start, one.span.end) in refused
        if not again and not layer.knows(one.span):
            yield one


def _with_hits(
    models: Sequence[Suggestion], reading: Reading, learned: Learned, scheme: Scheme, powers: Powers
) -> Iterator[Suggestion]:
    """The models' suggestions that no hit replaces, and the hits that no model's larger span outweighs."""
    hits = list(_longest(_found(models, reading, learned, scheme, powers), reading))
    owner = [0] * len(reading.starts)
    for number, (start, end, _) in enumerate(hits, 1):
        for place in range(*reading.places(start, end)):
            owner[place] = number
    beaten: set[int] = set()
    touched = [set(filter(None, owner[slice(*reading.places(one.span.start, one.span.end))])) for one in models]
    for one, numbers in zip(models, touched, strict=True):
        beaten.update(number for number in numbers if _outweighs(reading, one.span, hits[number - 1]))
    for number, (start, end, label) in enumerate(hits, 1):
        if number not in beaten:
            one = Suggestion(Span(start, end, label), MEMORY, _score(reading.text[start:end], label, learned.project))
            yield grown(one, reading, learned.project) if powers.habits else one
    for one, numbers in zip(models, touched, strict=True):
        standing = numbers - beaten
        if not standing or any(
            hits[number - 1] == (one.span.start, one.span.end, one.span.label) for number in standing
        ):
            yield one


def _found(
    models: Sequence[Suggestion], reading: Reading, learned: Learned, scheme: Scheme, powers: Powers
) -> Iterator[tuple[int, int, str]]:
    """Every `(start, end, label)` where a known string stands."""
    last: Mapping[str, str] = {}
    more: dict[str, str] = {}
    if powers.names:
        last = names.last_names(learned.here, reading, scheme)
        more = {**names.sure_strings(models, reading), **names.acronyms(learned.here, reading), **last}
    by_head: dict[str, list[str]] = {}
    for string in filter(learned.unknown, more):
        by_head.setdefault(head_of(string), []).append(string)
    known = {label.name for label in scheme.active()}
    for head in reading.heads:
        for string in (*learned.project.with_head(head), *by_head.get(head, ())):
            label = learned.label(string) or (more.get(string) if string in by_head.get(head, ()) else None)
            if label not in known or label is None:
                continue
            for start in reading.find(string):
                begin = names.name_start(reading, start) if string in last else start
                yield begin, start + len(string), label


def _longest(found: Iterable[tuple[int, int, str]], reading: Reading) -> Iterator[tuple[int, int, str]]:
    """Of places that overlap, the longest, then the first."""
    taken = bytearray(len(reading.starts))
    for start, end, label in sorted(found, key=lambda hit: (hit[0] - hit[1], hit)):
        first, last = reading.places(start, end)
        if not any(taken[first:last]):
            taken[first:last] = b"\1" * (last - first)
            yield start, end, label


def _score(string: str, label: str, evidence: Evidence) -> float:
    """The share of a string's decisions that agree, by Laplace's rule of succession."""
    labels = evidence.labels(string)
    return round((labels.get(label, 0) + 1) / (sum(labels.values()) + evidence.refused(string) + 2), 4)


def _outweighs(reading: Reading, model: Span, hit: tuple[int, int, str]) -> bool:
    """Whether a model's span strictly contains a hit by more than titles and lower-case words."""
    start, end, _ = hit
    if not (model.start <= start and end <= model.end) or (model.start, model.end) == (start, end):
        return False
    rest = [*reading.words(model.start, start), *reading.words(end, model.end)]
    return not all(word[0].islower() or names.is_title(word) or not word[0].isalnum() for word in rest)
