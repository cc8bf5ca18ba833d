"""What annotators say of an article as a whole: N sets of article labels become agreed answers and conflicts.

A *question* is a group of labels of which one may hold, or a label by itself. Each annotator's
*version* of it is a tuple of answers: the labels of the group that they set; where they set none but
took some back, each of those spoken of with `on` False; empty where they did not answer at all,
which is another thing than "no". A question on which the versions differ is a conflict, and its
`name` says in full who answered what.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar, Literal, NamedTuple, TypeVar

from annotator.domain.scheme import Group

V = TypeVar("V")


class Answer(NamedTuple):
    """Whether a label holds of the article as a whole."""

    label: str
    on: bool


Answers = tuple[Answer, ...]
"""What one annotator says, or what is ruled, on a question; in order of the labels, each once."""


@dataclass(frozen=True, slots=True)
class ArticleConflict:
    """A question about the article as a whole on which not all say the same.

    `question` is the name of the group or of the label; `versions` has each annotator with their
    answers, in order. It stands before the text, at `[0, 0)`, and has no spans.
    """

    question: str
    versions: tuple[tuple[str, Answers], ...]
    kind: ClassVar[Literal["article"]] = "article"
    start: ClassVar[int] = 0
    end: ClassVar[int] = 0
    spans: ClassVar[tuple[()]] = ()

    @property
    def name(self) -> str:
        """Who said what, as canonical JSON: `{"ana": {"SPORT": true}, "ben": {}}`."""
        return _name_of(self.versions)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that somebody speaks of here."""
        return tuple(sorted({answer.label for _, version in self.versions for answer in version}))

    def choices(self, order: Iterable[str] = ()) -> list[tuple[Answers, tuple[str, ...]]]:
        """The different versions, each with who holds it; as numbered for a reviewer who sees annotators in `order`."""
        return numbered(self.versions, order)


@dataclass(frozen=True, slots=True)
class LabelAlignment:
    """What a set of layers agree on of the article as a whole, and what they do not.

    `exclusive` are the groups of which one label may hold.
    """

    agreed: Answers = ()
    conflicts: tuple[ArticleConflict, ...] = ()
    exclusive: tuple[frozenset[str], ...] = ()


def align_labels(said: Mapping[str, Mapping[str, bool]], groups: Iterable[Group] = ()) -> LabelAlignment:
    """Compare the article labels of the layers of one article, by annotator: groups first, then single labels."""
    single = {label for answers in said.values() for label in answers}
    questions: dict[str, list[str]] = {}
    exclusive = [group for group in groups if group.choice == "one"]
    for group in exclusive:
        if spoken_of := sorted(single.intersection(group.labels)):
            questions[group.name] = spoken_of
            single -= {*spoken_of}
    agreed: list[Answer] = []
    conflicts: list[ArticleConflict] = []
    for question, labels in (*questions.items(), *((label, [label]) for label in sorted(single))):
        versions = tuple((who, _version(labels, said[who])) for who in sorted(said))
        if len({version for _, version in versions}) > 1:
            conflicts.append(ArticleConflict(question, versions))
        else:
            agreed += {Answer(label, mine[label]) for mine in said.values() for label in labels if label in mine}
    return LabelAlignment(
        tuple(sorted(agreed)), tuple(conflicts), tuple(frozenset(group.labels) for group in exclusive)
    )


def _version(labels: Sequence[str], said: Mapping[str, bool]) -> Answers:
    """What one annotator says on a question of these labels, which are in order."""
    if chosen := tuple(Answer(label, on=True) for label in labels if said.get(label)):
        return chosen
    return tuple(Answer(label, on=False) for label in labels) if any(label in said for label in labels) else ()


def answered(said: Mapping[str, bool], groups: Iterable[Group], labels: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """What one annotator answers to each question: the labels that they set, none for "none of them".

    The questions are the groups of one choice, by name, and each other label by itself; one that was not answered is
    left out. Who sets or takes back a label of a group of many has answered for all labels of that group; likewise for
    `labels`, the article labels of the scheme, that are in no group.
    """
    found: dict[str, tuple[str, ...]] = {}
    loose = {*labels, *said}
    for group in groups:
        together = loose.intersection(group.labels)
        loose -= together
        if together.isdisjoint(said):
            continue
        if group.choice == "one":
            found[group.name] = tuple(sorted(label for label in together if said.get(label)))
        else:
            found |= {label: (label,) if said.get(label) else () for label in together}
    return found if loose.isdisjoint(said) else found | {label: (label,) if said.get(label) else () for label in loose}


def numbered(versions: Iterable[tuple[str, V]], order: Iterable[str]) -> list[tuple[V, tuple[str, ...]]]:
    """The different versions, each with who holds it, in the order in which annotators are shown."""
    rank = {annotator: number for number, annotator in enumerate(order)}
    held: dict[V, list[str]] = {}
    for annotator, version in sorted(versions, key=lambda one: rank.get(one[0], len(rank))):
        held.setdefault(version, []).append(annotator)
    return [(version, tuple(who)) for version, who in held.items()]


def stands(versions: Iterable[tuple[str, V]], heard: Mapping[str, V], ruled: V) -> bool:
    """Whether a ruling stands: everyone it heard says the same, and whoever came later says what was ruled."""
    said = dict(versions)
    return heard.keys() <= said.keys() and all(version == heard.get(who, ruled) for who, version in said.items())


@lru_cache(maxsize=1 << 12)
def answers_of(name: str) -> Mapping[str, Answers]:
    """The versions that the name of an article's conflict tells of; empty where the name is of another kind."""
    try:
        body = json.loads(name)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(body, dict) or not all(isinstance(version, dict) for version in body.values()):
        return {}
    return {str(who): tuple(Answer(label, bool(on)) for label, on in version.items()) for who, version in body.items()}


def labels_of(name: str) -> frozenset[str]:
    """The labels that the name of an article's conflict speaks of; none where the name is of another kind."""
    return frozenset(answer.label for version in answers_of(name).values() for answer in version)


def name_with(versions: Mapping[str, Answers], current: Callable[[str], str]) -> str:
    """The name of an article's conflict after labels were renamed: `current` gives each label's present name."""
    return _name_of((who, renamed_answers(version, current)) for who, version in versions.items())


def renamed_answers(answers: Iterable[tuple[str, bool]], current: Callable[[str], str]) -> Answers:
    """Answers under the present names of their labels; where two became one, it holds if either did."""
    found: dict[str, bool] = {}
    for label, on in answers:
        found[current(label)] = on or found.get(current(label), False)
    return tuple(Answer(label, on) for label, on in sorted(found.items()))


def _name_of(versions: Iterable[tuple[str, Answers]]) -> str:
    return json.dumps({who: dict(sorted(version)) for who, version in sorted(versions)}, ensure_ascii=False)
