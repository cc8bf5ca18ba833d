"""`annotator articles`: list articles, put them away, bring them back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verbs
from annotator.cli.common.completing import articles as articles_of
from annotator.cli.common.completing import questions
from annotator.cli.common.console import KEY_WIDTH, NO_ARTICLES, progress_where_long, say, shown, stream_json, warn
from annotator.cli.common.settings import Settings
from annotator.domain.sanitise import one_line
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.project.articles import Quoted
    from annotator.storage.queries.counts import Listed
    from annotator.storage.queries.people.questions import Asked

ORDER = 30
_TITLE_WIDTH = 60
_NEW = "new"


@click.group(cls=Verbs, invoke_without_command=True)
@click.pass_context
def articles(context: click.Context) -> int:
    r"""List articles, put them away, bring them back.

    Wherever a KEY is asked for, any unique beginning of it will do.

    \b
    annotator articles
    annotator articles archive 3fa94c
    """
    if context.invoked_subcommand is None:
        context.invoke(show)
    return 0


@articles.command("list")
@click.option("--archived", is_flag=True, help="Those that are put away.")
@click.option("--flagged", "about", flag_value="flagged", multiple=True, help="Those that somebody flagged.")
@click.option("--commented", "about", flag_value="commented", multiple=True, help="Those with comments.")
@click.option(
    "--where", metavar="QUESTION", default="", help="Those as asked: label:ORG by:ben.", shell_complete=questions
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def show(
    settings: Settings, archived: bool = False, about: tuple[Asked, ...] = (), where: str = "", as_json: bool = False
) -> None:
    r"""List key, title and status, in the order of the project.

    With `--flagged` or `--commented` (or both: either), what was said of each article stands below it. `--where` asks
    what `/` asks in the library: words of the title, state, label, by, score and more.

    \b
    annotator articles list --json
    annotator articles list --where "state:finished label:ORG by:ben score:<.5"
    """
    from annotator.services.project.articles import comments, listed

    with settings.opened() as store:
        annotator = settings.annotator
        rows = listed(store, archived=archived, about=about, where=where, annotator=annotator)
        if as_json:
            remarks = (lambda key: [one.as_json() for one in comments(store, key)]) if about else None
            stream_json(_json(rows, annotator, remarks))
            return
        row = None
        for row in rows:
            say(f"{row.key[:KEY_WIDTH]}  {shown(row.title, _TITLE_WIDTH):{_TITLE_WIDTH}}  {_status(row, annotator)}")
            if about:
                _print_questions(row, comments(store, row.key))
        if row is None:
            warn("There are none of these." if archived or about or where else NO_ARTICLES)


@articles.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def near(settings: Settings, as_json: bool) -> None:
    """List the articles whose text is nearly that of an earlier one, each with the key of that.

    Example: annotator articles near
    """
    from annotator.services.project.articles import nearly_the_same

    with settings.opened() as store:
        with progress_where_long("Comparing texts") as advance:
            pairs = nearly_the_same(store, advance)
            first = list(islice(pairs, 1))
        if as_json:
            every = chain(first, pairs)
            stream_json({"key": one.key, "title": one.title, "near": other.key} for one, other in every)
            return
        for one, other in chain(first, pairs):
            say(f"{one.key[:KEY_WIDTH]} ~ {other.key[:KEY_WIDTH]}  {shown(one.title, _TITLE_WIDTH)}")
        if not first:
            warn("No text is nearly that of another article.")


@articles.command()
@click.argument("keys", metavar="[KEY INTO]", nargs=-1, shell_complete=articles_of)
@click.option("--near", "every", is_flag=True, help="All of `articles near` that have the same words.")
@click.pass_obj
def join(settings: Settings, keys: tuple[str, ...], every: bool) -> int:
    """Take the layers of an article to another of the same words, and put it away.

    The texts may differ in white space, line breaks and the form of letters. Of a person who has a layer on both, the
    one that stays takes in what it lacks.

    Example: annotator articles join 3fa94c 9bd1
    """
    from annotator.services.project.join_articles import join as join_two
    from annotator.services.project.join_articles import join_near

    if len(keys) != (0 if every else 2):
        raise click.UsageError("Name the article and the one that stays, or say `--near`.")
    with settings.opened() as store, progress_where_long("Comparing texts") as advance:
        if not every:
            layers = join_two(store, *map(store.resolve, keys))
            say(f"1 article joined, {counted(layers, 'layer')} taken along.")
            return 0
        report = join_near(store, advance)
    say(f"{counted(report.articles, 'article')} joined, {counted(report.layers, 'layer')} taken along.")
    if report.different:
        say(f"{counted(report.different, 'pair')} of other words stay apart: `annotator articles near` lists them.")
    for reason in report.refused:
        warn(reason)
    return 1 if report.refused else 0


@articles.command()
@click.argument("keys", metavar="KEY...", nargs=-1, required=True, shell_complete=articles_of)
@click.pass_obj
def archive(settings: Settings, keys: tuple[str, ...]) -> None:
    """Put articles away: they keep their decisions, and are no longer offered or exported.

    Example: annotator articles archive 3fa94c
    """
    _put_away(settings, keys, archived=True)


@articles.command()
@click.argument("keys", metavar="KEY...", nargs=-1, required=True, shell_complete=articles_of)
@click.pass_obj
def restore(settings: Settings, keys: tuple[str, ...]) -> None:
    """Bring articles back that were put away.

    Example: annotator articles restore 3fa94c
    """
    _put_away(settings, keys, archived=False)


@articles.command("set")
@click.argument("keys", metavar="KEY...", nargs=-1, required=True, shell_complete=articles_of)
@click.option("--lang", required=True, metavar="CODE", help="The language they are in: a code of ISO 639, or its name.")
@click.pass_obj
def set_(settings: Settings, keys: tuple[str, ...], lang: str) -> None:
    """Say which language articles are in, where their file or text told wrongly.

    What models and lists proposed for another language goes, and `annotator suggest` reads them anew; what was decided
    stays.

    Example: annotator articles set 3fa94c --lang de
    """
    from annotator.services.project.articles import language_notice, put_in_language

    with settings.opened() as store:
        say(language_notice(*put_in_language(store, keys, lang), lang))


def _put_away(settings: Settings, keys: tuple[str, ...], *, archived: bool) -> None:
    from annotator.services.project.articles import put_away

    with settings.opened() as store:
        number = put_away(store, keys, archived=archived)
    say(f"{counted(number, 'article')} {'put away' if archived else 'brought back'}.")


def _print_questions(row: Listed, comments: Sequence[Quoted]) -> None:
    for name in row.flagged:
        say(f"    {shown(name, 20)}: flagged")
    for one in comments:
        where = f" on “{shown(one_line(one.quote), 40)}” {one.remark.start}-{one.remark.end}" if one.quote else ""
        whose = "" if one.remark.by == one.remark.layer else f" in {shown(one.remark.layer, 20)}"
        say(f"    {shown(one.remark.by, 20)}{whose}: “{shown(one.remark.text, 200)}”{where}")


def _json(
    rows: Iterator[Listed], annotator: str, comments: Callable[[str], list[dict[str, Any]]] | None
) -> Iterator[dict[str, Any]]:
    for row in rows:
        status = row.layers.get(annotator, _NEW)
        yield {
            "key": row.key, "title": row.title, "status": status, "archived": row.archived, "layers": row.layers,
            "assigned": list(row.assigned), "shared": row.enough, "flagged": list(row.flagged),
            **({"comments": comments(row.key)} if comments else {}),
        }  # fmt: skip


def _status(row: Listed, annotator: str) -> str:
    waiting = [shown(name, 20) for name in row.assigned if name not in row.layers]
    given = [f"for {', '.join(waiting)}"] if waiting else []
    if not row.layers:
        return ", ".join([_NEW, *given])
    if list(row.layers) == [annotator] and not given:
        return row.layers[annotator]
    return ", ".join([*(f"{shown(name, 20)}: {status}" for name, status in row.layers.items()), *given])
