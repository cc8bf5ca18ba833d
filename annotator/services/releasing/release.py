"""`annotator release`: a tag as a folder that one can publish.

The project is cut at the tag, under pseudonyms where that is asked for, and all else is made of what was cut. So
nothing that came later, and nobody's name, can get into any file, and the folder is the same whenever it is made. It
is made beside its place and put there whole.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from annotator.errors import AnnotatorError, WrongUsage
from annotator.progress import ProgressCallback
from annotator.services.bulk import few_collections
from annotator.services.exporting.tags import tag_named
from annotator.services.lookup import format_for
from annotator.services.project.guide.book import book
from annotator.services.releasing.agreement import agreement, write_tables
from annotator.services.releasing.card import Card
from annotator.services.releasing.changes import change_lines, changes, first_lines
from annotator.services.releasing.facts import Facts, Side, walk
from annotator.services.releasing.names import SOMEBODY, Nameless
from annotator.services.releasing.writing import HUB, Writing
from annotator.services.split import Ratio, sides
from annotator.services.team.at_work import former_names, known_names
from annotator.services.team.people import pseudonyms
from annotator.storage.maintenance.releases.called import AS_THEY_ARE, Called
from annotator.storage.maintenance.releases.cut import cut, everybody
from annotator.storage.maintenance.releases.work import who_worked, worked_between
from annotator.storage.queries.documents import Wanted, documents, layer_names
from annotator.storage.store import Store
from annotator.storage.tags.tags import Tag, tags
from annotator.storage.team.hidden import hidden_by_key
from annotator.work_folder import work_folder

USUAL = Ratio((80, 10, 10))
_SUMS = "SHA256SUMS"
_SIDES = ("train", "dev", "test")
_MORE = 1.3
"""What figures of agreement take, beside going through all articles several times."""
_TEXTS = ("text", "title", "byline", "source")


@dataclass(frozen=True, slots=True)
class ReleaseOptions:
    """What a release is to be: of which tag, where (None: `releases/PROJECT-TAG`), in which formats, under pseudonyms.

    `split`, `seed` and `stratify` are those of `services.split`; `since` is the tag that it is compared with, "" for
    the one before.
    """

    tag: str
    out: Path | None = None
    formats: Sequence[str] = ("jsonl",)
    anonymous: bool = False
    split: Ratio = USUAL
    seed: int = 0
    stratify: str = ""
    since: str = ""


@dataclass(slots=True)
class ReleaseReport:
    """What was released: into which folder, what is in it, what its formats lost, and whose names are in it.

    `replaced` counts texts in which a name gave way to a pseudonym, by where; names that are `too_short` to be told
    from words only gave way where nothing else stood; `facts.named` counts articles that were left as they are.
    """

    folder: Path
    facts: Facts
    losses: dict[str, Counter[str]]
    files: list[str]
    names: Sequence[str]
    replaced: Counter[str]
    since: str = ""
    too_short: Sequence[str] = ()

    def as_json(self) -> dict[str, Any]:
        """The report as `--json` gives it."""
        facts = self.facts
        return {
            "folder": str(self.folder), "articles": facts.articles.total(), "spans": facts.spans.total(),
            "splits": {side: facts.articles[side] for side in _SIDES if facts.articles[side]},
            **{kind: facts.kinds[kind] for kind in ("adjudicated", "agreed", "single")},
            "hidden_gold": dict(sorted(facts.beside_known.items())),
            "left_out": dict(sorted(facts.left_out.items())), "since": self.since or None, "files": self.files,
            "lost": {name: dict(sorted(kinds.items())) for name, kinds in sorted(self.losses.items())},
            "names": list(self.names), "names_replaced": dict(sorted((+self.replaced).items())),
            "names_too_short": list(self.too_short),
            "names_in_articles": dict(sorted((+facts.named).items())),
        }  # fmt: skip


def release(
    store: Store, options: ReleaseOptions, *, progress: ProgressCallback = lambda _done, _of: None
) -> ReleaseReport:
    """Write the release of a tag into a new folder, or one that is empty.

    Raises `WrongUsage` where there is no such tag or field or the folder has something in it, `NoSuchPlugin` for a
    format that is not there or cannot be written, `AnnotatorError` where nothing is finished or it cannot be written;
    then the folder is as it was.
    """
    tag = tag_named(store, options.tag)
    before = tag_named(store, options.since) if options.since else _before(store, tag)
    for name in options.formats:
        format_for("write", name)
    target = _checked(options.out or Path("releases") / f"{_file_name(store.name)}-{_file_name(tag.name)}")
    side = sides(store, options.split, options.seed, options.stratify, tag, progress=progress)
    names = _names(store) if options.anonymous else {}
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with work_folder(f".{target.name}-", target.parent) as work, few_collections():
            made = _Releasing(store, tag, before, options, side, Nameless(names), progress)
            report = made.write(work)
            _sum_up(work / "release", report, tag)
            (work / "release").replace(target)
    except OSError as error:
        raise AnnotatorError(f"{target} cannot be written: {error.strerror or error}. It is as it was.") from error
    report.folder = target
    return report


def _before(store: Store, tag: Tag) -> Tag | None:
    """The tag that was set before another one."""
    every = tags(store)
    place = [one.name for one in every].index(tag.name)
    return every[place - 1] if place else None


def _checked(target: Path) -> Path:
    target = target.absolute() if not target.is_symlink() else target.resolve()
    if target.exists() and not target.is_dir():
        raise WrongUsage(f"{target} is a file: a release is a folder.")
    if target.is_dir() and any(target.iterdir()):
        raise WrongUsage(f"{target} is not empty: a release goes into a folder of its own.")
    return target


def _names(store: Store) -> dict[str, str]:
    """The pseudonym of everybody, by every name they have or had."""
    called = pseudonyms(store, everybody(store))
    former = {old: called[now] for old, now in former_names(store).items() if now in called}
    return {**called, **former, **dict.fromkeys(known_names(store) - {*called, *former}, SOMEBODY)}


def _file_name(name: str) -> str:
    return re.sub(r"[^\w.-]+", "_", name).strip("_.") or "project"


def _sum_up(folder: Path, report: ReleaseReport, tag: Tag) -> None:
    """Write the sums of all files, and let none tell when it was made."""
    report.files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    lines = []
    for name in report.files:
        with (folder / name).open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {name}\n")
    (folder / _SUMS).write_text("".join(lines), encoding="utf-8", newline="")
    report.files.append(_SUMS)
    with suppress(ValueError, OverflowError):  # a time that no program of ours has written
        moment = datetime.fromisoformat(tag.at).timestamp()
        for path in (*folder.rglob("*"), folder):
            os.utime(path, (moment, moment))


class _Releasing:
    """One release: what is cut, and what is made of it."""

    def __init__(  # noqa: PLR0917 - all that a release is made of
        self,
        store: Store,
        tag: Tag,
        before: Tag | None,
        options: ReleaseOptions,
        side: Side,
        names: Nameless,
        progress: ProgressCallback,
    ) -> None:
        self._store, self._tag, self._before, self._options, self._side = store, tag, before, options, side
        self._names, self._progress = names, progress
        self._done, self._of = 0, 1
        self._facts = Facts(known=hidden_by_key(store.conn, store.scheme().current))

    def write(self, work: Path) -> ReleaseReport:
        """Write everything into `release` in a folder for work. Raises `AnnotatorError` where nothing is finished."""
        folder = work / "release"
        folder.mkdir()
        called = Called(self._names.who, self._names.words) if self._names.called else AS_THEY_ARE
        named = self._names.named_in(self._store.name)
        project = "project" if named else _file_name(self._store.name)
        (work / "cut").mkdir()
        formats = sum(name != HUB for name in dict.fromkeys(self._options.formats))
        walks = 4 + formats * len(_SIDES) + len(layer_names(self._store))
        self._of = round(self._tag.articles * walks * _MORE) + 1
        cut(self._store, self._tag, folder / f"{project}.db", called, progress=self._cut)
        shutil.copyfile(folder / f"{project}.db", work / "cut" / f"{project}.db")
        with Store.open(work / "cut" / f"{project}.db") as there:
            return self._written(there, folder)

    def _written(self, there: Store, folder: Path) -> ReleaseReport:
        formats = [name for name in dict.fromkeys(self._options.formats) if name != HUB]
        for _ in walk(
            documents(there, Wanted("all")), there.scheme().claims, self._side, folder / "splits.csv", self._facts
        ):
            self._seen()
        if not self._facts.articles:
            raise AnnotatorError(
                f"At {self._tag.name!r} nothing was finished that can be released: no article had gold, nor one "
                "layer, nor several that are alike."
            )
        self._look_for_names(there)
        writing = Writing(there, folder, self._side, self._seen)
        sides_there = [side for side in _SIDES if self._facts.articles[side]]
        head = writing.hub()
        for name in formats:
            writing.gold(name, sides_there)
        writing.layers()
        found = agreement(there)
        write_tables(found[0], folder)
        people, called = who_worked(there), bool(self._names.called)
        card = Card(
            there.name, tag_named(there, self._tag.name), self._facts, people, worked_between(there), self._split(),
            called, self._names.replaced, writing.losses, found,
        )  # fmt: skip
        self._pages(there, folder, head + "\n" + "\n".join(card.lines()))
        self._progress(self._of, self._of)
        names = [] if called else [one.name for one in people]
        since = self._before.name if self._before else ""
        return ReleaseReport(
            folder, self._facts, writing.losses, [], names, self._names.replaced, since, self._names.too_short
        )

    def _pages(self, there: Store, folder: Path, card: str) -> None:
        before, tag = self._before, self._tag
        lines = change_lines(changes(self._store, before, tag), before, tag) if before else first_lines(tag)
        texts = {
            "README.md": card, "DATACARD.md": card, "GUIDELINES.md": book(there),
            "CHANGES.md": "\n".join(lines),
        }  # fmt: skip
        for name, text in texts.items():
            (folder / name).write_text(text.rstrip("\n") + "\n", encoding="utf-8", newline="")

    def _split(self) -> str:
        options = self._options
        shares = "/".join(f"{share:g}" for share in options.split.shares)
        even = f", each side with its share of each {options.stratify}" if options.stratify else ""
        return (
            f"The split is {shares} ({', '.join(options.split.names)}) by article with seed {options.seed}{even}; near "
            "duplicates are on one side, and articles that are added later move none of these."
        )

    def _look_for_names(self, there: Store) -> None:
        """Count articles whose own words are somebody's name, too."""
        if self._names.called:
            for one in documents(there, Wanted("gold", done=False)):
                if one:
                    found = {where for where in _TEXTS if self._names.named_in(getattr(one.article, where))}
                    self._facts.named.update(found)

    def _cut(self, done: int, of: int) -> None:
        """So many layers of the cut project are made, which is as much as to read all articles once."""
        self._done = self._tag.articles * done // of
        self._progress(min(self._done, self._of - 1), self._of)

    def _seen(self) -> None:
        self._done += 1
        self._progress(min(self._done, self._of - 1), self._of)
