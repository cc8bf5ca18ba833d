"""The entry point of `annotator` and of `python -m annotator`."""

from __future__ import annotations

import gc
import sys

from annotator.safe_path import leave_out_working_folder

leave_out_working_folder()
gc.set_threshold(10_000)  # what is loaded stays: to look for garbage in it every 700 objects is 5 % of a start

from annotator.cli._main import annotator  # noqa: E402 - what it imports comes from a safe path


def main() -> None:
    """Run the command line and end the process with its exit code."""
    sys.exit(annotator.main(prog_name="annotator"))


if __name__ == "__main__":
    main()
