"""What the memory holds of an article, in bytes: a book of suggestions stays in a terminal's reach."""

import subprocess
import sys
from pathlib import Path

WORDS = 10_000  # with a suggestion on every tenth
MEASURED = f"""
import tracemalloc
from bench.big import suggestions, text_of
from support.memories import layer_of, lessons_of, prepared
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.span import Span
from annotator.domain.suggestion import Suggestion

text = text_of({WORDS})
stored = [Suggestion(Span(start, end, label), "spacy:x-1", score) for start, end, label, score in suggestions(text)]
layer = layer_of(text)
lessons = lessons_of(text, layer)
tracemalloc.start()
memory = prepared(lessons, layer, stored, DEFAULT_SCHEME)
print(tracemalloc.get_traced_memory()[0])
"""


def test_a_suggestion_takes_the_memory_less_than_two_kilobytes() -> None:
    tests = Path(__file__).parents[2]
    ran = subprocess.run([sys.executable, "-c", MEASURED], capture_output=True, text=True, check=True, cwd=tests)
    assert int(ran.stdout) < 1_800 * WORDS // 10
