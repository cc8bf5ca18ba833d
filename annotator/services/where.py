"""What is asked of articles, as one types it: `storm state:open,new words:>500 -lang:de label:"WORK OF ART"`.

A bare word is looked for in titles. `name:value` asks what `FIELDS` tells; of values with a comma or `|` between them
one must hold, `-` before a word asks for the contrary, and what has spaces or a colon stands in double quotes.
Numbers and dates are compared: `>500`, `<=500`, `100..500`. All words of a question must hold.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from annotator.errors import QuestionError, did_you_mean
from annotator.storage.queries.listing.conditions import CONTAINED, DATES, NUMBERS, YES_NO, Condition, Operator, Value

Names = Callable[[], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a project has: labels and annotators, read when they are asked for."""

    labels: Names = tuple
    people: Names = tuple


_STATES = ("new", "open", "returned", "finished", "approved", "skipped", "others")
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "state": {
        **{state: (state,) for state in _STATES},
        "done": ("finished", "approved", "skipped"),
        "left": ("new", "open", "returned"),
    },
    "gold": {state: (state,) for state in ("none", "open", "approved")},
    **{name: {"yes": ("yes",), "no": ("no",)} for name in YES_NO},
}
FIELDS = {
    "state": f"how far you are: {', '.join(CHOICES['state'])}",
    "flag": "whether somebody flagged it: yes, no",
    "comment": "whether a comment stands on it: yes, no",
    "asked": "whether it is flagged or commented on: yes, no",
    "suggested": "whether anything was suggested: yes, no",
    "undecided": "how many suggestions are undecided: >0",
    "spans": "how many spans you have: >10, 0, 5..20",
    "words": "how many words it has: >500, 100..500",
    "length": "how many characters it has: >3000",
    "lang": "its language: de, en",
    "label": "a label that somebody gave: its name",
    "by": "who has worked on it: a name",
    "for": "to whom it was given: a name",
    "gold": "how far review is: none, open, approved",
    "agreement": "F1 of those who finished it: <80%",
    "age": "since when it is here: <7d, >2w (h, d, w, y)",
    "added": "when it came: 2026-03, >=2026-03-15",
    "date": "the date it bears: 2026, <2026-03",
    "worked": "when somebody last worked on it: >=2026-03-15",
    "source": "part of its source",
    "byline": "part of its byline",
    "title": "part of its title",
    "key": "part of its key",
    "archived": "whether it was put away, which others leave out: yes, no",
}
"""Each field with what it asks, and what can stand behind it."""
_WORD = re.compile(r'(?P<not>-)?(?:(?P<name>[A-Za-z]+):)?(?P<value>(?:"[^"]*"?|[^\s"])*)')
_PART = re.compile(r'(?:"[^"]*"?|[^,|"])+')
_OPERATORS: dict[str, Operator] = {"": "is", "=": "is", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "y": 365.25}


@dataclass(frozen=True, slots=True)
class _Word:
    """One word of a question: where it stands, its field ("" where it has none), and the values behind that."""

    at: int
    negated: bool
    name: str
    value: str
    value_at: int

    @property
    def values(self) -> list[str]:
        """The values between commas and `|`, without their quotes; a bare word is one."""
        parts = _PART.findall(self.value) if self.name else [self.value]
        return [bare for part in parts if (bare := part.replace('"', "").strip())]


def _words(text: str) -> Iterator[_Word]:
    at = 0
    while at < len(text):
        found = _WORD.match(text, at)
        if found is None or found.end() == at:
            at += 1
            continue
        at = found.end()
        name = (found["name"] or "").lower()
        yield _Word(found.start(), bool(found["not"]), name, found["value"], found.start("value"))


def conditions(text: str, known: Known | None = None) -> tuple[Condition, ...]:
    """What a question asks. Raises `QuestionError`, with the place, for what is no field or no value of it."""
    known = known or Known()
    return tuple(condition for word in _words(text) for condition in _conditions(word, known))


def hint(text: str, known: Known | None = None) -> str:
    """What can be typed at the end of a question: the values of its last field, else the fields that begin so."""
    *_, last = list(_words(text)) or [_Word(0, False, "", "", 0)]  # noqa: FBT003 - a word that is none
    if text[-1:].isspace():
        last = _Word(len(text), False, "", "", 0)  # noqa: FBT003
    if last.name in FIELDS:
        names = _names(last.name, known or Known())
        there = f" · {', '.join(names[:12])}" if names else ""
        return f"{last.name}: {FIELDS[last.name]}{there}"
    typed = "" if last.name else last.value.lower()
    fitting = [name for name in FIELDS if typed and name.startswith(typed)]
    if len(fitting) == 1:
        return f"{fitting[0]}: {FIELDS[fitting[0]]}"
    return "a word of the title, or " + " ".join(f"{name}:" for name in fitting or FIELDS)


