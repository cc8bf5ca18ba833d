"""The pages say what is true: their blocks are the program's, what they name exists, what they tell to type works."""

from __future__ import annotations

import json
import re
import shlex
import sys
from collections import Counter
from pathlib import Path
from typing import get_args

import click
import pytest
from support.house import house
from support.manual import manual
from support.news import QUIET
from support.pty import Terminal
from support.readme import BLOCKS, MANUAL, PACKAGE, PAGES, README, ROOT, SCOPES, written

from annotator.cli._main import annotator as cli
from annotator.config import THEMES, load
from annotator.services.project import scheme_file
from annotator.storage.store import Store
from annotator.tui.keys.key import Scope
from annotator.tui.keys.keymap import resolve

TEXT = README.read_text(encoding="utf-8")
TEXTS = {page: page.read_text(encoding="utf-8") for page in PAGES}
ARCHITECTURE = PACKAGE / "README.md"
EACH = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
FRAME_END = b"\x1b[?2026l"
USERS_OWN = {"config.toml", "data/", "models/", "scheme.toml"}
_SOURCE = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
_NAMED = re.compile(r"\[`(\w+)`\]\((\S+\.py)\)")
_FILE = re.compile(r"`((?:[\w.]+/)*[\w.]+\.(?:py|tcss|toml|lock)|(?:[\w.]+/)+)`")


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


@EACH
def test_its_blocks_are_those_of_the_program(page: Path) -> None:
    assert written(TEXTS[page]) == TEXTS[page], "run in tests: python -m support.readme"


def test_the_manual_page_is_that_of_the_program() -> None:
    assert MANUAL.read_text(encoding="utf-8") == manual(), "run in tests: python -m support.readme"


def test_every_block_stands_on_one_page() -> None:
    found = Counter(name for text in TEXTS.values() for name in re.findall(r"<!-- (\w+) -->", text))
    assert found == Counter(list(BLOCKS))


@EACH
def test_its_links_lead_somewhere(page: Path) -> None:
    for target, part in re.findall(r"\]\(([^)#:\s]*)(?:#([\w-]+))?\)", TEXTS[page]):
        there = (page.parent / target).resolve() if target else page
        assert there.exists(), target
        if part:
            titles = re.findall(r"^#+ (.+)$", there.read_text(encoding="utf-8"), re.MULTILINE)
            assert part in {re.sub(r"[^\w\s-]", "", title).lower().replace(" ", "-") for title in titles}, part


@EACH
def test_the_files_it_names_are_there(page: Path) -> None:
    for name in _FILE.findall(TEXTS[page]):
        places = (page.parent, PACKAGE, ROOT, ROOT / "tests")
        assert name in USERS_OWN or any((place / name).exists() for place in places), name


@EACH
def test_the_words_it_links_are_defined_there(page: Path) -> None:
    for name, target in _NAMED.findall(TEXTS[page]):
        file = page.parent / target
        defined = rf"^(class|def) {name}\b|^{name} = "
        assert name == file.stem or re.search(defined, file.read_text(encoding="utf-8"), re.MULTILINE), name


def test_the_page_of_keys_has_those_of_every_screen() -> None:
    assert {*SCOPES} == {*get_args(Scope)}


def test_the_functions_of_its_walks_are_there() -> None:
    named = set(re.findall(r"`(\w+)\(\)`", TEXTS[ARCHITECTURE]))
    assert len(named) >= 5
    assert {name for name in named if not re.search(rf"def {name}\(", _SOURCE)} == set()


def test_its_arrows_are_those_of_the_contract() -> None:
    (said,) = re.findall(r"`(cli > [^`]+)`", TEXTS[ARCHITECTURE])
    (whole,) = [package for package in house() if package.name == "annotator"]
    assert [set(floor.split(" | ")) for floor in said.split(" > ")] == list(whole.order)


def test_every_folder_that_holds_a_registry_is_told_of_in_what_to_add() -> None:
    table = TEXTS[ARCHITECTURE].partition("## Where to add")[2]
    assert {f"{path.parent.name}/base.py" for path in PACKAGE.glob("*/base.py")} <= set(_FILE.findall(table))


