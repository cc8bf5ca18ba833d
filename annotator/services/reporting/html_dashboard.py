"""The dashboard as one page of HTML with SVG: no script, nothing loaded from elsewhere, light and dark.

Everything that comes from the project is escaped. Colours are told twice: by colour and by the figure beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path

from annotator.agreement.base import Figure
from annotator.domain.decisions import GOLD
from annotator.domain.sanitise import visible
from annotator.plural import counted
from annotator.services.exporting.atomic_output import replacing
from annotator.services.reporting.dashboard import FATES, Dashboard, Person, SourceRow
from annotator.services.reporting.html_dashboard_style import STYLE
from annotator.storage.queries.pairs import Pair

_WIDTH, _HEIGHT = 240, 10
_DAY, _TALL = 12, 24
_CLASSES = "abcd"


def write_page(board: Dashboard, path: Path, more: Sequence[str] = ()) -> None:
    """Write the page to a file, whole or not at all. Raises `AnnotatorError` where the disk does not allow it."""
    with replacing(path) as new:
        new.write_text(page(board, more), encoding="utf-8", newline="\n")


def page(board: Dashboard, more: Sequence[str] = ()) -> str:
    """The whole page, with `more` sections (lines of HTML) behind that of progress."""
    title = escape(visible(f"{board.project}: progress"))
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>',
            '<meta name="viewport" content="width=device-width, initial-scale=1"/>',
            f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>",
            f"<h1>{title}</h1>",
            *_tiles(board),
            *_people(board),
            *more,
            *_agreement(board),
            *_labels(board.labels),
            *_claims(board.people),
            *_sources(board.sources),
            "</body>\n</html>\n",
        ]
    )


def _tiles(board: Dashboard) -> list[str]:
    gold = sum(person.finished for person in board.people if person.name == GOLD)
    figures = (
        ("articles", board.articles),
        ("annotators", sum(person.name != GOLD for person in board.people)),
        ("suggestions", board.suggestions),
        ("decisions", board.decisions),
        ("approved", gold),
    )
    tiles = (f'<div class="card"><dt>{word}</dt><dd>{number:,}</dd></div>' for word, number in figures)
    return ['<dl class="tiles">', *tiles, "</dl>"]


def _people(board: Dashboard) -> list[str]:
    when = f"finished a day<br/><small>{board.days[0]} to {board.days[-1]}</small>" if len(board.days) > 1 else ""
    counts = (
        "done",
        "of",
        "spans",
        "asked<br/>about",
        "accepted<br/>unread",
        "articles<br/>an hour",
        "minutes<br/>each",
        "hours<br/>left",
    )
    heads = ("", "of their own articles", *counts, when)
    rows = (
        (
            shown_name(person.name),
            _bar([person.share]),
            f"{person.done:,}",
            f"{person.given:,}",
            f"{person.spans:,}",
            f"{person.questions:,}",
            f"{person.unread:.0%}",
            _number(person.pace, ".1f"),
            _number(person.minutes, ".1f"),
            _number(person.hours_left, ".1f"),
            drawn_days(board.days, person.days),
        )
        for person in board.people
    )
    note = (
        "Asked about: articles that are flagged or commented on, and not approved. "
        "Accepted unread: of what they accepted, what one key took together. "
        "Pace and the median of minutes are of articles finished by hand, pauses left out."
    )
    return section("Progress", heads, rows, note)


def _labels(labels: Sequence[tuple[str, int]]) -> list[str]:
    most = max((count for _, count in labels), default=1)
    rows = ((shown_name(name), _bar([count / most]), f"{count:,}") for name, count in labels)
    return section("Labels", ("", "", "spans"), rows, "Spans of all layers together.")


def _claims(people: Sequence[Person]) -> list[str]:
    """What each claims of spans, where anybody does."""
    kinds = next((tuple(person.claims) for person in people if person.claims), ())
    rows = ((shown_name(one.name), "", *(f"{one.claims.get(kind, 0):,}" for kind in kinds)) for one in people)
    note = "An entity counts from two mentions on, its mentions are those; `annotator agree` tells how far they agree."
    return section("Claims", ("", "", *kinds), rows, note) if kinds else []


def _agreement(board: Dashboard) -> list[str]:
    """The matrix of annotators: each against those before."""
    pairs, kappas = board.pairs, {frozenset(pair): figure for pair, figure in board.label_kappas.items()}
    out = ", ".join(f"{reason} {number:,}" for reason, number in sorted(board.left_out.items()))
    left = f" Left out since they were finished: {out}." if out else ""
    if not pairs:
        return _card("Agreement", [f"<p>{left}</p>"] if left else [])
    found = {frozenset((pair.a, pair.b)): pair for pair in pairs}
    names = sorted({name for pair in pairs for name in (pair.a, pair.b)}, key=lambda name: (name == GOLD, name))
    heads = "".join(f'<th scope="col">{shown_name(name)}</th>' for name in names[:-1])
    rows = [
        f'<tr><th scope="row">{shown_name(name)}</th>'
        + "".join(_cell(found.get(both), kappas.get(both)) for both in (frozenset((name, one)) for one in names[:row]))
        + "</tr>"
        for row, name in enumerate(names)
        if row
    ]
    table = [f'<table class="matrix">\n<thead><tr><th></th>{heads}</tr></thead>\n<tbody>', *rows, "</tbody>\n</table>"]
    note = (
        "Exact F1 of spans: equal edges and label are agreed; n are the spans of both, in the articles both finished."
    )
    note += " Labels: kappa over the labels of articles as a whole; n are the answers of both." if kappas else ""
    return _card("Agreement", table, note + left)


def _cell(pair: Pair | None, kappa: Figure | None) -> str:
    if pair is None:
        return "<td>–</td>"
    articles = counted(pair.articles, "article")
    labels = f"<small>labels {_number(kappa.value, '.3f')}, n {kappa.n:,}</small>" if kappa else ""
    return (
        f'<td class="pair" style="--shade: {(pair.f1.value or 0.0) ** 3:.3f}"><b>{_number(pair.f1.value, ".3f")}</b>'
        f"<small>n {pair.f1.n:,}</small><small>{articles}</small>{labels}</td>"
    )


def _sources(sources: Sequence[SourceRow]) -> list[str]:
    rows = (
        (
            shown_name(source.name),
            _bar([fate / source.decided for fate in source.fates] if source.decided else []),
            _number(source.precision, ".0%"),
            *(f"{fate:,}" for fate in source.fates),
            f"{source.bulk:,}",
            f"{source.proposed:,}",
        )
        for source in sources
    )
    keys = (f'<span class="key {name}"></span>{fate}' for name, fate in zip(_CLASSES, FATES, strict=True))
    note = (
        "Precision so far: taken as proposed, of what people decided themselves, one by one; what accepted itself or "
        "was decided in bulk is not counted."
    )
    return section("Sources", ("", "", "precision", *keys, "in bulk", "proposed"), rows, note)


def section(title: str, heads: Sequence[str], rows: Iterable[Sequence[str]], note: str = "") -> list[str]:
    """A table under a title: in each row a name, what is drawn, and cells."""
    body = [
        f'<tr><th scope="row">{name}</th><td class="wide">{drawn}</td>'
        + "".join(f'<td class="number">{cell}</td>' for cell in cells)
        + "</tr>"
        for name, drawn, *cells in rows
    ]
    head = "".join(f'<th scope="col"{"" if column < 2 else _NUMBER}>{word}</th>' for column, word in enumerate(heads))
    table = [f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>", *body, "</tbody>\n</table>"]
    return _card(title, table if body else [], note)


_NUMBER = ' class="number"'


def _card(title: str, table: Sequence[str], note: str = "") -> list[str]:
    lines = [*table, f'<p class="dim">{note}</p>'] if table else ['<p class="dim">Nothing yet.</p>']
    return [f'<section class="card">\n<h2>{title}</h2>', *lines, "</section>"]


def _bar(shares: Sequence[float]) -> str:
    """Shares from 0 to 1 one after the other, in the colours a to d, over a pale bar as wide as there is room."""
    parts, at = [f'<rect class="rest" width="{_WIDTH}" height="{_HEIGHT}"/>'], 0.0
    for share, name in zip(shares, _CLASSES, strict=False):
        parts.append(f'<rect class="{name}" x="{at:.1f}" width="{share * _WIDTH:.1f}" height="{_HEIGHT}"/>')
        at += share * _WIDTH
    return _svg(f'class="bar" preserveAspectRatio="none" viewBox="0 0 {_WIDTH} {_HEIGHT}"', parts)


def drawn_days(days: Sequence[str], numbers: Sequence[int]) -> str:
    """A column for each day, as high as what was finished on it against the best of them."""
    most = max(numbers, default=0)
    if len(numbers) < 2 or not most:
        return ""
    parts = [f'<rect class="rest" y="{_TALL - 1}" width="{len(numbers) * _DAY - 3}" height="1"/>']
    for column, (day, number) in enumerate(zip(days, numbers, strict=True)):
        tall = max(2, round(number / most * _TALL)) if number else 0
        where = f'x="{column * _DAY}" y="{_TALL - tall}" width="{_DAY - 3}" height="{tall}"'
        parts.append(f'<rect class="b" {where}><title>{day}: {number}</title></rect>')
    width = len(numbers) * _DAY
    return _svg(f'width="{width}" height="{_TALL}" viewBox="0 0 {width} {_TALL}"', parts)


def _svg(about: str, parts: Sequence[str]) -> str:
    return f'<svg {about} aria-hidden="true">{"".join(parts)}</svg>'


def shown_name(name: str) -> str:
    """A name from outside, without control codes and what turns text around; whole where the mouse rests."""
    safe = escape(visible(name))
    return f'<bdi title="{safe}">{safe}</bdi>'


def _number(value: float | None, form: str) -> str:
    return "–" if value is None else format(value, form)
