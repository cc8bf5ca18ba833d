"""What else is known of an article (`meta`) as the text of one cell, column or key, where a format holds texts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from annotator.errors import InputError
from annotator.formats.common.json_strict import check_depth, parse

_dumps = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def meta_text(meta: Mapping[str, Any]) -> str:
    """An article's `meta` as a JSON object, nothing where it is empty."""
    return _dumps(dict(meta)) if meta else ""


def meta_in(text: str) -> dict[str, Any]:
    """The `meta` that such a text holds; what is no JSON object is kept as it is, under `meta`."""
    if not text:
        return {}
    try:
        found = parse(text)
        check_depth(found)
    except InputError:
        found = None
    return found if isinstance(found, dict) else {"meta": text}
