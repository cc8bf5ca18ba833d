"""A document as programs have it in hand: an article under one layer, as a dictionary, or as spaCy sees it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any, Self

from annotator.api import warn
from annotator.domain import document as domain
from annotator.domain.article import Article
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.document import UNNAMED, Edges
from annotator.domain.layer import Held, Status
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion
from annotator.domain.tokens import OWN, own_tokens
from annotator.errors import WrongUsage
from annotator.formats.common.claims.in_meta import claims_in_meta
from annotator.formats.common.detect import load
from annotator.plural import counted

_FIELDS = [field.name for field in fields(domain.Document)]


class Document(domain.Document):
    """One article as one layer sees it.

    `article` is the `Article`; `layer` an annotator's name, `gold`, or "" where nobody is named: then the spans are
    suggestions. `status` is `open`, `finished`, `skipped`, `returned` or `approved`. `spans` are in the order of the
    text, each with its `.span` (a `Span`: start, end and label; code points, half-open) and how it came to be:
    `.decided` (`accepted`, `relabelled`, `resized`, `added`, `imported`, `ruled`), `.source`, `.score`, `.by`, `.at`
    (UTC). `rejected` are suggestions that were refused, of the same shape; `cats` are the labels of the article as a
    whole, each True or False; `tokens` are pairs `(start, end)` in code points. `claims` has what is held true of spans
    beyond their labels: `.relations` (of each its `.head`, `.label` and `.tail`), `.entities` (`.mentions`), `.links`
    (`.span`, `.base`, `.entry`) and `.attributes` (`.of`, a span or a relation, `.name`, `.value`).
    """

    __slots__ = ()

    @classmethod
    def of(
        cls,
        article: Article | str,
        spans: Iterable[Span | Suggestion] = (),
        *,
        layer: str = UNNAMED,
        status: Status = "finished",
    ) -> Self:
        """A document of an article, or of its text, and the spans that `layer` holds true.

        Without a layer, the spans are suggestions; a `Suggestion` brings the name of its source and a score.
        Raises `UnicodeEncodeError` for a text with lone surrogates.
        """
        if isinstance(article, str):
            article = Article.of(article)
        held = [
            Held(one.span, source=one.source, score=one.score) if isinstance(one, Suggestion) else Held(one)
            for one in spans
        ]
        held.sort(key=lambda one: one.span)
        return cls(article, layer, status, held, tokens=Edges(*own_tokens(article.text)), tokenizer=OWN)

    @classmethod
    def like(cls, document: domain.Document) -> Self:
        """The same document with the methods of this class."""
        return cls(*(getattr(document, name) for name in _FIELDS))

    @property
    def text(self) -> str:
        """The text of the article; a span quotes it: `document.text[span.start:span.end]`."""
        return self.article.text

    def to_dict(self) -> dict[str, Any]:
        """The document as its line in a JSONL export has it, which spaCy and Prodigy recipes read as it is.

        Its keys are `text`, `tokens`, `spans`, `cats`, `answer`, `meta`, `_annotator_id`, `_session_id`, `_timestamp`,
        and `rejected`, `relations` and `entities` where there are any. A span is `{"start", "end", "token_start",
        "token_end", "label", "text", "source", "score", "decided", "by", "at"}`: code points, half-open. `token_end` is
        inclusive; both token fields are None for a span that does not sit on tokens. `score` is left out where there is
        none; `attributes` and `links` are there where the span has some.
        """
        found: dict[str, Any] = load("jsonl").record(self, rejected=bool(self.rejected))
        return found

    def to_spacy(self, nlp: Any) -> Any:
        """A spaCy `Doc` in the tokens of `nlp`, a pipeline such as `spacy.blank("en")` that does nothing else to it.

        `doc.ents` has the spans that do not overlap (of those that do, the longest), `doc.spans["sc"]` all of them,
        `doc.spans["incorrect_spans"]` the rejected ones; `doc.cats` the labels of the article as a whole. The
        entities of a skipped article are missing, not absent. Entities of several mentions are groups of spans
        (`doc.spans["coref_clusters_1"]`), links are `kb_id_`; relations and attributes are in `doc.user_data["meta"]`.
        Spans that do not sit on tokens of `nlp` are left out, and a `UserWarning` counts them.

        Raises `WrongUsage` where `nlp` is no pipeline, `ModelError` where its tokenizer does not keep the text.
        """
        if not hasattr(nlp, "tokenizer"):
            raise WrongUsage(f"`to_spacy` takes a pipeline, such as spacy.blank('en'), not {nlp!r:.40}.")
        doc, lost = load("docbin").doc_of(claims_in_meta(self, ClaimScheme(), named=False, refused=False), nlp)
        left = [one for one in lost if one.loss != "overlapping"]
        if left:
            quotes = ", ".join(repr(one.quote) for one in left[:3])
            warn.say(f"Left out, because not on tokens of this pipeline: {quotes} ({len(left):,} in all).")
        return doc

    def __repr__(self) -> str:
        who = f"by {self.layer}" if self.layer else "of nobody"
        return f"<Document {self.article.title!r} {who}: {counted(len(self.spans), 'span')}, {self.status}>"
