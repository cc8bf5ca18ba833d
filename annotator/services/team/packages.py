"""`annotator handout` and `annotator collect`: a package for one annotator, and back again."""

from __future__ import annotations

import mmap
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotator.domain.decisions import GOLD, new_id
from annotator.domain.text.moments import local_date
from annotator.errors import WrongUsage
from annotator.plural import counted
from annotator.progress import ProgressCallback
from annotator.services.bases.beside import beside
from annotator.services.lookup import check_annotator
from annotator.services.project.merge import MergeReport, merge
from annotator.services.project.merge_schemes import Prefer
from annotator.services.team.at_odds import AtOdds, at_odds
from annotator.services.team.at_work import former_names, known_names
from annotator.services.team.people import pseudonyms
from annotator.storage.maintenance.backup import InTheWay, backup
from annotator.storage.maintenance.packages.before import kept_before
from annotator.storage.maintenance.packages.not_collected import not_collected
from annotator.storage.maintenance.packages.pack import Packed, others_named, pack
from annotator.storage.queries.team.came_late import Late, came_late
from annotator.storage.store import Store
from annotator.work_folder import work_folder

_NAMED = 3


@dataclass(frozen=True, slots=True)
class HandedOut:
    """A package: what is in it, and the names of others that its texts or its guideline have.

    `bases` are files of their own that it needs, and that do not lie where it does.
    """

    name: str
    packed: Packed
    names: Sequence[str]
    bases: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` gives it."""
        packed = self.packed
        return {
            "name": self.name, "articles": packed.articles, "decisions": packed.decisions, "shared": packed.shared,
            "names": list(self.names),
        } | ({"bases": list(self.bases)} if self.bases else {})  # fmt: skip


def handout(store: Store, name: str, target: Path, *, force: bool = False) -> HandedOut:
    """Write the package of an annotator. Raises `WrongUsage` where nobody has that name, `NoProject` without articles.

    Raises `InTheWay` or `ProjectBusy` where it cannot be put there, as over work that was not collected.
    """
    if name == GOLD:
        raise WrongUsage(f"{GOLD!r} is the layer that review makes: it is handed out to nobody.")
    if name not in known_names(store):
        check_annotator(store, name)
    if force and (number := not_collected(store, target)):
        raise InTheWay(
            f"{target} has {counted(number, 'decision')} that are not here: `annotator collect` takes them in, or "
            "choose another name."
        )
    also = others_named(store, name)
    packed = pack(store, name, target, pseudonyms(store, also), force=force)
    others = {*known_names(store), *also} - {name, *(old for old, now in former_names(store).items() if now == name)}
    needed = beside(store.path, (base.name for base in store.scheme().claims.bases))
    bases = [base for base in needed if base not in beside(target, needed)]
    return HandedOut(name, packed, [one for one in sorted(others) if _holds(target, one)], bases)


def _holds(path: Path, words: str) -> bool:
    """Whether a file has these words anywhere, not as a part of others."""
    part = rb"[\w\x80-\xff]"
    asked = re.compile(rb"(?<!%b)%b(?!%b)" % (part, re.escape(words.encode()), part))
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as held:
        return asked.search(held) is not None


@dataclass(frozen=True, slots=True)
class Collected:
    """A package that came back: what a merge took, what came `late` (see `came_late`), what does not fit together.

    `new` is whether there was anything to take.
    """

    merged: MergeReport
    late: Sequence[Late]
    at_odds: AtOdds
    new: bool = True

    def sentences(self) -> Iterator[str]:
        """What is to be said beside what a merge says."""
        for name in sorted({one.name for one in self.late}):
            here = [one for one in self.late if one.name == name]
            some = ", ".join(one.article[:12] for one in here[:_NAMED]) + ", ..." * (len(here) > _NAMED)
            yield (
                f"Late: {counted(len(here), 'article')} that {name} decided in and that are others' since "
                f"{local_date(here[0].since) or 'a newer deal'}: {some}. What {name} did is kept; whose they are stays."
            )
        yield from self.at_odds.sentences()
        if self.merged.absorbed.added:
            new = counted(self.merged.absorbed.added, "article that was", "articles that were")
            yield f"{new} not here came with it."

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` gives it: that of a merge, and more."""
        late = [{"article": one.article, "name": one.name, "since": one.since} for one in self.late]
        return {**self.merged.as_json(), "late": late, **self.at_odds.as_json()}


def collect(
    store: Store,
    package: Path,
    *,
    by: str = "",
    prefer: Prefer = "",
    dry_run: bool = False,
    progress: ProgressCallback = lambda _done, _of: None,
) -> Collected:
    """Take a package in, as `merge` does, and keep the project as it was before, so that it can be taken back.

    If `dry_run`, only say what would come of it. Raises what `merge` raises, `WrongUsage` for that of another project.
    """
    if dry_run:
        with work_folder("annotator-collect-") as folder:
            copy = folder / store.path.name
            backup(store, copy)
            with Store.open(copy) as there:
                return _collected(there, package, by, prefer, progress)
    with kept_before(store) as changed:
        found = _collected(store, package, by, prefer, progress)
        return replace(found, new=changed())


def _collected(store: Store, package: Path, by: str, prefer: Prefer, progress: ProgressCallback) -> Collected:
    before = store.last_decision
    merged = merge(store, package, by=by, prefer=prefer, team=False, at_home=True, progress=progress)
    for name in set(merged.absorbed.layers) - {GOLD}:
        with store.write() as conn:
            conn.execute(
                "INSERT INTO collected VALUES (?, ?, ?, ?, ?)",
                (new_id(), package.name, by, name, merged.absorbed.decisions),
            )
    return Collected(merged, came_late(store, before), at_odds(store, before))
