"""What `annotator find` is told to do, out of its options; what contradicts, or would do nothing, is refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

import click

from annotator.cli.common.sought import Wanted, is_question

Doing = Literal["list strings", "set aside", "bring back", "fix", "show"]
_EMPTY = {
    "string": "There is nothing to look for: STRING is empty.",
    "regex": "`--regex` needs an expression.",
    "patterns": "`--patterns` needs a file.",
    "label": "`--label` needs a label.",
    "label_set": "`--set` needs a label; `--none` takes them away.",
}
_OF_PLACES = ("outliers", "any_case", "parts")
_OF_FIXES = ("label_set", "replacing", "no_label", "propose", "where", "dry_run", "save")


def what_is_done(what: Wanted, asked: Mapping[str, Any]) -> Doing:
    """What is to be done with what is found. Raises `UsageError` where what is asked makes no sense."""
    for name, sentence in _EMPTY.items():
        if asked[name] is not None and not asked[name].strip():
            raise click.UsageError(sentence)
    if asked["inconsistent"] == bool(what) or (asked["as_json"] and asked["as_csv"]):
        raise click.UsageError("Say one: a STRING, `--regex`, `--label` or `--inconsistent`; `--json` or `--csv`.")
    if asked["least"] and not asked["inconsistent"]:
        raise click.UsageError("`--min` goes with `--inconsistent`.")
    if asked["inconsistent"]:
        return _listing(asked)
    if asked["set_aside"] or asked["bring_back"]:
        return _setting_aside(asked)
    _check_fix(asked)
    what.check()
    return "fix" if _changes(asked) or asked["save"] else "show"


def _changes(asked: Mapping[str, Any]) -> bool:
    return bool(asked["label_set"] or asked["no_label"])


def _listing(asked: Mapping[str, Any]) -> Doing:
    if any(asked[name] for name in (*_OF_PLACES, *_OF_FIXES, "reason", "bring_back")):
        raise click.UsageError(
            "`--inconsistent` only lists, with `--min`, `--layer` and `--set-aside`: fix one string after the other."
        )
    return "list strings"


def _setting_aside(asked: Mapping[str, Any]) -> Doing:
    others = (*_OF_FIXES, "regex", "patterns", "label", "as_csv")
    alone = asked["string"] and not is_question(asked["string"]) and asked["set_aside"] != asked["bring_back"]
    if not alone or any(asked[name] for name in (*_OF_PLACES, *others)):
        raise click.UsageError(
            "`--set-aside` or `--bring-back` is about one STRING that `--inconsistent` lists, and goes with `--layer`."
        )
    if asked["reason"] and asked["bring_back"]:
        raise click.UsageError("`--reason` goes with `--set-aside`: what is brought back needs none.")
    return "set aside" if asked["set_aside"] else "bring back"


def _check_fix(asked: Mapping[str, Any]) -> None:
    """Raises `UsageError` where places are to be changed, or put on a list, in a way that makes no sense."""
    said = bool(asked["where"]) and not is_question(asked["where"])
    for wrong, sentence in (
        (asked["label_set"] and asked["no_label"], "`--set` and `--none` contradict each other."),
        (asked["propose"] and not asked["label_set"], "`--propose` needs a label: `--set LABEL`."),
        (
            asked["replacing"] and (asked["propose"] or not asked["label_set"]),
            "`--replace` goes with `--set LABEL`; what is only proposed takes nothing away.",
        ),
        (
            asked["propose"] and asked["reason"],
            "`--reason` is noted with what is decided, not with what is proposed.",
        ),
        (
            not _changes(asked) and (said or asked["reason"] or asked["dry_run"]),
            "`--reason`, `--dry-run` and a `--where` that asks nothing (label:ORG) go with `--set LABEL` or `--none`.",
        ),
        (
            asked["save"] and _changes(asked),
            "`--save` puts places on a list as they are: leave out `--set` and `--none`.",
        ),
        (
            asked["as_csv"] and (_changes(asked) or asked["save"]),
            "What is changed is no table: `--json`.",
        ),
    ):
        if wrong:
            raise click.UsageError(sentence)
