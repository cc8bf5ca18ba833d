"""What a project holds, in numbers and lists: the questions of `stats`, `articles` and `labels`.

Articles that were put away are counted nowhere, except where a function says so.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, field
from typing import Any

from annotator.domain import state
from annotator.domain.decisions import GOLD
from annotator.domain.disagreement.voting import creditors
from annotator.storage.kept_counts.read import NOT_AWAY, answers, kept
from annotator.storage.last_words import ARCHIVED, note_words
from annotator.storage.queries.people.questions import Asked, asked, question_counts
from annotator.storage.queries.queue import article_count
from annotator.storage.store import NEAR, Store

_SUGGESTED = "source != '' AND decided IN ('accepted', 'relabelled', 'resized', 'rejected')"


@dataclass(frozen=True, slots=True)
class Counts:
    """The numbers of `stats`: by layer, by label over all layers, by suggestion source."""

    articles: int
    suggestions: int
    decisions: int
    layers: dict[str, dict[str, Any]] = field(default_factory=dict)
    labels: dict[str, int] = field(default_factory=dict)
    sources: dict[str, dict[str, int]] = field(default_factory=dict)
    questions: dict[str, int] = field(default_factory=dict)
    """How many articles each annotator asks something about (see `people.questions`), where that is any."""


def latest_languages(store: Store, number: int = 1_000) -> dict[str, int]:
    """How many of the articles that were added last are in each language."""
    latest = "SELECT language FROM articles ORDER BY id DESC LIMIT ?"
    rows = store.conn.execute(f"SELECT language, count(*) FROM ({latest}) GROUP BY language", (number,))
    return dict(rows.fetchall())


def totals(store: Store) -> tuple[int, int, int]:
    """How many articles, suggestions and decisions there are: what is told at once."""
    (away,) = store.conn.execute(
        "SELECT count(*) FROM decisions WHERE article IN (SELECT id FROM articles WHERE archived + 0 = 1)"
    ).fetchone()
    suggestions = sum(number for _, number in _proposed(store))
    return article_count(store), suggestions, store.last_decision - away


def counts(store: Store) -> Counts:
    """All the numbers of a project."""
    questions = question_counts(store)
    articles, suggestions, decisions = totals(store)
    return Counts(
        articles=articles,
        suggestions=suggestions,
        decisions=decisions,
        layers=_layers(store, questions),
        labels=_labels(store),
        sources=_sources(store),
        questions={layer: row["questions"] for layer, row in questions.items() if row["questions"]},
    )


def _layers(store: Store, questions: Mapping[str, Mapping[str, int]]) -> dict[str, dict[str, Any]]:
    words = ("articles", "finished", "skipped", "spans", "rejected", "undecided", "cats", "flags", "comments")
    found: defaultdict[str, dict[str, Any]] = defaultdict(lambda: dict.fromkeys(words, 0))
    for layer, status, number in kept(store.conn, "layer_counts", "layer", "status"):
        found[layer]["articles"] += number
        found[layer]["finished"] += number if status in state.COMPLETE else 0
        found[layer]["skipped"] += number if status == "skipped" else 0
    for layer, table, number in kept(store.conn, "span_counts", "layer", "state"):
        found[layer]["spans" if table == "held" else "rejected"] = number
    for layer, number in kept(store.conn, "undecided_counts", "layer"):
        found[layer]["undecided"] = number
    for layer, _, said, number in answers(store.conn):
        found[layer]["cats"] += number if said else 0
    for layer, asked_there in questions.items():
        found[layer] |= {name: asked_there[name] for name in ("flags", "comments")}
    return dict(sorted(found.items()))


def _labels(store: Store) -> dict[str, int]:
    found = Counter(dict(kept(store.conn, "span_counts", "label", where=f"{NOT_AWAY} AND state = 'held'")))
    for _, label, said, number in answers(store.conn):
        found[label] += number if said else 0
    return {label: number for label, number in sorted(found.items(), key=lambda one: (-one[1], one[0])) if number}


def _sources(store: Store) -> dict[str, dict[str, int]]:
    """What became of each source's suggestions, as annotators' layers stand now (what one accepted can be undone)."""
    found: dict[str, dict[str, int]] = {}

    def of(name: str) -> dict[str, int]:
        return found.setdefault(name, {"proposed": 0, "accepted": 0, "relabelled": 0, "resized": 0, "rejected": 0})

    for name, number in _proposed(store):
        of(name)["proposed"] = number
    theirs = f"{NOT_AWAY} AND {_SUGGESTED} AND layer != '{GOLD}'"
    for name, how, number in kept(store.conn, "span_counts", "source", "decided", where=theirs):
        for one in creditors(name):
            of(one)[how] += number
    return found


def _proposed(store: Store) -> list[tuple[str, int]]:
    """How many suggestions of each source are stored, by name; near misses are none."""
    names = dict(store.conn.execute("SELECT id, name FROM sources WHERE name NOT LIKE ?", (NEAR + "%",)).fetchall())
    return sorted(
        (names[source], number) for source, number in kept(store.conn, "suggestion_counts", "source") if source in names
    )


# -- names


def has_layer(store: Store, name: str) -> bool:
    """Whether there is any layer of that name."""
    return store.conn.execute("SELECT 1 FROM layers WHERE layer = ? LIMIT 1", (name,)).fetchone() is not None


def has_gold(store: Store) -> bool:
    """Whether gold says anything anywhere: what was all taken back leaves a layer that is open and says nothing."""
    says = "EXISTS (SELECT 1 FROM spans WHERE spans.article = layers.article AND spans.layer = layers.layer)"
    here = f"SELECT 1 FROM layers WHERE layer = ? AND (status != 'open' OR cats != '{{}}' OR {says}) LIMIT 1"
    return store.conn.execute(here, (GOLD,)).fetchone() is not None


def annotators(store: Store) -> list[str]:
    """Everybody who decided something here, has a layer or was given an article, in order; see `deciders`."""
    decided = (
        "WITH RECURSIVE deciding(name) AS (SELECT min(by) FROM steps UNION ALL "
        "SELECT (SELECT min(by) FROM steps WHERE by > name) FROM deciding WHERE name IS NOT NULL) "
        "SELECT name FROM deciding WHERE name IS NOT NULL"
    )
    layers = "SELECT layer FROM layer_counts WHERE number > 0"
    rows = store.conn.execute(f"{decided} UNION {layers} UNION SELECT annotator FROM assignments ORDER BY 1")
    return [str(name) for (name,) in rows]


def deciders(store: Store) -> list[str]:
    """Everybody who decided something, in other projects too; reads all decisions, which takes its time."""
    return [str(name) for (name,) in store.conn.execute("SELECT DISTINCT by FROM decisions ORDER BY 1")]


# -- articles


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list of articles.

    `layers` is the status of each layer by name, `flagged` who marked it for attention, `assigned` whom the article
    was given to, `enough` how many of all are enough for it where it is shared (else 0).
    """

    key: str
    title: str
    archived: bool
    layers: dict[str, str]
    flagged: tuple[str, ...] = ()
    assigned: tuple[str, ...] = ()
    enough: int = 0


