"""Which language a text is in, as far as it tells: naive Bayes over sequences of bytes, by py3langid.

The model is loaded (half a second, 70 MB) when the first text is long enough to be asked about.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache
from typing import Any

from annotator.domain.folded import fold
from annotator.errors import ModelError

_SAMPLE = 1_000
"""So many code points from the beginning are read, as one sees them."""
_LETTERS = 40
"""A text with fewer bytes of letters (40 Latin ones, 13 Chinese) tells nothing."""
_SURE = 0.7
"""The probability from which on an answer counts: 87 % of 2,089 public texts in 8 languages are told, none wrong."""
_HEAD, _VERY_SURE = 300, 0.95
"""Of so many code points a surer answer will do, in a third of the time: of 975 beginnings it told 94 %, none wrong."""

_NO_LETTER = re.compile(r"[\W\d_]+")
_CODES = {
    "no": "nb", "wuu": "zh", "yue": "zh", "arz": "ar", "ary": "ar", "ltg": "lv", "kik": "ki", "gug": "gn", "fuv": "ff",
    "gom": "kok", "sdh": "ku", "uzs": "uz", "zxx": "",
}  # fmt: skip
"""Codes of the library that are finer or coarser than those that articles and models go by."""
_KIN = (
    {"ar", "ary", "arz"}, {"bs", "hr", "sr"}, {"cs", "sk"}, {"da", "nn", "no"}, {"hi", "mr", "ne"}, {"id", "ms"},
    {"wuu", "yue", "zh"},
)  # fmt: skip
"""Languages so alike that a text which is surely in one of them counts as in the likeliest."""
_ONE = {code: kin for kin in _KIN if len({_CODES.get(one, one) for one in kin}) == 1 for code in kin}
"""Those among them that articles and models call the same."""
_ALIKE = {code: kin for kin in _KIN for code in kin} | {"en": {"en", "pcm"}}
"""What is likeliest English, and surely that or the Pidgin of Nigeria, which has most of its words, is English."""


_ENGLISH = {
    "the", "and", "of", "by", "that", "with", "from", "have", "has", "which", "this", "been", "were", "would", "their",
    "said", "who",
}  # fmt: skip
_PLENTY = ((300, 6, 3), (1_000, 20, 6))
"""Six such words in 300 code points, three of them different, are English, as are 20 in 1,000: that is told in no time.

Of 912 public texts in other languages none had more than three. English titles in another language say `the` again and
again.
"""

_SCRIPTS = {
    code: re.compile(f"[{letters}]")
    for code, letters in {
        "ja": "ぁ-ヿ", "ko": "ᄀ-ᇿ가-힣", "th": "ก-๛", "lo": "\u0e80-\u0eff", "km": "\u1780-\u17ff",
        "ka": "ა-ჿ", "hy": "Ա-և", "ta": "\u0b80-\u0bff", "te": "\u0c00-\u0c7f", "kn": "\u0c80-\u0cff",
        "ml": "\u0d00-\u0d7f", "gu": "\u0a80-\u0aff", "pa": "\u0a00-\u0a7f", "or": "\u0b00-\u0b7f",
        "si": "\u0d80-\u0dff",
    }.items()
}  # fmt: skip
"""The letters of languages whose script no other one has that the model knows, by code."""
_ANY_OF_THESE = re.compile("|".join(one.pattern for one in _SCRIPTS.values()))
_HAN = re.compile("[々\u3400-\u9fff\U00020000-\U0003ffff]")
_MOST, _KANA = 0.8, 0.2
"""The share of such letters that tells the language, Chinese ones left out; that of kana among all, for Japanese."""


def detect(text: str) -> str:
    """The code of the language that a text is in; "" where it is too short, or like several, to tell.

    Raises `ModelError` where the model cannot be loaded, for which it wants 70 MB in the folder for temporary files.
    """
    if _is_plain_english(text):
        return "en"
    if own := _by_script(text[:_HEAD]):
        return own
    if len(text) > _HEAD and (found := _told(text[:_HEAD], _VERY_SURE, _ONE)):
        return found
    return _told(text[:_SAMPLE], _SURE, _ALIKE)


def _is_plain_english(text: str) -> bool:
    for length, plenty, several in _PLENTY:
        found = [word for word in text[:length].lower().split() if word in _ENGLISH]
        if len(found) >= plenty and len(set(found)) >= several:
            return True
    return False


def _by_script(sample: str) -> str:
    """The language of a script of its own that a sample is in, told in no time; or ""."""
    if sample.isascii() or not (first := _ANY_OF_THESE.search(sample := fold(sample))):
        return ""
    code = next(code for code, script in _SCRIPTS.items() if script.match(first[0]))
    letters = _NO_LETTER.sub("", sample)
    own, others = len(_SCRIPTS[code].findall(letters)), len(_HAN.sub("", letters))
    enough = _is_enough(letters) and own >= _MOST * others
    return code if enough and own >= _KANA * len(letters) else ""


def _is_enough(letters: str) -> bool:
    return len(letters.encode(errors="replace")) >= _LETTERS


def _told(sample: str, sure: float, alike: Mapping[str, Collection[str]]) -> str:
    """The code of the language that a sample is in with a probability of `sure`, or those alike together; or ""."""
    sample = fold(sample)
    if not _is_enough(_NO_LETTER.sub("", sample)):
        return ""
    code, probability = _identifier().classify(sample)
    if probability < sure and (kin := alike.get(code)):
        probability = sum(one for other, one in _identifier().rank(sample) if other in kin)
    return _CODES.get(code, code) if probability >= sure else ""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - see the top

    try:
        return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    except OSError as error:
        why = error.strerror or error
        raise ModelError(f"Languages cannot be told apart: {why}. `--lang CODE` says which one it is.") from error
