"""The memory: what was decided is suggested again wherever it stands, and corrects what models say.

`propose` is pure: the same reading, evidence and suggestions give the same list. A *hit* is a place
where the memory knows better: a decided string under its majority label, the last name of a
confirmed person, an acronym in brackets after its expansion, a sure string of the model elsewhere
in the same text. A hit replaces what a model says at its place, unless the model's span strictly
contains it. What was refused more often than kept is not proposed at all.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from annotator.domain.decisions import MEMORY
from annotator.domain.default_scheme import SUFFIXES
from annotator.domain.index import SpanIndex
from annotator.domain.layer import Layer
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.suggest.evidence import Evidence
from annotator.suggest.habits import cut_pieces, grown, settled
from annotator.suggest.merge import joined
from annotator.suggest.reading import Reading, head_of

SURE = 0.6
"""From which score a model's own string is proposed elsewhere in the same text."""
LIKELY = 0.5
"""From which probability a near miss is proposed: some name is likelier there than none."""
_TITLES = frozenset(
    [
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Prof",
        "President",
        "Senator",
        "Sen",
        "Governor",
        "Gov",
        "Minister",
        "Secretary",
        "Judge",
        "Justice",
        "General",
        "Gen",
        "Captain",
        "Professor",
        "Sir",
        "Dame",
        "Lord",
        "Lady",
        "King",
        "Queen",
        "Prince",
        "Princess",
        "Pope",
        "Coach",
        "Mayor",
        "Ambassador",
        "Chancellor",
        "Premier",
        "Representative",
        "Rep",
        "Congressman",
        "Congresswoman",
        "Chairman",
        "Chief",
        "Director",
        "CEO",
    ]
)
_ACRONYM = re.compile(r"\s?\(\s?([A-Z][A-Za-z&.]{0,8}[A-Z.])\s?\)")


@dataclass(frozen=True, slots=True)
class Powers:
    """Which of its powers the memory uses."""

    strings: bool = True
    habits: bool = True
    names: bool = True


ALL = Powers()


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed now, in order; `sure` are the spans whose very string a person has confirmed and none refused."""

    suggestions: list[Suggestion] = field(default_factory=list)
    sure: frozenset[Span] = frozenset()


def propose(
    reading: Reading,
    evidence: Evidence,
    here: Evidence,
    stored: Iterable[Suggestion],
    layer: Layer,
    scheme: Scheme,
    powers: Powers = ALL,
) -> Proposed:
    """What to propose for a text: `stored` suggestions, corrected and completed by what was decided.

    `evidence` is that of the whole project, `here` that of this text alone. Nothing that was
    decided about the very span is proposed again.
    """
    models = [one for one in stored if not (powers.strings and evidence.unwanted(one.span.quote(reading.text)))]
    if powers.names:
        models = _voted(reading, [_by_suffix(one, reading, scheme) for one in models])
    if powers.habits:
        models = [piece for one in models for piece in settled(one, reading, evidence)] + cut_pieces(layer, reading)
    if not powers.strings:
        return Proposed(_undecided(joined(models), layer))
    models = joined(models)
    hits = {hit.span: hit for hit in _hits(reading, evidence, here, models, scheme, powers)}
    index = SpanIndex(one.span for one in models)
    standing = SpanIndex(
        span
        for span in hits
        if not any(_outweighs(reading, other, span) for other in index.touching(span.start, span.end))
    )
    result = [hits[span] for span in standing]
    for one in models:
        over = standing.touching(one.span.start, one.span.end)
        if not over or one.span in over:
            result.append(one)
    result = joined(result)
    sure = frozenset(
        one.span
        for one in result
        if _confirmed(one.span.quote(reading.text), here, one.span.label) and not _inside_name(reading, one.span)
    )
    return Proposed(_undecided(result, layer), sure)


def accepting_themselves(
    proposed: Proposed, reading: Reading, here: Evidence, scheme: Scheme, layer: Layer
) -> list[Suggestion]:
    """The suggestions that accept themselves, as `scheme.auto_accept` says: off, strings of this article, of the project."""
    if scheme.auto_accept == "off":
        return []
    return [
        one
        for one in proposed.suggestions
        if one.span in proposed.sure
        and (scheme.auto_accept == "project" or one.span.label in here.labels(one.span.quote(reading.text)))
        and all(scheme.allows(one.span, held) for held in layer.spans.touching(one.span.start, one.span.end))
    ]


def _confirmed(string: str, evidence: Evidence, label: str) -> bool:
    return set(evidence.labels(string)) == {label} and not evidence.refused(string)


def _undecided(suggestions: Iterable[Suggestion], layer: Layer) -> list[Suggestion]:
    refused = {(span.start, span.end) for span in layer.rejected}
    return [
        one
        for one in suggestions
        if not layer.knows(one.span) and not (MEMORY in one.sources and (one.span.start, one.span.end) in refused)
    ]


def _hits(
    reading: Reading,
    evidence: Evidence,
    here: Evidence,
    models: Sequence[Suggestion],
    scheme: Scheme,
    powers: Powers,
) -> Iterator[Suggestion]:
    """Every place where the memory knows a string; of those that overlap, the longest, then the first."""
    known: dict[str, set[str]] = {}
    extra: dict[str, str] = {}
    names: set[str] = set()
    if powers.names:
        derived = _derived(reading, here, scheme)
        names = {string for string in derived if not string.isupper()}
        extra = _sure_strings(reading, models) | derived
        extra = {one: extra[one] for one in extra if not evidence.labels(one) and not evidence.refused(one)}
        for string in extra:
            known.setdefault(head_of(string), set()).add(string)
    found: list[tuple[int, int, str]] = []
    for head, starts in reading.heads.items():
        strings = [*evidence.with_head(head), *known.get(head, ())]
        for string in strings:
            label = here.label(string) or evidence.label(string) or extra.get(string)
            if label and scheme.label(label):
                places = (start for start in starts if reading.stands(string, start))
                if string in names:
                    places = (start for start in places if not _capitalised_before(reading, start))
                found += ((len(string), start, label) for start in places)
    taken = SpanIndex()
    for size, start, label in sorted(found, key=lambda hit: (-hit[0], hit[1], hit[2])):
        if not taken.touching(start, start + size):
            span = Span(start, start + size, label)
            taken.add(span)
            one = Suggestion(span, MEMORY, _score(span.quote(reading.text), label, evidence))
            yield grown(one, reading, evidence) if powers.habits else one


def _capitalised_before(reading: Reading, start: int) -> bool:
    """Whether the token before an edge is part of another name: capitalised, no title, in the same sentence."""
    place = reading.places(start, start + 1)[0] - 1
    word = reading.word(place)
    return bool(word) and word[0].isupper() and word.rstrip(".") not in _TITLES and reading.near(place + 1)


def _score(string: str, label: str, evidence: Evidence) -> float:
    """The share of a string's decisions that agree, one more of each kind counted; Laplace's rule of succession."""
    labels = evidence.labels(string)
    return round((labels.get(label, 0) + 1) / (sum(labels.values()) + evidence.refused(string) + 2), 4)


def _outweighs(reading: Reading, model: Span, hit: Span) -> bool:
    """Whether a model's span strictly contains a hit by more than titles and lower-case words."""
    if not model.contains(hit) or model.same_edges(hit):
        return False
    rest = [*reading.words(model.start, hit.start), *reading.words(hit.end, model.end)]
    return not all(word[0].islower() or word.rstrip(".") in _TITLES or not word[0].isalnum() for word in rest)


