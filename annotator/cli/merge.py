"""`annotator merge`: take in another project."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from annotator.cli.base import Verb
from annotator.cli.common.console import progress, put_json, say, shown, warn
from annotator.cli.common.settings import Settings
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.project.merge import MergeReport

ORDER = 90
_NAMED = 3
"""Keys of articles that a sentence names."""


def _map(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> dict[str, str]:
    if any("=" not in value for value in values):
        raise click.BadParameter("say THEIRS=OURS, e.g. PER=PERSON.")
    return {theirs: ours for theirs, _, ours in (value.partition("=") for value in values)}


@click.command(cls=Verb)
@click.argument("other", metavar="OTHER.db", type=click.Path(path_type=Path))
@click.option("--ours", "prefer", flag_value="ours", help="Where labels clash, ours hold.")
@click.option("--theirs", "prefer", flag_value="theirs", help="Where labels clash, theirs hold.")
@click.option("--map", "renames", metavar="THEIRS=OURS", multiple=True, callback=_map, help="What their label is here.")
@click.option("--trust", is_flag=True, help="Take decisions of one person in the layer of another.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def merge(
    settings: Settings, /, other: Path, prefer: Literal["ours", "theirs"] | None, as_json: bool, **options: Any
) -> int:
    """Take in another project: the union of articles and decisions; the same twice changes nothing.

    What cannot be taken is told before anything is. A merge that was broken off goes on when it is run again.

    Example: annotator merge from_ben.db
    """
    from annotator.services.project.merge import merge as take_in
    from annotator.services.project.merge_schemes import SchemeClash
    from annotator.services.team.at_odds import at_odds
    from annotator.services.team.measured import told
    from annotator.storage.connection import check_file

    check_file(other)
    try:
        with settings.opened(create=True) as store, progress("Merging") as advance:
            before = store.last_decision
            report = take_in(store, other, prefer=prefer or "", by=settings.annotator, progress=advance, **options)
            odds = at_odds(store, before)
            sentences = [*odds.sentences(), *told(store, settings.annotator)]
    except SchemeClash as clash:
        warn(str(clash))
        if as_json:
            refused = [{"file": str(other), "line": None, "reason": reason} for reason in clash.clashes]
            put_json({"added": 0, "known": 0, "refused": refused, "layers": {}})
        return 1
    if as_json:
        put_json({**report.as_json(), **odds.as_json()})
        return 0
    print_merged(report)
    for sentence in sentences:
        say(shown(sentence))
    return 0


def print_merged(report: MergeReport) -> None:
    """Say what a merge took."""
    taken = report.absorbed
    parts = [f"{taken.added:,} added", f"{taken.known:,} known already", counted(taken.decisions, "new decision")]
    if taken.suggestions:
        parts.append(counted(taken.suggestions, "new suggestion"))
    say(", ".join(parts) + ".")
    if names := +taken.namesakes:
        told = ", ".join(f"{shown(name)} {number:,}" for name, number in sorted(names.items()))
        warn(f"Made there under names that decide here, too: {told}. `annotator log --as NAME` shows them.")
    if taken.languages:
        are = "article is" if len(taken.languages) == 1 else "articles are"
        named = ", ".join(key[:12] for key in taken.languages[:_NAMED]) + ", ..." * (len(taken.languages) > _NAMED)
        warn(
            f"{len(taken.languages):,} {are} in another language there, and one of the two was kept: {named}. "
            "`annotator articles set KEY --lang CODE` says which is right."
        )
    for name, number in sorted(taken.layers.items()):
        say(f"{shown(name)}: {counted(number, 'article')}.")
    for word, who in (("given to", taken.given), ("taken back from", taken.taken)):
        if who:
            say(f"Articles {word}: {', '.join(f'{shown(name)} {number:,}' for name, number in sorted(who.items()))}.")
    if report.lists:
        say(f"New lists, which `annotator lists` tells of: {', '.join(map(shown, report.lists))}.")
    for sentence in (*_of_team(report), *_of_labels(report)):
        say(sentence)


def _of_team(report: MergeReport) -> Iterator[str]:
    if report.rounds:
        yield f"Rounds that are new here: {', '.join(map(shown, report.rounds))}."
    if report.tags:
        is_none = "A tag there is none here" if len(report.tags) == 1 else "Tags there are none here"
        yield f"{is_none}, as it is of that file alone: {', '.join(map(shown, report.tags))}."
    if report.people:
        told = ", ".join(f"{shown(old)} is {shown(now)}" for old, now in sorted(report.people.items()))
        yield f"Names that are one person's now, as there: {told}."
    for old, new in report.apart:
        yield f"It says that {shown(old)} and {shown(new)} are one person; `annotator people rename` says so here."


def _of_labels(report: MergeReport) -> Iterator[str]:
    if report.labels:
        yield f"New in the scheme: {', '.join(map(shown, report.labels))}."
    if report.renamed:
        told = ", ".join(f"{shown(was)} is {shown(now)}" for was, now in report.renamed.items())
        yield f"Called otherwise now, as there: {told}."
    if report.dropped:
        yield f"Labels that nothing has, and that are there no more: {', '.join(map(shown, report.dropped))}."
    if report.taken:
        yield f"Guidelines that are theirs now: {', '.join(map(shown, report.taken))}."
    if report.archived:
        yield f"Labels that were put away there, and are here now: {', '.join(map(shown, report.archived))}."
    if report.kept:
        yield f"Guidelines that are ours, not theirs: {', '.join(map(shown, report.kept))}."
