"""Listed names in texts with spaces: which are found, with which label, and which words only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.suggest.gazetteers.places import cities, countries
from annotator.suggest.gazetteers.spaced_names import SpacedNames

PIECES = ["Anna", "Müller", "Norge", "भारत", "Москве", " ", "-", "'", "\n", "ि", "ß", "S.", "3"]
CODES = ("ar", "da", "de", "fr", "hi", "it", "nb", "ru", "sv", "tr")
LISTS = {code: SpacedNames(code, countries(code), cities(code)) for code in CODES}


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("de", "Angela Merkel reiste nach Schweden.", "PERSON Angela Merkel, GPE Schweden"),
        ("de", "Deutschlands Bürger in den Vereinigten Staaten", "GPE Deutschlands, GPE Vereinigten Staaten"),
        ("de", "Sie reisten durch Osteuropa und die EU.", "LOC Osteuropa, ORG EU"),
        ("de", "Jean-Claude van der Bellen sprach.", "PERSON Jean-Claude van der Bellen"),
        ("de", "Franklin D. Roosevelt sprach.", "PERSON Franklin D. Roosevelt"),
        ("de", "Das Buch liegt im Essen.", ""),
        ("de", "Johannes Nepomuk von Tschiderer betete.", "PERSON Johannes Nepomuk von Tschiderer"),
        ("de", "Am Montag im April Montag zu haben", ""),
        ("sv", "I Sveriges huvudstad bor Anna Lindström.", "GPE Sveriges, PERSON Anna Lindström"),
        ("sv", "Skolan Corona Stage Academy och Pyongyang Metro", ""),
        ("da", "Sankt Anna Skole ligger i Danmark.", "GPE Danmark"),
        ("nb", "Kari Nordmann bor i Norge.", "PERSON Kari Nordmann, GPE Norge"),
        ("ru", "Ивана Петрова не было в Москве и России.", "PERSON Ивана Петрова, GPE Москве, GPE России"),
        ("hi", "वह भारत और पाकिस्तान में रहता है।", "GPE भारत, GPE पाकिस्तान"),
        ("ar", "سافر محمد إلى فرنسا أمس.", "GPE فرنسا"),
        ("tr", "Başkent Ankara, Türkiye'de bulunur.", "GPE Türkiye"),
        ("fr", "de l'Allemagne et d’Angela Merkel", "GPE Allemagne, PERSON Angela Merkel"),
        (
            "fr",
            "à N'Djamena, Côte d'Ivoire, L'Italie, Conan O'Brien",
            "GPE N'Djamena, GPE Côte d'Ivoire, GPE Italie, PERSON Conan O'Brien",
        ),
        ("it", "Sale la tensione a Monza. Italia!", "GPE Monza, GPE Italia"),
        ("de", "Südafrika\nund Nord\nkorea", "GPE Südafrika"),
        ("de", "", ""),
    ],
)
def test_names_are_found_as_the_language_writes_them(language: str, text: str, found: str) -> None:
    names = LISTS[language].find(text)
    assert ", ".join(f"{label} {text[start:end]}" for start, end, label in names) == found


@given(
    st.sampled_from(sorted(LISTS)), st.text(st.sampled_from("AaBb ßÖи हि-'’.\n3 Anna Müller Norge भारत"), max_size=60)
)
def test_what_is_found_lies_in_the_text_one_behind_the_other(language: str, text: str) -> None:
    at = 0
    for start, end, label in LISTS[language].find(text):
        assert at <= start < end <= len(text)
        assert label in {"PERSON", "GPE", "LOC", "ORG"}
        at = end
