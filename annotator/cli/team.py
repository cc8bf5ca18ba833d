"""`annotator team`: the board: who has done what, how well, and when all is done."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import NO_ARTICLES, progress, put_json, say, shown, table, warn
from annotator.cli.common.settings import Settings

if TYPE_CHECKING:
    from annotator.services.team.board.board import Board, Member
    from annotator.services.team.board.claims_to_gold import NearGold
    from annotator.services.team.board.to_settle import ToSettle

ORDER = 79
STOPPED = "Nothing was changed."
_COLUMNS = (
    "name", "role", "given", "done", "left", "minutes_per_article", "pace", "done_by", "unknown", "f1_gold", "low",
    "high", "last_ten", "unread_share", "questions", "hidden_right", "hidden_of",
)  # fmt: skip
_Claims = Mapping[str, Mapping[str, "NearGold"]]


@click.command(cls=Verb)
@click.option("--csv", "as_csv", is_flag=True, help="A table for a spreadsheet, one line a person.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def team(settings: Settings, as_csv: bool, as_json: bool) -> None:
    r"""Show how far everybody is, how near to gold, what is open, and when all will be labelled and reviewed.

    Minutes are the median of an article, pauses left out; F1 is exact, of spans, on approved articles, with its
    interval of 95 %; what is claimed of spans is compared below. The forecast takes everybody's pace of their last days
    at work. Who has finished nothing yet, or nothing lately, has no day, and it says so. Hidden gold is shown to leads.

    \b
    annotator team
    annotator team --csv > team.csv
    """
    if as_csv and as_json:
        raise click.UsageError("Say one: `--json` or `--csv`.")
    from annotator.services.reporting.my_day import day_of
    from annotator.services.reviewing.across.plan import plan
    from annotator.services.team.board.board import board
    from annotator.services.team.board.claims_to_gold import claims_to_gold
    from annotator.services.team.board.to_settle import asked, told

    with settings.opened() as store:
        found = board(store, day_of("today"), settings.annotator)
        claims = claims_to_gold(store, [one.name for one in found.people if one.gold])
        if as_csv:
            _csv(found, claims)
            return
        with progress("Counting conflicts") as advance:
            open_ = told(plan(store, asked(), advance))
    if as_json:
        document = {**found.as_json(), "to_settle": open_.as_json()}
        for name, near in claims.items():
            document["people"][name]["claims_to_gold"] = {of: one.as_json() for of, one in near.items()}
        put_json(document)
    else:
        _print(found, open_, claims)


def _print(found: Board, open_: ToSettle, claims: _Claims) -> None:
    from annotator.services.reporting.statistics import undealt_said
    from annotator.services.team.board.words import sentences

    if not found.articles:
        warn(NO_ARTICLES)
        return
    if not found.people:
        say("Nobody has begun, and nothing is dealt out yet: `annotator round new NAME --articles N --to NAME,NAME`.")
        return
    heads = ["name", "given", "done", "left", "min each", "done by", "F1 to gold", "last 10", "unread", "asks"]
    hidden = any(one.hidden for one in found.people)
    table(
        [*heads, *(["hidden gold"] if hidden else [])], (tuple(_row(found, one, hidden=hidden)) for one in found.people)
    )
    say()
    if claims:
        _print_claims(claims)
    for sentence in sentences(found):
        say(shown(sentence))
    if found.undealt:
        say(undealt_said(found.undealt))
    say(f"Approved: {found.approved:,} of {found.to_review:,}. To settle: {open_}")


def _print_claims(claims: _Claims) -> None:
    """How near to gold each is in what they claim of spans."""
    from annotator.services.team.board.claims_to_gold import FIGURES

    def cell(one: NearGold | None) -> str:
        sure = f" ({one.low:.2f} to {one.high:.2f})" if one and one.low is not None else ""
        return f"{one.value:.2f}{sure}" if one else "-"

    there = {name: title for name, (_, title) in FIGURES.items() if any(name in near for near in claims.values())}
    rows = ((shown(name, 24), *(cell(near.get(of)) for of in there)) for name, near in claims.items())
    table(("claims to gold", *there.values()), rows)
    say()


def _row(found: Board, one: Member, *, hidden: bool) -> Iterator[str]:
    from annotator.services.team.board.words import TURNS, day_said

    yield shown(one.name, 24)
    yield from (f"{number:,}" for number in (one.given, one.done, one.left))
    yield "-" if one.minutes is None else f"{one.minutes:.1f}"
    yield day_said(one.ahead.day, found.today) if one.ahead.day and one.left else "-" if one.left == 0 else "?"
    near = one.gold
    sure = f" ({near.interval[0]:.2f} to {near.interval[1]:.2f})" if near and near.interval else ""
    yield "-" if near is None or near.f1.value is None else f"{near.f1.value:.2f}{sure}"
    yield "-" if near is None or near.last.value is None else f"{near.last.value:.2f}{TURNS[near.turn]}"
    yield "-" if one.unread is None else f"{one.unread:.0%}"
    yield f"{one.questions:,}"
    if hidden:
        yield f"{one.hidden.right:,} of {one.hidden.of:,}{' !' * one.hidden.below}" if one.hidden else "-"


def _csv(found: Board, claims: _Claims) -> None:
    from annotator.services.team.board.claims_to_gold import FIGURES

    columns = (*_COLUMNS, *(FIGURES if claims else ()))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(columns)
    for one in found.people:
        plain, near = one.as_json(), one.gold.as_json() if one.gold else {}
        hidden = one.hidden.as_json() if one.hidden else {}
        row = {
            **plain, "name": one.name, "f1_gold": near.get("f1_exact"), **near, "hidden_right": hidden.get("right"),
            "hidden_of": hidden.get("of"), **{of: near.value for of, near in claims.get(one.name, {}).items()},
        }  # fmt: skip
        writer.writerow(["" if row.get(name) is None else row[name] for name in columns])
