"""Codes of languages: those of ISO 639, each at its shortest, with subtags of BCP 47 behind (`de`, `pcm`, `pt-BR`).

The library that knows them all is loaded when it is first asked.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from functools import lru_cache
from typing import TYPE_CHECKING

from annotator.errors import WrongUsage

if TYPE_CHECKING:
    from iso639 import Language

_NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "bg": "Bulgarian", "bn": "Bengali",
    "bo": "Tibetan", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Modern Greek", "en":
    "English", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fo": "Faroese",
    "fr": "French", "ga": "Irish", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "ht":
    "Haitian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja":
    "Japanese", "kn": "Kannada", "ko": "Korean", "ky": "Kirghiz", "la": "Latin", "lb": "Luxembourgish", "lg":
    "Ganda", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mr": "Marathi", "ms":
    "Malay", "nb": "Norwegian Bokmål", "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian Nynorsk", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sa": "Sanskrit", "si": "Sinhala", "sk":
    "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "ta": "Tamil", "te": "Telugu",
    "th": "Thai", "ti": "Tigrinya", "tl": "Tagalog", "tn": "Tswana", "tr": "Turkish", "tt": "Tatar", "uk":
    "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "yo": "Yoruba", "zh": "Chinese",
}  # fmt: skip
"""English names, as ISO 639 has them, of the languages that spaCy knows: an app need not wait for the library."""
_SUBTAGS = re.compile(r"(?:[-_][A-Za-z0-9]{1,8})+")
_ALIKE = 0.7
"""How like the name of a language (0 to 1, `difflib`) a word must be to be taken for it misspelt."""

_MEANT = {
    "cn": "zh", "cz": "cs", "dk": "da", "gb": "en", "gr": "el", "in": "id", "ir": "fa", "iw": "he", "ji": "yi",
    "jp": "ja", "kr": "ko", "mo": "ro", "us": "en", "xx": "mul", "dansk": "da", "deutsch": "de", "español": "es",
    "français": "fr", "greek": "el", "italiano": "it", "mandarin": "zh", "nederlands": "nl", "norsk": "nb",
    "polski": "pl", "português": "pt", "suomi": "fi", "svenska": "sv",
}  # fmt: skip
"""Words that are no codes, but that people use as such: countries, old codes, names in the language itself."""


def code_of(said: str) -> str:
    """The code of a language that is called by any code of ISO 639 or by its English name, "" where it is none.

    `deu`, `ger`, `German` and `german` are `de`; subtags stay (`pt-BR`, `zh_Hant` as `zh-Hant`).
    """
    said = said.strip()
    if found := _language(said):
        return found.part1 or found.part3
    primary = re.match(r"[A-Za-z]{2,3}(?=[-_])", said)
    if primary is None or not _SUBTAGS.fullmatch(said, primary.end()) or not (found := _language(primary[0])):
        return ""
    return (found.part1 or found.part3) + said[primary.end() :].replace("_", "-")


def broad_code(said: str) -> str:
    """The code without subtags, and of the language that one without two letters belongs to (`cmn` is `zh`)."""
    found = _language(code_of(said).partition("-")[0])
    if found and not found.part1 and found.macrolanguage:
        found = _language(found.macrolanguage)
    return (found.part1 or found.part3) if found else ""


def checked_code(said: str) -> str:
    """The code of what a user calls a language, as `code_of` has it; "" stays. Raises `WrongUsage` where it is none."""
    if not said or (code := code_of(said)):
        return code if said else ""
    nearest = _nearest(said.strip().lower())
    hint = f"Did you mean {nearest} ({name_of(nearest)})?" if nearest else "Say a code of ISO 639: en, de, pt-BR."
    raise WrongUsage(f"{said!r:.60} is no language. {hint}")


def name_of(code: str) -> str:
    """The English name of a language, with its code where that says more (`Portuguese pt-BR`); the code if unknown."""
    primary = code.partition("-")[0]
    name = _NAMES.get(primary)
    if name is None:
        found = _language(primary)
        if found is None:
            return code
        name = re.sub(r"\s*\(.*\)", "", found.name)
    return name if code == primary else f"{name} {code}"


def _nearest(said: str) -> str:
    """The code that somebody may have meant, or ""."""
    import iso639  # noqa: PLC0415 - see the top

    if meant := _MEANT.get(said) or code_of(re.split("[^a-z]", said)[0]):
        return meant
    common = {one.name.lower(): one.part1 for one in iso639.ALL_LANGUAGES if one.part1}
    alike = get_close_matches(said, common, n=1, cutoff=_ALIKE) if len(said) > 3 else []
    return common[alike[0]] if alike else ""


@lru_cache(maxsize=256)
def _language(said: str) -> Language | None:
    """The language of a code or name, in whatever case."""
    import iso639  # noqa: PLC0415 - likewise

    try:
        found = iso639.Language.match(said.lower() if len(said) < 4 else said, strict_case=False)
    except iso639.LanguageNotFoundError:
        return None
    return found if found.status == "A" else None
