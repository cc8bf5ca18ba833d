"""Listed names in texts without spaces between words."""

import pytest

from annotator.suggest.gazetteers.places import cities, countries
from annotator.suggest.gazetteers.unspaced_names import UnspacedNames, is_unspaced


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("zh", "他在法国和英國。", "GPE 法国, GPE 英國"),
        ("zh", "中国人说中国的故事", "GPE 中国"),
        ("zh", "北愛爾蘭、愛爾蘭", "GPE 愛爾蘭"),
        ("zh", "理查德（Richard）與西馬來西亞的人在查德。", "GPE 查德"),
        ("zh", "他在歐洲。", "LOC 歐洲"),
        ("ja", "フランスとドイツ、タイトルはマリリン。", "GPE フランス, GPE ドイツ"),
        ("ja", "昨日、山田太郎は東京都にいた。", "PERSON 山田太郎, GPE 東京都"),
        ("ja", "日本人は日本を愛する。", "GPE 日本"),
        ("th", "เขาไปฝรั่งเศสเมื่อวาน", "GPE ฝรั่งเศส"),
    ],
)
def test_names_are_found_unless_they_begin_a_longer_word(language: str, text: str, found: str) -> None:
    known = countries(language)
    assert is_unspaced(known)
    names = UnspacedNames(language, known, cities(language)).find(text)
    assert ", ".join(f"{label} {text[start:end]}" for start, end, label in names) == found
