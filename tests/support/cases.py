"""The rows of `tests/cases/*.toml`, and how many there are of each kind of case, as a table:

    python -m support.cases

A *case* is a folder beside the project, a *row* says what must come of some of its files. A row whose files are not all
of the folder's tries a sibling: another file, option, or format to export to, of the same kind.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from support.shared import DATA

CASES = DATA / "cases"
_ROWS = Path(__file__).parents[1] / "cases"


def rows() -> list[dict[str, Any]]:
    """All rows, file by file; see `tests/cases/test_cases.py` for their keys."""
    files = sorted(_ROWS.glob("*.toml"))
    return [row for path in files for row in tomllib.loads(path.read_text(encoding="utf-8"))["case"]]


def main() -> None:
    """Print a line for each case: its rows, the files they add, what they export, the patterns they try."""
    every = rows()
    print(f"{'case':32} rows files exports patterns")
    for folder in sorted({path.name for path in CASES.glob("*/")} | {row["folder"] for row in every}):
        mine = [row for row in every if row["folder"] == folder]
        beside = [path.name for path in (CASES / folder).glob("*") if path.name != "README"]
        files = {file for row in mine for file in row.get("sources") or beside}
        exports, patterns = (sum(len(row.get(key, ())) for row in mine) for key in ("exports", "patterns"))
        print(f"{folder:32} {len(mine):4} {len(files):5} {exports:7} {patterns:8}")
    print(f"{len(every)} rows of {len({row['folder'] for row in every})} cases")


if __name__ == "__main__":
    main()
