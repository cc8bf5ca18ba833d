"""The process at a terminal of the server: takes it as its own, so that closing it hangs up, and runs the app."""

from __future__ import annotations

import fcntl
import runpy
import sys
import termios


def main() -> None:
    """Run `annotator` with the arguments of this process."""
    fcntl.ioctl(sys.stdin.fileno(), termios.TIOCSCTTY, 0)
    runpy.run_module("annotator", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
