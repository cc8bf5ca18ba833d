"""What every measure builds on: the label of a token, and the interval of a figure."""

from __future__ import annotations

from hypothesis import given
from support.figures import layers

from annotator.agreement.base import token_labels
from annotator.domain.span import Span
from annotator.domain.tokens import whitespace_tokens


@given(layers)
def test_a_token_has_the_label_of_the_shortest_span_that_touches_it(layer: list[Span]) -> None:
    tokens = whitespace_tokens("ab cde f  ghij\nk lmnopq r stu")
    for token, label in zip(tokens, token_labels(layer, tokens), strict=True):
        touching = [one for one in layer if one.start < token[1] and token[0] < one.end]
        best = min(touching, key=lambda one: (len(one), one), default=None)
        assert label == (best and best.label)
