"""What a suggester is, and the words it answers in.

A suggester reads texts and says where it believes spans to be, in its own labels. It knows neither
the project nor its scheme: `fit` brings an answer into the scheme's words and borders afterwards.
It is a module of this folder, or what an entry point in the group `annotator.suggest` names, with

    open(spec) -> Suggester     `spec` is what stands behind `NAME:` where a user names a model: a package, a path,
                                labels, or nothing. Called in the model's process alone; raises `ModelError`
                                or `InputError` in one sentence
    missing(spec) -> str        the sentence that says what of it is not on this machine and how to get it, else "";
                                without it, all is taken to be there (may be left out)
    languages(spec)             the codes of the languages it is for, `["en"]`; none for any (may be left out)
    EXAMPLE                     a spec that can be opened with nothing beside it; "" without it (may be left out)
    SOURCE                      how the names of its sources begin; the name of the suggester without it
    MODEL                       False where articles it has been over still want a model (may be left out)
    BRIEFED                     True where its suggesters have a method `brief`, which is called before they are asked
                                and tells them of the project (`common/brief.py`; may be left out)

Texts come as they are. The built-in models read `common/running_text.py`, and `placed` takes their answers back.
`missing` and `languages` are asked in the app itself, so the module is light to import: what is heavy is imported in
`open`. A stranger's answers are checked, and what makes no sense in them is left out and counted; the sources of
a stranger always begin with its name, and it is always a model. Constants are literals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from annotator.domain.folded import Folded
from annotator.domain.scheme import Scheme
from annotator.errors import ModelError
from annotator.suggest.common.border_rule import trim
from annotator.suggest.common.extended_labels import meaning

Proposal = tuple[int, int, str, float | None]
"""`(start, end, label, score)`: code points, half-open; the score is 0..1 or None."""

Phrase = tuple[int, int, str]
"""`(start, end, form)` of a noun phrase, which nobody labels yet: see `common/phrase_form.py`."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source says of one text.

    `near` are near misses: places it thought of, with the probability it gave them. `starts` and
    `ends` are its token edges, and `tokenizer` their name; all empty where it makes none. `unfit` counts proposals
    that were left out because they made no sense. `phrases` are noun phrases: which are spans, decisions teach. `notes`
    are words of which something is to be said, by what that is, and `used` counts what it took
    (`language_models/notes.py`); a stranger's are not taken. `unknown` counts, once the answer was made to fit a
    scheme, the spans that were left out, by the label that the scheme does not know.
    """

    source: str
    spans: Sequence[Proposal] = ()
    near: Sequence[Proposal] = ()
    tokenizer: str = ""
    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    unfit: int = 0
    phrases: Sequence[Phrase] = ()
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    used: Mapping[str, int] = field(default_factory=dict)
    unknown: Mapping[str, int] = field(default_factory=dict)


class Unanswered(ModelError):
    """There is no answer to a text, in one whole sentence; `used` is what that took nevertheless, of `source`."""

    def __init__(self, sentence: str, source: str, used: Mapping[str, int]) -> None:
        super().__init__(sentence)
        self.source, self.used = source, used


class Suggester(Protocol):
    """One source of suggestions, ready to work."""

    @property
    def name(self) -> str:
        """The source's name, as suggestions carry it: what it is, and which version (`spacy:en_core_web_sm-3.8.0`)."""

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        """One answer for each text, in order; ends early once `cancelled()`. The same texts give the same answers."""


def never() -> bool:
    """The `cancelled` of work that nobody will cancel."""
    return False


def fit(answer: Answer, text: str, scheme: Scheme) -> Answer:
    """The answer in the labels of the scheme, with trimmed borders where the scheme wants them; each span once.

    What the scheme has no label for is left out, and so is what has nothing left after trimming.
    """
    labels = Counter(label for _, _, label, _ in answer.spans)
    unknown = {label: count for label, count in labels.items() if meaning(scheme, label) is None}
    spans, near = (_fitted(proposals, text, scheme) for proposals in (answer.spans, answer.near))
    return replace(answer, spans=spans, near=near, unknown=unknown)


def placed(answer: Answer, view: Folded) -> Answer:
    """What was said of a text that was folded, where it stands in the text as it is; proposals in order, each once."""
    tokens = [view.place(*token) for token in zip(answer.starts, answer.ends, strict=True)]
    spans, near = (
        sorted({(*view.place(*one[:2]), *one[2:]) for one in proposals}, key=lambda one: (*one[:3], one[3] or 0.0))
        for proposals in (answer.spans, answer.near)
    )
    starts, ends = [start for start, _ in tokens], [end for _, end in tokens]
    phrases = sorted({(*view.place(*one[:2]), one[2]) for one in answer.phrases})
    return replace(answer, spans=spans, near=near, starts=starts, ends=ends, phrases=phrases)


def _fitted(proposals: Sequence[Proposal], text: str, scheme: Scheme) -> tuple[Proposal, ...]:
    best: dict[tuple[int, int, str], float | None] = {}
    meanings = {foreign: meaning(scheme, foreign) for foreign in {proposal[2] for proposal in proposals}}
    for start, end, foreign, score in proposals:
        label = meanings[foreign]
        if label is None:
            continue
        edges = trim(text, start, end) if scheme.trim_borders else (start, end)
        if edges is None:
            continue
        known = best.get((*edges, label))
        best[(*edges, label)] = max(filter(None, (known, score)), default=score)
    return tuple((*span, score) for span, score in sorted(best.items()))
