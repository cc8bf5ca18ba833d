"""What the memory holds of an article, in bytes: a book of suggestions stays in a terminal's reach."""

import tracemalloc

from bench.big import suggestions, text_of
from support.memories import layer_of, lessons_of, prepared

from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion

WORDS = 10_000


def test_a_suggestion_takes_the_memory_less_than_two_kilobytes() -> None:
    text = text_of(WORDS)
    stored = [Suggestion(Span(start, end, label), "spacy:x-1", score) for start, end, label, score in suggestions(text)]
    layer = layer_of(text)
    lessons = lessons_of(text, layer)
    tracemalloc.start()
    memory = prepared(lessons, layer, stored, DEFAULT_SCHEME)
    size, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(memory.proposed()) > 0.9 * len(stored)
    assert size < 1700 * len(stored)
