"""How many keys common corrections take, one by one and in few: pressed in the app, a table is printed."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from support.corrections import CORRECTIONS, pressed


async def main() -> None:
    """Press, count, print."""
    print("| correction | one by one | in few |\n|---|---|---|")
    for correction in CORRECTIONS:
        with tempfile.TemporaryDirectory() as folder:
            slowly, many = await pressed(Path(folder) / "slowly.db", correction, correction.before)
            quickly, few = await pressed(Path(folder) / "quickly.db", correction, correction.now)
        if slowly.held.keys() != quickly.held.keys() or slowly.rejected.keys() != quickly.rejected.keys():
            raise AssertionError(correction.name)
        print(f"| {correction.name} | {many} | {few} |")


if __name__ == "__main__":
    asyncio.run(main())
