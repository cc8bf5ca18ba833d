"""`annotator recheck`: see spans again whose label was changed since."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import labels, layers, lists
from annotator.cli.common.console import KEY_WIDTH, put_json, say, shown
from annotator.cli.common.listed import tell_list
from annotator.cli.common.settings import Settings
from annotator.domain.sanitise import one_line
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.worklists.recheck import ToSee

ORDER = 73


@click.command(cls=Verb)
@click.argument("names", metavar="[LABEL...]", nargs=-1, shell_complete=labels)
@click.option("--since", metavar="VERSION", default="", help="Because of what was changed after this version (g2).")
@click.option("--quote", metavar="TEXT", default="", help="Only spans of these words.")
@click.option(
    "--suggested", metavar="LABEL", default="", help="Only where this label is suggested.", shell_complete=labels
)
@click.option("--layer", metavar="NAME", default="", help="Whose spans: a name, gold, or all.", shell_complete=layers)
@click.option("--to", metavar="NAME,NAME,...", default="", help="Whose spans: those of these people, each sees theirs.")
@click.option("--save", metavar="NAME", default="", help="What the list is called (default: `recheck LABEL...`).")
@click.option("--list", "walked", metavar="NAME", default="", help="Go through this list.", shell_complete=lists)
@click.option("--dry-run", is_flag=True, help="Only print the spans; make no list.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def recheck(
    settings: Settings,
    /,
    names: tuple[str, ...],
    *,
    since: str,
    quote: str,
    suggested: str,
    layer: str,
    to: str,
    save: str,
    walked: str,
    dry_run: bool,
    as_json: bool,
) -> None:
    r"""Make a list of spans to be seen again; without a LABEL, go through it, one key a span.

    Listed are spans that were decided before what their label means was changed; where it never was, all of them.
    Finished articles count, too, and stay finished. Changes that were `--minor` ask nobody. Without `--layer` or
    `--to`, it is about gold where there is any, else your own layer, else all. Nobody changes the layer of another:
    each goes through their own part of a list. `--suggested` alone lists where finished layers say nothing yet of what
    is suggested under a new label.

    \b
    annotator recheck ORG --since g2
    annotator recheck ORG --to ana,ben
    annotator recheck --suggested NORP
    annotator recheck
    """
    from annotator.cli.common.open_app import open_app
    from annotator.services.finding.places import ALL
    from annotator.services.finding.whose import layer_meant
    from annotator.services.worklists.recheck import Asked, to_see

    people = tuple(name.strip() for name in to.split(",") if name.strip())
    if not names and not suggested:
        if since or quote or layer or to or save or dry_run or as_json:
            raise click.UsageError("Name the labels whose spans are to be seen again, or `--suggested LABEL`.")
        open_app(settings, "recheck", worklist=walked)
        return
    if walked:
        raise click.UsageError("`--list` goes through a list that is there: leave out what makes one.")
    if (layer and people) or (save and dry_run):
        raise click.UsageError("Say `--layer` or `--to`, and `--save` or `--dry-run`, not both.")
    with settings.opened() as store:
        meant = "" if people else layer_meant(store, layer, settings.annotator)
        whose = people or (() if meant == ALL else (meant,))
        seen = to_see(store, Asked(names, since, quote, suggested, whose))
        made = seen.save(store, save, settings.annotator) if seen.rows and not dry_run else None
    if as_json:
        put_json(seen.as_json(save))
        return
    for change in seen.changes:
        say(shown(change, 200))
    if dry_run:
        _print(seen)
    say(f"{counted(len(seen.rows), 'span')} in {counted(seen.articles, 'article')} to see, {seen.seen:,} seen.")
    if made:
        tell_list(*made, settings.annotator)


def _print(seen: ToSee) -> None:
    for one in seen.rows:
        span = one.place.span
        place = f"{one.place.article[:KEY_WIDTH]}:{span.start}-{span.end}"
        label = span.label or f"({one.place.suggested})"
        words = shown(one_line(one.quote), 60)
        say(f"{place}  {shown(one.place.layer, 20)}  {shown(label, 40)}  “{words}”  {one.version}".rstrip())
