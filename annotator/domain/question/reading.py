"""What a question means, as one types it: `storm state:open,new words:>500 -lang:de label:"WORK OF ART"`.

`name:value` asks what `FIELDS` tells; of values with a comma or `|` between them one must hold, `-` before a word asks
for the contrary, and what has spaces or a colon stands in double quotes. Numbers and dates are compared: `>500`,
`<=500`, `100..500`. All words of a question must hold. A bare word is part of a title where articles are listed;
where places are, bare words that stand together are a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from annotator.domain.question.condition import Condition, Operator, Value
from annotator.domain.question.fields import (
    CHOICES,
    CONTAINED,
    DATES,
    DAYS,
    FIELDS,
    META,
    NUMBERS,
    Bare,
    Known,
    about,
    is_field,
    is_model,
    names_of,
)
from annotator.domain.question.words import Word, joined, words
from annotator.errors import QuestionError, did_you_mean

_NO_CHARACTER = re.compile("[\ud800-\udfff]")
_OPERATORS: dict[str, Operator] = {"": "is", "=": "is", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_DAYS = {"h": 1 / 24, "d": 1, "w": 7, "y": 365.25}
_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_NUMBER = r"(?P<number>(?:\d{1,12}(?:\.\d+)?|\.\d+))(?P<unit>%?)"
_AGE = r"(?P<number>\d{1,9}(?:\.\d+)?)(?P<unit>[hdwy]?)"


def conditions(text: str, known: Known | None = None, bare: Bare = "title") -> tuple[Condition, ...]:
    """What a question asks. Raises `QuestionError`, with the place, for what is no field or no value of it."""
    if broken := _NO_CHARACTER.search(text):
        raise QuestionError("what stands there is no character.", broken.start())
    found = words(text) if bare == "title" else joined(words(text))
    known = known or Known()
    return tuple(condition for word in found for condition in _conditions(word, known, bare))


def asks(text: str) -> bool:
    """Whether any of it is, or nearly is, a field with a value: else it may be a string to look for as it stands."""
    return any(is_field(word.name) or (word.value and _nearly(word.name)) for word in words(text) if word.name)


def _nearly(name: str) -> bool:
    from difflib import get_close_matches  # noqa: PLC0415 - not needed where nobody errs

    return bool(get_close_matches(name, FIELDS, n=1, cutoff=0.75))


def unfinished(text: str, error: QuestionError) -> int | None:
    """Where the last word begins, if that is what is wrong with a question: somebody may still be typing it."""
    *_, last = words(text)
    return last.at if not text[-1:].isspace() and error.at >= last.at else None


def _conditions(word: Word, known: Known, bare: Bare) -> Iterator[Condition]:
    if not word.name:
        yield from _bare(word, bare)
        return
    if not is_field(word.name):
        raise QuestionError(_no_field(word), word.at)
    if not word.values:
        raise QuestionError(f"{word.name}: needs a value, {about(word.name, bare)}.", word.value_at)
    if word.name == "patterns" and (word.negated or bare == "title"):
        where = "has no contrary" if word.negated else "finds places: in the lens, and with `annotator find`"
        raise QuestionError(f"patterns: {where}.", word.at)
    if word.name == "comment" and not set(map(str.lower, word.values)) <= {"yes", "no"}:
        yield Condition("comment", tuple(word.values), negated=word.negated)
    elif word.name in CHOICES:
        yield Condition(word.name, tuple(_choice(word)), negated=word.negated)
    elif word.name in NUMBERS or word.name in DATES or word.name == "age" or _compares(word):
        yield from _compared(word)
    else:
        _check_source(word, known)
        names = names_of(word.name, known)
        for value in word.values:
            name = value.partition("=")[0] if word.name == "attribute" else value
            if word.name not in CONTAINED and names and name not in names:
                raise QuestionError(
                    f"there is no {value!r}.{did_you_mean(value, names)} There are {', '.join(names[:20])}.",
                    word.value_at,
                )
        values = [value.lower() for value in word.values] if word.name == "lang" else word.values
        yield Condition(word.name, tuple(values), negated=word.negated)


def _bare(word: Word, bare: Bare) -> Iterator[Condition]:
    if word.negated and not word.value and bare == "text":
        raise QuestionError("- stands right before the word of which it asks the contrary.", word.at)
    yield from (Condition(bare, (value,), negated=word.negated) for value in word.values)


def _check_source(word: Word, known: Known) -> None:
    """Raises `QuestionError` for values of which some are sources of suggestions, others of articles."""
    if word.name != "source":
        return
    models = [value for value in word.values if any(is_model(value, one) for one in known.sources())]
    if models and len(models) < len(word.values):
        other = next(value for value in word.values if value not in models)
        said = f"suggestions come from {models[0]!r}, articles from {other!r}: ask for one of them."
        raise QuestionError(f"source: {said}", word.value_at)


def _no_field(word: Word) -> str:
    if word.name.startswith(META):
        return f"{word.name}: needs the name of what is known: meta.genre:news."
    meant = did_you_mean(word.name, FIELDS).replace("?", f":{word.value}?")
    there = "" if meant else f" There are {', '.join(FIELDS)}."
    return (
        f"{word.name}: is nothing that can be asked.{meant}{there} "
        f'What has a colon itself is looked for in quotes: "{word.name}:".'
    )


def _choice(word: Word) -> list[str]:
    choices = CHOICES[word.name]
    for value in word.values:
        if value.lower() not in choices:
            meant = did_you_mean(value, choices)
            raise QuestionError(f"{word.name}: is one of {', '.join(choices)}, not {value!r}.{meant}", word.value_at)
    return list(dict.fromkeys(one for value in word.values for one in choices[value.lower()]))


def _compares(word: Word) -> bool:
    """Whether a value of what else is known of an article is to be compared."""
    return word.name.startswith(META + ".") and bool(re.match(r"[<>]|[\d.-]+\.\.", word.value))


def _compared(word: Word) -> Iterator[Condition]:
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


def _measure(word: Word, value: str) -> Value:
    """A number, a share, a number of days, or the beginning of a date."""
    value = value.strip()
    if word.name in DATES and word.name != "date" and value.lower() in DAYS:
        return value.lower()
    if word.name in DATES:
        shapes = [_DATE]
    elif word.name == "age":
        shapes = [_AGE]
    else:
        shapes = [_NUMBER, _DATE] if word.name.startswith(META) else [_NUMBER]
    found = next(filter(None, (re.fullmatch(shape, value, re.ASCII) for shape in shapes)), None)
    if found is None:
        raise QuestionError(f"{value!r} makes no sense for {word.name}: {about(word.name)}.", word.value_at)
    if "number" not in found.groupdict():
        return found[0]
    number = float(found["number"])
    return number * _DAYS[found["unit"] or "d"] if word.name == "age" else number / (100 if found["unit"] else 1)
