"""The dashboard as one page of HTML with SVG: no script, nothing loaded from elsewhere, light and dark.

Everything that comes from the project is escaped. Colours are told twice: by colour and by the figure beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from annotator.services.dashboard import FATES, Dashboard, Person, Source
from annotator.services.exporting import placed
from annotator.storage.pairs import Pair

_STYLE = """
:root { color-scheme: light dark; --page: #faf8f3; --ink: #26282e; --dim: #6e6c66; --rest: #dcd8cc;
  --a: #0a6e32; --b: #006978; --c: #1450be; --d: #a01226; }
@media (prefers-color-scheme: dark) { :root { --page: #16181d; --ink: #d6d8dc; --dim: #8b919d; --rest: #3d424e;
  --a: #8ee0a0; --b: #4fb8c4; --c: #6f9bff; --d: #f0706e; } }
body { background: var(--page); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem } h2 { font-size: 1.05rem; margin-top: 2.5rem }
p, .dim { color: var(--dim) }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; padding: .25rem .9rem .25rem 0; vertical-align: middle; font-variant-numeric: tabular-nums }
th { font-weight: 600 } thead th { color: var(--dim); font-weight: 400 }
td.number { text-align: right } svg { display: block }
.rest { fill: var(--rest) } .a { fill: var(--a) } .b { fill: var(--b) } .c { fill: var(--c) } .d { fill: var(--d) }
"""
_WIDTH, _HEIGHT = 240, 10
_DAY = 12
_CLASSES = "abcd"


def write_page(board: Dashboard, path: Path) -> None:
    """Write the page to a file, whole or not at all. Raises `AnnotatorError` where the disk does not allow it."""
    with placed(path) as place:
        place.write_text(page(board), encoding="utf-8", newline="\n")


def page(board: Dashboard) -> str:
    """The whole page."""
    counts = f"{board.articles:,} articles, {board.suggestions:,} suggestions, {board.decisions:,} decisions"
    title = escape(f"{board.project}: progress")
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
            f"<h1>{title}</h1>\n<p>{counts}.</p>",
            *_people(board),
            *_labels(board.labels),
            *_agreement(board.pairs),
            *_sources(board.sources),
            "</body>\n</html>\n",
        ]
    )


def _people(board: Dashboard) -> list[str]:
    when = f"a day, {board.days[0]} to {board.days[-1]}" if len(board.days) > 1 else ""
    heads = ("", "", "done", "spans", "articles an hour", "minutes each", when)
    return _section("Progress", heads, (_person(person, board.articles) for person in board.people))


def _person(person: Person, articles: int) -> list[str]:
    share = person.done / articles if articles else 0.0
    return [
        _bar([share]),
        f"{person.done:,} ({share:.0%})",
        f"{person.spans:,}",
        _number(person.pace, ".1f"),
        _number(person.minutes, ".1f"),
        _days(person.days),
        _name(person.name),
    ]


def _labels(labels: Sequence[tuple[str, int]]) -> list[str]:
    most = max((count for _, count in labels), default=1)
    rows = ([_bar([count / most]), f"{count:,}", _name(name)] for name, count in labels)
    return _section("Labels", ("", "", "spans, all layers"), rows)


def _agreement(pairs: Sequence[Pair]) -> list[str]:
    rows = (
        [
            _bar([pair.f1.value or 0.0]),
            _number(pair.f1.value, ".3f"),
            f"{pair.f1.n:,}",
            f"{pair.articles:,}",
            f"{_name(pair.a)} · {_name(pair.b)}",
        ]
        for pair in pairs
    )
    return _section("Agreement", ("", "", "exact F1", "spans of both", "articles"), rows)


def _sources(sources: Sequence[Source]) -> list[str]:
    rows = (
        [
            _bar([fate / source.decided for fate in source.fates] if source.decided else []),
            _number(source.precision, ".0%"),
            *(f"{fate:,}" for fate in source.fates),
            f"{source.proposed:,}",
            _name(source.name),
        ]
        for source in sources
    )
    return _section("Sources", ("", "", "precision so far", *FATES, "proposed"), rows)


def _section(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table under a title; the last cell of a row is its name and stands first."""
    body = [
        f'<tr><th scope="row">{name}</th><td>{drawn}</td>'
        + "".join(f'<td class="number">{cell}</td>' for cell in cells)
        + "</tr>"
        for drawn, *cells, name in rows
    ]
    if not body:
        return [f"<h2>{title}</h2>\n<p>Nothing yet.</p>"]
    head = "".join(f'<th scope="col">{word}</th>' for word in heads)
    return [f"<h2>{title}</h2>\n<table>\n<thead><tr>{head}</tr></thead>\n<tbody>", *body, "</tbody>\n</table>"]


def _bar(shares: Sequence[float]) -> str:
    """Shares from 0 to 1 one after the other, in the colours a to d, over a pale bar."""
    parts, at = [f'<rect class="rest" width="{_WIDTH}" height="{_HEIGHT}" rx="2"/>'], 0.0
    for share, name in zip(shares, _CLASSES, strict=False):
        parts.append(f'<rect class="{name}" x="{at:.1f}" width="{share * _WIDTH:.1f}" height="{_HEIGHT}"/>')
        at += share * _WIDTH
    return _svg(_WIDTH, _HEIGHT, parts)


def _days(numbers: Sequence[int]) -> str:
    """A column for each day, as high as what was finished on it against the best of them."""
    most = max(numbers, default=0)
    if len(numbers) < 2 or not most:
        return ""
    high = [round(number / most * 24) for number in numbers]
    parts = [
        f'<rect class="b" x="{place * _DAY}" y="{24 - tall}" width="{_DAY - 3}" height="{tall}">'
        f"<title>{number}</title></rect>"
        for place, (tall, number) in enumerate(zip(high, numbers, strict=True))
    ]
    return _svg(len(numbers) * _DAY, 24, parts)


def _svg(width: int, height: int, parts: Sequence[str]) -> str:
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    return f'<svg {size} aria-hidden="true">{"".join(parts)}</svg>'


def _name(name: str) -> str:
    """A name from outside, which may not turn what stands beside it around."""
    return f"<bdi>{escape(name)}</bdi>"


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)
