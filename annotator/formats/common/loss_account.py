"""The account of an export: every field of a document is in the file, or it is an entry of the loss report.

A format declares what it holds beside spans (`HOLDS`); what a document has beyond that is counted here, for all
formats alike. A writer reports only what depends on the document at hand: a span that does not fit, a label under
another name. Not counted is the project's own bookkeeping (`BOOKKEEPING`), and what a reader finds again by itself:
a title that is the first line of the text, a byline that is the last one, the language that is taken for granted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

from annotator.domain.article import byline_of, title_of
from annotator.domain.document import CLAIMS, Document
from annotator.formats.base import Holds, Loss, Lost, ReadOptions, WriteOptions
from annotator.formats.common.claims.in_meta import claims_in_meta, unanswered
from annotator.formats.common.claims.relations import attributes_of_relations
from annotator.formats.common.claims.resting import RestingClaims
from annotator.formats.common.losses import lost

EVERYTHING = frozenset(get_args(Holds))
"""What a format holds that loses nothing."""

BOOKKEEPING = ("project", "layer", "at", "elapsed_ms", "tokens", "tokenizer")
"""Fields of a document that no format owes: they say how it came to be, not what holds; tokens can be made again.

Of spans and comments this goes for who made them, when, from which suggestion and with which score.
"""

_FACTS = ("title", "byline", "source", "date", "language")
_LEFT_OUT: Mapping[Holds, tuple[Loss, str]] = {
    "title": ("article", "The title of an article is left out, where it is not the first line of the text."),
    "byline": ("article", "The byline of an article is left out, where it is not the last line of the text."),
    "source": ("article", "The source of an article is left out."),
    "date": ("article", "The date of an article is left out."),
    "language": ("article", "The language of an article is left out, where it is not English."),
    "meta": ("meta", "What else is known of an article (`meta`: licence, author, identifiers) is left out."),
    "cats": ("cats", "Labels of the article as a whole are left out."),
    "refused_cats": ("cats", "That an article does not have a label is left out."),
    "comments": ("comments", "Comments on the article are left out."),
    "span_comments": ("comments", "Comments on spans are left out."),
    "flag": ("flag", "That an article is flagged is left out."),
    "skipped": ("status", "That an article was skipped is left out."),
    "open": ("status", "That an article is not finished yet is left out."),
    "rejected": ("rejected", "Rejected suggestions are left out."),
    "relations": ("relation", "Relations between spans are left out."),
    "entities": ("entity", "Which spans name the same entity is left out."),
    "links": ("link", "Links of spans to a knowledge base are left out."),
    "attributes": ("attribute", "Attributes of spans are left out."),
}


def losses(module: Any) -> dict[Loss, str]:
    """What a format cannot hold, by kind, in sentences: what it says itself and what follows from `HOLDS`."""
    found: dict[Loss, list[str]] = {kind: [sentence] for kind, sentence in module.LOSES.items()}
    left_out = _unheld(module)
    for field, (kind, sentence) in _LEFT_OUT.items():
        if field in left_out:
            found.setdefault(kind, []).append(sentence)
    return {kind: " ".join(dict.fromkeys(sentences)) for kind, sentences in found.items()}


def write_counted(module: Any, documents: Iterable[Document], out: Path, options: WriteOptions) -> list[Lost]:
    """Write documents by a format, and give all that is not in the file: what its writer found, and the account.

    What a layer claims is in the `meta` of its article when it is written, but for a format that takes it as it is.
    """
    left_out = _unheld(module)
    if getattr(module, "WRITES_CLAIMS", False):
        found: list[Lost] = module.write(documents, out, options)
        return found
    entries: list[Lost] = []
    with_meta, resting = "meta" in getattr(module, "HOLDS", ()), RestingClaims()

    def counted() -> Iterator[Document]:
        for document in documents:
            told = claims_in_meta(
                document, options.scheme.claims, named=with_meta, refused=with_meta and options.rejected
            )
            entries.extend(account(told, left_out, rejected=options.rejected))
            entries.extend(_unanswered(document))
            if with_meta:
                resting.see(document, refused=options.rejected)
            if options.rejected and document.claims.refused and not with_meta:
                what = f"Its refused claims ({len(document.claims.refused)}) were left out."
                entries.append(lost(document, "rejected", what))
            yield told

    found = module.write(counted(), out, options)
    return [*found, *resting.losses(found), *entries]


def _unanswered(document: Document) -> Iterator[Lost]:
    found = unanswered(document)
    for field, (loss, _) in _LEFT_OUT.items():
        if number := found.get(field):
            yield lost(
                document, loss, f"Its suggested {field} ({number}) that it neither took nor refused were left out."
            )


def _unheld(module: Any) -> frozenset[Holds]:
    """What a format does not hold; one that holds all of `meta` holds what is kept there."""
    holds = frozenset(getattr(module, "HOLDS", ()))
    return EVERYTHING - holds - (frozenset(CLAIMS) if "meta" in holds else frozenset())


def account(document: Document, left_out: frozenset[Holds], *, rejected: bool) -> Iterator[Lost]:
    """An entry for each thing that a document has of what is left out; `rejected` if rejections are wanted at all."""
    yield from _of_the_article(document, left_out)
    for label, on in document.cats.items():
        if ("cats" if on else "refused_cats") in left_out:
            yield lost(document, "cats", f"That {label!r} is {'' if on else 'not '}a label of it was left out.")
    for comment in document.comments:
        if ("span_comments" if comment.span else "comments") in left_out:
            yield lost(document, "comments", f"The comment {comment.text!r} was left out.", comment.span)
    if document.flagged and "flag" in left_out:
        yield lost(document, "flag", "That it is flagged was left out.")
    if _STATUS.get(document.status) in left_out:
        yield lost(document, "status", f"That it is {document.status} was left out.")
    if rejected and "rejected" in left_out:
        for held in document.rejected:
            yield lost(document, "rejected", "The rejected suggestion was left out.", held.span)


def _of_the_article(document: Document, left_out: frozenset[Holds]) -> Iterator[Lost]:
    """What is left out of what an article says of itself: one entry for its facts, one for its `meta`, one a claim."""
    if names := _facts(document, left_out):
        yield lost(document, "article", _sentence(names))
    meta = document.article.meta
    if "meta" in left_out and (keys := [repr(key) for key in meta if key not in CLAIMS]):
        yield lost(document, "meta", _sentence(keys, "meta "))
    for claim in CLAIMS:
        more = attributes_of_relations(document) if claim == "attributes" else 0
        if claim in left_out and (count := _count(meta.get(claim)) + more):
            yield lost(document, _LEFT_OUT[claim][0], f"Its {claim} ({count}) were left out.")


_STATUS: Mapping[str, Holds] = {"skipped": "skipped", "open": "open", "returned": "open"}


def _facts(document: Document, left_out: frozenset[Holds]) -> list[str]:
    """Which facts of an article are left out and would not be found again by a reader of its text."""
    article = document.article
    again = {
        "title": title_of(article.text),
        "byline": byline_of(article.text),
        "language": ReadOptions().language,
    }
    return [name for name in _FACTS if name in left_out and getattr(article, name) != again.get(name, "")]


def _sentence(names: list[str], of: str = "") -> str:
    """Such as "Its title and date were left out"."""
    listed = " and ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)
    return f"Its {of}{listed} {'were' if names[1:] else 'was'} left out."


def _count(claims: Any) -> int:
    return len(claims) if isinstance(claims, list) else int(claims is not None)
