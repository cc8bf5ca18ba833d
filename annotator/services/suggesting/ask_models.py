"""What suggesters say of articles, all at once, without a project: for measuring what they are worth."""

from __future__ import annotations

from collections.abc import Sequence

from annotator.domain.article import Article
from annotator.errors import ModelError
from annotator.suggest.base import Answer
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
