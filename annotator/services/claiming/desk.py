"""What a task is told of the article it is done in: always as it is now, since another window may write there, too."""

from __future__ import annotations

from annotator.domain.claiming.steps import mentions_with
from annotator.domain.claims.scheme import ClaimScheme
from annotator.domain.claims.values import Link, Relation
from annotator.domain.layer import Layer
from annotator.domain.sanitise import one_line
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.domain.tokens import Tokens
from annotator.services.annotating.stored_cursor import StoredCursor
from annotator.services.claiming.called import best_named
from annotator.services.claiming.from_files import FromFiles, from_files, suggested_in
from annotator.services.claiming.question import Target
from annotator.storage.store import Store


class Desk:
    """One annotator's layer of one article, its text and tokens, and the scheme; of others the project is asked."""

    def __init__(self, cursor: StoredCursor) -> None:
        self._cursor = cursor
        self._suggested = suggested_in(cursor.store.article(cursor.key))
        self._from_files: tuple[object, FromFiles] = (None, FromFiles())

    @property
    def store(self) -> Store:
        """The project."""
        return self._cursor.store

    @property
    def annotator(self) -> str:
        """Whose layer it is."""
        return self._cursor.annotator

    @property
    def key(self) -> str:
        """The article's key."""
        return self._cursor.key

    @property
    def text(self) -> str:
        """The article's text."""
        return self._cursor.text

    @property
    def tokens(self) -> Tokens:
        """Its tokens."""
        return self._cursor.tokens

    @property
    def layer(self) -> Layer:
        """What the annotator holds true."""
        return self._cursor.layer

    @property
    def scheme(self) -> Scheme:
        """The labels of now."""
        return self._cursor.scheme

    @property
    def claims(self) -> ClaimScheme:
        """What may be claimed."""
        return self._cursor.scheme.claims

    @property
    def from_files(self) -> FromFiles:
        """What files suggest on the spans of the layer."""
        if self._suggested and self._from_files[0] != (at := (tuple(self.layer.spans), self.claims)):
            self._from_files = at, from_files(self._suggested, self.layer, self.scheme)
        return self._from_files[1]

    def quote(self, span: Span) -> str:
        """A span's words in one line."""
        return one_line(span.quote(self.text))

    def mentions(self, span: Span) -> list[Span]:
        """All mentions of what a span is a mention of, in the order of the text; the span alone without others."""
        return mentions_with(self.layer, span)

    def called(self, span: Span) -> str:
        """What a span's entity is called: the words of the best name among its mentions."""
        return self.quote(best_named(self.mentions(span), self.text))

    def target(self, span: Span, words: str = "") -> Target:
        """A span that may be pointed at, with all other mentions of its entity."""
        also = tuple(mention for mention in self.mentions(span) if mention != span)
        return Target(span, words or self.called(span), also)

    def link(self, span: Span) -> Link | None:
        """The link of a span's entity, to whichever base."""
        on = self.layer.claim_index.on
        claims = (claim for mention in self.mentions(span) for table, claim in on(mention) if table == "claims")
        return next((claim for claim in claims if isinstance(claim, Link)), None)

    def relations(self, span: Span) -> list[Relation]:
        """The relations that hold of a span, as head or tail, in the order they came."""
        on = self.layer.claim_index.on(span)
        return [claim for table, claim in on if table == "claims" and isinstance(claim, Relation)]
