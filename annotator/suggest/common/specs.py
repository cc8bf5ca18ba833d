"""What a user calls a model, which suggester is meant, and what that suggester says of it before it is opened.

A *spec* is `NAME:WHAT`, a suggester and what it opens: `spacy_ner:en_core_web_sm`. A user may give one for any
suggester there is; whatever else they call a model is a spaCy pipeline or a folder that `annotator train` made.
The *kind* of a source is how its name begins: `spacy` in `spacy:en_core_web_sm-3.8.0`.

Where nobody names a suggester for an article, those for its language alone read it: what the settings name for it,
else the pipeline that is installed for it; where no model is for its language, the *lists* of names (`gazetteer.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from annotator import plugins
from annotator.domain.scheme import Scheme
from annotator.errors import AnnotatorError, PluginError, first_line
from annotator.suggest.common.installed import default_model, is_foreign, is_there, is_trained, model_code, parser_of

PHRASES = "noun_phrases"
"""The suggester that is asked too where spans may overlap."""

_PIPELINE, _TRAINED, _LISTS = "spacy_ner", "trained", "gazetteer:"


def spec_of(model: str) -> str:
    """The spec of what a user calls a model; the name of a suggester alone is one that is told nothing to open."""
    name, colon, _ = model.partition(":")
    if is_trained(model):
        return f"{_TRAINED}:{model}"
    if (colon or not is_there(model)) and name in plugins.names("suggest"):
        return model if colon else f"{model}:"
    return f"{_PIPELINE}:{model}"


def specs_for(
    language: str, models: Sequence[str] = (), *, lists: bool = True, scheme: Scheme | None = None
) -> tuple[str, ...]:
    """What a `Worker` opens for articles in a language: of `models` those that are for it, or the one installed for it.

    Where spans of the scheme may overlap, its noun phrases too. Where no model is for the language, the lists of its
    names, if those are wanted and there are any.
    """
    default = () if models else (default_model(language),)
    named = [spec_of(model) for model in models or default if model]
    own = tuple(spec for spec in named if not is_foreign(language, languages_of([spec])))
    return (with_phrases(own, scheme) if scheme else own) or (_lists(language) if lists else ())


def _lists(language: str) -> tuple[str, ...]:
    spec = f"{_LISTS}{model_code(language)}"
    return () if missing(spec) else (spec,)


def listed_in(specs: Sequence[str]) -> str:
    """The code of the language whose lists are all that suggests; "" where a model does."""
    return specs[0].removeprefix(_LISTS) if len(specs) == 1 and specs[0].startswith(_LISTS) else ""


def with_phrases(specs: Sequence[str], scheme: Scheme) -> tuple[str, ...]:
    """The specs, and where spans may overlap the noun phrases of the first pipeline among them that has a parser."""
    pipelines = () if scheme.overlap == "none" else filter(None, map(pipeline_of, specs))
    parsers = [f"{PHRASES}:{parser}" for one in pipelines if (parser := parser_of(one))]
    return tuple(dict.fromkeys([*specs, *parsers[:1]]))


def language_of_most(languages: Mapping[str, int]) -> str:
    """The language that most articles are in, by how many are in each, of those that a model is installed for.

    Where there is no such language, English.
    """
    found = sorted(languages.items(), key=lambda one: (-one[1], one[0]))
    return next((language for language, _ in found if language and default_model(language)), "en")


def pipeline_of(spec: str) -> str | None:
    """The spaCy pipeline, or the folder of a trained one, that a spec opens; None where it opens something else."""
    suggester, _, what = spec.partition(":")
    return what if suggester in (_PIPELINE, _TRAINED) else None


def missing(model: str) -> str:
    """The sentence that says what of a model is not there, or "". Raises `PluginError` where its suggester fails."""
    return str(_ask(spec_of(model), "missing", ""))


def languages_of(specs: Iterable[str]) -> tuple[str, ...]:
    """The languages that the models of specs are for; none where one of them is for any, or does not say."""
    every = [_languages(spec) for spec in specs]
    return tuple(sorted({language for found in every for language in found})) if all(every) else ()


def _languages(spec: str) -> list[str]:
    try:
        said = _ask(spec, "languages", ())
    except AnnotatorError:
        return []  # what is wrong is told when it is opened
    return [said] if isinstance(said, str) else list(map(str, said))


def wants_brief(specs: Iterable[str]) -> bool:
    """Whether a suggester of these specs wants to be told of the project."""
    return any(_constant(spec.partition(":")[0], "BRIEFED") is True for spec in specs)


def _constant(name: str, constant: str) -> Any:
    if name in plugins.built_in("suggest"):
        return plugins.peek("suggest", name, constant)
    try:
        return getattr(plugins.load("suggest", name), constant, None)
    except AnnotatorError:
        return None  # what is wrong is told when it is opened


def kind_of(name: str) -> str:
    """The kind of the sources of a suggester: its own name, unless it is a built-in that says another."""
    return (plugins.peek("suggest", name, "SOURCE") if name in plugins.built_in("suggest") else "") or name


def modelled_by(sources: Iterable[str], models: Sequence[str]) -> bool:
    """Whether each of these models, or (where none is named) any model at all, is among the sources.

    A pipeline and one trained on it stand for each other, whatever their versions.
    """
    kinds = {source.partition(":")[0] for source in sources}
    if models:
        return all(not kinds.isdisjoint(map(kind_of, _alike(spec_of(model)))) for model in models)

    def among(names: Iterable[str]) -> bool:
        return any(_is_model(name) and kind_of(name) in kinds for name in names)

    return bool(kinds) and (among(plugins.built_in("suggest")) or among(plugins.names("suggest")))


def _alike(spec: str) -> tuple[str, ...]:
    """The suggesters whose suggestions stand for those of a spec."""
    return (_PIPELINE, _TRAINED) if pipeline_of(spec) is not None else (spec.partition(":")[0],)


def _is_model(name: str) -> bool:
    return name not in plugins.built_in("suggest") or plugins.peek("suggest", name, "MODEL") is not False


def _ask(spec: str, question: str, silent: Any) -> Any:
    """What a suggester answers to a question about what it opens; `silent` where it does not know the question."""
    name, _, what = spec.partition(":")
    answer = getattr(plugins.load("suggest", name), question, None)
    if answer is None:
        return silent
    try:
        return answer(what)
    except AnnotatorError:
        raise
    except Exception as error:
        raise PluginError(f"The suggester {name!r} failed: {first_line(error)}") from error
