"""What of Textual and rich is used from inside: the whole list. A new version of theirs may change any of it.

Private is what begins with an underline; of the driver, which is meant to be used and not to be replaced, all. Found
are imports, private names that no class of ours has made, and those of theirs that a class of ours overrides.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from textual import constants, events
from textual import filter as filters
from textual.drivers.linux_driver import LinuxDriver
from textual.message_pump import MessagePump
from textual.widget import Widget

import annotator
from annotator.tui.terminal.driver import TerminalDriver

ROOT = Path(annotator.__file__).parent
TERMINAL = "tui/terminal"
PRIVATE = {
    f"{TERMINAL}/errors_to_app.py": {"_close_messages_no_wait", "_exception", "_fatal_error"},
    f"{TERMINAL}/frame.py": {"_color_system", "_styles_cache"},
    f"{TERMINAL}/key_parser.py": {"_parse_extended_key", "_timeout_time", "textual._xterm_parser"},
    f"{TERMINAL}/steady_palette.py": {"_action_command_list"},
}
"""The private names in use, by file."""
DRIVER = {
    *("_app", "_file", "_loop", "_sigcont_application", "_sigtstp_application", "attrs_before", "close", "exit_event"),
    *("fileno", "process_message", "run_input_thread", "send_message", "start_application_mode"),
    *("stop_application_mode", "suspend_application_mode", "write"),
}
"""What `TerminalDriver` uses of the driver that it replaces, or overrides."""
UNDOCUMENTED = [
    *((MessagePump, name) for name in ("check_idle", "message_queue_size")),
    *((Widget, name) for name in ("BLANK", "background_colors", "get_line_filters", "notify_style_update")),
    *((events.Event, "is_forwarded"), (filters, "ANSIToTruecolor"), (constants, "ESCAPE_DELAY")),
]
"""Public names that their pages do not explain."""
MODULES_HIDDEN = {"ssl": "tui/start/run.py"}
"""Modules that are kept from being loaded."""

Found = Iterator[tuple[str, str]]


@cache
def sources() -> dict[str, ast.Module]:
    """Every file of the terminal app, by its path in the package."""
    return {str(path.relative_to(ROOT)): ast.parse(path.read_text()) for path in sorted(ROOT.glob("tui/**/*.py"))}


def is_private(name: str) -> bool:
    """Whether a name is not meant for others."""
    return len(name) > 1 and name[0] == "_" != name[1]


def made(node: ast.AST) -> set[str]:
    """The private names that are defined within a piece of code: functions, variables, fields, attributes set."""
    names: set[str] = set()
    for one in ast.walk(node):
        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(one.name)
        elif isinstance(one, ast.Attribute | ast.Name) and isinstance(one.ctx, ast.Store):
            names.add(one.attr if isinstance(one, ast.Attribute) else one.id)
    return {name for name in names if is_private(name)}


def classes() -> Iterator[tuple[str, type, ast.ClassDef]]:
    """The classes of the terminal app: file, class, source."""
    for module in pkgutil.walk_packages([str(ROOT / "tui")], "annotator.tui."):
        loaded = importlib.import_module(module.name)
        file = str(Path(inspect.getfile(loaded)).relative_to(ROOT))
        for node in sources()[file].body:
            if isinstance(node, ast.ClassDef):
                yield file, getattr(loaded, node.name), node


def is_theirs(cls: type) -> bool:
    """Whether a class is one of Textual or rich."""
    return cls.__module__.split(".")[0] in ("textual", "rich")


@cache
def attributes(cls: type) -> set[str]:
    """The names that a class of theirs has, those that its methods set among them."""
    tree = ast.parse(inspect.getsource(inspect.getmodule(cls) or cls))
    bodies = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == cls.__name__]
    inside = (one for body in bodies for one in ast.walk(body) if isinstance(one, ast.Attribute))
    return {*vars(cls), *(one.attr for one in inside if isinstance(one.ctx, ast.Store))}


def on_self(node: ast.AST) -> set[str]:
    """The attributes that a class uses of itself."""
    attributes = (one for one in ast.walk(node) if isinstance(one, ast.Attribute))
    return {one.attr for one in attributes if ast.unparse(one.value) in ("self", "super()")}


def imported() -> Found:
    """Private modules and names that are imported."""
    for file, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom):
                names = [node.module or "", *(one.name for one in node.names)]
                theirs = names[0].split(".")[0] in ("textual", "rich")
                yield from ((file, name) for name in names if theirs and any(map(is_private, name.split("."))))
            elif isinstance(node, ast.Import):
                yield from ((file, one.name) for one in node.names if one.name.startswith(("textual._", "rich._")))


def overridden() -> Found:
    """Private names of theirs that a class of ours gives another meaning."""
    for file, cls, node in classes():
        theirs = set().union(*(attributes(base) for base in cls.__mro__ if is_theirs(base)))
        yield from ((file, name) for name in made(node) & theirs)


def used() -> Found:
    """Private attributes that nothing of ours has made: on `self` no class above this one, else none anywhere."""
    ours = set().union(*map(made, sources().values()))
    for file, tree in sources().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and is_private(node.attr) and node.attr not in ours:
                yield file, node.attr
    bodies = {cls: node for _, cls, node in classes()}
    for file, cls, node in classes():
        above = set().union(*(made(bodies[base]) for base in cls.__mro__ if base in bodies))
        if any(map(is_theirs, cls.__mro__)):
            yield from ((file, name) for name in on_self(node) - above if is_private(name))


def test_no_more_of_textual_is_known_from_inside_than_is_listed() -> None:
    found: dict[str, set[str]] = {}
    for file, name in (*imported(), *overridden(), *used()):
        if not (file == f"{TERMINAL}/driver.py" and name in DRIVER):
            found.setdefault(file, set()).add(name)
    new = [f"{file}: {name}" for file, names in found.items() for name in sorted(names - PRIVATE.get(file, set()))]
    assert not new, (
        f"A private name of Textual or rich is used: {', '.join(new)}. Any version of theirs may change it. Do "
        f"without; where that is worse, let it live in {TERMINAL}/ and be listed here."
    )
    assert found == PRIVATE, "A private name is used no more: take it off the list."
    assert all(file.startswith(TERMINAL) for file in PRIVATE)


def test_what_is_replaced_of_the_driver_is_listed() -> None:
    theirs = set().union(*(attributes(base) for base in LinuxDriver.__mro__ if is_theirs(base)))
    (node,) = (node for _, cls, node in classes() if cls is TerminalDriver)
    names = {one.name for one in node.body if isinstance(one, ast.FunctionDef)}
    names |= {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    assert (names | on_self(node)) & theirs - {"__init__"} == DRIVER


@pytest.mark.parametrize(("where", "name"), UNDOCUMENTED, ids=[name for _, name in UNDOCUMENTED])
def test_what_is_public_but_not_explained_is_there(where: object, name: str) -> None:
    assert hasattr(where, name), f"Textual has no {name} any more: look at what used it."
    assert any(f"'{name}'" in ast.dump(tree) for tree in sources().values()), f"Nothing uses {name} any more."


def test_what_is_kept_from_being_loaded_is_listed() -> None:
    hidden = {
        (argument.value, file)
        for file, tree in sources().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call | ast.Subscript) and "sys.modules" in ast.unparse(node)
        for argument in ast.walk(node)
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }
    assert hidden == set(MODULES_HIDDEN.items())
