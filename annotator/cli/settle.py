"""`annotator settle`: settle conflicts of all articles by a vote, as one step."""

from __future__ import annotations

from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Literal

import click

from annotator.cli.base import Verb
from annotator.cli.common.completing import labels, questions
from annotator.cli.common.console import KEY_WIDTH, progress, put_json, say, shown, warn
from annotator.cli.common.settings import Settings, check_person
from annotator.domain.sanitise import one_line
from annotator.plural import counted

if TYPE_CHECKING:
    from annotator.services.reviewing.across.plan import Asked, Plan, Proposal
    from annotator.services.reviewing.across.weights import Weights
    from annotator.storage.store import Store

ORDER = 101
_ROWS = 40


@click.command(cls=Verb)
@click.option("--by", "rule", type=click.Choice(("vote", "weight")), help="One vote each, or by what each is worth.")
@click.option("--at-least", metavar="SHARE", default="2/3", show_default=True, help="What wins: 2/3, 60 %, or 3 votes.")
@click.option(
    "--kind",
    "kinds",
    metavar="KIND,...",
    help="Only these: label, boundary, both, missed, split, article; same, entry, direction, other end, value.",
)
@click.option(
    "--label", "names", metavar="LABEL", multiple=True, help="Only where somebody gave it.", shell_complete=labels
)
@click.option(
    "--where", metavar="QUESTION", default="", help="Only where such a place is: label:ORG by:ben.",
    shell_complete=questions,
)  # fmt: skip
@click.option(
    "--ties", type=click.Choice(("take", "leave")), default="take", show_default=True, help="Of as many votes."
)
@click.option("--or-nothing", is_flag=True, help="Where nothing has the votes, no span holds.")
@click.option("--no-approve", is_flag=True, help="Approve no article, even if nothing is open in it any more.")
@click.option("--reason", metavar="TEXT", default="", help="Why, noted with the step.")
@click.option("--dry-run", is_flag=True, help="Only say what would be settled, with the votes.")
@click.option("--undo", is_flag=True, help="Take back the last settling of yours.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.pass_obj
def settle(settings: Settings, /, *, rule: Literal["vote", "weight"] | None, undo: bool, **wanted: Any) -> None:
    r"""Settle the conflicts of all articles on which enough annotators say the same.

    Each span is voted on as it stands: those with the votes become gold, the others of the conflict do not; where none
    has them, enough must hold no span there. By weight, a vote counts as much as its annotator was right so far:
    measured against hidden or approved gold, and estimated from all who finished the same articles (Dawid and Skene,
    1979).

    Of what is claimed of spans each version is voted on as a whole, once what it rests on is gold: settle again for it.

    An article of which nothing is open then is approved. It is one step: `--undo`, or `u` in the app, takes it back.

    \b
    annotator settle --by vote --at-least 2/3 --dry-run
    annotator settle --by vote --at-least 2/3 --kind missed,boundary
    annotator settle --by weight --where "label:ORG lang:de"
    annotator settle --undo
    """
    if undo == bool(rule):
        raise click.UsageError("Say one: `--by vote`, `--by weight` or `--undo`.")
    check_person(settings.annotator)
    if undo and any(_said(name) for name in wanted if name != "as_json"):
        raise click.UsageError("`--undo` takes back all of the last settling of yours, and goes alone.")
    with settings.opened() as store:
        if undo:
            _undo(store, settings.annotator, as_json=wanted["as_json"])
        else:
            _settle(store, settings.annotator, rule or "vote", wanted)


def _said(option: str) -> bool:
    return click.get_current_context().get_parameter_source(option) is click.core.ParameterSource.COMMANDLINE


def _undo(store: Store, by: str, *, as_json: bool) -> None:
    from annotator.services.team.votes import take_back_settling

    step, found = take_back_settling(store, by)
    if as_json:
        put_json({"articles": found.articles, "in_the_way": found.in_the_way, "step": step})
    else:
        say(found.told)


def _settle(store: Store, by: str, rule: str, wanted: dict[str, Any]) -> None:
    from annotator.services.reviewing.across.plan import plan
    from annotator.services.reviewing.across.weights import weights
    from annotator.services.team.measured import may_see

    weighed = weights(store) if rule == "weight" else None
    asked = _asked(store, by, wanted, weighed)
    with progress("Comparing") as advance:
        found = plan(store, asked, advance)
    told = weighed if weighed and (not weighed.hidden or may_see(store, by)) else None
    if wanted["dry_run"]:
        _dry(store, found, told, as_json=wanted["as_json"])
        return
    _carry_out(store, found, told, by=by, rule=rule, wanted=wanted)


def _asked(store: Store, by: str, wanted: dict[str, Any], weighed: Weights | None) -> Asked:
    from annotator.services.team.votes import asked

    kinds = [kind.strip() for kind in (wanted["kinds"] or "").split(",") if kind.strip()]
    names = ("at_least", "where", "ties", "or_nothing")
    with progress("Indexing words") if wanted["where"].strip() else nullcontext() as advance:
        return asked(
            store, by, kinds=kinds, labels=wanted["names"], weighed=weighed,
            progress=advance or (lambda _done, _of: None), **{name: wanted[name] for name in names},
        )  # fmt: skip


def _carry_out(
    store: Store, found: Plan, weighed: Weights | None, *, by: str, rule: str, wanted: dict[str, Any]
) -> None:
    from annotator.config import load
    from annotator.services.reviewing.across.settle import note_of
    from annotator.services.reviewing.across.settle import settle as carry_out

    note = note_of(rule, wanted["at_least"], found.proposals, wanted["reason"])
    approve = load().approve_settled and not wanted["no_approve"]
    with progress("Settling") as advance:
        done = carry_out(store, found.proposals, by, choice=rule, note=note, approve=approve, progress=advance)
    done.left += found.left
    if wanted["as_json"]:
        put_json({**done.as_json(), **_weights(weighed), "returned": _returned(store)})
        return
    _tell_weights(weighed)
    say(done.told)
    _tell_returned(store)
    if done.step:
        say("It is one step: `annotator settle --undo`, or `u` in the app, takes it back.")


def _dry(store: Store, found: Plan, weighed: Weights | None, *, as_json: bool) -> None:
    from annotator.services.reviewing.across.settle import told_left

    if as_json:
        rows = [one.as_json() for one in found.proposals]
        left = dict(+found.left)
        put_json({"conflicts": rows, "left": left, **_weights(weighed), "returned": _returned(store)})
        return
    _tell_weights(weighed)
    lines = [(_verdict(one), _context(one)) for one in found.proposals[:_ROWS]]
    width = max((len(verdict) for verdict, _ in lines), default=0)
    for verdict, context in lines:
        say(f"{verdict:<{width}}  {context}")
    if (more := len(found.proposals) - _ROWS) > 0:
        warn(f"{more:,} more: `--json` lists all.")
    say(f"Nothing was changed. It would settle {found.told}.{told_left(found.left)}")
    _tell_returned(store)


def _context(one: Proposal) -> str:
    return f"{one_line(one.before)[-24:]:>24}[{shown(one_line(one.quote), 40)}]{one_line(one.after)[:24]}"


def _verdict(one: Proposal) -> str:
    place = f"{one.conflict.start}-{one.conflict.end}" if one.conflict.end else "article"
    gold = shown(one.said(one.outcome.version or ()), 60)
    tied = " (tied)" if one.outcome.tied else ""
    return f"{one.key[:KEY_WIDTH]}  {place:>13}  {one.conflict.kind:11}  {one.votes:>7}{tied}  → {gold}"


def _weights(weighed: Weights | None) -> dict[str, Any]:
    return {"weights": weighed.as_json()} if weighed else {}


def _tell_weights(weighed: Weights | None) -> None:
    if weighed:
        each = ", ".join(f"{shown(name, 24)} {one.weight:.2f}" for name, one in weighed.of.items())
        say(f"{weighed.told} {each}.")


def _returned(store: Store) -> int:
    from annotator.storage.queries.reviewing.settlings import returned

    return returned(store)


def _tell_returned(store: Store) -> None:
    if number := _returned(store):
        say(f"{counted(number, 'article')} went back to an annotator and waits for them: nothing is settled there.")
