"""Which columns of records look like labels of the article, though nobody said so: they are told, not taken."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from annotator.formats.common.records.base import is_written
from annotator.plural import counted

_TRUE = {"1", "1.0", "true", "yes", "wahr", "vrai", "verdadero", "vero", "verdadeiro", "sant"}
_FALSE = {"0", "0.0", "false", "no", "falsch", "faux", "falso", "falsk"}
"""Truth as programs write it, and as spreadsheets do in some languages, in small letters."""
_CALLED = (
    r"(?:.*_)?(?:labels?_?\d+|tags?|targets?|categor(?:y|ies|ie|ies|ia|ias|ía|ías)|kategori(?:e|en|a|er)?|catégories?|class(?:es|_?label)?|topics?|"
    r"sections?|genres?|sentiments?|stances?|intents?|themes?|thèmes?|themas?|themen|temas?|subjects?|sujets?|rubri[ck]|"
    r"rubriques?|ressorts?|desk|secci(?:ón|ones)|seç(?:ão|ões)|sezion[ei]|dział|kategorie|emne|"
    r"категори[яи]|рубрика|раздел|тема|类别|類別|分类|分類|主题|カテゴリー?|ジャンル|분류|카테고리|تصنيف|فئة)(?:_(?:name|label))?"
)
"""How a column of labels is called; it is compiled where a file has columns beside the known ones."""
_NO_LABELS = {
    "id", "key", "text", "meta", "title", "byline", "author", "authors", "source", "url", "date", "language", "lang",
    "label", "labels", "spans", "entities", "annotations", "rejected", "cats", "answer", "tokens", "relations", "split",
    "fold", "set", "publisher", "outlet", "annotator", "annotators", "worker", "user", "status", "license", "licence",
    "country", "site", "platform", "file", "filename", "year", "month", "day", "version", "verified", "is_test",
}  # fmt: skip
"""Names of columns whose values are read elsewhere, or repeat themselves and are no labels."""
_ASKED = re.compile(r"(?:is|has)_|(?:target|class|y)$", re.IGNORECASE)
"""How a column may be called that says of one label whether it holds."""
_FEW, _SHARE, _LONGEST = 10, 4, 40
_FACT = re.compile(r"[\d\s.,:/+-]+|https?:.*|.*@.*|[\w-]+\.[a-z]{2,4}", re.IGNORECASE)
_SHOWN, _NAMES = 3, 6


class Likely(NamedTuple):
    """Columns that look like labels of the article, with names for their values; a sentence on how to take them."""

    columns: Mapping[str, str] = MappingProxyType({})
    sentence: str = ""


def truth(value: Any) -> bool | None:
    """Whether a value says true or false, in one of the ways in which tables do; None where it says something else."""
    if isinstance(value, (bool, int, float)):
        return bool(value) if value in (0, 1) else None
    low = value.strip().lower() if isinstance(value, str) else ""
    return True if low in _TRUE else False if low in _FALSE else None


def likely_labels(rows: Sequence[Mapping[str, Any]], known: Iterable[str]) -> Likely:
    """The columns of rows that look like labels of the article, but for those that are known."""
    passed = {*known}
    columns: dict[str, list[Any]] = {}
    for row in rows:
        for key, value in row.items():
            if (
                key.lower() not in _NO_LABELS
                and key not in passed
                and not key.startswith("_")
                and value not in ("", None)
            ):
                columns.setdefault(key, []).append(value)
    truths = [key for key, values in columns.items() if len(rows) > 1 and all(truth(one) is not None for one in values)]
    both = [key for key in truths if len({truth(one) for one in columns[key]}) > 1]
    if len(truths) < _SHOWN - 1 or not both:
        truths = [key for key in both if _ASKED.match(key)]
    named = [key for key, values in columns.items() if key not in truths and _are_labels(key, values)]
    if not named and not truths:
        return Likely()
    called = {key: f'values of "{key}"' for key in (*named, *truths)}
    for key in truths if len(truths) > 1 else ():
        called[key] = f'values of "{truths[0]}" and {counted(len(truths) - 1, "further column")}'
    return Likely(called, _sentence([*named, *truths]))


def _are_labels(key: str, values: Sequence[Any]) -> bool:
    """Whether a column is called as labels are, and its values may be such; or says few things again and again."""
    every = [one for value in values for one in (value if isinstance(value, list) else [value])]
    if not every or not all(isinstance(one, str) and len(one) <= _LONGEST and not is_written(one) for one in every):
        return False
    if re.fullmatch(_CALLED, key.strip().replace(" ", "_").replace("-", "_"), re.IGNORECASE):
        return True
    differ = {*every}
    often = len(values) >= _FEW and 1 < len(differ) <= len(values) // _SHARE
    return often and not any(map(_FACT.fullmatch, differ))


def _sentence(found: Sequence[str]) -> str:
    names = ", ".join(f'"{one}"' for one in found[:_NAMES])
    more = ", ..." if len(found) > _NAMES else ""
    way = " ".join(f"--cats {shlex.quote(one)}" for one in found[:_NAMES])
    verb = "look" if len(found) > 1 else "looks"
    return f"{names}{more} {verb} like labels of the article: `{way}` takes them for that."