def articles(store: Store, *, archived: bool = False, about: Sequence[Asked] = ()) -> Iterator[Listed]:
    """The articles in the order of the project (those put away instead, if `archived`), one at a time.

    With `about`, only those that somebody flagged, commented on, or either.
    """
    chosen = f"AND id IN ({asked(about)})" if about else ""
    rows = store.conn.execute(
        "SELECT key, title, archived, "
        "(SELECT json_group_object(layer, status) FROM layers WHERE article = articles.id), "
        "(SELECT json_group_array(layer) FROM layers WHERE article = articles.id AND flagged), "
        "(SELECT json_group_array(annotator) FROM assignments WHERE article = articles.id), "
        "coalesce((SELECT enough FROM shared WHERE article = articles.id), 0) "
        f"FROM articles WHERE archived = ? {chosen} ORDER BY added, key",
        (archived,),
    )
    for key, title, away, layers, flagged, assigned, enough in rows:
        marked, given = tuple(json.loads(flagged)), tuple(json.loads(assigned))
        yield Listed(key, title, bool(away), json.loads(layers), marked, given, enough)


def put_away(store: Store, keys: Sequence[str], *, archived: bool) -> int:
    """Put articles away, or bring them back, in one write; how many were not so already."""
    with store.write():
        return put_away_some(store, keys, archived=archived)


