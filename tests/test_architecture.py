"""The laws of the house, each as a test that can fail: arrows, rooms, what is imported when, how long a file may be."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from copy import deepcopy
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import grimp
import pytest
from importlinter.application.use_cases import read_user_options
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports
from importlinter.contracts.layers import LayersContract

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "annotator"
SOURCES = sorted(PACKAGE.rglob("*.py"))
HEAVY = {"textual", "rich", "sqlite_utils", "numpy", "spacy", "pydantic", "py3langid", "iso639", "ray"}


def loaded_by(code: str) -> set[str]:
    """The names in `sys.modules` of a fresh interpreter that has run `code`."""
    tail = "\nimport sys\nprint('\\n'.join(sys.modules), file=sys.__stderr__)"
    ran = subprocess.run([sys.executable, "-c", code + tail], capture_output=True, text=True, check=True, cwd=ROOT)
    return set(ran.stderr.split())


@cache
def imports(path: Path) -> set[str]:
    """The first names of all that a file imports, wherever in the file."""
    found = set[str]()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        match node:
            case ast.Import(names):
                found |= {name.name.partition(".")[0] for name in names}
            case ast.ImportFrom(module=str(module), level=0):
                found.add(module.partition(".")[0])
    return found


def test_all_contracts_of_the_import_linter_are_kept(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out


@cache
def ours() -> grimp.ImportGraph:
    """The imports of the program; whoever changes them takes a copy."""
    return grimp.build_graph("annotator", cache_dir=None)


OPTIONS = read_user_options(config_filename=str(ROOT / "pyproject.toml"))
ORDERS = [options for options in OPTIONS.contracts_options if options["type"] == "layers"]


@pytest.mark.parametrize("order", ORDERS, ids=lambda order: order["name"])
def test_a_contract_of_layers_fails_when_an_arrow_is_drawn_upward(order: dict[str, Any]) -> None:
    package = "".join(f"{name}." for name in order.get("containers", ()))
    top, *between, bottom = [package + layer.split()[0] for layer in order["layers"]]
    contract = LayersContract(order["name"], OPTIONS.session_options, order)

    def keeps(importer: str, imported: str) -> bool:
        graph = deepcopy(ours())
        graph.add_import(importer=importer, imported=imported)
        return contract.check(graph, verbose=False).kept

    assert keeps(top, bottom)
    for lower, upper in pairwise([bottom, *reversed(between), top]):
        assert not keeps(lower, upper)


@pytest.mark.parametrize(
    ("library", "rooms"),
    [
        ("textual", ("tui",)),
        ("rich", ("tui",)),
        ("sqlite_utils", ("storage",)),
        ("sqlite3", ("storage",)),
        ("spacy", ("suggest", "formats/docbin.py")),
        ("thinc", ("suggest",)),
        ("py3langid", ("suggest",)),
        ("iso639", ("suggest",)),
        ("babel", ("suggest",)),
        ("faker", ("suggest",)),
        ("click", ("cli",)),
        ("ray", ("engines/parts/ray_process.py",)),
    ],
)
def test_a_foreign_library_stays_in_its_room(library: str, rooms: tuple[str, ...]) -> None:
    at_home = {path for room in rooms for path in SOURCES if path.is_relative_to(PACKAGE / room)}
    assert [path for path in SOURCES if library in imports(path) and path not in at_home] == []


def test_the_domain_knows_the_standard_library_alone() -> None:
    known = sys.stdlib_module_names | {"annotator"}
    foreign = {name for path in (PACKAGE / "domain").glob("*.py") for name in imports(path)} - known
    assert foreign == set()


def test_a_session_loads_no_screen_no_model_and_no_numbers() -> None:
    loaded = loaded_by("import annotator.services.annotating.session")
    assert "annotator.services.annotating.session" in loaded
    assert loaded & HEAVY == set()


def test_help_loads_nothing_heavy() -> None:
    loaded = loaded_by(
        "import sys\n"
        "from annotator.__main__ import main\n"
        "sys.argv = ['annotator', '--help']\n"
        "try:\n    main()\n"
        "except SystemExit as end:\n    assert not end.code"
    )
    assert "click" in loaded
    assert loaded & HEAVY == set()


def test_the_annotate_screen_waits_for_no_learner_no_review_and_no_dialog() -> None:
    loaded = loaded_by("import annotator.tui.app, annotator.tui.screens.annotate.screen")
    assert "annotator.tui.screens.annotate.learning" in loaded
    late = (
        "annotator.suggest.",
        "annotator.services.reviewing.",
        "annotator.tui.screens.review.",
        "annotator.tui.screens.common.dialogs",
        "annotator.tui.lines.library_lines",
        "annotator.storage.queries.listing",
        "annotator.storage.queries.review_",
    )
    assert [name for name in sorted(loaded) if name.startswith(late)] == []


def test_the_first_article_waits_for_no_format_and_no_maintenance() -> None:
    loaded = loaded_by("import annotator.tui.start.run; from annotator import services; services.next_for")
    late = (
        "annotator.formats",
        "annotator.storage.maintenance.",
        "annotator.storage.queries.documents",
        "annotator.storage.queries.listing",
        "annotator.storage.queries.people",
        "importlib.metadata",
    )
    assert [name for name in sorted(loaded) if name.startswith(late)] == []
    assert loaded & {"tempfile", "tomllib", "uuid"} == set()


def test_whoever_asks_the_models_of_the_app_loads_no_metadata_of_packages() -> None:
    loaded = loaded_by(
        "import annotator.tui.model_process\n"
        "from annotator.suggest.common.specs import specs_for\n"
        "from annotator.suggest.common.installed import first_model\n"
        "if first_model('en'):\n    specs_for('en')"
    )
    assert loaded & {"importlib.metadata", "email", "zipfile"} == set()
    late = ("annotator.services.suggesting.", "annotator.suggest.language_models", "annotator.suggest.common.brief")
    assert [name for name in sorted(loaded) if name.startswith(late)] == []


def test_an_app_at_rest_holds_no_run_of_suggesters_no_maintenance_and_no_numbers() -> None:
    loaded = loaded_by(
        "from annotator.tui.start.run import app_class\n"
        "app_class()\n"
        "import annotator.tui.screens.annotate.screen, annotator.tui.model_process\n"
        "from annotator import services\n"
        "services.Learner, services.SelfFolding, services.UnscoredWorth"
    )
    assert "annotator.suggest.memory.memory" in loaded
    late = (
        "annotator.formats",
        "annotator.services.reporting.",
        "annotator.services.suggesting.brief",
        "annotator.services.suggesting.report",
        "annotator.services.suggesting.suggest",
        "annotator.storage.maintenance.",
        "annotator.suggest.language_models",
    )
    at_rest = "annotator.storage.maintenance.at_rest"
    assert [name for name in sorted(loaded) if name.startswith(late) and name != at_rest] == []
    assert loaded & {"sqlite_utils", "numpy", "spacy", "csv", "email", "html", "ssl", "zipfile"} == set()


def test_a_run_of_suggesters_loads_neither_a_model_nor_ray() -> None:
    loaded = loaded_by("import annotator.services.suggesting.suggest, annotator.engines.local, annotator.engines.ray")
    assert loaded & {"ray", "spacy", "numpy"} == set()


def test_importing_the_package_loads_nothing() -> None:
    assert loaded_by("import annotator") & (HEAVY | {"click", "sqlite3"}) == set()


def test_no_file_is_long_and_every_file_says_what_it_is_for() -> None:
    assert {str(path): size for path in SOURCES if (size := len(path.read_text("utf-8").splitlines())) > 400} == {}
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}
    assert [path for path, tree in trees.items() if not ast.get_docstring(tree)] == []


def test_plurals_are_made_in_one_place() -> None:
    by_hand = re.compile(r"""(['"])(s|s are| are)\1 if .* else|if .* else (['"])(s|s are)\3""")
    lines = [(path.name, line) for path in SOURCES for line in path.read_text("utf-8").splitlines()]
    assert [(name, line) for name, line in lines if name != "plural.py" and by_hand.search(line)] == []


def test_the_app_class_and_every_other_of_the_terminal_app_is_small() -> None:
    sizes = {
        (path.name, node.name): (node.end_lineno or 0) - node.lineno + 1
        for path in (PACKAGE / "tui").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert ("app.py", "AnnotatorApp") in sizes
    assert {name: size for name, size in sizes.items() if size >= 250} == {}
