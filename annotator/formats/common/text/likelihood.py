"""How much a text looks like one that somebody wrote, to choose between encodings in which its bytes could be read.

Looked at is what stands beyond ASCII: letters that one language uses, in one script, in small letters within words, and
signs where signs stand. Bytes read in another encoding than theirs give rare letters, mixed scripts, capitals in the
midst of words, and signs between letters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from annotator.formats.common.text.alphabets import belonging

_USUAL = {
    "LATIN": (
        (1.0, "äöüßéñçåæøÄÖÜÉÑÇÅÆØ"),
        (0.95, "áíóúÁÍÓÚ"),
        (0.9, "ðþÐÞąćęłńśźżčďěňřšťůžýľĺŕőűățșğşıİĄĆĘŁŃŚŹŻČĎĚŇŘŠŤŮŽÝĽŐŰŞĞ"),
        (0.85, "èêëàâôîïùûœãõÈÀÂÊÎÔŒÃÕ"),
        (0.84, "āēīūģķļņųįėōĀĒĪŪĢĶĻŅŲĮĖţŢìò"),
    ),
    "CYRILLIC": (
        (1.0, "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"),
        (0.9, "ёЁіїєґІЇЄҐўЎ"),
        (0.6, "јљњћђџЈЉЊЋЂЏѕќѓ"),
    ),
}
_ALPHABETS = {"CYRILLIC", "GREEK", "HEBREW", "ARABIC", "THAI"}
_SPELT = {"LATIN", "CYRILLIC", "GREEK"}
_OTHER_LETTER = 0.3
_VOWELS = frozenset("аеиоуыэюяёіїєАЕИОУЫЭЮЯЁІЇЄ")
_FEW_VOWELS, _FEW_ACCENTS, _MOST_THAI = 0.27, 0.08, 0.85
_THAI = frozenset("กขคงจชดตทนบปผพมยรลวสหอะัาำิีึืุูเแโใไ็่้์")
_NO_FIRST = frozenset("ЬЪЫьъығĞ")
_ACCENTED = frozenset("άέήίόύώϊϋΆΈΉΊΌΎΏ")
_LAST, _THAI_FIRST = "ς", frozenset("เแโใไ")
_COMMON = frozenset(
    "的一是了不在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着下自之年过過"
    "发發后後作里用道行所然家种種事成方多经經么去法学學如都同现現当當没動面起看定天分还還进進好小部其些主样樣理心她本前"
    "开開但因只从從想实實日军軍者意无無力它与與长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由"
    "问問很最重并物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制身果加西斯月话話合回特代内內信表化老给給世位次"
    "度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認条條平系气氣题題活尔爾更别別打女变變"
    "四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直德资資命山金指克许許统統区區保至队隊形社"
    "便空决決治展马馬科司五基眼书書非则則听聽白却界达達光放强強即像难難且权權思王象完设設式色路记記南品住告类類求据據程北"
    "이다는에의을가하고지한도로기사서리나인은를들라정자대시일어해그수으장과부있제보구전주연국여원상동성공아했지만"
    "京都府県会社長発表議説明図書館新聞記者計画曜午後今年"
)
_STRANGE = 0.8
"""How much less a text in Latin letters looks like one whose letters belong to no one language."""
_HALF_KATAKANA = re.compile("[\uff61-\uff9f]")
_PUNCTUATION, _SIGNS = frozenset("–—…”’“‘«»„‚·•。、「」・，！？：（）"), frozenset("\u00a0€£°§©®™¿¡½¼¾")
_OF_NUMBERS = frozenset("€£½¼¾")
_JOINING = frozenset("’—–。、「」・，")


def likelihood(text: str) -> float:
    """From -1 to 1, how much what stands beyond ASCII looks as it should; 0 where there is nothing."""
    foreign = [(at, char) for at, char in enumerate(text) if char > "\x7f"]
    if not foreign:
        return 0.0
    scripts = Counter(_script(char) for _, char in foreign if char.isalpha())
    script = scripts.most_common(1)[0][0] if scripts else ""
    total = sum(_weight(text, at, char, script) for at, char in foreign)
    if script == "LATIN":
        total -= _STRANGE * scripts[script] * (1 - belonging(Counter(char for _, char in foreign if char.isalpha())))
    return (total - len(foreign) / 2 * _lacks(script, text)) / len(foreign)


def _lacks(script: str, text: str) -> bool:
    """Whether there are too few vowels, accents or usual letters for a text in a script."""
    letters = [char for char in text if _script(char) == script] if script in _ALPHABETS else []
    match script:
        case "CYRILLIC":
            return sum(char in _VOWELS for char in letters) < _FEW_VOWELS * len(letters)
        case "GREEK":
            return sum(char in _ACCENTED for char in letters) < _FEW_ACCENTS * len(letters)
        case "THAI":
            return sum(char in _THAI for char in letters) < _MOST_THAI * len(letters)
        case _:
            return False


def _weight(text: str, at: int, char: str, script: str) -> float:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if unicodedata.category(char) == "Mn" and _script(char) in _ALPHABETS:
        return 0.95 if before and _script(before) == _script(char) and before not in _THAI_FIRST else -1.0
    if not char.isalpha():
        letters = before.isalpha() + after.isalpha()
        return _of_sign(char, inside=letters > (char not in _OF_NUMBERS))
    if _HALF_KATAKANA.match(char):
        return -1.0
    own, beside = _script(char), [one for one in (before, after) if one.isalpha()]
    if own != script and {own, script} - {"CJK", "HIRAGANA", "KATAKANA"}:
        return -1.0
    if (char == _LAST and after.isalpha()) or (char in _THAI_FIRST and not after.isalpha()):
        return -1.0
    if (own in _ALPHABETS and any(one.isascii() for one in beside)) or (char in _NO_FIRST and not before.isalpha()):
        return -1.0
    weight = next((weight for weight, letters in _USUAL.get(own, ()) if char in letters), None)
    weight = _general(char, own) if weight is None else weight
    if own in _SPELT and (before.isdigit() or after.isdigit() or (not beside and _is_consonant(char))):
        weight -= 1
    if own == "LATIN" and len(beside) == sum(not one.isascii() for one in beside) == 2:
        weight -= 0.6
    return weight - (1.5 if before.islower() else 0.3) * (char.isupper() and before.isalpha())


def _is_consonant(char: str) -> bool:
    """Whether a letter is a Latin consonant with a mark, which is no word by itself."""
    base = unicodedata.normalize("NFD", char)[0]
    return char == "ß" or (base.isascii() and base.lower() not in "aeiouy")


def _general(char: str, script: str) -> float:
    """The weight of a letter of which no list says how usual it is."""
    if script in {"HIRAGANA", "KATAKANA"}:
        return 1.0
    if script in {"CJK", "HANGUL"}:
        return 1.0 if char in _COMMON else 0.35
    return _OTHER_LETTER if script in _USUAL else 0.95


def _of_sign(char: str, *, inside: bool) -> float:
    if char in _PUNCTUATION or char in _SIGNS:
        usual = 0.8 if char in _PUNCTUATION else 0.4
        return usual if not inside else 0.5 if char in _JOINING else -1.0
    return -1.0 if inside or unicodedata.category(char) in {"Cc", "Co", "Cn", "So", "Sm", "Sk"} else 0.1


def _script(char: str) -> str:
    """The script of a letter, by the first word of its name."""
    return unicodedata.name(char, "").partition(" ")[0]
