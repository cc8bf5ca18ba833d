"""Functions of ours that statements call, given to a connection once: no statement may run meanwhile."""

from __future__ import annotations

import sqlite3
from functools import lru_cache

from annotator.domain.folded import fold
from annotator.domain.question.fields import is_model
from annotator.domain.text.pattern import of_words
from annotator.errors import WrongUsage
from annotator.storage.store import Store


def with_functions(store: Store) -> None:
    """Let statements count words, and compare and find strings as people see them."""
    if has_function(store, "as_seen('')"):
        return
    for name, arguments, function in (
        ("word_count", 1, lambda text: len(text.split())),
        ("in_one_case", 1, in_one_case),
        ("has_words", 2, _has_words),
        ("is_model", 2, lru_cache(maxsize=256)(is_model)),
        ("as_seen", 1, fold),
    ):
        store.conn.create_function(name, arguments, function, deterministic=True)


def has_function(store: Store, call: str) -> bool:
    """Whether the connection knows the function of a call."""
    try:
        store.conn.execute(f"SELECT {call}").fetchall()
    except sqlite3.OperationalError:
        return False
    return True


def in_one_case(text: str) -> str:
    """A string as people see it, whatever its case."""
    return fold(text).casefold()


def _has_words(text: str, words: str) -> bool:
    try:
        return any(True for _ in of_words(words).places(text))
    except WrongUsage:
        return False
