"""What hypothesis draws in more than one test: texts with every trap a tokenizer knows, and spans within a text."""

from __future__ import annotations

from hypothesis import strategies as st

from annotator.domain.span import Span

PIECES = (
    "a", "Bo", "é", "e\u0301", "7", "4,200", "10:30", "3.", ".", "...", "U.S.", "Mr.", "Inc.", "No.", "'s", "’s", "’",
    "“", "-", "—", "——", "$", "%", "\n", "\n\n", "\r\n", "\r", " ", "  ", "\t", "\u00a0", "\u2028", "\u200b", "\u200d",
    "\ufe0f", "\x00", "\x1b[2J", "\x85", "\u202e", "東京", "กา", "नमस्ते", "שלום", "👍🏽", "👨‍👩‍👧", "🇩🇰", "🏆⚽", "_",
    "#", "?!", "。", "”", ")",
)  # fmt: skip

texts = st.lists(st.sampled_from(PIECES) | st.characters(exclude_categories=["Cs"]), max_size=40).map("".join)
spots = texts.filter(bool).flatmap(lambda text: st.tuples(st.just(text), spans(len(text))))
"""A text and a span in it."""

labels = st.sampled_from(("A", "B", "C"))


def spans(length: int) -> st.SearchStrategy[Span]:
    """Spans within `[0, length)`; `length` is at least 1."""
    edges = st.tuples(st.integers(0, length - 1), st.integers(1, length)).filter(lambda pair: pair[0] < pair[1])
    return st.builds(lambda pair, label: Span(pair[0], pair[1], label), edges, labels)
