"""What suggesters say of articles, all at once, without a project: for measuring what they are worth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from annotator.domain.article import Article
from annotator.domain.scheme import Scheme
from annotator.errors import ModelError
from annotator.suggest.base import Answer
from annotator.suggest.common.specs import language_of_most, specs_for
from annotator.suggest.process.client import Answered, Failed, Refused, Worker

Answers = dict[str, tuple[Answer, ...]]
"""What the suggesters say of each article, by its key: one answer for each suggester."""


def ask_all(articles: Sequence[Article], specs: Sequence[str]) -> Answers:
    """What the suggesters that `specs` name say of every article. Raises `ModelError` where they fail."""
    worker = Worker(specs)
    answers: Answers = {}
    wanted = {article.key: article.text for article in articles}
    for key, text in wanted.items():
        worker.ask(key, text)
    try:
        while len(answers) < len(wanted):
            match worker.get():
                case Answered(key, found):
                    answers[key] = found
                case Failed(sentence) | Refused(_, sentence):
                    raise ModelError(sentence)
                case _:
                    pass
    finally:
        worker.close()
    return answers


def by_specs(
    articles: Sequence[Article], models: Sequence[str] = (), *, lists: bool = True, scheme: Scheme | None = None
) -> dict[tuple[str, ...], list[Article]]:
    """The articles by what suggests in their language (`specs_for`), that of most of them first.

    Under `()` are those that nothing is for; one in no known language is with most.
    """
    most = language_of_most(Counter(article.language for article in articles))
    found: dict[tuple[str, ...], list[Article]] = {}
    for article in articles:
        found.setdefault(specs_for(article.language or most, models, lists=lists, scheme=scheme), []).append(article)
    return dict(sorted(found.items(), key=lambda one: -len(one[1])))


def ask_each(groups: dict[tuple[str, ...], list[Article]]) -> Answers:
    """What the suggesters of each group say of its articles. Raises `ModelError` where they fail."""
    answers: Answers = {}
    for specs, articles in groups.items():
        answers |= ask_all(articles, specs) if specs else {article.key: () for article in articles}
    return answers
