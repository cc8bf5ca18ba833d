"""Suggestions of language models, local ones or any provider's, through the library `llm`, paragraph by paragraph.

The spec is a model as `llm` knows it. It is told labels, guidelines and the nearest decided paragraphs, answers with
quotes, and gives no scores. Needs the extra `llm`; a text leaves the program only where the user allowed that for the
project. Prices, limits and the like stand in the settings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec

from annotator.config import load
from annotator.domain.folded import Folded
from annotator.errors import ModelError
from annotator.extras import install_command
from annotator.suggest.base import Answer, Proposal, Suggester, Unanswered, placed
from annotator.suggest.common.brief import Brief, Decided
from annotator.suggest.common.running_text import running_text
from annotator.suggest.language_models.consent import may_send
from annotator.suggest.language_models.model import LanguageModel, Reply, expected, known_model
from annotator.suggest.language_models.notes import NONSENSE, UNREADABLE
from annotator.suggest.language_models.prompts import Prompter
from annotator.suggest.language_models.quotes import placed as places_of_quotes
from annotator.suggest.language_models.terms import CACHED, REQUESTS, TOKENS_IN, TOKENS_OUT, UNCOUNTED, Terms, terms_of
from annotator.suggest.spacy_models.paragraphs import paragraphs

BRIEFED = True


def open(spec: str) -> Suggester:  # noqa: A001 - every suggester module has this name
    """The suggester of a model. Raises `ModelError` where the extra, the model or a price is missing."""
    return Asking.opened(spec)


def missing(spec: str) -> str:
    """What is not there, if the library is not; which models it knows is only told when one is opened."""
    if not spec.strip():
        return "Say which language model: `llm:NAME`, a name or alias that `llm models` lists."
    if find_spec("llm") is None:
        return f"Language models need a further library; get it with: {install_command('llm')}"
    return ""


def not_allowed(spec: str) -> str:
    """The sentence that says that texts may not be sent, and what would allow it."""
    return (
        f"No text of this project goes to llm:{spec} until you allow it: `language models` (ctrl+p) in the app, "
        f"or `annotator suggest --model llm:{spec} --send`."
    )


class Asking:
    """A language model that is asked about texts."""

    def __init__(self, spec: str, model: LanguageModel) -> None:
        self.name = model.name
        self._spec, self._model = spec, model
        self._brief = Brief("")
        self._prompter = Prompter((), ())

    @classmethod
    def opened(cls, spec: str) -> Asking:
        """The model that the library knows by that name. Raises `ModelError`."""
        if problem := missing(spec):
            raise ModelError(problem)
        return cls(spec, LanguageModel(known_model(spec), terms_of(load().llm, spec)))

    def brief(self, brief: Brief) -> None:
        """Work for this project from now on."""
        if (brief.limit, brief.share) != (self._brief.limit, self._brief.share):
            self._model.under(terms_of(load().llm, self._spec, brief.limit, brief.share))
        self._brief = brief
        self._prompter = Prompter(brief.labels, [one for text in brief.decided for one in _decided_paragraphs(text)])

    def suggest(self, texts: Sequence[str], cancelled: Callable[[], bool]) -> Iterator[Answer]:
        """See `Suggester.suggest`. Raises `ModelError` where there is no answer, or none that makes sense."""
        if not self._brief.project:
            raise Unanswered(f"{self.name} is asked in a project alone, where you allow it.", self.name, {})
        if not may_send(self._brief.project, f"llm:{self._spec}"):
            raise Unanswered(not_allowed(self._spec), self.name, {})
        for view in map(running_text, texts):
            pieces = _pieces(view)
            try:
                with ThreadPoolExecutor(self._model.at_once) as pool:
                    replies = list(pool.map(lambda one: None if cancelled() else self._ask(one), _cut(view, pieces)))
                if cancelled():
                    return
                answer = self._answer(view, pieces, [one for one in replies if one])
            except ModelError as error:
                raise Unanswered(str(error), self.name, self._model.taken()) from error
            yield placed(answer, view)

    @property
    def terms(self) -> Terms:
        """What it costs, and may cost."""
        return self._model.terms

    def estimate(self, texts: Iterable[str]) -> Counter[str]:
        """About what it would use to ask about texts; nothing is sent."""
        used: Counter[str] = Counter()
        asked: set[str] = set()
        for view in map(running_text, texts):
            for paragraph in _cut(view, _pieces(view)):
                question = self._prompter.question(paragraph)
                if paragraph in asked or self._model.knows(question):
                    used[CACHED] += 1
                else:
                    tokens_in, tokens_out = expected(question)
                    used.update({REQUESTS: 1, TOKENS_IN: tokens_in, TOKENS_OUT: tokens_out, UNCOUNTED: 1})
                asked.add(paragraph)
        return used

    def _ask(self, paragraph: str) -> Reply:
        return self._model.ask(self._prompter.question(paragraph), [label.name for label in self._brief.labels])

    def _answer(self, view: Folded, pieces: Sequence[tuple[int, int]], replies: Sequence[Reply]) -> Answer:
        spans: list[Proposal] = []
        notes: dict[str, list[str]] = {}
        for (start, end), reply in zip(pieces, replies, strict=True):
            found = places_of_quotes(view.text[start:end], reply.quotes)
            spans += [(start + first, start + last, label, None) for first, last, label in found.places]
            unreadable = {UNREADABLE: [reply.unreadable]} if reply.unreadable else {}
            for kind, words in {**found.notes, **unreadable, NONSENSE: [""] * reply.nonsense}.items():
                notes.setdefault(kind, []).extend(words)
        if replies and all(reply.unreadable for reply in replies):
            raise ModelError(f"{self.name} answered with no JSON, twice: {replies[0].unreadable}.")
        said = {kind: words for kind, words in notes.items() if words}
        return Answer(self.name, spans, notes=said, used=self._model.taken())


def _pieces(view: Folded) -> list[tuple[int, int]]:
    """The paragraphs that hold a letter or a digit."""
    text = view.text
    return [(start, end) for start, end in paragraphs(text) if any(map(str.isalnum, text[start:end]))]


def _decided_paragraphs(decided: Decided) -> Iterator[Decided]:
    """The paragraphs of a decided text as a model reads them, with the spans that lie within them."""
    view = running_text(decided.text)
    spans = [(view.offset(start), view.offset(end), label) for start, end, label in decided.spans]
    for start, end in _pieces(view):
        inside = ((first - start, last - start, label) for first, last, label in spans if start <= first < last <= end)
        yield Decided(view.text[start:end], tuple(inside))


def _cut(view: Folded, pieces: Sequence[tuple[int, int]]) -> list[str]:
    return [view.text[start:end] for start, end in pieces]