def suffixes_of(scheme: Scheme) -> Mapping[str, str]:
    """The suffix words of a scheme; where it sets none, the general ones that mean one of its labels."""
    if scheme.suffixes:
        return scheme.suffixes
    meant = ((word, scheme.meaning(label)) for word, label in SUFFIXES.items())
    return {word: label for word, label in meant if label}


def _by_suffix(one: Suggestion, reading: Reading, scheme: Scheme) -> Suggestion:
    words = reading.words(one.span.start, one.span.end)
    label = suffixes_of(scheme).get(words[-1]) if len(words) > 1 else None
    return replace(one, span=one.span.labelled(label)) if label and label != one.span.label else one


def _voted(reading: Reading, models: Sequence[Suggestion]) -> list[Suggestion]:
    """Each string under the label that has most of the score in this text."""
    votes: dict[str, Counter[str]] = {}
    for one in models:
        votes.setdefault(one.span.quote(reading.text), Counter())[one.span.label] += one.score or 0.0
    return [
        replace(one, span=one.span.labelled(label))
        if (label := _winner(votes[one.span.quote(reading.text)])) != one.span.label
        else one
        for one in models
    ]


def _winner(votes: Counter[str]) -> str:
    return min(votes, key=lambda label: (-votes[label], label))


def _sure_strings(reading: Reading, models: Sequence[Suggestion]) -> dict[str, str]:
    return {
        one.span.quote(reading.text): one.span.label
        for one in models
        if (one.score or 0) >= SURE and one.span.quote(reading.text)[0].isupper()
    }


def _inside_name(reading: Reading, span: Span) -> bool:
    """Whether capitalised words stand right beside a span, so that it may be a part of a longer name."""
    after = reading.places(span.start, span.end)[1]
    word = reading.word(after)
    beside = bool(word) and word[0].isupper() and reading.near(after)
    return beside or _capitalised_before(reading, span.start)


def _is_name(word: str, reading: Reading) -> bool:
    known = word in _TITLES or word.lower() in reading.heads
    return len(word) > 2 and word.isalpha() and word[0].isupper() and not known


def _derived(reading: Reading, here: Evidence, scheme: Scheme) -> dict[str, str]:
    """Last names of people confirmed, and acronyms in brackets behind what was confirmed in this text."""
    person = scheme.meaning("PERSON") or scheme.meaning("PER")
    derived: dict[str, str] = {}
    for string in here.strings():
        label = here.label(string)
        if label is None:
            continue
        words = string.split()
        if label == person and len(words) > 1 and _is_name(words[-1], reading):
            derived[words[-1]] = label
        for start in reading.find(string):
            if found := _ACRONYM.match(reading.text, start + len(string)):
                derived[found.group(1)] = label
    return derived
