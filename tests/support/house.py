"""The picture of the house, drawn from the imports: `python -m support.house [ROOT]` in `tests/`.

A *room* is a child of a package, be it a file or a folder; an *arrow* says that one room imports another one. A room's
*floor* is the longest way down from it; rooms of one *circle*, each of which is reached from each, share a floor. An
arrow is *up* where it does not go down in the order that pyproject lays down for the package (the `layers` of
import-linter). Run as a program, it ends with 1 where there is a circle or an arrow up.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import grimp

ROOT = Path(__file__).parents[2]
SHOWN = ("annotator", *(f"annotator.{name}" for name in ("services", "tui", "suggest", "storage", "formats")))


@dataclass(frozen=True)
class Package:
    """The rooms of a package, what each imports of the others, and the order that they have to keep, topmost first."""

    name: str
    imports: Mapping[str, frozenset[str]]
    order: Sequence[frozenset[str]] = ()

    @cached_property
    def below(self) -> dict[str, set[str]]:
        """All that each room reaches by its imports."""
        below = {room: set(others) for room, others in self.imports.items()}
        for middle, further in below.items():
            for others in below.values():
                if middle in others:
                    others.update(further)
        return below

    @cached_property
    def floors(self) -> list[list[str]]:
        """The rooms floor by floor, the ground floor first."""
        height: dict[str, int] = {}
        for room in sorted(self.below, key=lambda room: (len(self.below[room]), room not in self.below[room])):
            under = [height[other] for other in self.below[room] if room not in self.below[other]]
            height[room] = 1 + max(under, default=-1)
        floors: list[list[str]] = [[] for _ in range(1 + max(height.values(), default=-1))]
        for room in sorted(height):
            floors[height[room]].append(room)
        return floors

    @property
    def arrows(self) -> list[tuple[str, str]]:
        """All arrows, as pairs of who imports and what is imported."""
        return [(room, other) for room, found in sorted(self.imports.items()) for other in sorted(found)]

    @property
    def circles(self) -> list[list[str]]:
        """Rooms that import each other, directly or through others, a list for each circle."""
        found = {frozenset(other for other in self.below[room] if room in self.below[other]) for room in self.imports}
        return sorted(sorted(rooms) for rooms in found if rooms)

    @property
    def up(self) -> list[tuple[str, str]]:
        """The arrows that go up, or sideways on one floor, in the order laid down."""
        level = {room: number for number, rooms in enumerate(self.order) for room in rooms}
        known = [(room, other) for room, other in self.arrows if room in level and other in level]
        return [(room, other) for room, other in known if level[room] >= level[other]]

    def __str__(self) -> str:
        """One line of figures, a line for each floor from the top, and what is wrong."""
        figures = {"rooms": self.imports, "floors": self.floors, "arrows": self.arrows, "circles": self.circles}
        title = f"{self.name}: " + ", ".join(f"{len(found)} {what}" for what, found in figures.items())
        lines = [f"  {number}  {'  '.join(map(self._with_arrows, rooms))}" for number, rooms in enumerate(self.floors)]
        wrong = [f"  circle: {' <> '.join(rooms)}" for rooms in self.circles]
        wrong += [f"  up: {room} > {other}" for room, other in self.up]
        return "\n".join([title, *reversed(lines), *wrong])

    def _with_arrows(self, room: str) -> str:
        return f"{room} > {' '.join(sorted(self.imports[room]))}" if self.imports[room] else room


def house(root: Path = ROOT) -> list[Package]:
    """All packages of the checkout at `root`, which must be what `import annotator` finds."""
    graph = grimp.build_graph("annotator", cache_dir=None)
    orders = _orders(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8")))
    return [_package(graph, name, orders.get(name, ())) for name in sorted(graph.modules) if graph.find_children(name)]


def _package(graph: grimp.ImportGraph, name: str, order: Sequence[frozenset[str]]) -> Package:
    imports: dict[str, set[str]] = {child.rpartition(".")[2]: set() for child in graph.find_children(name)}
    for module in graph.find_descendants(name):
        room = module.removeprefix(f"{name}.").partition(".")[0]
        for imported in graph.find_modules_directly_imported_by(module):
            other = imported.removeprefix(f"{name}.").partition(".")[0]
            if imported.startswith(f"{name}.") and other != room:
                imports[room].add(other)
    return Package(name, {room: frozenset(found) for room, found in imports.items()}, order)


def _orders(pyproject: Mapping[str, Any]) -> dict[str, list[frozenset[str]]]:
    """The rooms of each package that has a contract of layers, floor by floor from the top."""
    found = {}
    for contract in pyproject["tool"]["importlinter"]["contracts"]:
        if contract["type"] == "layers":
            (package,) = contract.get("containers", ["annotator"])
            floors = [layer.replace("|", " ").replace(":", " ").split() for layer in contract["layers"]]
            found[package] = [frozenset(room.removeprefix(f"{package}.") for room in rooms) for rooms in floors]
    return found


def main(root: Path) -> int:
    """Print the big packages and all in which something is wrong; the exit code is 1 if there are any of these."""
    sys.path.insert(0, str(root))
    packages = house(root)
    print(*(one for one in packages if one.name in SHOWN or one.circles or one.up), sep="\n\n")
    return int(any(package.circles or package.up for package in packages))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT).resolve()))
