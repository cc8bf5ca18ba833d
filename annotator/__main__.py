"""The entry point of `annotator` and of `python -m annotator`."""

from __future__ import annotations

import sys

from annotator.cli.main import annotator


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(annotator.main(prog_name="annotator"))


if __name__ == "__main__":
    main()
