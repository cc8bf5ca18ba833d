"""What a key costs at the tasks of claims, beside one at the spans: prints tables of CPU.

    (cd tests; python -m bench.claims_keys [--words 400,5000] [--relations 0,30,300,1000] [--tasks ties,who])

One article with 100 entities, named over and over: all of its names are held but for a few suggestions. In each project
there are other numbers of relations between the entities. The screen of spans, on the project without relations, and
the screen of each task on each project are all pressed in turns (A B C A B C). A decision is taken back by the key
behind it, and both count as one; so do the letters that ask for the other end of a relation, and the one that answers.
The ratios are to a key of the same kind at the spans. Needs Linux (`/proc`).
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.stopwatch import Stopwatch, middle
from support.blank import blank
from support.claiming import CLAIMS, LABELS, decided
from support.news import QUIET
from support.pty import ANNOTATOR

from annotator.domain.article import Article
from annotator.domain.claims.scheme import AttributeType, Base, ClaimScheme
from annotator.domain.claims.values import Attribute, Link, Relation, Same
from annotator.domain.decisions import Added, Claimed, Event
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.storage.maintenance.scheme import save_scheme

ENTITIES, OPEN, WARM, COLUMN = 100, 12, 4, 15
_PLAIN = (
    "the",
    "small",
    "harbour",
    "said",
    "that",
    "talks",
    "with",
    "its",
    "old",
    "officials",
    "would",
    "resume",
    "on",
)
_SIGNS = {"names": "accept", "same": "SAME", "who": "WHO", "ties": "TIES", "facts": "FACTS"}
_X, _LETTERS = ("x", "u"), ("f", "a", "P", "u")
TAKE_BACK = "x u (held)"
"""Where there is a relation."""
KEYS: Mapping[str, Mapping[str, tuple[Sequence[str], Sequence[str]]]] = {
    "same": {"x u": (_X, _X), "space u": (_X, ("space", "u"))},
    "who": {"0 u": (_X, ("0", "u")), "x u": (_X, _X)},
    "ties": {"P a u": (_LETTERS, ("P", "a", "u")), TAKE_BACK: (_X, _X)},
    "facts": {"O u": (_X, ("O", "u"))},
}
"""What is pressed at the spans and at a task: a decision that is taken back, with letters or without."""
_HOME = ("ctrl+end", "ctrl+home")
_FIRST = {"same": (*_HOME, "tab")}
"""The keys that go to where something is to be decided, from anywhere."""


def claims() -> ClaimScheme:
    """Relations and their attributes, entities, links."""
    attributes = (*CLAIMS.attributes, AttributeType("sure", of="relation", default=True))
    return ClaimScheme(CLAIMS.relations, attributes, CLAIMS.entities, (Base("newsroom"),))


def named(words: int) -> Iterator[tuple[str, int]]:
    """Words, each with the number of the entity that it names, or -1: a third of few words, an eighth of many."""
    rnd, every = random.Random(words), 3 if words < 1000 else 8  # noqa: S311 - nothing here is secret
    count = 0
    for number in range(words):
        if number % every:
            yield rnd.choice(_PLAIN), -1
        else:
            entity = count if count < ENTITIES else rnd.randrange(ENTITIES)
            count += 1
            yield f"Val{chr(97 + entity // 26)}{chr(97 + entity % 26)}dor", entity


def written(words: int) -> tuple[Article, list[tuple[Span, int]]]:
    """An article of so many words in paragraphs of sixty, and its names."""
    text, spans = "", list[tuple[Span, int]]()
    for number, (word, entity) in enumerate(named(words)):
        text += ("\n\n" if number and number % 60 == 0 else " ") if text else ""
        if entity >= 0:
            spans.append((Span(len(text), len(text) + len(word), LABELS[entity % 3].name), entity))
        text += word
    return Article.of(text), spans


def claimed(spans: Sequence[tuple[Span, int]], relations: int) -> Iterator[Event]:
    """What is decided of an article: its spans, entities, a few links and values, and so many relations."""
    rnd = random.Random(relations)  # noqa: S311 - likewise
    firsts: dict[int, Span] = {}
    for span, entity in spans:
        yield Added(span)
        if entity in firsts and span.start % 4:
            yield Claimed(Same(span, firsts[entity]))
        firsts.setdefault(entity, span)
    every = list(firsts.values())
    yield from (Claimed(Link(span, "newsroom", f"K{span.start}", "Val")) for span in every[::3])
    yield from (Claimed(Attribute(span, "quoted", value=True)) for span in every[::4])
    drawn = dict.fromkeys([Relation(every[0], "opposes", every[1])][:relations])
    while len(drawn) < relations:
        one, other = sorted(rnd.sample(every, 2))
        drawn[Relation(one, "opposes", other)] = None
    yield from map(Claimed, drawn)


def project(path: Path, words: int, relations: int) -> Path:
    """A project of one such article."""
    article, spans = written(words)
    left = spans[5 :: max(len(spans) // OPEN, 1)]
    with blank(path) as store:
        save_scheme(store, Scheme(LABELS, auto_accept="off", claims=claims()))
        with store.write():
            store.add_article(article, "2026-01-01T00:00:00.000000Z")
            suggested = [(span.start, span.end, span.label, 0.5) for span, _ in left]
            store.add_suggestions(article.key, "spacy:made-up-1", suggested)
        decided(store, article.key, claimed([one for one in spans if one not in left], relations), "maker", "ana")
    return path


def opened(stack: ExitStack, path: Path, task: str) -> Stopwatch:
    """A screen, at rest."""
    command = (*ANNOTATOR, "-p", str(path), "--as", "ana", "label", "--task", task)
    clock = stack.enter_context(Stopwatch(command, cols=80, rows=24, env=QUIET))
    clock.since_start(_SIGNS[task])
    clock.quiet(1)
    return clock


def pressed(screens: Sequence[tuple[Stopwatch, Sequence[str]]], first: Sequence[str], count: int) -> list[float]:
    """The milliseconds of CPU that the keys of each screen take together behind the first, the medians; in turns."""
    for clock, _ in screens:
        for key in first:
            clock.key(key)
    taken = [[sum(clock.key(key).cpu for key in keys) * 1000 for clock, keys in screens] for _ in range(count + WARM)]
    return [middle(values) for values in zip(*taken[WARM:], strict=True)]


def tell(title: str, figures: Sequence[float]) -> None:
    """A line: the spans, then the task with each number of relations."""
    base, *others = figures
    row = "".join(f"{one:>8.2f} {one / base:>5.2f}×" for one in others)
    print(f"{title:<18}{base:>8.2f}{row:>{COLUMN * len(others)}}", flush=True)


def main() -> None:
    """Make the projects, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--words", default="400,5000")
    parser.add_argument("--relations", default="0,30,300,1000")
    parser.add_argument("--tasks", default="same,who,ties,facts")
    parser.add_argument("--keys", type=int, default=40)
    options = parser.parse_args()
    relations = [int(one) for one in options.relations.split(",")]
    for words in map(int, options.words.split(",")):
        print(
            f"\n{words} words, ms of CPU\n{'':<18}{'spans':>8}"
            + "".join(f"{f'{one:,} rel.':>{COLUMN}}" for one in relations)
        )
        for task in options.tasks.split(","):
            with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
                spans = opened(stack, project(Path(folder, "spans.db"), words, 0), "names")
                clocks = [opened(stack, project(Path(folder, f"{one}.db"), words, one), task) for one in relations]
                for name, (keys, its) in {**KEYS[task], "j": (("j",), ("j",))}.items():
                    some = [clock for clock, one in zip(clocks, relations, strict=True) if one or name != TAKE_BACK]
                    screens = [(spans, keys), *((clock, its) for clock in some)]
                    tell(f"{task}: {name}", pressed(screens, _FIRST.get(task, _HOME), options.keys))


if __name__ == "__main__":
    main()
