"""`annotator diff`: what was done to spans and claims between two tags, or since one."""

from __future__ import annotations

import csv
import sys
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import layers, tags
from annotator.cli.common.console import KEY_WIDTH, put_json, say, shown
from annotator.cli.common.settings import Settings
from annotator.domain.sanitise import one_line
from annotator.plural import counted

if TYPE_CHECKING:
    from collections import Counter

    from annotator.services.exporting.changed_claims import ChangedClaim
    from annotator.services.exporting.tag_diff import ChangedSpan, TagDiff

ORDER = 66
STOPPED = "Nothing was changed."
_LABELS_SHOWN = 12
_COLUMNS = ("article", "layer", "kind", "start", "end", "label", "was_start", "was_end", "was_label", "quote")
_OF_CLAIMS = ("claim", "was_claim")


@click.command(cls=Verb)
@click.argument("before", metavar="TAG", shell_complete=tags)
@click.argument("after", metavar="[TAG]", default="", shell_complete=tags)
@click.option("--layer", metavar="NAME", default="", help="Whose layer: a name, gold or all.", shell_complete=layers)
@click.option(
    "--status", type=click.Choice(["finished", "any"]), default="finished", show_default=True, help="How far along."
)
@click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def diff(settings: Settings, /, before: str, after: str, as_csv: bool, as_json: bool, **options: Any) -> None:
    r"""Tell what was relabelled, resized, removed and added between two tags, or since one.

    What is compared is what `export` would write at both. Spans of the same edges are one relabelled, spans of the same
    label with one edge in common are one resized. Labels have their present names, so that a renamed label is no
    change. Relations, mentions of entities, links and attributes are compared, too, where there are any; what only goes
    with its span is no change. Articles that are on one side alone are counted apart.

    \b
    annotator diff v1.0
    annotator diff v1.0 v1.1 --layer gold --csv
    """
    from annotator.services.exporting.tag_diff import tag_diff

    if as_csv and as_json:
        raise click.UsageError("Say one: `--json` or `--csv`.")
    with settings.opened() as store:
        found = tag_diff(store, before, after, mine=settings.annotator, **options)
    if as_json:
        put_json(found.as_json())
    elif as_csv:
        _csv(found)
    else:
        _print(found, "layer" if options["layer"] == "all" else "article")


def _csv(found: TagDiff) -> None:
    columns = _COLUMNS if found.claims is None else (*_COLUMNS, *_OF_CLAIMS)
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    for one in (*found.changes, *(found.claims or ())):
        row = one.as_json()
        writer.writerow({name: shown(cell) if isinstance(cell, str) else cell for name, cell in row.items()})


def _print(found: TagDiff, what: str) -> None:
    from annotator.services.exporting.changed_claims import counts

    for one in found.changes:
        say(_line(one))
    for claim in found.claims or ():
        say(_claim_line(claim))
    for kind, labels in found.by_label().items():
        _say_counts(kind, labels)
    for of, how, names in counts(found.claims or ()):
        _say_counts(f"{of} {how}", names)
    if found.claims == []:
        say("Relations, mentions, links and attributes: no change.")
    say(f"Compared: {counted(found.articles, what)}.")
    if found.article_labels:
        say(f"Article labels differ in {counted(found.article_labels, what)}.")
    for (articles, spans), where in ((found.only_before, found.before), (found.only_after, found.after)):
        if articles:
            side = f"at {shown(where)}" if where else "now"
            say(f"Only {side}, and not compared: {counted(articles, what)} with {counted(spans, 'span')}.")


def _say_counts(kind: str, labels: Counter[tuple[str, str]]) -> None:
    named = [f"{_labels(*both)} {number:,}" for both, number in labels.most_common(_LABELS_SHOWN) if any(both)]
    more = f", and {len(labels) - _LABELS_SHOWN:,} more: `--json`" if len(labels) > _LABELS_SHOWN else ""
    say(f"{kind} {labels.total():,}{': ' if named else ''}{', '.join(named)}{more}")


def _claim_line(one: ChangedClaim) -> str:
    change = one.change
    where = f"{one.article[:KEY_WIDTH]}:{change.place.start}-{change.place.end}"
    return f"{where}  {shown(one.layer, 20)}  {change.of} {change.kind}  {shown(one.told, 160)}"


def _line(one: ChangedSpan) -> str:
    change = one.change
    edges = f"{change.place.start}-{change.place.end}"
    if change.kind == "resized" and change.before:
        edges = f"{change.before.start}-{change.before.end} → {edges}"
    label = _labels(change.before.label if change.before else "", change.after.label if change.after else "")
    quote = shown(one_line(one.quote), 60)
    return f"{one.article[:KEY_WIDTH]}:{edges}  {shown(one.layer, 20)}  {change.kind}  {label}  “{quote}”"


def _labels(was: str, now: str) -> str:
    return shown(was or now, 40) if was == now or not (was and now) else f"{shown(was, 40)} → {shown(now, 40)}"
