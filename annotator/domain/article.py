"""An article: text that never changes, known by a hash of itself.

The text is kept as it was decoded, newlines included; title and byline stay part of it and are
also named, because screens set them apart.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from annotator.domain.text.wraps import unwrapped

_BYLINE = re.compile(r"(?:(?i:by|von|par|por|di|door|av|af)\s+|[—–-]{1,2}\s*)([^\W\d_])|\((?i:reuters|ap|afp|dpa)\)")
_LONGEST_BYLINE = 120
_STOP = re.compile(r"[.!?…]\s")
_HEAD, _LONGEST_HEADLINE = 2_000, 200


def article_key(text: str) -> str:
    """The key of an article: the first 128 bits of the SHA-256 of its UTF-8 text, in hexadecimal.

    Raises `UnicodeEncodeError` for a text with lone surrogates, which is no Unicode text.
    """
    return str(_sha256()(text.encode()).hexdigest()[:32])


@cache
def _sha256() -> Callable[[bytes], Any]:
    import hashlib  # noqa: PLC0415 - it loads OpenSSL, which nobody needs who only reads articles

    return hashlib.sha256


@dataclass(frozen=True, slots=True)
class Article:
    """An immutable text, in Unicode code points, and what is known about it; made by `Article.of`.

    `key` is a hash of the text; `date` is as the source has it, `language` a code such as `en` or `pt-BR`, or ""
    where nobody says; `meta` holds whatever else came along, by name (JSON values).
    """

    key: str
    text: str
    title: str = ""
    byline: str = ""
    source: str = ""
    date: str = ""
    language: str = "en"
    meta: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        text: str,
        *,
        title: str | None = None,
        byline: str | None = None,
        source: str = "",
        date: str = "",
        language: str = "en",
        meta: Mapping[str, Any] | None = None,
    ) -> Article:
        """An article made from its text; title and byline are found in the text where they are not given.

        Raises `UnicodeEncodeError` for a text with lone surrogates, which is no Unicode text.
        """
        return cls(
            key=article_key(text),
            text=text,
            title=title_of(text) if title is None else title,
            byline=byline_of(text) if byline is None else byline,
            source=source,
            date=date,
            language=language,
            meta=dict(meta or {}),
        )

    def in_language(self, code: str) -> Article:
        """The same article in a language."""
        return Article(self.key, self.text, self.title, self.byline, self.source, self.date, code, self.meta)


def title_of(text: str) -> str:
    """The first line that is not blank, with those it was wrapped to as one headline; or an empty string."""
    start = 0
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if line := text[start:end].strip():
            wrapped = text[end + 1 : end + 2] not in ("", "\n") and _headline(text[start : start + _HEAD])
            return wrapped or line
        start = end + 1
    return ""


def _headline(head: str) -> str:
    """The first line of a text with those it was wrapped to, where they read like a headline: short, without a stop."""
    lines, _, rest = unwrapped(head).partition("\n")
    words = " ".join(lines.split())
    return words if rest.strip() and len(words) <= _LONGEST_HEADLINE and not _STOP.search(words) else ""


def byline_of(text: str) -> str:
    """The last line that is not blank, if it reads like a byline (`By Ana Ruiz`, `— Ana Ruiz`) and is not the title.

    A name begins with no small letter, and a byline is no sentence: it ends without a stop.
    """
    stripped = text.rstrip()
    before = stripped.rfind("\n")
    if before < 0:
        return ""
    line = stripped[before + 1 :].strip()
    found = _BYLINE.match(line) if len(line) <= _LONGEST_BYLINE else None
    if found is None or line[-1] in ".!?…" or not stripped[:before].strip():
        return ""
    return "" if (found[1] or "").islower() else line
