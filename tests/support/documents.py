"""Documents for the tests of formats: hostile texts, overlapping spans, comments, rejections."""

from __future__ import annotations

from hypothesis import strategies as st

from annotator.domain.article import Article
from annotator.domain.document import Document
from annotator.domain.layer import Comment, Held
from annotator.domain.span import Span
from annotator.domain.tokens import OWN, OwnTokens

AT = "2026-01-02T03:04:05.678Z"
_PIECES = (
    "Angela", "Merkel", " ", " ", "\n", "\n\n", "😀", "👩‍👩‍👧", "Zoë", "東京", "’s", ".", ",", "\r\n",
    "\u00a0", "\u2028", "é",
    "-DOCSTART-", "#", "|", "\\", "[1]", "=1+1", "'", '"', "<b>&", "\t", "O", "B-PER", "_", "*", "مرحبا", "\u200b",
)  # fmt: skip
LABELS = ("PER", "ORG", "Work of art", "=SUM", "Ärger|[x]", "a,b\\c")
CATS = ("sport", "Good news")


METAS = st.dictionaries(
    st.sampled_from(
        ["id", "licence", "author", "key", "title", "status", "comments", "flagged", "meta", "text", "label"]
    ),
    st.sampled_from([7, "CC BY 4.0", ["a", {"b": None}], {"nested": [1.5, True]}, "x = 1\ny"]),
    max_size=3,
).flatmap(
    lambda meta: st.sampled_from(
        [
            meta,
            meta | {"relations": [{"head": [0, 1, "PER"], "label": "of", "tail": [0, 1, "ORG"]}]},
            meta | {"attributes": [{"span": [0, 1, "PER"], "name": "mood", "value": "glad"}], "entities": []},
        ]
    )
)
"""What articles know beside the text: also under names that formats use themselves."""


@st.composite
def texts(draw: st.DrawFn, extra: tuple[str, ...] = ()) -> str:
    pieces = draw(st.lists(st.sampled_from(_PIECES + extra), min_size=1, max_size=30))
    text = "".join(pieces)
    return text if text.strip() else f"{text}x"


@st.composite
def documents(draw: st.DrawFn, extra: tuple[str, ...] = ()) -> Document:
    text = draw(texts(extra))
    tokens = list(OwnTokens(text))
    offsets = st.integers(0, len(text))
    edges = st.tuples(offsets, offsets)
    if tokens:
        token = st.sampled_from(tokens)
        edges = st.one_of(edges, st.tuples(token, token).map(lambda pair: (pair[0][0], pair[1][1])))
    span = st.builds(
        lambda edge, label: Span(edge[0], edge[1], label),
        edges.filter(lambda edge: edge[0] < edge[1]),
        st.sampled_from(LABELS),
    )
    spans = sorted(draw(st.sets(span, max_size=8)))
    rejected = sorted(draw(st.sets(span, max_size=3)) - set(spans))
    held = [Held(one, None, "", None, "ana", AT) for one in spans]
    refused = [Held(one, one, "memory", 0.25, "ana", AT) for one in rejected]
    about = st.one_of(st.none(), st.sampled_from(spans)) if spans else st.none()
    comments = draw(st.lists(st.builds(lambda of: Comment("why? = \n so", of, "ana", AT), about), max_size=2))
    status = draw(st.sampled_from(["finished", "skipped", "open", "returned"]))
    cats = draw(st.dictionaries(st.sampled_from(CATS), st.booleans()))
    article = Article.of(
        text,
        title=draw(st.sampled_from([None, "", "A title, of its own"])),
        byline=draw(st.sampled_from([None, "", 'By "Zoë", Rome'])),
        source=draw(st.sampled_from(["", "wire", "https://example.org/a?b=1"])),
        date=draw(st.sampled_from(["", "2026-01-02"])),
        language=draw(st.sampled_from(["en", "de"])),
        meta=draw(METAS),
    )
    flagged = draw(st.booleans())
    return Document(article, "ana", status, held, refused, cats, tokens, OWN, "news", AT, 4200, flagged, comments)
