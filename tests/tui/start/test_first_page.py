"""The article is on the terminal before Textual is loaded, just as the app then paints it; keys meanwhile are kept."""

from __future__ import annotations

import os
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from support.news import NEWS, news_project
from support.pty import ANNOTATOR, LISTENS, Terminal, cells

from annotator.storage.store import Store

LAST = b" undo"
"""What the app paints on its last line."""
WITH_COLOURS = {"dark": "", "light": 'theme = "light"\n', "compact": 'display = "compact"\ntheme = "dark-contrast"\n'}


def label(path: Path, settings: str = "") -> tuple[list[str], dict[str, str]]:
    """The command that labels a project, and its environment; without memory, which would paint once more."""
    config = path.with_suffix(".toml")
    config.write_text("memory = false\n" + settings)
    return [*ANNOTATOR, "-p", str(path), "--as", "ana", "label"], {"ANNOTATOR_CONFIG": str(config)}


def painted_alike(raw: bytes, cols: int, rows: int) -> bool:
    """Whether the app has painted, be it in one frame or in several, and the terminal shows the first page still."""
    first, _, later = raw.partition(LISTENS)
    return LAST in later and cells(raw, cols, rows) == cells(first, cols, rows)


@pytest.mark.parametrize("settings", WITH_COLOURS.values(), ids=WITH_COLOURS)
@pytest.mark.parametrize(("cols", "rows", "colours"), [(80, 24, ""), (160, 50, "truecolor")])
def test_the_first_page_is_what_the_app_paints(
    tmp_path: Path, settings: str, cols: int, rows: int, colours: str
) -> None:
    path = tmp_path / "p.db"
    news_project(path, NEWS)
    command, env = label(path, settings)
    with Terminal(command, cols=cols, rows=rows, cwd=tmp_path, env={**env, "COLORTERM": colours}) as terminal:
        terminal.wait_for(lambda now: painted_alike(now.raw, cols, rows))
        raw = terminal.raw
    first, later = raw.split(LISTENS, 1)
    early = cells(first, cols, rows)
    assert any(cell[0] == "▸" for cell in early[rows - 2])
    assert cells(raw, cols, rows) == early
    assert b"\x1b[?1049h" not in later


@pytest.mark.parametrize(("kind", "step"), [([], "1 of 7"), (["--claims"], "1 of 6")], ids=["spans", "claims"])
def test_the_first_page_of_the_demo_has_the_tour(kind: list[str], step: str, tmp_path: Path) -> None:
    _, env = label(tmp_path / "p.db")
    command = [*ANNOTATOR, "demo", *kind, "--as", "ana"]
    with Terminal(command, cols=100, rows=30, cwd=tmp_path, env={**env, "COLORTERM": "truecolor"}) as terminal:
        terminal.wait_for(step)
        terminal.wait_for(lambda now: painted_alike(now.raw, 100, 30))
        raw = terminal.raw
    assert cells(raw, 100, 30) == cells(raw.split(LISTENS, 1)[0], 100, 30)


def test_keys_that_come_before_the_app_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    (key,) = news_project(path, NEWS[:1])
    command, env = label(path)
    with Terminal(command, cwd=tmp_path, env=env) as terminal:
        terminal.wait_for("▸")
        terminal.press(" x ")
        terminal.wait_for("✓ 2 ")
        terminal.wait_for("✗ 1 ")
    with Store.open(path) as store:
        layer = store.layer(key, "ana").layer
    assert (len(layer.held), len(layer.rejected)) == (2, 1)


def test_a_terminal_is_given_back_where_the_app_cannot_be_loaded(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    news_project(path, NEWS[:1])
    command, env = label(path)
    broken = tmp_path / "broken" / "textual"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise RuntimeError('broken')\n")
    env["PYTHONPATH"] = os.pathsep.join([str(broken.parent), *sys.path])
    with Terminal(command, cwd=tmp_path, env=env) as terminal:
        before = termios.tcgetattr(terminal._master)
        terminal.wait_for("RuntimeError: broken")
        assert terminal.wait() == 1
        assert termios.tcgetattr(terminal._master) == before
        assert terminal.raw.index(b"\x1b[?1049h") < terminal.raw.index(b"\x1b[?1049l")


def test_no_page_comes_first_where_colours_are_not_wanted(tmp_path: Path) -> None:
    path = tmp_path / "p.db"
    news_project(path, NEWS[:1])
    command, env = label(path)
    with Terminal(command, cwd=tmp_path, env={**env, "NO_COLOR": "1"}) as terminal:
        terminal.wait_for("▸")
        assert LISTENS in terminal.raw


def test_the_app_is_loaded_without_what_makes_connections() -> None:
    loads = "import sys; from annotator.tui.start.run import app_class; app_class()"
    then = "assert 'textual.app' in sys.modules; assert 'ssl' not in sys.modules; import ssl; ssl.SSLContext"
    subprocess.run([sys.executable, "-c", f"{loads}; {then}"], check=True)


@pytest.mark.parametrize(
    ("answer", "settings", "light"),
    [
        (b"\x1b]11;rgb:fafa/f8f8/f3f3\x07", "", True),
        (b"\x1b]11;rgb:1616/1818/1d1d\x1b\\", "", False),
        (b"\x1b]11;rgb:fafa/f8f8/f3f3\x07", 'theme = "dark"\n', False),
    ],
    ids=["light", "dark", "set"],
)
def test_colours_follow_the_terminal_unless_they_are_set_and_its_answer_is_no_key(
    tmp_path: Path, answer: bytes, settings: str, light: bool
) -> None:
    path = tmp_path / "p.db"
    (key,) = news_project(path, NEWS[:1])
    command, env = label(path)
    (tmp_path / "c.toml").write_text(settings)
    env = {**env, "ANNOTATOR_CONFIG": str(tmp_path / "c.toml")}
    with Terminal(command, cwd=tmp_path, env=env, background=answer) as terminal:
        terminal.press("x")
        terminal.wait_for("✗ 1 ")
        if light:
            terminal.wait_for(lambda now: b"48;2;250;248;243" in now.raw)
        else:
            assert b"48;2;250;248;243" not in terminal.raw
            assert b"48;2;22;24;29" in terminal.raw
    with Store.open(path) as store:
        layer = store.layer(key, "ana").layer
    assert (len(layer.held), len(layer.rejected)) == (0, 1)


@pytest.mark.parametrize("theme", ["", "dark"])
def test_a_light_terminal_that_answers_late_is_followed_unless_a_theme_is_set(tmp_path: Path, theme: str) -> None:
    path = tmp_path / "p.db"
    (key,) = news_project(path, NEWS[:1])
    command, env = label(path)
    (tmp_path / "c.toml").write_text(f'theme = "{theme}"\n' if theme else "")
    with Terminal(command, cwd=tmp_path, env={**env, "ANNOTATOR_CONFIG": str(tmp_path / "c.toml")}) as terminal:
        terminal.press("x")
        terminal.wait_for("✗ 1 ")
        terminal.press("\x1b]11;rgb:fafa/f8f8/f3f3\x07")
        if not theme:
            terminal.wait_for(lambda now: b"48;2;250;248;243" in now.raw)
        terminal.press("x")
        terminal.wait_for("✗ 2 ")
        assert (b"48;2;250;248;243" in terminal.raw) == (not theme)
    with Store.open(path) as store:
        assert len(store.layer(key, "ana").layer.rejected) == 2