def commands(text: str) -> list[list[str]]:
    """All calls of `annotator` on a page, in its blocks and in its lines, as words."""
    lines = [line for block in blocks(text, "sh") for line in block.splitlines()]
    spoken = re.findall(r"`((?:\(cd \w+; )?annotator [^`]*)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    calls = [re.search(r"(?:^|/)annotator( .*)?$", line.partition("#")[0]) for line in [*lines, *spoken]]
    return [shlex.split(call[1]) for call in calls if call and call[1]]


def unknown(words: list[str], command: click.Command = cli, shared: frozenset[str] = frozenset()) -> list[str]:
    """The verbs and options among these words that the command line does not have."""
    context = click.Context(command)
    options = shared | {option for one in command.get_params(context) for option in (*one.opts, *one.secondary_opts)}
    wrong = []
    for place, word in enumerate(words):
        if word.startswith("-") and word != "-":
            wrong += [word] if word.partition("=")[0] not in options else []
        elif isinstance(command, click.Group) and not (place and words[place - 1] in {"-p", "--project", "--as"}):
            try:
                _, below, rest = command.resolve_command(context, words[place:])
            except click.UsageError:
                return [*wrong, word] if not word.isupper() else wrong
            assert below is not None
            return wrong + unknown(rest, below, frozenset(options))
    return wrong


@EACH
def test_every_command_it_names_exists_with_its_options(page: Path) -> None:
    assert [(words, found) for words in commands(TEXTS[page]) if (found := unknown(words))] == []


def test_a_command_that_does_not_exist_would_be_found() -> None:
    assert unknown(["label", "--as", "ana", "--orders", "file"]) == ["--orders"]
    assert unknown(["-p", "a.db", "labels", "rename", "A", "B", "--dry-run"]) == []
    assert unknown(["labels", "renamed", "A"]) == ["renamed"]
    assert unknown(["lable"]) == ["lable"]
    assert len(commands(TEXT)) > 6


def test_its_example_of_settings_can_be_read(tmp_path: Path) -> None:
    (example,) = [block for text in TEXTS.values() for block in blocks(text, "toml") if "[keymap]" in block]
    (tmp_path / "config.toml").write_text(example, encoding="utf-8")
    own = load(tmp_path / "config.toml")
    assert resolve(own.preset, own.keymap)["accept"] == own.keymap["accept"]
    assert own.theme in THEMES


def test_its_examples_of_schemes_can_be_loaded(tmp_path: Path) -> None:
    every = [block for text in TEXTS.values() for block in blocks(text, "toml") if "[[label]]" in block]
    first, second, claims = sorted(every, key=lambda block: ("[[relation]]" in block, "[[group]]" in block))
    (tmp_path / "scheme.toml").write_text(first, encoding="utf-8")
    assert scheme_file.load(tmp_path / "scheme.toml").meaning("GPE") == "LOC"
    (tmp_path / "scheme.toml").write_text(second, encoding="utf-8")
    (group,) = scheme_file.load(tmp_path / "scheme.toml").groups
    assert group.labels == ("POLITICS", "SPORT")
    (tmp_path / "scheme.toml").write_text(claims, encoding="utf-8")
    scheme = scheme_file.load(tmp_path / "scheme.toml").claims
    assert scheme.tasks() == ("names", "same", "who", "ties", "facts")
    assert scheme.following("head_of") == (("member_of", False), ("has_member", True))


def test_it_has_one_line_that_runs_the_demo_and_one_that_runs_the_tests() -> None:
    lines = [line for line in TEXT.splitlines() if line.startswith("python3 -m venv")]
    assert sum(line.endswith("annotator demo") for line in lines) == 1
    assert sum("pytest" in line for line in lines) == 1
    assert TEXT.index(lines[0]) < TEXT.index("## Five minutes")


def test_the_workflow_runs_the_same_script_on_every_python_that_the_package_names() -> None:
    workflow = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (matrix,) = re.findall(r"python: \[(.*)\]", workflow)
    assert re.findall(r"3\.\d+", matrix) == re.findall(r'Python :: (3\.\d+)"', pyproject)
    assert "run: .ci/run\n" in workflow


class Shell:
    """A shell in a terminal, in which the first page is typed."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.wait(1)
        self.commands = 1

    def wait(self, prompts: int) -> None:
        self.terminal.wait_for(lambda terminal: terminal.raw.count(b"ready> ") >= prompts, timeout=60)

    def type(self, block: str) -> None:
        """Type a block line by line, each command once the one before is done; the last one may be still at work."""
        for command in re.findall(r".*<<'END'\n(?s:.*?)\nEND\n|.*\n", block):
            self.wait(self.commands)
            self.terminal.press(command.replace("\n", "\r"))
            self.commands += 1

    def press(self, key: str) -> None:
        """Press a key, and wait for the frame that it makes."""
        seen, before = len(self.terminal.raw), self.terminal.text
        self.terminal.press(key)
        self.terminal.wait_for(lambda terminal: FRAME_END in terminal.raw[seen:] and terminal.text != before)

    def letter_on(self, word: str, before: str) -> str:
        """The letter that a hint puts in the place of the first one of `word` where it stands behind `before`."""
        hint = re.compile(rf"{before}(?!{word})(\w){word[1:]}\b")
        self.terminal.wait_for(lambda terminal: hint.search(terminal.text))
        found = hint.search(self.terminal.text)
        assert found
        return found[1]


def test_five_minutes_work_as_they_are_typed(tmp_path: Path) -> None:
    part = TEXT.partition("## Five minutes")[2].partition("\n## ")[0]
    first, figures, second = blocks(part, "sh")
    rows = [re.findall(r"`([^`]+)`|\*(its letter)\*", row) for row in re.findall(r"^\| (`.*?) \|", part, re.MULTILINE)]
    keys = [key or letter for row in rows for key, letter in row]
    assert len(keys) > 15
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    programs = Path(sys.executable).parent
    (tmp_path / ".venv" / "bin" / "activate").write_text(f"PATH={shlex.quote(str(programs))}:$PATH\n", encoding="utf-8")
    env = {**QUIET, "PS1": "ready> ", "HOME": str(tmp_path), "ANNOTATOR_NAME": "ada"}
    with Terminal(["bash", "--norc", "--noprofile"], cwd=tmp_path, env=env, cols=110) as terminal:
        shell = Shell(terminal)
        shell.type(first)
        terminal.wait_for("space accept")
        for key in keys[:-1]:
            if key == "f":  # nobody types as fast as a test: the memory has its say before
                terminal.wait_for(lambda terminal: terminal.text.count("≡PERSON") == 2)
            shell.press(shell.letter_on("Orlow", "Bridge in ") if key == "its letter" else key)
            if key == "G":
                terminal.wait_for("1 accepted itself")
        terminal.press(keys[-1])
        shell.type(figures)
        shell.wait(shell.commands)
        bridge, ferry = map(json.loads, (tmp_path / "news/exports/annotator.jsonl").read_text("utf-8").splitlines())
        found = [(span["text"], span["label"], span["decided"]) for span in bridge["spans"]]
        assert ("March 2019", "DATE", "resized") in found
        assert ("Gannet", "PRODUCT", "relabelled") in found
        assert [label for text, label, _ in found if text == "Brandt"] == ["PERSON", "PERSON"]
        assert [label for text, label, _ in found if text == "Orlow"] == ["GPE", "GPE"]
        assert "best day of her year" not in {text for text, _, _ in found}
        assert ("Mira Ellison", "PERSON") in {(span["text"], span["label"]) for span in ferry["spans"]}

        label, agree, review = second.splitlines(keepends=True)
        shell.type(label)
        terminal.wait_for("space accept")
        for key in ("s", "a", "s", "a", "q"):
            shell.press(key)
        terminal.press("q")
        shell.type(agree)
        shell.wait(shell.commands)
        terminal.wait_for("Where they agree least")
        shell.type(review)
        terminal.wait_for("review")
        shell.press("1")
    with Store.open(tmp_path / "news/annotator.db") as store:
        assert "ruled" in {action for (action,) in store.conn.execute("SELECT action FROM decisions")}
