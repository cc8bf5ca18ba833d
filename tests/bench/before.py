"""What the annotate screen takes in this checkout and in others, beside the smallest Textual app: prints tables.

    (cd tests; python -m bench.before OTHER... [--words 400,5000,50000,500000] [--keys 200] [--starts 20])

OTHER is a checkout of another commit with an environment of its own in `.venv`; each works on a project that it has
made itself. All take turns within one run (A B C A B C), so that the ratios hold on a busy machine as well. CPU is
what is taken until the program rests again, what is learned behind the frame of a key included. Needs Linux (`/proc`).
"""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from bench.speed import FEW, MINIMAL, READY, take_back
from bench.stopwatch import Stopwatch, middle
from support.news import QUIET

ROOT = Path(__file__).parents[2]
ARROWS = ("left", "up", "right", "down")
_MAKE = (
    "import sys; from pathlib import Path; from bench.big import project; project(Path(sys.argv[1]), int(sys.argv[2]))"
)

Figures = dict[str, list[float]]
"""What was measured, by program."""
Clocks = Mapping[str, Stopwatch]


def programs(others: Sequence[Path], folder: Path, words: int) -> dict[str, tuple[str, ...]]:
    """How each is started, the reference first and this checkout last; makes the projects of the checkouts."""
    found: dict[str, tuple[str, ...]] = {"minimal": MINIMAL}
    for root in (*others, ROOT):
        name, python = root.name, str(root / ".venv/bin/python")
        project = folder / f"{name}-{words}.db"
        subprocess.run([python, "-c", _MAKE, str(project), str(words)], cwd=root / "tests", check=True)
        code = f"import sys; sys.path.insert(0, {str(root)!r}); from annotator.__main__ import main; main()"
        found[name] = (python, "-c", code, "-p", str(project), "--as", "ada", "label")
    return found


def started(name: str, command: Sequence[str]) -> tuple[Stopwatch, float]:
    """A program in a terminal, and the seconds after which it showed what it is about."""
    clock = Stopwatch(command, cols=120, rows=40, env=QUIET)
    return clock, clock.since_start("READY" if name == "minimal" else READY)


def starts(commands: Mapping[str, Sequence[str]], count: int) -> tuple[Figures, Figures]:
    """Seconds from the start to the article on the screen, and seconds of CPU until the program rests."""
    wall: Figures = {name: [] for name in commands}
    cpu: Figures = {name: [] for name in commands}
    for _ in range(count):
        for name, command in commands.items():
            clock, seconds = started(name, command)
            with clock:
                clock.quiet(0.5)
                wall[name].append(seconds)
                cpu[name].append(clock.cpu())
    return wall, cpu


def pressed(clocks: Clocks, keys: Sequence[str], warm: int = 10) -> tuple[Figures, Figures]:
    """Seconds to the first frame of each key, and its seconds of CPU; the first `warm` do not count."""
    wall: Figures = {name: [] for name in clocks}
    cpu: Figures = {name: [] for name in clocks}
    for number, key in enumerate(keys):
        for name, clock in clocks.items():
            timing = clock.key("a" if name == "minimal" else key)
            if number >= warm:
                wall[name].append(timing.first)
                cpu[name].append(timing.cpu)
    return wall, cpu


def accepted(clocks: Clocks, keys: int) -> tuple[Figures, Figures]:
    """The same for `space`; what was accepted is taken back again in between."""
    wall: Figures = {name: [] for name in clocks}
    cpu: Figures = {name: [] for name in clocks}
    while len(wall["minimal"]) < keys:
        for mine, more in zip((wall, cpu), pressed(clocks, ["space"] * FEW, warm=2), strict=True):
            for name, values in more.items():
                mine[name] += values
        for name in clocks.keys() - {"minimal"}:
            take_back(clocks[name])
    return wall, cpu


def tell(title: str, figures: Figures, shown: Callable[[float], str]) -> None:
    """The medians, each as a multiple of that of the minimal app, and this checkout as one of the first other."""
    base, first, *_, this = found = [middle(values) for values in figures.values()]
    cells = "".join(f"{shown(value):>9} {value / base:>5.2f}×" for value in found[1:])
    print(f"{title:<26} {shown(base):>7} {cells}  {this / first:>6.3f}×", flush=True)


def milliseconds(seconds: float) -> str:
    """A time as the tables have it."""
    return f"{seconds * 1000:.2f}"


def keys_of(clocks: Clocks, count: int) -> None:
    """The lines of the keys."""
    kinds: dict[str, Callable[[], tuple[Figures, Figures]]] = {
        "tab": lambda: pressed(clocks, ["tab"] * (count + 10)),
        "space": lambda: accepted(clocks, count),
        "arrows": lambda: pressed(clocks, [*ARROWS] * (count // 4 + 3)),
    }
    for name, taken in kinds.items():
        wall, cpu = taken()
        tell(f"{name}: ms to the frame", wall, milliseconds)
        tell(f"{name}: ms of CPU", cpu, milliseconds)


def tell_memory(title: str, clocks: Clocks) -> None:
    """A line about the memory that each has now."""
    tell(f"MB {title}", {name: [clock.memory() / 1024] for name, clock in clocks.items()}, "{:.1f}".format)


def main() -> None:
    """Make the projects, measure, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("other", type=Path, nargs="+")
    parser.add_argument("--words", default="400,5000,50000,500000")
    parser.add_argument("--keys", type=int, default=200)
    parser.add_argument("--starts", type=int, default=20)
    options = parser.parse_args()
    others = [other.resolve() for other in options.other]
    with tempfile.TemporaryDirectory() as folder:
        for words in map(int, options.words.split(",")):
            commands = programs(others, Path(folder), words)
            print(f"\n{words} words\n{'':<26} {' '.join(f'{name[:15]:>15}' for name in commands)}")
            if options.starts:
                wall, cpu = starts(commands, options.starts)
                tell("start: ms to the article", wall, milliseconds)
                tell("start: ms of CPU", cpu, milliseconds)
            with ExitStack() as stack:
                clocks = {name: stack.enter_context(started(name, command)[0]) for name, command in commands.items()}
                for clock in clocks.values():
                    clock.quiet(1)
                tell_memory("at rest", clocks)
                if options.keys:
                    keys_of(clocks, options.keys)
                    tell_memory("behind that", clocks)


if __name__ == "__main__":
    main()
