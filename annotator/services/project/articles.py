"""The list of articles: what there is, what is put away, and bringing it back; and which language one is in.

An article that is put away (archived) keeps its decisions; it is no longer offered, counted or exported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from annotator.domain.article import Article
from annotator.plural import counted
from annotator.progress import ProgressCallback
from annotator.services.likeness import near
from annotator.services.lookup import keys_asked
from annotator.storage.maintenance.languages import change_language
from annotator.storage.maintenance.short_writes import in_short_writes
from annotator.storage.queries import counts
from annotator.storage.queries.counts import Listed
from annotator.storage.queries.people.questions import Asked, Remark, remarks
from annotator.storage.store import Store
from annotator.suggest.common.language_codes import checked_code, name_of
from annotator.suggest.common.specs import kind_of


def listed(
    store: Store, *, archived: bool = False, about: Sequence[Asked] = (), where: str = "", annotator: str = ""
) -> Iterator[Listed]:
    """The articles in order, one at a time; those put away instead, if `archived`.

    With `about`, only those that somebody flagged, commented on, or either; with `where`, those that meet that
    question, as an annotator asks it. Raises what `keys_asked` raises.
    """
    if not where:
        return counts.articles(store, archived=archived, about=about)
    keys = keys_asked(store, where, annotator, archived=archived)
    both = (False, True) if not archived else (True,)
    rows = (row for away in both for row in counts.articles(store, archived=away, about=about))
    return (row for row in rows if row.key in keys)


_BY_LANGUAGE = ("gazetteer", "noun_phrases", "spacy_ner", "trained")
"""The suggesters that are for articles in one language."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A comment that stands on an article, and the words it is about ("" where it is about all)."""

    remark: Remark
    quote: str

    def as_json(self) -> dict[str, Any]:
        """The comment as plain values."""
        return asdict(self.remark) | {"quote": self.quote}


def comments(store: Store, key: str) -> list[Quoted]:
    """The comments that stand on an article, in all layers, oldest first."""
    found = remarks(store, key)
    text = store.article(key).text if found else ""
    return [Quoted(one, "" if one.start is None else text[one.start : one.end]) for one in found]


def nearly_the_same(
    store: Store, progress: ProgressCallback = lambda _done, _of: None
) -> Iterator[tuple[Article, Article]]:
    """Each article that is nearly the text of an earlier one, with that."""
    return ((store.article(one), store.article(other)) for one, other in near(store, progress))


def put_away(store: Store, beginnings: Iterable[str], *, archived: bool = True) -> int:
    """Put articles away (bring them back, if not `archived`); how many changed.

    Articles are named by unique beginnings of their keys; `NoProject` is raised and nothing changed
    where one of them is not unique.
    """
    keys, changed = [store.resolve(beginning) for beginning in beginnings], Counter[bool]()

    def put(some: Sequence[str]) -> None:
        changed[archived] += counts.put_away_some(store, some, archived=archived)

    in_short_writes(store, keys, put)
    return changed[archived]


def put_in_language(store: Store, beginnings: Iterable[str], language: str) -> tuple[int, int]:
    """Have articles in a language, by its code or English name; how many were in another, and the suggestions gone.

    Those are what models and lists proposed for the old language: `suggest` makes new ones. Decisions stay. Articles
    are named by unique beginnings of their keys; `NoProject` is raised and nothing changed where one of them is not
    unique, `WrongUsage` where there is no such language.
    """
    code, keys = checked_code(language), [store.resolve(one) for one in beginnings]
    kinds = [kind_of(name) for name in _BY_LANGUAGE]
    with store.write():
        changed = [change_language(store, key, code, kinds) for key in keys]
    return sum(one for one, _ in changed), sum(gone for _, gone in changed)


def language_notice(articles: int, gone: int, language: str) -> str:
    """The sentence that says what `put_in_language` did."""
    named = name_of(checked_code(language)) or "no known language"
    if not articles:
        return f"Nothing changed: it was in {named} before."
    said = f"{counted(articles, 'article')} {'is' if articles == 1 else 'are'} in {named} now"
    return f"{said}; {counted(gone, 'suggestion')} for another language went." if gone else f"{said}."
