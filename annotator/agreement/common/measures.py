"""The measures there are, guarded: what one of them does wrong becomes a figure without a value that says so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from math import isfinite
from typing import Any

from annotator import plugins
from annotator.agreement.base import Claims, Compared, Figure, JointFigure, PairFigure, PairTable
from annotator.errors import PluginError, first_line

TAKEN = frozenset({
    "a", "annotators", "article", "articles", "b", "by_article", "by_label", "cats_alpha", "cats_by_label", "cats_f1",
    "cats_kappa", "confusion", "disagreeing", "intervals",
    "label", "measures", "n", "pairs", "problems", "relations_confusion", "spans_a", "spans_b", "title", "tokens",
    "tokens_marked", "undefined",
})  # fmt: skip
"""The keys of the report itself, which no figure may have for its name."""
_LAST = 10_000


@dataclass(frozen=True, slots=True)
class _Failed:
    """In place of what a measure was to count: why there is nothing."""

    reason: str


@dataclass(slots=True)
class Measures:
    """The figures of all measures in order, what each measure says of itself, and why one was left out.

    `named` are those that somebody asked for by name.
    """

    pair: list[PairFigure[Any]] = field(default_factory=list)
    tables: list[PairTable[Any]] = field(default_factory=list)
    joint: list[JointFigure] = field(default_factory=list)
    about: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    named: Collection[str] = ()

    def measuring(self, articles: Iterable[Compared]) -> Measures:
        """Without the measures of claims that nobody has in these articles, but for those that were named."""
        claims = [one for article in articles for one in article.claims.values()]
        there = {one.name for one in fields(Claims) if any(getattr(mine, one.name) for mine in claims)}
        unused = [one for one in self.about if one.get("of", "") not in {"", *there} and one["name"] not in self.named]
        gone = {name for one in unused for name in (*one["figures"], *one.get("tables", ()))}
        return replace(
            self,
            pair=[one for one in self.pair if one.name not in gone],
            tables=[one for one in self.tables if one.name not in gone],
            joint=[one for one in self.joint if not {one.name, one.of_pairs} & gone],
            about=[one for one in self.about if one not in unused],
        )

    def take(self, name: str, module: Any) -> None:
        """Take in the figures of a measure. Raises `PluginError` where it has none, or a name is taken."""
        figures = list(getattr(module, "FIGURES", ()))
        if not figures or not all(isinstance(one, PairFigure | PairTable | JointFigure) for one in figures):
            raise PluginError(f"The measure {name!r} has no FIGURES, or some that are no PairFigure or JointFigure.")
        taken = TAKEN.union(*({*one["figures"], *one.get("tables", ())} for one in self.about))
        of, titles, tables = str(getattr(module, "OF", "")), dict[str, str](), list[str]()
        for one in figures:
            names = {one.name: ""} if isinstance(one, PairTable) else _titles(one)
            if used := taken & names.keys() or taken & ({name} if of else set()):
                raise PluginError(
                    f"The measure {name!r} cannot be used: the name of its figure {min(used)!r} is taken."
                )
            if isinstance(one, PairTable):
                tables.append(one.name)
            else:
                titles |= names
        about = {"name": name, "about": str(getattr(module, "ABOUT", "")), "figures": titles}
        self.about.append(about | ({"of": of} if of else {}) | ({"tables": tables} if tables else {}))
        self._guard(name, figures)

    def _guard(self, name: str, figures: Iterable[PairFigure[Any] | PairTable[Any] | JointFigure]) -> None:
        counts: dict[Any, Any] = {}
        for one in figures:
            if isinstance(one, JointFigure):
                self.joint.append(replace(one, value=_guarded_joint(name, one.value)))
                continue
            count = counts.setdefault(one.count, _guarded_count(name, one.count))
            if isinstance(one, PairTable):
                self.tables.append(replace(one, count=count, rows=_guarded_rows(name, one, self.problems)))
            else:
                self.pair.append(replace(one, count=count, value=_guarded_value(name, one.value)))


def _titles(figure: PairFigure[Any] | JointFigure) -> dict[str, str]:
    """The names under which a figure is in the report, with its title in tables."""
    if not isinstance(figure, JointFigure) or not figure.of_pairs:
        return {str(figure.name): str(figure.title)}
    return {figure.name: figure.title, figure.of_pairs: ""} if figure.name else {figure.of_pairs: figure.title}


def load_measures(names: Sequence[str] = ()) -> Measures:
    """The measures of these names, or all there are but those that are for who asks (`ON_REQUEST`).

    Raises `PluginError` where one that was named cannot be used; among all, it is left out, and `problems` says why.
    """
    found = Measures(named=names)
    loaded: list[tuple[int, str, Any]] = []
    for name in dict.fromkeys(names or plugins.names("agreement")):
        with _telling(found.problems, name, named=bool(names)):
            module = plugins.load("agreement", name)
            if names or not getattr(module, "ON_REQUEST", False):
                loaded.append((int(getattr(module, "ORDER", _LAST)), name, module))
    for _, name, module in sorted(loaded, key=lambda one: one[:2]):
        with _telling(found.problems, name, named=bool(names)):
            found.take(name, module)
    return found


@contextmanager
def _telling(problems: list[str], name: str, *, named: bool) -> Iterator[None]:
    """What goes wrong with a measure is raised where it was named, else noted."""
    try:
        yield
    except Exception as error:
        told = error if isinstance(error, PluginError) else PluginError(_failed(name, error).reason)
        if named:
            raise told from error
        problems.append(str(told))


def _failed(name: str, error: Exception) -> _Failed:
    return _Failed(f"the measure {name!r} failed: {first_line(error)}")


def _guarded_count(name: str, count: Callable[[Compared, str, str], Any]) -> Callable[[Compared, str, str], Any]:
    def counted(article: Compared, a: str, b: str) -> Any:
        try:
            return count(article, a, b)
        except Exception as error:  # noqa: BLE001 - a stranger's code; the figure says so
            return _failed(name, error)

    return counted


def _guarded_value(name: str, value: Callable[[Iterable[Any]], Figure]) -> Callable[[Iterable[Any]], Figure]:
    def valued(counts: Iterable[Any]) -> Figure:
        every = list(counts)
        failed = next((one for one, _ in every if isinstance(one, _Failed)), None)
        if failed:
            return Figure(None, 0, failed.reason)
        try:
            return _sound(name, value(every))
        except Exception as error:  # noqa: BLE001 - likewise
            return Figure(None, 0, _failed(name, error).reason)

    return valued


def _guarded_rows(name: str, table: PairTable[Any], problems: list[str]) -> Callable[[Sequence[Any]], _Rows]:
    def rows(counts: Sequence[Any]) -> _Rows:
        failed = next((one for one in counts if isinstance(one, _Failed)), None)
        try:
            if not failed:
                return {
                    str(row): {str(one): _sound(name, figure) for one, figure in figures.items()}
                    for row, figures in table.rows(counts).items()
                }
        except Exception as error:  # noqa: BLE001 - likewise
            failed = _failed(name, error)
        problem = f"The table {table.name!r} is empty: {failed.reason}."
        problems.extend({problem}.difference(problems))
        return {}

    return rows


_Rows = Mapping[str, Mapping[str, Figure]]
_Joint = Callable[[Sequence[Compared], Sequence[str]], tuple[Figure, Mapping[str, Figure]]]


def _guarded_joint(name: str, value: _Joint) -> _Joint:
    def valued(articles: Sequence[Compared], annotators: Sequence[str]) -> tuple[Figure, Mapping[str, Figure]]:
        try:
            figure, by_label = value(articles, annotators)
            return _sound(name, figure), {label: _sound(name, one) for label, one in by_label.items()}
        except Exception as error:  # noqa: BLE001 - likewise
            return Figure(None, 0, _failed(name, error).reason), {}

    return valued


def _sound(name: str, figure: Figure) -> Figure:
    """A figure of plain numbers; one that is infinite or no number has no value."""
    if figure.value is None:
        return Figure(None, int(figure.n), str(figure.reason))
    if not isfinite(figure.value):
        return Figure(None, int(figure.n), f"the measure {name!r} gave {figure.value}")
    return Figure(float(figure.value), int(figure.n), sums=figure.sums)
