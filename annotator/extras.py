"""What is optional, and how to install it into the very Python that runs this program.

The extras stand in `pyproject.toml` alone; here they are read back from what the installation says of
itself. A command names the packages behind an extra, never this program: there is a stranger of the
name `annotator` on the package index, and whoever installed that would lose this program to it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from importlib.util import find_spec

DISTRIBUTION = "article-annotator"
"""The name this program is packaged under; its command and its Python package are called `annotator`."""

_PLAIN = re.compile(r"[\w./:\\=+-]+")


def requirements(extra: str) -> list[str]:
    """What an extra asks for, each as pip takes it; nothing where this program runs without being installed."""
    from importlib.metadata import PackageNotFoundError, requires  # noqa: PLC0415 - slow, and needed for a hint alone

    try:
        every = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        return []
    named = (requirement.partition(";") for requirement in every)
    return [what.strip() for what, _, marker in named if re.search(rf"""extra == (['"]){extra}\1""", marker)]


def install_command(extra: str) -> str:
    """The command that installs what an extra asks for, for any shell; where that is not known, what to look at."""
    packages = requirements(extra)
    return pip_line(packages) if packages else f"the packages that pyproject.toml names under the extra {extra}"


def pip_line(packages: Sequence[str]) -> str:
    """The command that installs packages into the Python that runs this program, for any shell."""
    python = sys.executable or "python3"
    installer = [python, "-m", "pip", "install"] if find_spec("pip") else ["uv", "pip", "install", "--python", python]
    return " ".join(word if _PLAIN.fullmatch(word) else f'"{word}"' for word in (*installer, *packages))
