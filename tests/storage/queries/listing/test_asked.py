"""Questions about articles that have spans as asked, against a slow filter over projects made by chance."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from support.asked import ARTICLES, ATOMS, KINDS, Row, rows
from support.by_chance import by_chance

from annotator.domain.question.fields import CHOICES, CONTAINED, DATES, FIELDS, NUMBERS, YES_NO, Known
from annotator.domain.question.reading import conditions
from annotator.storage.queries.listing.entries import count, entries
from annotator.storage.store import Store

KNOWN = Known(lambda: ["PER", "ORG", "LOC"], lambda: ["ana", "ben", "gold"])
_OF_ARTICLES = ("state", "comment")
_SPANS = [one for one in sorted(ATOMS) if one.partition(":")[0] not in (*_OF_ARTICLES, "label", "by")]
_WITH = [one for one in sorted(ATOMS) if one.partition(":")[0] in ("label", "by")]


def listed(store: Store, typed: str) -> list[str]:
    asked = conditions(typed, KNOWN)
    found = [entry.key for entry in entries(store, "ana", asked)]
    assert count(store, "ana", asked) == len(found)
    return found


@pytest.mark.parametrize("seed", range(3))
def test_the_articles_of_a_span_as_asked(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - a test
    store = by_chance(tmp_path / "p.db", chance)
    every, keys = rows(store), [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY added")]
    for _ in range(120):
        kind = chance.choice(list(KINDS))
        one = [chance.choice(_SPANS), *chance.sample(_WITH, chance.choice((0, 1)))]
        none = chance.sample(_SPANS, chance.choice((0, 0, 1)))
        about = chance.sample(sorted(ARTICLES), chance.choice((0, 1)))
        typed = " ".join((kind, *one, *(f"-{atom}" for atom in none), *about))
        met = _met(every, kind, one) - {key for atom in none for key in _met(every, kind, [atom])}
        fit = [key for key in keys if key in met and all(ARTICLES[name](store.article(key)) for name in about)]
        assert listed(store, typed) == fit, typed


def _met(every: list[Row], kind: str, atoms: list[str]) -> set[str]:
    named = any(one.startswith("by:") for one in atoms)
    return {
        row.article
        for row in every
        if row.state in KINDS[kind]
        and (row.state in ("held", "rejected") or named or row.layer == "ana")
        and all(ATOMS[one](row) for one in atoms)
    }


@pytest.mark.parametrize("seed", range(3))
def test_label_and_annotator_alone_are_asked_as_before(tmp_path: Path, seed: int) -> None:
    store = by_chance(tmp_path / "p.db", Random(seed))  # noqa: S311 - a test
    every = [row for row in rows(store) if row.state == "held"]
    keys = [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY added")]
    org, per = ({row.article for row in every if row.label == name} for name in ("ORG", "PER"))
    own = {key for key in keys if "ana" in store.layers_of(key)}
    both = {row.article for row in every if row.label == "ORG" and row.layer == "ana"}
    for typed, wanted in (
        ("label:ORG label:PER", org & per),
        ("-label:ORG", set(keys) - org),
        ("label:ORG -label:PER", org - per),
        ("by:ana -label:ORG", own - org),
        ("by:ana", own),
        ("label:ORG by:ana", both),
    ):
        assert listed(store, typed) == [key for key in keys if key in wanted], typed
    navy = {key for key in keys if "Navy" in store.article(key).text}
    assert listed(store, "text:Navy") == [key for key in keys if key in navy]
    held = {row.article for row in every if row.label == "ORG" and row.quote == "Navy"}
    assert listed(store, "text:Navy label:ORG") == [key for key in keys if key in held]


def test_every_field_can_be_asked(tmp_path: Path) -> None:
    store = by_chance(tmp_path / "p.db", Random(7))  # noqa: S311 - a test
    for name in FIELDS:
        field = "meta.year" if name == "meta" else name
        values = [*CHOICES.get(name, ()), *(("yes", "no") if name in YES_NO else ())]
        values += ["today", "<week", ">=2026-02-31"] if name in DATES and name != "date" else []
        values += [">.5", "1..2"] if name in NUMBERS or name == "meta" else []
        values += ["a", '"a b",c'] if name in CONTAINED or name in ("comment", "meta") else []
        values += {"lang": ["de"], "label": ["PER"], "by": ["ana"], "for": ["ben"], "age": ["<2d"]}.get(name, [])
        values += ["2026", ">2026-01"] if name in DATES else []
        for value in values:
            for sign in ("", "-") if ".." not in value else ("",):
                assert len(listed(store, f"{sign}{field}:{value}")) <= 8
        assert values or name == "patterns"


def test_a_question_is_answered_while_another_statement_runs(tmp_path: Path) -> None:
    store = by_chance(tmp_path / "p.db", Random(7))  # noqa: S311 - a test
    first = listed(store, "state:undecided text:Navy")
    running = entries(store, "ana", conditions("state:undecided text:Navy", KNOWN))
    assert next(running)
    assert listed(store, "state:undecided text:Navy") == first
