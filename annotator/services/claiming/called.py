"""What an entity is called: by the best name among its mentions. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from annotator.domain.span import Span
from annotator.suggest.claims.mention import DETERMINERS, mention_of


def best_named(mentions: Iterable[Span], text: str) -> Span:
    """The mention that an entity is called by: a name rather than a noun or a pronoun; of those the longest, the first.

    A name that begins with a determiner ("the State Department Spokesperson"), and an acronym, give way to others.
    """
    return max(sorted(mentions), key=lambda span: (_worth(span.quote(text)), len(span)))


@lru_cache(maxsize=4096)
def _worth(quote: str) -> int:
    mention = mention_of(Span(0, len(quote), ""), quote)
    if mention.form != "name":
        return mention.form == "nominal"
    determined = any(word.casefold() in DETERMINERS for word in quote.split(maxsplit=1)[:1])
    return 2 if determined or (len(mention.words) == 1 and quote.isupper()) else 3
