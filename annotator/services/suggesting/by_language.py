"""`annotator suggest` where no model is named: each article is read by what is for its language alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from annotator.errors import ModelError
from annotator.plural import counted
from annotator.services.suggesting.report import SuggestReport
from annotator.services.suggesting.suggest import suggest
from annotator.storage.queries.counts import latest_languages
from annotator.storage.queries.unsuggested import unsuggested_languages
from annotator.storage.source_settings import source_settings
from annotator.storage.store import Store
from annotator.suggest.common.installed import default_model, how_to_get
from annotator.suggest.common.language_codes import name_of
from annotator.suggest.common.specs import language_of_most, listed_in, specs_for, wants_brief
from annotator.suggest.language_models.notes import Noted


def lists_notice(code: str, articles: int) -> str:
    """The sentence that says that lists of names were over articles in a language, and how to get a model."""
    were = "was" if articles == 1 else "were"
    by = f"{counted(articles, 'article')} in {name_of(code)} {were} read by lists of names."
    if installed := default_model(code):
        return f"{by} None of your `models` is for that, though {installed} is installed."
    return f"{by} {how_to_get(code)}"


def nothing_notice(articles: Mapping[str, int]) -> str:
    """The sentence that says that nothing suggests in articles, by how many are in each language."""
    number = sum(articles.values())
    which = ", ".join(name_of(code) or "no known language" for code in articles)
    were = "was" if number == 1 else "were"
    passed = f"{counted(number, 'article')} in {which} {were} passed over"
    return f"{passed}, because no model is for that; `--model NAME` takes one."


def reading_notices(report: SuggestReport) -> list[str]:
    """The sentences that say what read articles in place of a model, and what stands beside the model that did."""
    other = ", ".join(report.beside)
    stays = [f"What {other} suggested stays, and votes where both read an article; `m` switches one off."]
    return [*(lists_notice(code, number) for code, number in report.lists.items()), *(stays if other else ())]


def suggest_by_language(
    store: Store, models: Sequence[str] = (), *, lists: bool = True, **options: Any
) -> SuggestReport:
    """Run over each article what is for its language (`specs_for`); `options` as `suggest` takes them.

    An article in no known language is left to what is for most. Articles that nothing is for are counted as `foreign`.
    Raises `ModelError` where that is so of all, and likewise.
    """
    languages = latest_languages(store, -1) or {"": 0}
    most, scheme = language_of_most(languages), store.scheme()
    groups: dict[tuple[str, ...], list[str]] = {}
    for language in languages:
        groups.setdefault(specs_for(language or most, models, lists=lists, scheme=scheme), []).append(language)
    passed = groups.pop((), [])
    if not groups and not models:
        raise ModelError(how_to_get(most))
    whole = SuggestReport()
    share = 1 / max(1, sum(map(wants_brief, groups)))
    for specs, own in groups.items():
        _add(whole, suggest(store, specs, without=languages.keys() - own, share=share, **options), listed_in(specs))
    keys = [store.resolve(one) for one in options.get("articles", ())]
    whole.beside = [] if models or not whole.articles else _other_pipelines(store, whole.sources)
    found = unsuggested_languages(store, whole.sources or [""], shard=options.get("shard", (1, 1)), keys=keys)
    whole.foreign = {language: found[language] for language in passed if language in found}
    return whole


def _other_pipelines(store: Store, sources: Sequence[str]) -> list[str]:
    """The sources, not off, that are other pipelines for the language of one of these, such as an earlier default."""
    languages = {source.partition("_")[0] for source in sources if source.startswith("spacy:")}
    every = (one.source for one in source_settings(store) if not one.off)
    return [one for one in every if one not in sources and one.partition("_")[0] in languages]


def _add(whole: SuggestReport, report: SuggestReport, listed: str) -> None:
    """Add what one run did; `listed` is the language whose lists it was."""
    whole.articles, whole.words = whole.articles + report.articles, whole.words + report.words
    whole.suggestions, whole.seconds = whole.suggestions + report.suggestions, whole.seconds + report.seconds
    whole.sources, whole.problems = (*whole.sources, *report.sources), [*whole.problems, *report.problems]
    whole.languages = tuple(sorted({*whole.languages, *report.languages}))
    whole.unanswered, whole.phrases = whole.unanswered + report.unanswered, whole.phrases + report.phrases
    whole.known += report.known
    whole.engine, whole.workers = report.engine, max(whole.workers, report.workers)
    whole.lost += report.lost
    for source, notes in report.notes.items():
        whole.notes.setdefault(source, Noted()).take(notes)
    whole.unknown, whole.unfit = whole.unknown + report.unknown, whole.unfit + report.unfit
    if listed and report.articles:
        whole.lists[listed] = whole.lists.get(listed, 0) + report.articles
