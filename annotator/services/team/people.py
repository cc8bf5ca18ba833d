"""`annotator people`: who has to do with a project, what they are in it, and which names are one person's."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from annotator.domain.decisions import GOLD, new_id, time_text
from annotator.domain.text.names import checked_name
from annotator.errors import WrongUsage, did_you_mean
from annotator.plural import counted
from annotator.progress import ProgressCallback
from annotator.services.team.at_work import joins, known_names, near_names
from annotator.storage.maintenance.people.register import put_people
from annotator.storage.queries.counts import annotators
from annotator.storage.queries.people.workload import Workload, workloads
from annotator.storage.queries.team.came_late import last_collected
from annotator.storage.queries.team.under_name import Under, under
from annotator.storage.store import Store
from annotator.storage.team.names import Entry, Register, Role, Same, register


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has to do with a project; `aliases` are names they had, `load` is how much is theirs and done.

    `collected` is when a package of theirs was taken in last (UTC, ISO 8601), or "".
    """

    name: str
    role: Role
    pseudonym: str
    aliases: tuple[str, ...]
    load: Workload
    collected: str = ""

    def as_json(self) -> dict[str, Any]:
        """The person as `--json` gives them."""
        load = self.load
        return {
            "name": self.name, "role": self.role, "pseudonym": self.pseudonym, "aliases": list(self.aliases),
            "given": load.given, "done": load.done, "left": load.left, "collected": self.collected or None,
        }  # fmt: skip


def people(store: Store) -> list[Person]:
    """Everybody who decided something, has a layer, was given an article or is in the register, in order."""
    said, at_work = register(store.conn), set(annotators(store))
    names = said.former()
    here = sorted((at_work | said.names()) - {GOLD, *names})
    loads, came = workloads(store, here), last_collected(store)
    found = []
    for name in here:
        aliases = tuple(sorted(old for old, now in names.items() if now == name))
        entry = said.entry(name)
        load = loads[name].dealt if name in at_work else Workload(0, 0)
        found.append(Person(name, entry.role, entry.pseudonym, aliases, load, came.get(name, "")))
    return found


def add_people(store: Store, names: Iterable[str], role: Role, pseudonym: str = "") -> list[str]:
    """Put people into the register, or give them another role; gives those of nearly the same name as somebody else.

    Raises `WrongUsage` for a name that nobody can have, or a pseudonym that is somebody's.
    """
    wanted = list(dict.fromkeys(map(checked_name, names)))
    pseudonym = pseudonym and checked_name(pseudonym)
    if pseudonym and len(wanted) > 1:
        raise WrongUsage("A pseudonym is one person's: name one.")
    said, known = register(store.conn), near_names(store)
    near = [joins(name, other) for name in wanted if (other := known(name))]
    others = {one.pseudonym for one in said.entries.values() if one.name not in wanted}
    if pseudonym and (pseudonym in known_names(store) or pseudonym in others):
        raise WrongUsage(f"{pseudonym} is somebody's name or pseudonym already.")
    for name in wanted:
        _check(said, name)
        said = said.saying(Entry(name, role, pseudonym or said.entry(name).pseudonym, _now()))
    put_people(store, said)
    return near


def set_role(store: Store, name: str, role: Role) -> None:
    """Have somebody be something else. Raises `WrongUsage` where nobody has that name."""
    _check_known(store, name)
    add_people(store, [name], role)


def pseudonyms(store: Store, also: Collection[str] = ()) -> dict[str, str]:
    """The pseudonym of everybody who is here, and of others who are named; who has none yet is given one, for good."""
    said = register(store.conn)
    here = sorted({*known_names(store), *also} - said.former().keys())
    used = {*known_names(store), *also, *(one.pseudonym for one in said.entries.values())}
    for name in here:
        was = said.entry(name)
        if not was.pseudonym:
            letter = was.role[0].upper()
            new = next(word for number in count(1) if (word := f"{letter}{number}") not in used)
            used.add(new)
            said = said.saying(was._replace(pseudonym=new, at=_now()))
    put_people(store, said)
    return {name: said.entry(name).pseudonym for name in here}


@dataclass(frozen=True, slots=True)
class Renaming:
    """What it would be to call somebody otherwise: how much stands under either name, and under both."""

    old: str
    new: str
    under_old: Under
    under_new: Under
    both: int

    @property
    def joins(self) -> bool:
        """Whether two names become one, which cannot be taken apart again."""
        return self.under_new.anything

    def sentences(self) -> Iterator[str]:
        """What is to be said of it."""
        old = self.under_old
        yield (
            f"{self.old} becomes {self.new}: {counted(old.articles, 'article')} labelled, "
            f"{counted(old.decisions, 'decision')}, {counted(old.given, 'article')} given."
        )
        if self.joins:
            yield f"{self.new} is known: two names become one, for good. `annotator backup FILE` keeps what there is."
        if self.both:
            are = "article was" if self.both == 1 else "articles were"
            yield f"{self.both:,} {are} labelled under both: their decisions become one layer, in the order of time."

    def as_json(self) -> dict[str, Any]:
        """The renaming as `--json` gives it."""
        old = self.under_old
        return {
            "old": self.old, "new": self.new, "articles": old.articles, "decisions": old.decisions,
            "given": old.given, "both": self.both, "joined": self.joins,
        }  # fmt: skip


def renaming(store: Store, old: str, new: str) -> Renaming:
    """What it would be to call `old` `new`. Raises `WrongUsage` where that makes no sense."""
    former, new = register(store.conn).former(), checked_name(new)
    _check_known(store, old)
    if old == new:
        raise WrongUsage(f"{old} is called so already.")
    if (now := former.get(old)) and now != new:
        raise WrongUsage(f"{old} is {now} here by now: `annotator people rename {now} {new}`.")
    if (now := former.get(new)) not in (None, old):
        raise WrongUsage(f"{new} was a name of {now}; choose another one.")
    if new == GOLD:
        raise WrongUsage(f"{GOLD!r} is the layer that review makes, and nobody's name.")
    return Renaming(old, new, under(store, old), under(store, new), len(under(store, old).of & under(store, new).of))


def rename(store: Store, plan: Renaming, progress: ProgressCallback = lambda _done, _of: None) -> None:
    """Carry it out: all of `old` is `new`'s from now on, here and in whatever is merged. Raises `ProjectBusy`."""
    said = register(store.conn)
    was, here = said.entry(plan.old), said.entries.get(plan.new)
    here = here or was._replace(name=plan.new)
    new_id.follow(max((one.at for one in said.same.values()), default=""))
    entry = here._replace(pseudonym=here.pseudonym or was.pseudonym, at=_now())
    put_people(store, said.saying(entry, same=[Same(plan.old, plan.new, new_id())]), progress)


def _check_known(store: Store, name: str) -> None:
    if name not in (known := known_names(store)):
        there = f"There are: {', '.join(sorted(known))}." if known else "There is nobody yet."
        raise WrongUsage(f"There is nobody called {name!r} in {store.path}.{did_you_mean(name, known)} {there}")


def _check(said: Register, name: str) -> None:
    if name == GOLD:
        raise WrongUsage(f"A person has a name, and it is not {GOLD!r}: that layer is made by review.")
    if now := said.former().get(name):
        raise WrongUsage(f"{name} is {now} here.")


def _now() -> str:
    return time_text(datetime.now(UTC))
