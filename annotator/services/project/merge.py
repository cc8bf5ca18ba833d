"""`annotator merge`: another project taken into this one. The union of both; the same twice changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from annotator.domain.guideline.page import page_of
from annotator.domain.history.events import Note
from annotator.domain.scheme import Scheme
from annotator.errors import WrongUsage
from annotator.progress import ProgressCallback
from annotator.services.project.merge_schemes import Prefer, translation
from annotator.services.project.scheme_history.join import join_histories
from annotator.storage.maintenance.merging.absorbed import Absorbed
from annotator.storage.maintenance.merging.merge import absorb
from annotator.storage.maintenance.merging.snapshot import snapshot
from annotator.storage.maintenance.merging.strings import join_strings
from annotator.storage.maintenance.merging.team import join_team
from annotator.storage.maintenance.merging.worklists import join_worklists
from annotator.storage.maintenance.people.register import joined_people, put_people
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries.counts import annotators
from annotator.storage.store import Store
from annotator.storage.tags.tags import tags
from annotator.storage.team.names import register


@dataclass(frozen=True, slots=True)
class MergeReport:
    """What was taken, which labels are new, and of which the guideline is theirs now (`taken`), or ours (`kept`).

    `archived` are the labels that were put away, because they are there; `renamed` what labels of ours are called now,
    or are a part of; `dropped` those that are there no more. `lists` are the worklists that are new, `rounds` the
    rounds of work; `people` are names of ours that are not in use any more, with those that took their place, and
    `apart` names that are one person's there, and are not joined here. `tags` are tags there that are none here: a tag
    numbers the decisions of its own file, so none is taken.
    """

    absorbed: Absorbed
    labels: tuple[str, ...]
    taken: tuple[str, ...]
    kept: tuple[str, ...]
    archived: tuple[str, ...]
    renamed: Mapping[str, str]
    dropped: tuple[str, ...]
    lists: tuple[str, ...]
    rounds: tuple[str, ...]
    people: Mapping[str, str]
    apart: tuple[tuple[str, str], ...]
    tags: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` gives it."""
        given, taken = (dict(sorted(who.items())) for who in (self.absorbed.given, self.absorbed.taken))
        return {
            "added": self.absorbed.added,
            "known": self.absorbed.known,
            "refused": [],
            "layers": dict(sorted(self.absorbed.layers.items())),
            "labels": list(self.labels),
            **({"guidelines": {"taken": list(self.taken), "kept": list(self.kept)}} if self.taken or self.kept else {}),
            **({"archived": list(self.archived)} if self.archived else {}),
            **({"renamed": dict(self.renamed)} if self.renamed else {}),
            **({"dropped": list(self.dropped)} if self.dropped else {}),
            **({"assignments": {"given": given, "taken_back": taken}} if given or taken else {}),
            **({"lists": list(self.lists)} if self.lists else {}),
            **({"rounds": list(self.rounds)} if self.rounds else {}),
            **({"tags_not_taken": list(self.tags)} if self.tags else {}),
            **({"people": dict(self.people)} if self.people else {}),
            **({"apart": [list(pair) for pair in self.apart]} if self.apart else {}),
            **({"languages": self.absorbed.languages} if self.absorbed.languages else {}),
            "decisions": self.absorbed.decisions,
            "suggestions": self.absorbed.suggestions,
        }


def merge(
    store: Store,
    other: Path,
    *,
    prefer: Prefer = "",
    renames: Mapping[str, str] | None = None,
    trust: bool = False,
    team: bool = True,
    at_home: bool = False,
    by: str = "",
    progress: ProgressCallback = lambda _done, _of: None,
) -> MergeReport:
    """Take the project at `other` into `store`, if nothing in it is wrong; its file is only read.

    It is taken in short writes: one that is killed is run again. A project that nothing was done to yet takes their
    scheme as its own. `by` is who merges. Without `team`, what they say of roles, rounds, hidden gold and of who is one
    person is not taken, only new names of people; `at_home` takes nothing that is of another project. `prefer` or
    `renames` (labels of theirs -> labels of ours) settle where schemes contradict each other. `progress` hears of each
    article twice: when it was looked at, and when it was taken. Raises `ProjectError` where it cannot be read,
    `SchemeClash` where nothing settles what clashes, `WrongUsage` where it is of another project.
    """
    with snapshot(store, other) as theirs:
        if at_home and theirs.store.uuid != store.uuid:
            raise WrongUsage(f"{other} is of another project: `annotator merge` takes such a one in. Nothing was done.")
        there = theirs.store.scheme()
        before = there if store.untouched else store.scheme()
        scheme, taken = join_histories(store, theirs.store, prefer=prefer, renames=renames or {})
        named = translation(there, renames or {})
        note = Note(by=by, why=f"merged from {other.name}")
        among = None if team else annotators(store)
        names = register(store.conn).former()
        people, apart = joined_people(store, theirs.store, among)

        def put() -> None:
            save_scheme(store, scheme, note=note, taking=taken)
            put_people(store, people)

        who = people.who()
        absorbed = absorb(store, theirs, scheme, named, put, who=who, trust=trust, progress=progress)
        lists = tuple(join_worklists(store, theirs.store, named, who))
        join_strings(store, theirs.store, named, who)
        rounds = tuple(join_team(store, theirs.store, who)) if team else ()
        kept = _changed(there, scheme)
        ours = {(one.name, one.at) for one in tags(store)}
        not_here = tuple(one.name for one in tags(theirs.store) if (one.name, one.at) not in ours)
    called = {name: scheme.current(name) for name in before.names()}
    archived = tuple(sorted(scheme.archived() & (set(called.values()) - {called[name] for name in before.archived()})))
    new = tuple(name for name in scheme.names() if name not in called.values())
    renamed = {name: now for name, now in called.items() if now != name}
    dropped = tuple(now for now in called.values() if scheme.label(now) is None)
    joined = {old: now for old, now in people.former().items() if names.get(old) != now}
    guidelines = _changed(before, scheme), kept
    return MergeReport(
        absorbed, new, *guidelines, archived, renamed, dropped, lists, rounds, joined, tuple(apart), not_here
    )


def _changed(before: Scheme, after: Scheme) -> tuple[str, ...]:
    """The labels that had a guideline and have another one."""
    known = ((page_of(label), after.label(after.current(label.name))) for label in before.labels)
    return tuple(dict.fromkeys(now.name for was, now in known if now and was not in ("", page_of(now))))
