"""What a run of suggesters did, and the sentences that say what of their answers was left out or placed otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from annotator.domain.scheme import Scheme
from annotator.plural import counted
from annotator.suggest.base import Answer
from annotator.suggest.common.extended_labels import meaning
from annotator.suggest.language_models.notes import Noted, in_short, noted, sentences

_NAMED = 5  # labels in a sentence of two lines


@dataclass(slots=True)
class SuggestReport:
    """What a run did; `unknown` counts proposals by model label that the scheme has no label for.

    `languages` are those the models are for (none: any), `foreign` counts the articles of other languages, and `lists`
    those that lists of names alone were over. `unfit` counts proposals that made no sense, by source. `notes` are what
    else is to be told, and what was used, by source; `unanswered` counts the articles that a source was asked for in
    vain, `phrases` noun phrases, which are no suggestions yet; `beside` are other pipelines of these languages whose
    suggestions stay, and `known` counts the articles that all sources have been over before. `engine` and `workers`
    tell where it ran, in how many processes at most; `lost` are articles that end the process that reads them, each
    with the `article` and a `reason`.
    """

    articles: int = 0
    words: int = 0
    suggestions: int = 0
    seconds: float = 0.0
    sources: tuple[str, ...] = ()
    unknown: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    languages: tuple[str, ...] = ()
    foreign: dict[str, int] = field(default_factory=dict)
    lists: dict[str, int] = field(default_factory=dict)
    unfit: Counter[str] = field(default_factory=Counter)
    notes: dict[str, Noted] = field(default_factory=dict)
    unanswered: int = 0
    phrases: int = 0
    beside: list[str] = field(default_factory=list)
    known: int = 0
    engine: str = "local"
    workers: int = 0
    lost: list[dict[str, str]] = field(default_factory=list)

    def used(self, source: str) -> Counter[str]:
        """What a source used, as it counts that."""
        return self.notes[source].used if source in self.notes else Counter()

    def as_json(self) -> dict[str, Any]:
        """Everything that is told, as a JSON object."""
        found = {item.name: getattr(self, item.name) for item in fields(self)}
        notes = {source: {**one.used, **one.counts} for source, one in self.notes.items()}
        return {**found, "notes": notes, "notices": notices(self.notes)}


def speed_notice(report: SuggestReport) -> str:
    """How fast it is, in a few words; "" where nothing has counted words."""
    if not report.words or not report.seconds:
        return ""
    return f"{report.words / report.seconds:,.0f} words/s by {counted(report.workers, 'process', 'processes')}"


def phrases_notice(phrases: int) -> str:
    """The sentence that says what noun phrases are for."""
    return f"{counted(phrases, 'noun phrase')} noted: those like what you label will be suggested while you label."


def known_notice(known: int) -> str:
    """The sentence that says that articles were read before, and how they are read again."""
    rest = "was read before and stays as it is" if known == 1 else "were read before and stay as they are"
    return f"{counted(known, 'article')} {rest}: `--redo` reads anew."


def passed_over(answers: Iterable[Answer], scheme: Scheme) -> Counter[str]:
    """How often suggesters propose what no label of the scheme means, by their own labels."""
    labels = Counter(label for answer in answers for _, _, label, _ in answer.spans)
    return Counter({label: count for label, count in labels.items() if meaning(scheme, label) is None})


def passed_over_notice(unknown: Counter[str]) -> str:
    """The sentence that says what was passed over, most of it first, and what would change that."""
    named = unknown.most_common(_NAMED)
    labels = ", ".join(f"{label} {count:,}" for label, count in named)
    more = f" and {len(unknown) - len(named)} more" if len(unknown) > len(named) else ""
    return f"Passed over, because no label of the scheme means them: {labels}{more}; `from` in the scheme maps them."


def count_unfit(answers: Iterable[Answer]) -> Counter[str]:
    """How many proposals made no sense, by source."""
    return Counter({answer.source: answer.unfit for answer in answers if answer.unfit})


def unfit_notices(unfit: Counter[str]) -> list[str]:
    """For each source the sentence that says how much of what it proposes was left out because it made no sense."""
    why = "outside the text, without a label, or with a score beyond 0 and 1"
    return [
        f"Left out of what {source} proposes, because it makes no sense ({why}): {unfit[source]:,}." for source in unfit
    ]


def notices(notes: Mapping[str, Noted]) -> list[str]:
    """What else is to be told of the answers of sources, in sentences."""
    return [sentence for source, one in notes.items() for sentence in sentences(source, one)]


class AnswerNotices:
    """What is to be said of answers that come one after the other; what is so of many is said once."""

    def __init__(self) -> None:
        self._labels = self._unfit = False

    def about(self, answers: Sequence[Answer], scheme: Scheme) -> str:
        """The sentences about the answers to one article, or ""."""
        said: list[str] = []
        unknown = passed_over(answers, scheme)
        if unknown and not self._labels and unknown.total() == sum(len(answer.spans) for answer in answers):
            self._labels = True
            said.append(passed_over_notice(unknown))
        if not self._unfit and (unfit := unfit_notices(count_unfit(answers))):
            self._unfit = True
            said += unfit
        said += filter(None, (in_short(source, one) for source, one in noted(answers).items()))
        return " ".join(said)


def unanswered_notice(number: int) -> list[str]:
    """What is to be told of articles that a source was asked for in vain."""
    what = f"{counted(number, 'article')} got no answer of a source, and {'is' if number == 1 else 'are'} as before"
    return [f"{what}: the same command goes on with what is left."] if number else []
