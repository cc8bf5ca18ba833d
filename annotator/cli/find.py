"""`annotator find`: every place of a string or label, and what each layer says there."""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verb
from annotator.cli.common import strings
from annotator.cli.common.completing import labels, layers, questions
from annotator.cli.common.console import KEY_WIDTH, say, shown, stream_json, warn
from annotator.cli.common.find_usage import what_is_done
from annotator.cli.common.fixing import carry_out
from annotator.cli.common.settings import Settings
from annotator.cli.common.sought import Wanted, places_of
from annotator.domain.sanitise import one_line
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.finding.places import Place
    from annotator.storage.store import Store

ORDER = 75
_CONTEXT, _COLUMN, _MOST_LAYERS = 24, 12, 4
_CONTRARY = re.compile(r"-[A-Za-z]+(?:\.[^:\s]+)?:")


class _Asking(Verb):
    """A verb whose argument may be a question that begins with a `-`: `-label:ORG` is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Let such an argument stand last, behind `--`."""
        takes = {name for one in self.params if isinstance(one, click.Option) and not one.is_flag for name in one.opts}
        for at, one in enumerate(args):
            if one == "--":
                break
            if _CONTRARY.match(one) and (not at or args[at - 1] not in takes):
                return super().parse_args(ctx, [*args[:at], *args[at + 1 :], "--", one])
        return super().parse_args(ctx, args)


@click.command(cls=_Asking)
@click.argument("string", required=False)
@click.option("--patterns", metavar="FILE", help="Places of the patterns of a file.")
@click.option("--regex", metavar="R", help="Places of a regular expression.")
@click.option("--label", metavar="LABEL", help="Places that a layer holds under this label.", shell_complete=labels)
@click.option("--inconsistent", is_flag=True, help="Strings under several labels, or labelled here and not there.")
@click.option(
    "--min", "least", type=click.IntRange(1), metavar="N", help="With `--inconsistent`: at N places (default: 1)."
)
@click.option("--set-aside", is_flag=True, help="STRING is right as it is treated. With `--inconsistent`: list these.")
@click.option("--bring-back", is_flag=True, help="Let STRING be listed again.")
@click.option("--layer", metavar="NAME", default="", help="Whose: a name, gold, or all.", shell_complete=layers)
@click.option("--outliers", is_flag=True, help="Only places said something else of than most.")
@click.option("--any-case", is_flag=True, help="Capital letters or small ones.")
@click.option("--parts", is_flag=True, help="Parts of words too.")
@click.option("--set", "label_set", metavar="LABEL", help="Give the places this label.", shell_complete=labels)
@click.option("--replace", "replacing", is_flag=True, help="With `--set`: in place of spans that are in the way, too.")
@click.option("--none", "no_label", is_flag=True, help="Let no span stand just there.")
@click.option("--propose", is_flag=True, help="With `--set`: only propose it to the annotators.")
@click.option(
    "--where",
    metavar="QUESTION",
    default="",
    help="As asked: label:ORG by:ben. With these: said so, or `nothing`.",
    shell_complete=questions,
)
@click.option("--reason", metavar="TEXT", default="", help="With these and `--set-aside`: why.")
@click.option("--dry-run", is_flag=True, help="With these: only say what would be done.")
@click.option("--save", metavar="NAME", default="", help="Put the places on a list, to go through them: see `lists`.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet.")
@click.pass_obj
def find(settings: Settings, /, **asked: Any) -> None:
    r"""Every place of a string across the articles, and what everybody said there.

    White space counts as one sees it, and case does; what is found begins and ends where words do. A point is where a
    layer says nothing, a dash where it is not begun in that article. Without `--layer`, it is about gold where there is
    any, else your own layer. `--set` and `--none` change that one layer in all articles
    at once, as one step, which `u` in the app takes back.

    STRING may ask a question, as in the library: label, by, score, source, state, when, quote, comment and more.

    \b
    annotator find "United States"
    annotator find "label:ORG by:ben score:<.5"
    annotator find --inconsistent --layer gold
    annotator find Caloi --set-aside --reason "a man and his firm"
    annotator find Caloi --set ORG --where PERSON --dry-run
    annotator find --regex "[A-Z][a-z]+ Ltd" --label ORG --csv
    """
    from annotator.services.finding.whose import layer_meant

    what = Wanted.of(asked)
    do = what_is_done(what, asked)
    with settings.opened() as store:
        layer, by, as_json = (
            layer_meant(store, asked["layer"], settings.annotator),
            settings.annotator,
            asked["as_json"],
        )
        match do:
            case "list strings":
                strings.list_strings(
                    store, layer, asked["least"] or 1, aside=asked["set_aside"], as_json=as_json, as_csv=asked["as_csv"]
                )
            case "set aside" | "bring back":
                right = do == "set aside"
                strings.set_aside(
                    store, layer, asked["string"], right=right, by=by, why=asked["reason"], as_json=as_json
                )
            case "fix":
                carry_out(store, _places(store, what, layer, by, asked), asked, layer=layer, by=by, as_json=as_json)
            case "show":
                found = _places(store, what, layer, by, asked)
                _print(found, _names(store, asked["layer"], layer), layer, what, asked)


