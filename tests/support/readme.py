"""The pages, and what in them is made from the program itself: keys, verbs, settings, formats, schema, plan, ...

Such a block stands between `<!-- name -->` and `<!-- /name -->`. `python -m support.readme`, in `tests/`, writes all of
them anew, and the manual page with them; a test compares them.
"""

from __future__ import annotations

import ast
import json
import re
import sqlite3
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import click
from support.api_page import names
from support.manual import manual

from annotator import plugins
from annotator.cli._main import annotator as cli
from annotator.config import Settings
from annotator.domain.question.fields import FIELDS, OF_PLACES
from annotator.formats.common.answers import ANSWERS, Meaning
from annotator.storage.queries.listing.orders import SORT_KEYS
from annotator.storage.store import Store
from annotator.tui.keys.table import KEYS, sign

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "annotator"
README = ROOT / "README.md"
MANUAL = PACKAGE / "cli/annotator.1"
PAGES = [README, *sorted(path for room in ("annotator", "tests", ".github") for path in (ROOT / room).rglob("*.md"))]
SCOPES = {
    "annotate": "In an article", "review": "In a review", "library": "In the library", "agree": "On agreement",
    "dashboard": "On the dashboard", "notes": "In the notes", "my_day": "In my day",
    "second_look": "At a second look", "lens": "In the lens", "strings": "Among strings treated differently",
    "recheck": "In a list of places", "settle": "Among conflicts to be settled by vote",
    "claims": "At the other tasks of an article", "changes": "Among changes between tags",
    "team": "On the board of the team", "person": "Among somebody's articles",
    "app": "Everywhere",
}  # fmt: skip
_BLOCK = re.compile(r"(<!-- (\w+) -->\n)(?:.*?\n)?(<!-- /\2 -->)", re.DOTALL)


def keys() -> Iterator[str]:
    """All keys by screen and group."""
    for scope, title in SCOPES.items():
        rows = [key for key in KEYS if key.scope == scope]
        if rows:
            yield from (f"**{title}**", "", "| key | what | id |", "|---|---|---|")
            for key in rows:
                signs = " ".join(f"`{name.replace('-', '`-`') if key.hot else sign(name)}`" for name in key.names)
                yield f"| {signs or '*palette*'} | {key.about} | `{key.id}` |"
            yield ""


def questions() -> Iterator[str]:
    """All that can be asked of articles."""
    yield from ("| word | asks |", "|---|---|")
    yield from (f"| `{name}:` | {about} |" for name, about in FIELDS.items())


def span_questions() -> Iterator[str]:
    """What can be asked of spans where places are listed."""
    yield from ("| word | asks |", "|---|---|")
    yield from (f"| `{name}:` | {about} |" for name, about in OF_PLACES.items())


def orders() -> Iterator[str]:
    """All orders of the library."""
    yield from ("| order | how articles stand |", "|---|---|")
    yield from (f"| `{name}` | {key.about} |" for name, key in SORT_KEYS.items())


def verbs() -> Iterator[str]:
    """All verbs with the first sentence of their help."""
    yield from ("| verb | what |", "|---|---|")
    context = click.Context(cli)
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        yield f"| `annotator {name}` | {command.get_short_help_str(120)} |"


def settings() -> Iterator[str]:
    """All settings with their defaults and what they mean."""
    yield from ("| setting | default | what it means |", "|---|---|---|")
    own = Settings()
    for item in fields(Settings):
        yield f"| `{item.name}` | `{json.dumps(getattr(own, item.name))}` | {item.metadata['about']} |"


def formats() -> Iterator[str]:
    """All formats: read, written, and whose."""
    yield from ("| format | read | written | what it is |", "|---|---|---|---|")
    for name in plugins.names("formats"):
        module = plugins.load("formats", name)
        reads, writes = ("yes" if hasattr(module, does) else "" for does in ("read", "write"))
        yield f"| `{name}` | {reads} | {writes} | {module.ABOUT} |"


def extras() -> Iterator[str]:
    """The optional libraries, and the formats and suggesters that stand behind them."""
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    behind = {
        "en": "the English model that suggests by default",
        "en-small": "a smaller English model, used where the other is not there",
        "zeroshot": "suggestions of GLiNER models",
        "ray": "suggestions from many machines (`suggest --engine ray`)",
    }
    for name in plugins.names("formats"):
        module = plugins.load("formats", name)
        if module.EXTRA:
            behind[module.EXTRA] = f"{behind[module.EXTRA]}, `{name}`" if module.EXTRA in behind else f"`{name}`"
    yield from ("| extra | brings | for |", "|---|---|---|")
    for extra, needed in pyproject["project"]["optional-dependencies"].items():
        if extra in behind:
            libraries = ", ".join(f"`{re.split('[^a-z-]', one)[0]}`" for one in needed)
            yield f"| `{extra}` | {libraries} | {behind[extra]} |"


def answers() -> Iterator[str]:
    """What each answer of each tool means."""
    yield from ("| tool | view | answers | their marks | the layer |", "|---|---|---|---|---|")
    for (tool, view), rows in ANSWERS.items():
        alike: dict[Meaning, list[str]] = {}
        for answer, found in rows.items():
            alike.setdefault(found, []).append(f"`{answer}`" if answer else "none")
        for found, given in alike.items():
            yield f"| `{tool}` | {view} | {', '.join(given)} | {found.marks} | {found.state} |"


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


def plan() -> Iterator[str]:
    """Every room of the house: its folders, and the files that stand in none, each with its first sentence."""
    yield "```text"
    yield "annotator/"
    for path in sorted(PACKAGE.iterdir()):
        if path.suffix == ".py" and path.name != "__init__.py":
            yield f"  {path.name:<22}{first_sentence(path)}"
    yield ""
    for init in sorted(PACKAGE.rglob("*/__init__.py")):
        depth = len(init.relative_to(PACKAGE).parts) - 1
        yield f"{'  ' * depth + init.parent.name + '/':<24}{first_sentence(init)}"
    yield "```"


def suggesters() -> Iterator[str]:
    """All suggesters, each with its first sentence."""
    yield from ("| suggester | what |", "|---|---|")
    for name in sorted(plugins.built_in("suggest")):
        yield f"| [`{name}`]({name}.py) | {first_sentence(PACKAGE / 'suggest' / f'{name}.py')} |"


def benches() -> Iterator[str]:
    """The benchmarks that one runs, each with its first sentence."""
    yield from ("| benchmark | what it measures |", "|---|---|")
    for path in sorted((ROOT / "tests" / "bench").glob("*.py")):
        if "__main__" in path.read_text(encoding="utf-8"):
            yield f"| [`{path.stem}`]({path.name}) | {first_sentence(path)} |"


def first_sentence(path: Path) -> str:
    """The first sentence of a file's docstring, as one line."""
    said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(re.split(r"(?<=[.!?])\s", said.partition("\n\n")[0])[0].split())


BLOCKS: dict[str, Callable[[], Iterator[str]]] = {
    one.__name__: one
    for one in (
        *(keys, questions, span_questions, orders, verbs, settings, formats),
        *(extras, answers, schema, plan, suggesters, benches, names),
    )
}


def written(text: str) -> str:
    """A page's text with every block as the program has it now."""
    return _BLOCK.sub(lambda found: found[1] + block(found[2]) + found[3], text)


def block(name: str) -> str:
    """The lines of a block."""
    return "\n".join(BLOCKS[name]()).strip() + "\n"


if __name__ == "__main__":
    for page in PAGES:
        page.write_text(written(page.read_text(encoding="utf-8")), encoding="utf-8")
    MANUAL.write_text(manual(), encoding="utf-8")
