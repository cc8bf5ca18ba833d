"""Which letters beyond ASCII the languages in Latin script write, and how well those of a text belong together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

_ALPHABETS = (
    ("äöüß", "éàè"), ("éàèêçîôûâëïùœ", "ÿæüñ"), ("áéíóúñü", "ç"), ("ãçáéíóâêõúà", "ôü"), ("àèéòù", "ìîó"),
    ("àèéíïòóúüç", "ñ"), ("åäöé", "ü"), ("æøå", "éôóòäöü"), ("áéíóúýþæöð", ""), ("áðíóúýæø", ""), ("éëïèöü", "êçàáó"),
    ("äöüõšž", "é"), ("ěščřžýáíéúů", "ďťňóöü"), ("áéíýžščťľúô", "ďňäóĺŕöü"), ("ąćęłńóśźż", "éöü"),
    ("áéíóöőúüű", ""), ("ăâîşţșț", "éö"), ("čćšžđ", "éöü"), ("ëç", "é"), ("ąčęėįšųūž", ""), ("āčēģīķļņšūž", "ōŗ"),
    ("çğıöşüİ", "âîû"), ("əçğıöşüİ", ""), ("ħġċż", "àèìòù"), ("âêîôûŵŷ", "äëïöáéíóúàèìòù"), ("áéíóú", ""),
    ("ĉĝĥĵŝŭ", ""), ("ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ", ""),
)  # fmt: skip
"""Of each language its letters, and those that it writes now and then, in names and foreign words."""
_RARE = 0.5


def _weights(alphabet: tuple[str, str]) -> Mapping[str, float]:
    usual, rare = alphabet
    return dict.fromkeys(rare, _RARE) | dict.fromkeys(usual, 1.0)


_WEIGHTS = [_weights(one) for one in _ALPHABETS]


def belonging(letters: Counter[str]) -> float:
    """From 0 to 1, how well letters beyond ASCII, counted, are those of one language; 1 where there are none."""
    small = Counter[str]()
    for letter, number in letters.items():
        small[letter.lower() if len(letter.lower()) == 1 else letter] += number
    if not small:
        return 1.0
    sums = (sum(number * one.get(letter, 0.0) for letter, number in small.items()) for one in _WEIGHTS)
    return max(sums) / small.total()
