"""What README says of keys, settings, verbs, formats and the database, made from the program itself.

`python tests/support/readme.py` writes the blocks anew; a test compares them.
"""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import click

from annotator import plugins
from annotator.cli._main import annotator as cli
from annotator.config import Settings
from annotator.storage.store import Store
from annotator.tui.keys.table import KEYS, sign

README = Path(__file__).parents[2] / "README.md"
_SCOPES = {
    "annotate": "In an article", "review": "In a review", "library": "In the library", "agree": "On agreement",
    "dashboard": "On the dashboard", "app": "Everywhere",
}  # fmt: skip


def keys() -> Iterator[str]:
    """All keys by screen and group."""
    for scope, title in _SCOPES.items():
        rows = [key for key in KEYS if key.scope == scope and key.keys]
        if rows:
            yield from (f"**{title}**", "", "| key | what | id |", "|---|---|---|")
            for key in rows:
                signs = " ".join(f"`{name.replace('-', '`-`') if key.hot else sign(name)}`" for name in key.names)
                yield f"| {signs} | {key.about} | `{key.id}` |"
            yield ""


def verbs() -> Iterator[str]:
    """All verbs with the first sentence of their help."""
    yield from ("| verb | what |", "|---|---|")
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        yield f"| `annotator {name}` | {command.get_short_help_str(120)} |"


def formats() -> Iterator[str]:
    """All formats: read, written, and whose."""
    yield from ("| format | read | written | what it is |", "|---|---|---|---|")
    for name in plugins.names("formats"):
        module = plugins.load("formats", name)
        reads, writes = ("yes" if hasattr(module, does) else "" for does in ("read", "write"))
        yield f"| `{name}` | {reads} | {writes} | {module.ABOUT} |"


def schema() -> Iterator[str]:
    """The tables and views of a project, with their columns."""
    with tempfile.TemporaryDirectory() as folder, Store.create(Path(folder) / "p.db") as store:
        path = store.path
        with sqlite3.connect(path) as connection:
            rows = connection.execute(
                "SELECT type, name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%' "
                "AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY type DESC, name"
            ).fetchall()
            yield from ("| | name | columns |", "|---|---|---|")
            for kind, name in rows:
                columns = (row[1] for row in connection.execute(f'PRAGMA table_info("{name}")'))
                yield f"| {kind} | `{name}` | {', '.join(columns)} |"


def settings() -> Iterator[str]:
    """All settings with their defaults and what they mean."""
    yield from ("| setting | default | what it means |", "|---|---|---|")
    own = Settings()
    for item in fields(Settings):
        yield f"| `{item.name}` | `{json.dumps(getattr(own, item.name))}` | {item.metadata['about']} |"


BLOCKS: dict[str, Callable[[], Iterator[str]]] = {
    "keys": keys, "settings": settings, "verbs": verbs, "formats": formats, "schema": schema,
}  # fmt: skip


def written(text: str) -> str:
    """README's text with every block as the program has it now."""
    for name, block in BLOCKS.items():
        body = "\n".join(block()).strip()
        pattern = re.compile(rf"(<!-- {name} -->\n)(?:.*?\n)?(<!-- /{name} -->)", re.DOTALL)
        found = pattern.search(text)
        assert found, f"README has no block {name}"
        text = f"{text[: found.start()]}{found[1]}{body}\n{found[2]}{text[found.end() :]}"
    return text


if __name__ == "__main__":
    README.write_text(written(README.read_text(encoding="utf-8")), encoding="utf-8")