def put_away_some(store: Store, keys: Sequence[str], *, archived: bool) -> int:
    """As `put_away`, inside a `write()`."""
    rows = store.conn.execute(
        "UPDATE articles SET archived = ?1 WHERE key IN (SELECT value FROM json_each(?2)) AND archived != ?1 "
        "RETURNING id",
        (archived, json.dumps(list(keys))),
    ).fetchall()
    note_words(store, [(article, ARCHIVED) for (article,) in rows], said=archived)
    if rows and not archived:
        store.conn.execute("DELETE FROM frontiers")
    return len(rows)


# -- labels


@dataclass(frozen=True, slots=True)
class Use:
    """How much a label is used: held spans, articles that bear it as a whole, what is suggested, and near misses."""

    spans: int = 0
    articles: int = 0
    suggestions: int = 0
    near_misses: int = 0

    def __bool__(self) -> bool:
        return any(astuple(self))


def label_use(store: Store) -> dict[str, Use]:
    """How much each label is used, in all articles, those put away included."""
    spans = dict(kept(store.conn, "span_counts", "label", where="state = 'held'"))
    articles = Counter[str]()
    for _, label, _, number in answers(store.conn, where="1"):
        articles[label] += number
    is_near = f"source IN (SELECT id FROM sources WHERE name LIKE '{NEAR}%')"
    suggestions, near = (
        Counter(dict(kept(store.conn, "suggestion_counts", "label", where=where)))
        for where in (f"NOT {is_near}", is_near)
    )
    return {
        label: Use(spans.get(label, 0), articles[label], suggestions[label], near[label])
        for label in {*spans, *articles, *suggestions, *near}
    }


def use_of(store: Store, names: Iterable[str]) -> Use:
    """How much these labels are used together."""
    use = label_use(store)
    found = [astuple(use[name]) for name in {*names} & use.keys()]
    return Use(*map(sum, zip(*found, strict=True)))


def ever_used(store: Store, names: Iterable[str]) -> set[str]:
    """Those of some labels that a decision or a suggestion was ever made with, under these very names."""
    among = "IN (SELECT value FROM json_each(:names))"
    query = (
        f"SELECT label FROM decisions WHERE label {among} "
        f"UNION SELECT was_label FROM decisions WHERE was_label {among} "
        f"UNION SELECT label FROM suggestions WHERE label {among} UNION SELECT value FROM json_each(:names) "
        "WHERE EXISTS (SELECT 1 FROM decisions WHERE action = 'ruled' AND instr(note, json_quote(value)))"
    )
    return {name for (name,) in store.conn.execute(query, {"names": json.dumps(list(names))})}


def decided_labels(store: Store) -> set[str]:
    """The present names of all labels that some decision speaks of, undone ones included."""
    current = store.scheme().current
    rows = store.conn.execute(
        "SELECT label FROM decisions WHERE label IS NOT NULL UNION SELECT was_label FROM decisions "
        "WHERE was_label IS NOT NULL UNION SELECT json_extract(spans.value, '$[2]') FROM decisions, "
        "json_each(note, '$.spans') AS spans WHERE action = 'ruled' UNION "
        "SELECT cats.key FROM decisions, json_each(note, '$.cats') AS cats WHERE action = 'ruled'"
    )
    return {current(name) for (name,) in rows}
