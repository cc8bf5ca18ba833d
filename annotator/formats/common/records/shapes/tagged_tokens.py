"""Words with tags as a record of text, tokens and spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from annotator.errors import InputError
from annotator.formats.common.bio_tags import spans_of
from annotator.plural import counted


def tagged_record(
    words: Sequence[Any], tags: Sequence[Any] | None, *, text: str | None = None, words_of: Sequence[Any] = ()
) -> dict[str, Any]:
    """The text of words (joined by spaces, where there is none), their edges, and the spans of their tags.

    `words_of` are spans as `[first, last, label]` in words, both ends within. Raises `InputError` where a word does not
    stand in the text, or there is not one tag a word.
    """
    if not all(isinstance(word, str) for word in words):
        raise InputError("Its tokens are not all texts.")
    if tags is not None and len(tags) != len(words):
        raise InputError(f"It does not have a tag for each token: {len(tags)} for {len(words)}.")
    text = " ".join(words) if text is None else text
    edges = list(_edges(words, text))
    given = spans_of([_hyphened(str(tag)) for tag in tags or ()])
    given += [(one[0], one[1] + 1, one[2]) for one in words_of if _fits(one, len(words))]
    spans = [{"start": edges[first][0], "end": edges[end - 1][1], "label": label} for first, end, label in given]
    return {"text": text, "tokens": [{"start": start, "end": end} for start, end in edges], "spans": spans}


def _edges(words: Sequence[str], text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for word in words:
        start = text.find(word, at)
        if start < 0:
            raise InputError(f"The token {word[:40]!r} does not stand in the text where it should.")
        at = start + len(word)
        yield start, at


def _hyphened(tag: str) -> str:
    """A tag with a hyphen behind its mark, where it has an underscore there."""
    return f"{tag[0]}-{tag[2:]}" if tag[1:2] == "_" else tag


def _fits(one: Any, count: int) -> bool:
    match one:
        case [int(first), int(last), str()] if 0 <= first <= last < count:
            return True
        case _:
            raise InputError(
                f"{str(one)[:60]!r} is no span of {counted(count, 'word')}: it needs first, last and label."
            )
