"""What a program does with the states of a project: conflicts settled, tags set and compared, a tag released."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Literal, get_args

from annotator.api import warn
from annotator.api.sources import Place
from annotator.domain.decisions import GOLD
from annotator.domain.text.names import checked_name
from annotator.errors import WrongUsage
from annotator.services.exporting.tag_diff import tag_diff
from annotator.services.exporting.tags import set_tag
from annotator.services.lookup import check_choice
from annotator.services.releasing.release import USUAL, ReleaseOptions, ReleaseReport, release
from annotator.services.reviewing.across.plan import plan
from annotator.services.reviewing.across.settle import note_of, settle
from annotator.services.reviewing.across.weights import weights
from annotator.services.split import Ratio
from annotator.services.team.votes import Ties, asked, take_back_settling
from annotator.storage.queries.reviewing.settlings import returned
from annotator.storage.store import Store
from annotator.storage.tags.tags import tags

Rule = Literal["vote", "weight"]


class Tagging:
    """The part of `Project` that settles, tags, compares and releases."""

    @abstractmethod
    def _at_work(self) -> AbstractContextManager[Store]:
        """The store, while what SQLite says of the file becomes a sentence."""

    def settle(
        self,
        rule: Rule = "vote",
        *,
        by: str,
        at_least: str = "2/3",
        kinds: Sequence[str] = (),
        labels: Sequence[str] = (),
        where: str = "",
        ties: Ties = "take",
        or_nothing: bool = False,
        approve: bool = True,
        reason: str = "",
        dry_run: bool = False,
    ) -> dict[str, Any]:
        """Settle the conflicts of all articles on which enough annotators say the same, as `annotator settle` does.

        It is one step, in the name of the reviewer `by`; `unsettle` takes it back. The options are those of the
        command line: `kinds` and `labels` of conflicts, a question (`where`), what becomes of `ties`, whether no span
        holds `or_nothing` has the votes. Articles of which nothing is open then are approved, if `approve`. Gives what
        `--json` gives: `settled`, `left`, `articles`, `step`; with `dry_run` nothing is changed, and `conflicts` says
        what would be settled, with the votes.

        Raises `WrongUsage` for an option that makes no sense, `NoSuchLabel` for a label that is not there.
        """
        check_choice("rule", rule, get_args(Rule))
        check_choice("ties", ties, get_args(Ties))
        _check_person(by)
        with self._at_work() as store:
            weighed = weights(store) if rule == "weight" else None
            wanted = asked(
                store, by, at_least=at_least, kinds=kinds, labels=labels, where=where, ties=ties,
                or_nothing=or_nothing, weighed=weighed,
            )  # fmt: skip
            found = plan(store, wanted)
            more = {"weights": weighed.as_json()} if weighed else {}
            if dry_run:
                rows = [one.as_json() for one in found.proposals]
                return {"conflicts": rows, "left": dict(+found.left), **more, "returned": returned(store)}
            note = note_of(rule, at_least, found.proposals, reason)
            done = settle(store, found.proposals, by, choice=rule, note=note, approve=approve)
            done.left += found.left
            return {**done.as_json(), **more, "returned": returned(store)}

    def unsettle(self, *, by: str) -> dict[str, Any]:
        """Take back the last settling of a reviewer, in all its articles, as `annotator settle --undo` does.

        Raises `WrongUsage` where there is none.
        """
        with self._at_work() as store:
            step, found = take_back_settling(store, by)
        return {"articles": found.articles, "in_the_way": found.in_the_way, "step": step}

    def tag(self, name: str, *, by: str, note: str = "") -> dict[str, Any]:
        """Name the state the project is in, as `annotator tag NAME` does; `by` is who does it.

        Gives what `--json` gives. Raises `WrongUsage` where there is a tag of that name.
        """
        with self._at_work() as store:
            return set_tag(store, name, by=by, note=note).as_json()

    @property
    def tags(self) -> list[dict[str, Any]]:
        """The tags, the oldest first: `tag`, `at`, `by`, `note`, how many `articles` and `decisions` there were."""
        with self._at_work() as store:
            return [one.as_json() for one in tags(store)]

    def diff(
        self, before: str, after: str = "", *, layer: str = "all", status: Literal["finished", "any"] = "finished"
    ) -> dict[str, Any]:
        """What was done to spans and claims between two tags, or since one, as `annotator diff --json` gives it.

        `relabelled`, `resized`, `removed` and `added` count, `by_label` says which, and `changes` has each with its
        place. `layer` is a name, `gold`, or `all`: then each layer is compared with itself. Raises `WrongUsage` where
        there is no such tag or layer.
        """
        check_choice("status", status, ("finished", "any"))
        with self._at_work() as store:
            return tag_diff(store, before, after, layer=layer, status=status).as_json()

    def release(
        self,
        tag: str,
        path: Place | None = None,
        *,
        formats: Sequence[str] = ("jsonl",),
        anonymous: bool = False,
        split: str = "",
        seed: int = 0,
        stratify: str = "",
        since: str = "",
    ) -> ReleaseReport:
        """Write what the project was at a tag into a new folder to be published, as `annotator release` does.

        Without a path it is in `releases/`. `split`, `seed` and `stratify` are those of `export`, 80/10/10 if nothing
        is said; `anonymous` puts pseudonyms in the place of names; `since` is the tag it is compared with, if not the
        one before. Gives a report: `folder`, `files`, `facts` (what is in it), `losses` by format, `names`.

        Raises `WrongUsage` where there is no such tag or the folder is not empty, `AnnotatorError` where nothing is
        finished.
        """
        ratio = Ratio.parse(split) if split else USUAL
        options = ReleaseOptions(
            tag, Path(path) if path is not None else None, formats, anonymous, ratio, seed, stratify, since
        )
        with self._at_work() as store:
            report = release(store, options)
        warn.of_releasing(report)
        return report


def _check_person(name: str) -> None:
    if checked_name(name) == GOLD:
        raise WrongUsage(f"Who settles has a name, and it is not {GOLD!r}: that layer is made by review.")
