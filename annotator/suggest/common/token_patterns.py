"""Token patterns as spaCy's matcher takes them, checked without it: attributes there are, and values that can match."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Any

from annotator.errors import InputError

TokenPattern = dict[str, Any]

_NEEDS_MODEL = frozenset({
    "POS", "TAG", "LEMMA", "DEP", "MORPH", "ENT_TYPE", "ENT_IOB", "ENT_ID", "ENT_KB_ID", "SENT_START", "IS_SENT_START",
})  # fmt: skip
_OF_WORDS = frozenset({
    "ORTH", "TEXT", "LOWER", "NORM", "LENGTH", "SHAPE", "PREFIX", "SUFFIX", "IS_ALPHA", "IS_ASCII", "IS_DIGIT",
    "IS_LOWER", "IS_UPPER", "IS_TITLE", "IS_PUNCT", "IS_SPACE", "IS_BRACKET", "IS_QUOTE", "IS_LEFT_PUNCT",
    "IS_RIGHT_PUNCT", "IS_CURRENCY", "IS_STOP", "IS_OOV", "LIKE_NUM", "LIKE_URL", "LIKE_EMAIL", "SPACY", "OP",
})  # fmt: skip
_WHOLE_WORDS = frozenset({"ORTH", "TEXT", "LOWER"})


def token_pattern(token: Any) -> TokenPattern:
    """The pattern of one token. Raises `InputError` where it is none, needs a model, or can match nothing."""
    if not isinstance(token, dict):
        raise InputError('A token pattern is an object such as {"LOWER": "acme"}.')
    for key, value in token.items():
        _check(str(key).upper(), str(key), value)
    return token


def _check(name: str, key: str, value: Any) -> None:
    if name in _NEEDS_MODEL:
        raise InputError(f"{key} needs a tagger; patterns here see only the words themselves.")
    if name not in _OF_WORDS:
        near = get_close_matches(name, _OF_WORDS, 1)
        raise InputError(f"{key!r} is nothing that a token has{f': {near[0]}?' if near else '.'}")
    if name not in _WHOLE_WORDS or not isinstance(value, str):
        return
    if len(value.split()) != 1:
        raise InputError(f"{value!r} is not one token: a pattern has an object for each of its words.")
    if name == "LOWER" and value != value.lower():
        raise InputError(f"{key} is compared with words in lower case, so that {value!r} matches nothing.")
