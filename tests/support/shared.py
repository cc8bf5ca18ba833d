"""Where the data that is kept beside the project lies, if it is there."""

from pathlib import Path

SHARED = Path(__file__).parents[3] / "shared"
DATA = SHARED / "data"
