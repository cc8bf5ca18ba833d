"""`annotator log`: the decisions, newest last."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import articles
from annotator.cli.common.console import KEY_WIDTH, say, shown, stream_json, warn
from annotator.cli.common.scheme_log import scheme_line
from annotator.cli.common.settings import Settings
from annotator.domain.sanitise import one_line

if TYPE_CHECKING:
    from annotator.storage.store import Store

ORDER = 130
STOPPED = "Nothing was changed."
_SPANS = 3  # as many spans of a ruling are listed; more are counted


def _since(_: click.Context, __: click.Parameter, value: str) -> str:
    from annotator.errors import InputError
    from annotator.services.reporting.decision_log import time_since

    try:
        return time_since(value) if value else ""
    except InputError as error:
        raise click.BadParameter(str(error)) from None


@click.command(cls=Verb)
@click.option("--article", metavar="KEY", default="", shell_complete=articles, help="Only this article.")
@click.option(
    "--since", metavar="TIME", default="", callback=_since, help="2026-05-31, 2026-05-31T14:00 (UTC), 30m, 12h, 7d."
)
@click.option("--last", metavar="N", type=click.IntRange(1), default=None, help="Only the last N of them.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def log(settings: Settings, article: str, since: str, last: int | None, as_json: bool) -> None:
    """The decisions and changes of labels, newest last; with `--as`, only those of one annotator or layer.

    Example: annotator log --as ana --last 20
    """
    from annotator.services.reporting.decision_log import decisions

    with settings.opened() as store:
        by = settings.annotator if settings.names else ""
        rows = decisions(store, article=article, by=by, since=since, last=last or -1)
        if not article:
            rows = _with_labels(store, rows, by, since, last)
        if as_json:
            stream_json(rows)
            return
        row = None
        for row in rows:
            say(_line(row))
        if row is None:
            warn("There are no such decisions." if article or by or since else "Nobody has decided anything yet.")


def _with_labels(
    store: Store, rows: Iterator[dict[str, Any]], by: str, since: str, last: int | None
) -> Iterator[dict[str, Any]]:
    """Decisions with what was done to the labels between them; of both the `last` so many, if that is said."""
    from collections import deque
    from heapq import merge

    from annotator.services.project.scheme_history.log import scheme_log

    told = [row for row in scheme_log(store) if row["told"] and row["at"] and row["at"] >= since]
    mine = [{"action": "scheme", "article": None, **row} for row in told if by in ("", row["by"])]
    both = merge(_decided(rows, changer=bool(mine)), mine, key=itemgetter("id"))
    return both if last is None else iter(deque(both, maxlen=last))


def _decided(rows: Iterator[dict[str, Any]], *, changer: bool) -> Iterator[dict[str, Any]]:
    """Decisions; a `changer` of labels may have made none."""
    from annotator.errors import WrongUsage

    try:
        yield from rows
    except WrongUsage:
        if not changer:
            raise


def _line(row: dict[str, Any]) -> str:
    if row["action"] == "scheme":
        return scheme_line(row)
    who = shown(row["by"], 20) if row["by"] == row["layer"] else f"{shown(row['by'], 20)} in {shown(row['layer'], 20)}"
    parts = [f"{row['at'][:19].replace('T', ' ')}Z  {row['article'][:KEY_WIDTH]}  {who}  {row['action']}"]
    if row["claim"]:
        parts.append(shown(row["claim"]["words"], 160))
    else:
        parts += _span(row)
    if row["was"]:
        parts.append("(was {label} {start}-{end})".format_map(row["was"]))
    if row["instead"]:
        parts.append("changes a comment to" if row["note"] else "takes a comment back")
    if row["answers"]:
        parts.append(f"answers {row['answers'][-6:]}{', closed' if row['closes'] else ', open'}")
    if row["action"] in ("commented", "returned") and row["note"]:
        parts.append(f"“{shown(row['note'], 80)}”")
    if row["ruling"]:
        parts.append(_ruling(row["ruling"]))
    if row["source"]:
        parts.append(shown(row["source"], 40) + (f" {row['score']:.2f}" if row["score"] is not None else ""))
    return "  ".join(parts)


def _span(row: dict[str, Any]) -> list[str]:
    """The label, and the words that have it and where they stand."""
    quote = row["quote"] and f"“{shown(one_line(row['quote']), 60)}” {row['start']}-{row['end']}"
    return [*filter(None, (row["label"] and shown(row["label"], 40), quote))]


def _ruling(ruling: dict[str, Any]) -> str:
    """Whose version was taken (or `own`, `none`, `majority`, a rule), and what holds now."""
    spans = [f"{shown(one['label'], 40)} {one['start']}-{one['end']}" for one in ruling["spans"]]
    spans = [f"{len(spans):,} spans"] if len(spans) > _SPANS else spans
    labels = [f"{'' if on else 'not '}{shown(label, 40)}" for label, on in ruling["cats"].items()]
    claims = [shown(one["words"], 80) for one in ruling["claims"]]
    claims = [f"{len(claims):,} claims"] if len(claims) > _SPANS else claims
    held = ", ".join([*spans, *labels, *claims]) or "nothing"
    return f"{shown(ruling['choice'], 40)}: {held}"