def _places(store: Store, what: Wanted, layer: str, by: str, asked: Mapping[str, Any]) -> Iterable[Place]:
    places = places_of(store, what, layer, by)
    if asked["outliers"]:
        from annotator.services.finding.places import outliers

        return outliers(places, layer)
    return places


def _print(places: Iterable[Place], names: Sequence[str], layer: str, what: Wanted, asked: Mapping[str, Any]) -> None:
    if asked["as_json"]:
        stream_json(place.as_json() for place in places)
    elif asked["as_csv"]:
        _csv(places, names)
    else:
        _show(places, names, layer, what.literally)


def _names(store: Store, layer: str, meant: str) -> list[str]:
    """The layers that have a column: the one that was named, or all, the one that is meant first."""
    from annotator.storage.queries.documents import layer_names

    if layer not in ("", "all"):
        return [layer]
    names = layer_names(store)
    return [name for name in names if name == meant] + [name for name in names if name != meant]


def _show(places: Iterable[Place], names: Sequence[str], layer: str, literally: str) -> None:
    """Each place on a line as it is found, and what was found in all."""
    columns, counts, articles, number = names[:_MOST_LAYERS], Counter[str](), set[str](), 0
    for place in places:
        if not articles:
            heads = "  ".join(f"{shown(name, _COLUMN):{_COLUMN}}" for name in (*columns, "suggested"))
            say(f"{'article':{KEY_WIDTH}}  {'place':>13}  {heads}")
        articles.add(place.article.key)
        number += 1
        counts.update(place.counted(layer))
        before, after = place.context(_CONTEXT)
        said = [place.said(name).short for name in columns] + [place.suggested[0] if place.suggested else "·"]
        cells = "  ".join(f"{shown(cell, _COLUMN):{_COLUMN}}" for cell in said)
        where = f"{place.start}-{place.end}"
        text = f"{one_line(before):>{_CONTEXT}}[{shown(one_line(place.quote), 60)}]{one_line(after)}"
        say(f"{place.article.key[:KEY_WIDTH]}  {where:>13}  {cells}  {text}")
    if not articles:
        warn(f"No article has that.{literally}")
        return
    figures = ", ".join(f"{shown(name, 40)} {number:,}" for name, number in counts.most_common())
    warn(f"{counted(number, 'place')} in {counted(len(articles), 'article')}. {shown(layer, 24)}: {figures}.")
    if len(names) > len(columns):
        warn(f"{counted(len(names) - len(columns), 'more layer')}: `--layer NAME` or `--json` shows them.")


def _csv(places: Iterable[Place], names: Sequence[str]) -> None:
    rows = csv.writer(sys.stdout)
    rows.writerow(("article", "title", "start", "end", "quote", "before", "after", *names, "suggested"))
    for place in places:
        said = (place.said(name).name for name in names)
        article, suggested = place.article, place.suggested[0] if place.suggested else ""
        words = map(shown, (place.quote, *place.context(30), *said, suggested))
        rows.writerow((article.key, shown(article.title), place.start, place.end, *words))
