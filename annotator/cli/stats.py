"""`annotator stats`: progress per annotator, labels, suggestion sources."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import NO_ARTICLES, put_json, say, shown, table, warn
from annotator.cli.common.day import print_day
from annotator.cli.common.settings import Settings
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.reporting.statistics import Statistics

ORDER = 120
STOPPED = "Nothing was changed."


@click.command(cls=Verb)
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option(
    "--html", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path), help="Write a page of figures."
)
@click.option(
    "--day",
    metavar="[DATE]",
    is_flag=False,
    flag_value="today",
    default="",
    help="What one annotator did on a day (today, yesterday, 2026-11-29), and the two weeks up to it.",
)
@click.pass_obj
def stats(settings: Settings, as_json: bool, html: Path | None, day: str) -> None:
    """Progress per annotator, labels, suggestion sources (precision so far), pace.

    Example: annotator stats --html progress.html
    """
    if day and html:
        raise click.UsageError("--html is about the whole project: leave out --day.")
    if day:
        _day(settings, day, as_json=as_json)
        return
    from annotator.services.reporting.statistics import statistics
    from annotator.services.team.measured import told

    with settings.opened() as store:
        found = statistics(store)
        sentences = list(told(store, settings.annotator))
        if html:
            from annotator.services.reporting.dashboard import dashboard
            from annotator.services.reporting.html_dashboard import write_page
            from annotator.services.reporting.my_day import day_of
            from annotator.services.team.board.board import board
            from annotator.services.team.board.page import board_section

            more = board_section(board(store, day_of("today"), settings.annotator)) if found.workloads else []
            write_page(dashboard(store, found), html, more)
    if as_json:
        put_json(found.as_json())
        return
    if not found.counts.articles:
        warn(NO_ARTICLES)
    _print(found)
    for sentence in sentences:
        say(shown(sentence))


def _day(settings: Settings, words: str, *, as_json: bool) -> None:
    from annotator.config import load
    from annotator.services.lookup import check_annotator
    from annotator.services.reporting.my_day import day_of, my_day

    day, goal = day_of(words), load().goal
    with settings.opened() as store:
        check_annotator(store, settings.annotator)
        found = my_day(store, settings.annotator, day, goal)
    if as_json:
        put_json(found.as_json())
    else:
        print_day(found)


def _print(found: Statistics) -> None:
    from annotator.domain.claims.fitting import unfit_told
    from annotator.services.reporting.statistics import undealt_said

    own = found.counts
    numbers = ((own.articles, "article"), (own.suggestions, "suggestion"), (own.decisions, "decision"))
    say(", ".join(counted(number, word) for number, word in numbers) + ".")
    if own.layers or found.workloads:
        _print_layers(found)
    if found.undealt:
        say(undealt_said(found.undealt))
    _print_people(found)
    if own.labels:
        say()
        table(("label", "spans"), ((shown(name, 40), f"{number:,}") for name, number in own.labels.items()))
    if found.claims:
        say()
        kinds = ("relations", "entities", "mentions", "links", "attributes")
        table(
            ("claims", *kinds),
            ((shown(name, 24), *(f"{row[kind]:,}" for kind in kinds)) for name, row in found.claims.items()),
        )
    if found.unfit:
        say(unfit_told(found.unfit))
    if own.sources:
        say("\nWhat became of suggestions in all layers; what accepted itself is among the accepted:")
        fates = ("accepted", "relabelled", "resized", "rejected")
        table(
            ("source", "stored", *fates),
            (
                (shown(name, 40), _number(row["proposed"] or None, ","), *(f"{row[fate]:,}" for fate in fates))
                for name, row in own.sources.items()
            ),
        )
        if not all(row["proposed"] for row in own.sources.values()):
            say("-: what this source proposes is made while one labels, and not stored.")
    for source, worths in sorted(found.worths.items()):
        bulk = f" one by one; {found.decided_in_bulk(source):,} in bulk apart" if source in found.bulk else ""
        say(f"\n{shown(source)}: taken as proposed, of what people decided themselves{bulk}")
        table(
            ("label", "right", "of", "share", "95 %"),
            (
                (shown(label, 40) or "all", f"{one.right:,}", f"{one.decided:,}", _number(one.precision, ".0%"),
                 f"{one.low:.0%} to {one.high:.0%}")
                for label, one in sorted(worths.items())
            ),
        )  # fmt: skip

    for source in sorted(found.bulk.keys() - found.worths.keys()):
        say(f"\n{shown(source)}: {found.decided_in_bulk(source):,} decided in bulk, none one by one.")


def _print_people(found: Statistics) -> None:
    """What is to be known of how people work, a sentence for each."""
    for name, one in found.unread().items():
        say(
            f"\n{shown(name, 24)} accepted {one.unread:,} of {counted(one.accepted, 'suggestion')} ({one.share:.0%}) "
            f"many at once, perhaps unread: `annotator log --as {shown(name, 24)}` shows them."
        )
    for name, agreement in found.agreements.items():
        say(f"\n{shown(name, 24)} said the same of own spans at a second look: {agreement}.")
    for name, number in found.own_approvals.items():
        say(f"\n{shown(name, 24)} approved {counted(number, 'article')} of those that they had labelled themselves.")
    if found.counts.questions:
        asked = ", ".join(f"{shown(name, 24)} {number:,}" for name, number in found.counts.questions.items())
        say(
            f"\nArticles that are flagged or commented on, and not approved: {asked}. "
            "`annotator articles list --flagged --commented` lists them."
        )


def _print_layers(found: Statistics) -> None:
    """A line for each layer, and for who was given articles and has begun none."""
    layers = found.counts.layers
    words = ["articles", "finished", "skipped", "spans", "rejected", "undecided"]
    words += ["cats"] if any(row["cats"] for row in layers.values()) else []

    def cells(name: str) -> Iterator[str]:
        load = found.workloads.get(name)
        yield shown(name, 24)
        yield from (f"{load.given:,}", f"{load.left:,}") if load else ("-", "-")
        yield from (f"{layers.get(name, {}).get(word, 0):,}" for word in words)
        yield _number(found.pace(name), ".1f")
        yield _number(found.hours_left(name), ".1f")

    say()
    heads = ({"articles": "begun", "cats": "article labels"}.get(word, word) for word in words)
    names = sorted(layers.keys() | found.workloads)
    table(("layer", "given", "left", *heads, "articles/h", "h left"), (tuple(cells(name)) for name in names))


def _number(value: float | None, form: str) -> str:
    return "-" if value is None else format(value, form)
