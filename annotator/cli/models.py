"""`annotator models`: which spaCy pipelines are installed, and which are missing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import put_json, say, shown, table
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.cli.common.settings import Settings

ORDER = 45
STOPPED = "Nothing was changed."


@click.command(cls=Verb)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def models(settings: Settings, /, as_json: bool) -> None:
    """Which spaCy pipelines are installed, and which are missing.

    Where neither `--model` nor the settings name any, each article has the one of its language; where there is none,
    lists of names.

    Last come the language models that texts of the project may be sent to.

    Example: annotator models
    """
    from annotator.config import load
    from annotator.extras import pip_line
    from annotator.suggest.common.installed import (
        better_command,
        default_model,
        how_to_get,
        model_code,
        more_commands,
    )
    from annotator.suggest.common.language_codes import name_of
    from annotator.suggest.common.pipelines import installed_pipelines
    from annotator.suggest.common.specs import listed_in, specs_for
    from annotator.suggest.spacy_models.word_packages import missing_for_words

    chosen = load()

    def has_lists(code: str) -> bool:
        return bool(listed_in(specs_for(code, lists=chosen.name_lists)))

    installed = installed_pipelines()
    languages, asked = _of_project(settings)
    found = {code: default_model(code) for code in languages}
    if as_json:
        needs = [
            {
                "language": code,
                "articles": languages[code],
                "model": model,
                "get": more_commands(code),
                "lists": not model and has_lists(code),
            }
            for code, model in found.items()
        ]
        put_json({"installed": list(map(asdict, installed)), "languages": needs, "may_send": asked})
        return
    if installed:
        rows = [(one.name, name_of(one.language), one.version, shown(" ".join(one.labels), 60)) for one in installed]
        table(("pipeline", "language", "version", "labels"), rows)
    else:
        say("No spaCy pipeline is installed.")
    for code, model in found.items():
        articles = f"{counted(languages[code], 'article')} in {shown(name_of(code)) or 'no known language'}"
        say(f"{articles}: {f'{model} is used where none is named.' if model else how_to_get(code)}")
        for command in more_commands(code) if model else ():
            say(f"    {'better' if command == better_command(code) else 'another'}: {command}")
        if not model and has_lists(code):
            say("    till then: lists of names")
        if not model and (packages := missing_for_words(model_code(code))):
            say(f"    words are cut sign by sign; better with: {pip_line(packages)}")
            say("    and then, for articles that were read before: annotator suggest --redo")
    if chosen.models:
        say(f"Named by the settings, and so used before these: {', '.join(map(shown, chosen.models))}.")
    for model in map(shown, asked):
        say(f"Texts of this project may go to {model}; `annotator suggest --model {model} --no-send` ends that.")


def _of_project(settings: Settings) -> tuple[dict[str, int], list[str]]:
    """How many articles are in each language, most first, and which language models may be sent texts.

    Nothing where there is no project here.
    """
    from annotator.services.suggesting.language_models import allowed
    from annotator.storage.queries.counts import latest_languages

    if not settings.chosen and not settings.project.exists():
        return {}, []
    with settings.opened() as store:
        found, asked = latest_languages(store, -1), allowed(store)
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0]))), asked
