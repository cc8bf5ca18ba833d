"""Gold for a round, made ready to be hidden among its articles.

An article with known answers is labelled like any other, so that nothing may tell it apart: it says no more of itself
than others of the round do, and stands among them in the order of the project.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from annotator.domain.article import Article, title_of
from annotator.domain.decisions import time_text
from annotator.domain.span import Span
from annotator.errors import WrongUsage
from annotator.plural import counted
from annotator.services.importing.gold import read_gold
from annotator.services.importing.languages import Languages
from annotator.services.simulating.simulate import known_gold
from annotator.storage.queries.people.handing import fields
from annotator.storage.store import Store
from annotator.storage.team.hidden import HiddenGold, hidden, hide

ToHide = tuple[Article, Sequence[Span]]
"""An article, and the spans that are known to be right in it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The articles to hide, and what there is to say of the others."""

    articles: Sequence[ToHide]
    notices: Sequence[str]


def choose(store: Store, source: str, number: int, names: Collection[str]) -> Chosen:
    """At most `number` articles of a file that none of these annotators has seen. Raises `InputError`, `WrongUsage`."""
    notices: list[str] = []
    gold, left_out = known_gold(read_gold(source, notices=notices), store.scheme())
    if left_out:
        notices.append(f"{source}: {counted(left_out, 'span')} of labels that the scheme does not have left out.")
    new = [(article, spans) for article, spans in gold if spans and not _seen(store, article.key, names)]
    if not new:
        raise WrongUsage(f"{source} has no article with spans that none of {', '.join(names)} has begun or been given.")
    if len(new) < len(gold):
        notices.append(f"{source}: {counted(len(gold) - len(new), 'article')} without spans or known to them left out.")
    if len(new) < number:
        notices.append(f"{source}: {counted(len(new), 'article')} can be hidden, {number:,} were asked for.")
    return Chosen(sorted(new, key=lambda one: one[0].key)[:number], notices)


def _seen(store: Store, key: str, names: Collection[str]) -> bool:
    if not store.has_article(key):
        return False
    article = store.article_id(key)
    if any(one.article == article for one in hidden(store.conn, store.scheme().current)):
        return True
    rows = store.conn.execute(
        "SELECT layer FROM layers WHERE article = ?1 UNION SELECT annotator FROM assignments WHERE article = ?1",
        (article,),
    )
    return any(name in names for (name,) in rows)


def put_hidden(store: Store, chosen: Chosen, among: Sequence[int], *, made: str, whole: bool, seed: int) -> list[int]:
    """Hide gold among articles of a round, inside a `write()`; gives the row ids of its articles."""
    about = [one for _, one in fields(store, among)]
    said = {name for one in about for name, value in one.items() if value}
    draw, languages = random.Random(seed), Languages()  # noqa: S311 - a place in a list, no secret
    found = []
    for article, spans in chosen.articles:
        if not store.has_article(article.key):
            (added,) = store.conn.execute("SELECT added FROM articles WHERE id = ?", (draw.choice(among),)).fetchone()
            plain = _plain(article, said, titled=_titled(store, among))
            store.add_article(languages.assume(languages.tell(plain)), added)
        row = store.article_id(article.key)
        found.append(row)
        hide(store.conn, [HiddenGold(row, made, tuple(spans), whole)], time_text(datetime.now(UTC)))
    return found


def _titled(store: Store, articles: Sequence[int]) -> bool:
    """Whether any of these articles has a title that is not found in its text."""
    asked = (
        "SELECT EXISTS (SELECT 1 FROM articles JOIN texts ON article = id WHERE title != '' "
        "AND instr(text, title) = 0 AND id IN (SELECT value FROM json_each(?)))"
    )
    return bool(store.conn.execute(asked, (str(list(articles)),)).fetchone()[0])


def _plain(article: Article, said: Collection[str], *, titled: bool) -> Article:
    """The article with no more said of it than is of others; `titled` if they have titles of their own."""
    kept = {name: value for name, value in article.meta.items() if f"meta.{name}" in said}
    silent = {name: "" for name in ("byline", "source", "date") if name not in said}
    title = article.title if titled else title_of(article.text)
    return replace(article, title=title, meta=kept, **silent)
