"""What can be asked: the fields of articles and of spans, and the values that each takes.

A field of `OF_SPANS` is about a span; `label`, `by`, `state`, `source` and `comment` are about a span or an article.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from annotator.domain.decisions import Decided

Bare = Literal["title", "text"]
"""What a word without a field is looked for in."""
Names = Callable[[], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a project has: labels, annotators, sources of suggestions, read when they are asked for."""

    labels: Names = tuple
    people: Names = tuple
    sources: Names = tuple
    relations: Names = tuple
    attributes: Names = tuple
    claims: Names = tuple
    """The fields of `OF_CLAIMS` that there is something to ask of."""


META = "meta"
_STATES = ("new", "open", "returned", "finished", "approved", "skipped", "others")
SPAN_STATES = ("undecided", "rejected", "suggested")
YES_NO = ("flag", "comment", "asked", "suggested", "archived", "entity", "fits")
CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "state": {
        **{state: (state,) for state in _STATES},
        "done": ("finished", "approved", "skipped"),
        "left": ("new", "open", "returned"),
        **{state: (state,) for state in SPAN_STATES},
    },
    "gold": {state: (state,) for state in ("none", "open", "approved")},
    "decided": {how: (how,) for how in get_args(Decided)},
    **{name: {"yes": ("yes",), "no": ("no",)} for name in YES_NO},
}
NUMBERS = ("words", "length", "spans", "undecided", "agreement", "score")
DATES = ("date", "added", "worked", "when")
DAYS = ("today", "yesterday", "week", "month")
"""Days that are said from today on; the last two are the last 7 and 30 days."""
CONTAINED = ("title", "source", "byline", "key", "text", "quote")
OF_CLAIMS = {
    "relation": "a relation that a span has, at either end: its name, yes, no",
    "entity": "whether a span is a mention of an entity with others: yes, no",
    "link": "what a span is linked to: part of an entry's name, its id, yes, no, none (not in the base)",
    "attribute": "an attribute that was set of a span: mention, mention=pronoun, quoted=yes",
    "fits": "whether the scheme allows all that is claimed of a span: yes, no",
}
"""The fields that ask what is claimed of a span beyond its label."""
OF_SPANS = ("text", "quote", "score", "when", "decided", *OF_CLAIMS)
FIELDS = {
    "state": f"how far you are: {', '.join((*_STATES, 'done', 'left'))}; of a span: {', '.join(SPAN_STATES)}",
    "flag": "whether somebody flagged it: yes, no",
    "comment": "whether a comment stands on it: yes, no, or words of one",
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
    "added": "when it came: 2026-03, >=2026-03-15, today, yesterday, week, month",
    "date": "the date it bears: 2026, <2026-03",
    "worked": "when somebody last worked on it: >=2026-03-15, today, yesterday, week, month",
    "source": "part of its source, or the model that a span comes from: reuters, spacy",
    "byline": "part of its byline",
    "title": "part of its title",
    "key": "part of its key",
    "archived": "whether it was put away, which others leave out: yes, no",
    META: "what else is known of it: meta.genre:news, meta.year:>=2020",
    "text": "words that stand in it, as they are written",
    "patterns": "what a file of patterns finds, where places are listed: its path",
    "quote": "part of the words of a span",
    "score": "how sure the model was of a span: <.5, 50%..80%",
    "when": "when a span was decided: >=2026-03-15, today, yesterday, week, month",
    "decided": f"how a span was decided: {', '.join(CHOICES['decided'])}",
}
"""Each field with what it asks, and what can stand behind it."""


def is_field(name: str) -> bool:
    """Whether that is asked of anything."""
    return (name in (*FIELDS, *OF_CLAIMS) and name != META) or (
        name.startswith(META + ".") and len(name) > len(META) + 1
    )


OF_PLACES = {
    "label": "the label of a span: its name",
    "by": "whose span it is, or who decided it: a name",
    "state": f"how far its layer is: {', '.join((*_STATES[1:-1], 'done', 'left'))}; or {', '.join(SPAN_STATES)}",
    "source": "the model that it comes from, or part of where the article does: spacy, reuters",
    **{name: FIELDS[name] for name in ("score", "when", "decided", "quote")},
    "comment": "whether a comment stands on it: yes, no, or words of one",
    "text": "words that stand there, as they are written; either of two with a comma",
    "patterns": "places of the patterns of a file: its path",
}
"""The fields that ask of a span where places are listed, which stand first there."""


def fields(bare: Bare, known: Known | None = None) -> Mapping[str, str]:
    """Each field with what it asks, in lists of articles (in which a bare word is a title), or of places."""
    claimed = {name: OF_CLAIMS[name] for name in known.claims()} if known else {}
    if bare == "title":
        return {**FIELDS, **claimed} if claimed else FIELDS
    return {**OF_PLACES, **claimed, **{name: FIELDS[name] for name in FIELDS if name not in OF_PLACES}}


def about(name: str, bare: Bare = "title") -> str:
    """What a field asks."""
    name = name.partition(".")[0]
    return OF_CLAIMS[name] if name in OF_CLAIMS else fields(bare)[name]


def names_of(name: str, known: Known) -> Sequence[str]:
    """The names that a field can have for a value."""
    match name:
        case "label":
            return known.labels()
        case "by" | "for":
            return known.people()
        case "relation" | "attribute":
            names = known.relations() if name == "relation" else known.attributes()
            return (*names, "yes", "no") if names else ()
    return ()


def is_model(value: str, source: str) -> bool:
    """Whether a source of suggestions is called so, or its kind or model is, with its version or without."""
    source = source.lower()
    kind, _, model = source.partition(":")
    names = {source, kind, model, *(name.rpartition("-")[0] for name in (source, model))}
    return value != "" and value.lower() in names