def completions(text: str, known: Known | None = None) -> list[str]:
    """The questions that this one can go on to: with a field that begins so, or with a value of its last field."""
    *_, last = list(_words(text)) or [_Word(0, False, "", "", 0)]  # noqa: FBT003 - a word that is none
    if last.name in FIELDS and not text[-1:].isspace():
        part = re.split(r"[,|]", last.value)[-1]
        values = [*CHOICES.get(last.name, ()), *_names(last.name, known or Known())]
        quoted = [f'"{value}"' if " " in value else value for value in values]
    else:
        part = "" if text[-1:].isspace() or last.name else last.value
        quoted = [f"{name}:" for name in FIELDS]
    before = text[: len(text) - len(part)]
    return [before + one for one in quoted if one.lower().startswith(part.lower())]


def unfinished(text: str, error: QuestionError) -> int | None:
    """Where the last word begins, if that is what is wrong with a question: somebody may still be typing it."""
    *_, last = _words(text)
    return last.at if not text[-1:].isspace() and error.at >= last.at else None


def _names(field: str, known: Known) -> Sequence[str]:
    return known.labels() if field == "label" else known.people() if field in ("by", "for") else ()


def _conditions(word: _Word, known: Known) -> Iterator[Condition]:
    if not word.name:
        yield from (Condition("title", (value,), negated=word.negated) for value in word.values)
        return
    if word.name not in FIELDS:
        meant = did_you_mean(word.name, FIELDS)
        raise QuestionError(
            f"{word.name}: is nothing that can be asked.{meant} There are {', '.join(FIELDS)}; a title that has a "
            f'colon is looked for in quotes: "{word.name}:".',
            word.at,
        )
    if not word.values:
        raise QuestionError(f"{word.name}: needs a value, {FIELDS[word.name]}.", word.value_at)
    if word.name in CHOICES:
        yield Condition(word.name, tuple(_choice(word)), negated=word.negated)
    elif word.name in NUMBERS or word.name in DATES or word.name == "age":
        yield from _compared(word)
    else:
        names = _names(word.name, known)
        for value in word.values:
            if word.name not in CONTAINED and names and value not in names:
                raise QuestionError(
                    f"there is no {value!r}.{did_you_mean(value, names)} There are {', '.join(names[:20])}.",
                    word.value_at,
                )
        values = [value.lower() for value in word.values] if word.name == "lang" else word.values
        yield Condition(word.name, tuple(values), negated=word.negated)


def _choice(word: _Word) -> list[str]:
    choices = CHOICES[word.name]
    for value in word.values:
        if value.lower() not in choices:
            meant = did_you_mean(value, choices)
            raise QuestionError(f"{word.name}: is one of {', '.join(choices)}, not {value!r}.{meant}", word.value_at)
    return list(dict.fromkeys(one for value in word.values for one in choices[value.lower()]))


def _compared(word: _Word) -> Iterator[Condition]:
    """A comparison; a range is two of them, of which the contrary is none."""
    if len(word.values) > 1:
        raise QuestionError(f"{word.name}: takes one value, or a range as in 100..500.", word.value_at)
    (value,) = word.values
    low, range_, high = value.partition("..")
    if range_:
        if word.negated:
            raise QuestionError("a range has no contrary: ask for < or >.", word.at)
        yield Condition(word.name, (_measure(word, low),), ">=")
        yield Condition(word.name, (_measure(word, high),), "<=")
        return
    bare = value.lstrip("<>=")
    operator = _OPERATORS.get(value.removesuffix(bare))
    if operator is None:
        raise QuestionError(f"{value.removesuffix(bare)!r} compares nothing: write <, <=, > or >=.", word.value_at)
    if word.name == "age" and operator == "is":
        raise QuestionError(f"age: needs < or > before it, {FIELDS['age']}.", word.value_at)
    yield Condition(word.name, (_measure(word, bare),), operator, negated=word.negated)


def _measure(word: _Word, value: str) -> Value:
    """A number, a share, a number of days, or the beginning of a date."""
    kind: Literal["date", "age", "number"] = "date" if word.name in DATES else "age" if word.name == "age" else "number"
    shape = {
        "date": r"\d{4}(?:-\d\d(?:-\d\d)?)?",
        "age": r"(?P<number>\d{1,6}(?:\.\d+)?)(?P<unit>[hdwy]?)",
        "number": r"(?P<number>\d{1,12}(?:\.\d+)?)(?P<unit>%?)",
    }[kind]
    found = re.fullmatch(shape, value.strip(), re.ASCII)
    if found is None:
        raise QuestionError(f"{value!r} makes no sense for {word.name}: {FIELDS[word.name]}.", word.value_at)
    if kind == "date":
        return found[0]
    number = float(found["number"])
    return number * _DAYS[found["unit"] or "d"] if kind == "age" else number / (100 if found["unit"] else 1)
