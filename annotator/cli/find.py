"""`annotator find`: every place of a string or label, and what each layer says there."""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.articles import KEY_WIDTH
from annotator.cli.base import Verb
from annotator.cli.common.completing import labels, layers, questions
from annotator.cli.common.console import progress, put_json, say, shown, stream_json, table, warn
from annotator.cli.common.fixing import carry_out, fixing
from annotator.cli.common.settings import Settings
from annotator.cli.common.sought import Wanted, is_question, places_of
from annotator.domain.sanitise import one_line
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.finding.inconsistent import Treatment, Treatments
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
@click.option("--layer", metavar="NAME", default="", help="Whose: a name, gold, or all.", shell_complete=layers)
@click.option("--outliers", "odd", is_flag=True, help="Only places said something else of than most.")
@click.option("--any-case", is_flag=True, help="Capital letters or small ones.")
@click.option("--parts", is_flag=True, help="Parts of words too.")
@click.option("--set", "label_set", metavar="LABEL", help="Give the places this label.", shell_complete=labels)
@click.option("--none", "no_label", is_flag=True, help="Let no span stand just there.")
@click.option("--propose", is_flag=True, help="With `--set`: only propose it to the annotators.")
@click.option(
    "--where",
    metavar="QUESTION",
    default="",
    help="As asked: label:ORG by:ben. With these: said so, or `nothing`.",
    shell_complete=questions,
)
@click.option("--reason", metavar="TEXT", default="", help="With these: why, as a comment.")
@click.option("--dry-run", is_flag=True, help="With these: only say what would be done.")
@click.option("--save", metavar="NAME", default="", help="Put the places on a list, to go through them: see `lists`.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet.")
@click.pass_obj
def find(
    settings: Settings,
    /,
    string: str | None,
    *,
    patterns: str | None,
    regex: str | None,
    label: str | None,
    layer: str,
    least: int | None,
    inconsistent: bool,
    odd: bool,
    any_case: bool,
    parts: bool,
    as_json: bool,
    as_csv: bool,
    **wanted: Any,
) -> None:
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
    annotator find Caloi --set ORG --where PERSON --dry-run
    annotator find --regex "[A-Z][a-z]+ Ltd" --label ORG --csv
    """
    from annotator.services.finding.whose import layer_meant

    where = wanted["where"] if is_question(wanted["where"]) else ""
    what = Wanted(string, regex, patterns, label, where, any_case, parts)
    if inconsistent == bool(what) or (as_json and as_csv):
        raise click.UsageError("Say one: a STRING, `--regex`, `--label` or `--inconsistent`; `--json` or `--csv`.")
    if where:
        wanted["where"] = ""
    if inconsistent and (fixing(wanted) or odd or any_case or parts):
        raise click.UsageError(
            "`--inconsistent` only lists, with `--min` and `--layer`: fix one string after the other."
        )
    _go_together(what, least=None if inconsistent else least, table=as_csv and fixing(wanted))
    with settings.opened() as store:
        meant = layer_meant(store, layer, settings.annotator)
        if inconsistent:
            _inconsistent(store, meant, least or 1, as_json=as_json, as_csv=as_csv)
            return
        places: Iterable[Place] = places_of(store, what, meant, settings.annotator)
        if odd:
            from annotator.services.finding.places import outliers

            places = outliers(places, meant)
        if fixing(wanted):
            carry_out(store, places, wanted, layer=meant, by=settings.annotator, as_json=as_json)
            return
        names = _names(store, layer, meant)
        if as_json:
            stream_json(place.as_json() for place in places)
        elif as_csv:
            _csv(places, names)
        else:
            _show(places, names, meant, what.literally)


def _go_together(what: Wanted, *, least: int | None, table: bool) -> None:
    """Raises `UsageError` for an option that would do nothing."""
    if least:
        raise click.UsageError("`--min` goes with `--inconsistent`.")
    if table:
        raise click.UsageError("What is changed is no table: `--json`.")
    what.check()


def _inconsistent(store: Store, layer: str, least: int, *, as_json: bool, as_csv: bool) -> None:
    from annotator.services.finding.inconsistent import Treatments
    from annotator.services.finding.whose import of_layer

    found = Treatments(store, of_layer(layer))
    with progress("Comparing") as advance:
        while found.read(0.1):
            advance(found.articles, found.of)
    _strings(found, layer, found.inconsistent(least=least), as_json=as_json, as_csv=as_csv)


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


def _strings(found: Treatments, layer: str, strings: Sequence[Treatment], *, as_json: bool, as_csv: bool) -> None:
    if as_json:
        put_json([one.as_json() for one in strings])
        return
    if as_csv:
        rows = csv.writer(sys.stdout)
        rows.writerow(("string", "labels", "unlabelled", "inside_longer", "articles"))
        for one in strings:
            labels_of = " ".join(f"{name}:{number}" for name, number in one.labels.most_common())
            rows.writerow((shown(one.string), shown(labels_of), one.unlabelled, one.inside_longer, one.articles))
        return
    if strings:
        table(
            ("string", "labels", "nothing", "inside longer", "articles"),
            (
                (
                    shown(one.string, 40),
                    ", ".join(f"{shown(name, 20)} {number:,}" for name, number in one.labels.most_common()),
                    f"{one.unlabelled:,}",
                    f"{one.inside_longer:,}",
                    f"{one.articles:,}",
                )
                for one in strings
            ),
        )
    number = f"{len(strings):,}" if strings else "none"
    where = f"by {shown(layer, 24)}, in {counted(found.articles, 'finished article')}"
    warn(f"Treated differently {where}: {number} of {counted(found.labelled, 'string')}.")
