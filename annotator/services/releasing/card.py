"""The card of a data set: what is in it, where it comes from, who made it, how far they agreed, what is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from annotator.plural import counted
from annotator.services.releasing.agreement import Report, agreement_lines
from annotator.services.releasing.facts import Facts
from annotator.services.releasing.markdown import plain, table
from annotator.storage.maintenance.releases.work import Worked
from annotator.storage.tags.tags import Tag

_SHOWN = 100
_WHY = {
    "several": "finished by several annotators who differ, and not reviewed: their layers are in `layers/`",
    "skipped": "passed by",
    "open": "finished by nobody",
}
_WHERE = {
    "comment": "comments and returns", "meta": "`meta` of articles", "guideline": "texts of the guideline",
    "history": "its former versions", "why": "reasons of changes of the labels", "ruling": "choices of rulings",
    "source": "sources of suggestions", "tag": "the note of the tag",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Card:
    """What a card tells; `split` says how sides were made, `called` whether people have pseudonyms.

    `replaced` counts texts in which a name was replaced, by where; `losses` what each format does not hold, by kind.
    """

    name: str
    tag: Tag
    facts: Facts
    people: Sequence[Worked]
    days: tuple[str, str]
    split: str
    called: bool
    replaced: Counter[str]
    losses: Mapping[str, Counter[str]]
    agreement: tuple[Report | None, Report | None]

    def lines(self) -> Iterator[str]:
        """The card as Markdown, without the head."""
        yield from (f"# {plain(self.name)} {plain(self.tag.name)}", "")
        yield from self._summary()
        yield from _FILES
        yield from self._counts()
        yield from self._work()
        yield from self._names()
        yield from agreement_lines(*self.agreement)
        yield from self._licences()
        yield from self._lost()

    def _summary(self) -> Iterator[str]:
        facts = self.facts
        said = f"{counted(facts.articles.total(), 'article')} with {counted(facts.spans.total(), 'span')}"
        languages = ", ".join(
            f"{plain(name or 'unknown')} {number:,}" for name, number in facts.languages.most_common()
        )
        yield from (f"{said}. Languages: {languages or 'none'}. Tagged on {self.tag.at[:10]}.", "")
        if self.tag.note:
            yield from (plain(self.tag.note), "")

    def _counts(self) -> Iterator[str]:
        sides = [side for side in ("train", "dev", "test") if self.facts.articles[side]]
        yield from ("## Counts", "", self.split, "")
        yield from table(
            ("split", "articles", "spans"),
            ((side, self.facts.articles[side], sum(n for (_, at), n in self.facts.spans.items() if at == side))
             for side in sides),
        )  # fmt: skip
        for what, counts in (
            ("label", self.facts.spans), ("article label", self.facts.article_labels),
            ("claimed", self.facts.claims), ("relation", self.facts.relations),
        ):  # fmt: skip
            totals = Counter[str]()
            for (label, _), number in counts.items():
                totals[label] += number
            yield from table(
                (what, *sides, "all"),
                (
                    (plain(label), *(counts[label, side] for side in sides), number)
                    for label, number in sorted(totals.items(), key=lambda one: (-one[1], one[0]))
                ),
            )
        if self.facts.claims:
            yield from (_CLAIMED, "")

    def _work(self) -> Iterator[str]:
        kinds, left_out = self.facts.kinds, self.facts.left_out
        yield from ("## How it was annotated", "")
        yield (
            f"Adjudicated (a reviewer has approved it): {counted(kinds['adjudicated'], 'article')}. "
            f"Agreed (several annotators said the very same): {counted(kinds['agreed'], 'article')}. "
            f"Single (what one annotator said, reviewed by nobody): {counted(kinds['single'], 'article')}. "
            "[splits.csv](splits.csv) says which is which."
        )
        yield ""
        if left_out:
            yield "Articles of the project of which nothing is in the data set:"
            yield ""
            yield from (f"- {number:,} {_WHY[why]}" for why, number in sorted(left_out.items()))
            yield ""
        first, last = self.days
        if first and last:
            when = f"on {first}" if first == last else f"from {first} to {last}"
            yield from (f"Decided {when} by {counted(len(self.people), 'person', 'people')}.", "")
        yield from table(
            ("who", "articles finished", "spans", "minutes at work", "articles reviewed"),
            (
                (plain(one.name, 40), one.finished, one.spans, round(one.elapsed_ms / 60_000), one.reviewed)
                for one in self.people
            ),
        )

    def _names(self) -> Iterator[str]:
        if not self.called:
            return
        yield from ("People have pseudonyms here.", "")
        if replaced := +self.replaced:
            told = ", ".join(f"{_WHERE.get(where, where)} {n:,}" for where, n in sorted(replaced.items()))
            yield from (f"Names were replaced by them in: {told}.", "")
        if named := +self.facts.named:
            told = ", ".join(f"{where} {number:,}" for where, number in sorted(named.items()))
            yield from (
                f"Articles are as they were published; words that are also the name of one of them are in: {told}.",
                "",
            )

    def _licences(self) -> Iterator[str]:
        yield from ("## Licences", "", "As the articles name them (`meta` has each article's own).", "")
        rows = [
            (plain(source, 80) or "not named", plain(licence) or "not named", number)
            for source, some in sorted(self.facts.licences.items())
            for licence, number in some.counts()
        ]
        yield from table(("source", "licence", "articles"), rows[:_SHOWN])
        if len(rows) > _SHOWN:
            yield from (f"And {len(rows) - _SHOWN:,} more rows: every article has its own `source` and `meta`.", "")

    def _lost(self) -> Iterator[str]:
        yield from ("## What the formats do not hold", "")
        rows = [
            (name, plain(kind), number)
            for name, kinds in sorted(self.losses.items())
            for kind, number in sorted(kinds.items())
        ]
        nothing = [name for name, kinds in sorted(self.losses.items()) if not kinds]
        yield from table(("format", "what", "how many"), rows)
        if nothing:
            yield from (f"Nothing is lost in: {', '.join(nothing)}.", "")


_CLAIMED = (
    "Claimed of spans beyond their labels. An entity counts from two mentions on, its mentions are those; an attribute "
    "that holds by default is not counted. `data/` has them in `meta`, `layers/` as keys of each line."
)
_FILES: Iterable[str] = (
    "## What is here",
    "",
    "- `data/`: the data set as the Hub and `datasets.load_dataset` read it, by this page's head",
    "- `gold/`: the same in other formats, a file or folder for each side of the split",
    "- `layers/`: what each annotator has finished, JSON lines of this program",
    "- `splits.csv`: each article with its side, and whether it was adjudicated",
    "- `agreement.csv`, `confusion.csv`: how far annotators agreed",
    "- `GUIDELINES.md`: what each label means",
    "- `CHANGES.md`: what is new since the release before",
    "- the project file, cut at the tag: `annotator -p FILE` opens it",
    "- `SHA256SUMS`: `sha256sum -c SHA256SUMS` says whether all is as it was made",
    "",
)
