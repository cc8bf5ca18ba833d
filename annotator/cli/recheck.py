"""`annotator recheck`: spans to be seen again, because their label was changed since."""

from __future__ import annotations

import click

from annotator.cli.articles import KEY_WIDTH
from annotator.cli.base import Verb
from annotator.cli.common.completing import labels, layers
from annotator.cli.common.console import put_json, say, shown
from annotator.cli.common.settings import Settings
from annotator.domain.sanitise import one_line
from annotator.plural import counted

ORDER = 73


@click.command(cls=Verb)
@click.argument("names", metavar="LABEL...", nargs=-1, required=True, shell_complete=labels)
@click.option("--since", metavar="VERSION", default="", help="Because of what was changed after this version (g2).")
@click.option("--quote", metavar="TEXT", default="", help="Only spans of these words.")
@click.option("--layer", metavar="NAME", default="", help="Only this layer: a name, or gold.", shell_complete=layers)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def recheck(
    settings: Settings, /, names: tuple[str, ...], *, since: str, quote: str, layer: str, as_json: bool
) -> None:
    """List the spans that must be seen again: decided before what their label means was changed.

    Finished articles count, too, and stay finished. Changes that were `--minor` ask nobody; where a label was never
    changed, all its spans are listed.

    Example: annotator recheck ORG --since g2
    """
    from annotator.services.lookup import check_layer
    from annotator.services.project.guide.recheck import recheck as found_in

    with settings.opened() as store:
        if layer:
            check_layer(store, layer)
        found = found_in(store, names, since=since, layer=layer, quote=quote)
    if as_json:
        put_json(found.as_json())
        return
    for change in found.changes:
        say(shown(change, 200))
    for one, version in found.spans:
        words = shown(one_line(one.quote), 60)
        place = f"{one.article[:KEY_WIDTH]}:{one.start}-{one.end}"
        say(f"{place}  {shown(one.layer, 20)}  {shown(one.label, 40)}  “{words}”  {version}")
    articles = len({one.article for one, _ in found.spans})
    say(f"{counted(len(found.spans), 'span')} in {counted(articles, 'article')} to see, {found.seen:,} seen.")
