"""The scheme a project starts with: the 18 labels of OntoNotes 5 (Weischedel et al. 2013, LDC2013T19).

The eight that are commonest in its news (ORG, GPE, PERSON, DATE, CARDINAL, NORP, MONEY, PERCENT) have a colour each.
"""

from __future__ import annotations

from annotator.domain.scheme import Label, Scheme

_LABELS = (
    ("PERSON", "P", "blue", "Named people, real or fictional; without title or job."),
    ("NORP", "N", "yellow", "Nationalities, religious and political groups: “Danish”, “Catholics”, “Liberals”."),
    ("FAC", "F", "orange", "Buildings, airports, roads, bridges: built things with a name."),
    ("ORG", "O", "magenta", "Companies, agencies, institutions, parties, teams."),
    ("GPE", "G", "green", "Countries, regions and cities that have a government."),
    ("LOC", "L", "green", "Places without a government: rivers, mountains, continents."),
    ("PRODUCT", "R", "red", "Named objects, vehicles, foods, programs; not services."),
    ("EVENT", "E", "red", "Named wars, elections, storms, matches, festivals."),
    ("WORK_OF_ART", "W", "yellow", "Titles of books, films, songs, programmes."),
    ("LAW", "A", "orange", "Named laws, treaties, court cases."),
    ("LANGUAGE", "U", "yellow", "Any named language."),
    ("DATE", "D", "cyan", "Dates and periods of a day or longer, absolute or relative."),
    ("TIME", "T", "cyan", "Times and periods shorter than a day."),
    ("PERCENT", "H", "red", "Percentages, with the sign or word."),
    ("MONEY", "M", "orange", "Sums of money, with the unit."),
    ("QUANTITY", "Q", "grey", "Measured weights, distances, areas, with the unit."),
    ("ORDINAL", "I", "grey", "“First”, “second”, “3rd”."),
    ("CARDINAL", "C", "grey", "Numbers that fall under no other label."),
)

SUFFIXES = {
    "Festival": "EVENT", "Cup": "EVENT", "Championship": "EVENT", "Olympics": "EVENT", "War": "EVENT",
    "Station": "FAC", "Airport": "FAC", "Bridge": "FAC", "Stadium": "FAC",
    "Party": "ORG", "Inc": "ORG", "Inc.": "ORG", "Ltd": "ORG", "Corp": "ORG", "Corp.": "ORG", "University": "ORG",
    "Ministry": "ORG", "Union": "ORG", "Committee": "ORG", "Council": "ORG", "Agency": "ORG", "Association": "ORG",
    "River": "LOC", "Lake": "LOC", "Island": "LOC", "Islands": "LOC", "Valley": "LOC", "Mountains": "LOC",
    "Act": "LAW", "Treaty": "LAW",
}  # fmt: skip

DEFAULT_SCHEME = Scheme(tuple(Label(*row) for row in _LABELS), suffixes=SUFFIXES)
