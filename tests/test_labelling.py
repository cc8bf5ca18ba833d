"""The main job from end to end: a file in, suggestions by the model, decisions by keys alone, training data out."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

from support.news import NEWS, QUIET
from support.pty import ANNOTATOR, Terminal

from annotator.services.doctor import check_up
from annotator.storage.store import Store

TEXT = NEWS[0]
FOCUS = re.compile(r"▸ (.+?)  ([A-Z_]+) ")
Spot = tuple[int, int, str]


def annotator(folder: Path, *arguments: str) -> str:
    ran = subprocess.run([*ANNOTATOR, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return ran.stdout


class Labeller:
    """Someone at the keyboard: reads the line of facts, presses keys, and remembers what was decided."""

    def __init__(self, terminal: Terminal) -> None:
        self.terminal = terminal
        self.at = 0

    def focus(self) -> Spot | None:
        """The focused span; it stands at the first such string from where the last one stood."""
        found = FOCUS.search(self.terminal.lines[-2])
        if found is None:
            return None
        start = TEXT.index(found[1], self.at)
        return start, start + len(found[1]), found[2]

    def press(self, *keys: str) -> Spot:
        """Press keys, and give what is focused once something else is."""
        before = self.focus()
        self.terminal.press(*keys)
        self.terminal.wait_for(lambda _: self.focus() not in (before, None))
        now = self.focus()
        assert now
        self.at = now[0]
        return now

    def counts(self, held: int, rejected: int) -> None:
        self.terminal.wait_for(lambda now: f"✓ {held}  ✗ {rejected} " in now.lines[0])


def test_a_news_article_is_labelled_by_keys_alone(tmp_path: Path) -> None:
    (tmp_path / "port.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "off.toml").write_text('auto_accept = "off"\n', encoding="utf-8")
    annotator(tmp_path, "labels", "save", "scheme.toml")
    scheme = (tmp_path / "scheme.toml").read_text(encoding="utf-8")
    assert tomllib.loads(scheme)["auto_accept"] == "article"
    (tmp_path / "scheme.toml").write_text(scheme.replace('"article"', '"off"', 1), encoding="utf-8")
    annotator(tmp_path, "labels", "load", "scheme.toml")
    annotator(tmp_path, "add", "port.txt")
    annotator(tmp_path, "suggest")

    with Terminal([*ANNOTATOR, "--as", "ana", "label"], cols=120, rows=36, cwd=tmp_path, env=QUIET) as terminal:
        terminal.wait_for(lambda now: FOCUS.search(now.lines[-2]))
        ana = Labeller(terminal)
        accepted = ana.focus()
        rejected = ana.press("space")
        relabelled = ana.press("x")
        shrunk = ana.press("O" if relabelled[2] != "ORG" else "P")
        while " " not in TEXT[shrunk[0] : shrunk[1]]:
            shrunk = ana.press("tab")
        ana.counts(2, 1)
        shrunk = ana.press("{")
        ana.counts(3, 1)
        terminal.press("/")
        terminal.wait_for("search ·")
        terminal.press("Meridian Pearl")
        terminal.wait_for("1 of 1")
        terminal.press("esc")
        terminal.wait_for("A-Z label")
        terminal.press("v", "w")
        terminal.wait_for("▸ Meridian Pearl")
        terminal.press("R")
        ana.counts(4, 1)
        terminal.press("u")
        ana.counts(3, 1)
        terminal.press("r")
        ana.counts(4, 1)
        terminal.press("s")
        terminal.wait_for("Finish this article?")
        terminal.press("x")
        terminal.wait_for("finished")
        terminal.press("q")
        terminal.wait_for("enter open")
        terminal.press("q")
        assert terminal.wait() == 0

    annotator(tmp_path, "export", "--as", "ana", "--rejected", "--out", "out.jsonl")
    (line,) = (tmp_path / "out.jsonl").read_bytes().splitlines()
    record: dict[str, Any] = json.loads(line)
    assert record["text"] == TEXT
    assert all(TEXT[one["start"] : one["end"]] == one["text"] for one in record["spans"] + record["rejected"])
    pearl = TEXT.index("Meridian Pearl")
    other = "ORG" if relabelled[2] != "ORG" else "PERSON"
    assert {(one["start"], one["end"], one["label"], one["decided"]) for one in record["spans"]} == {
        (*(accepted or ()), "accepted"),
        (*relabelled[:2], other, "relabelled"),
        (*shrunk, "resized"),
        (pearl, pearl + len("Meridian Pearl"), "PRODUCT", "added"),
    }
    assert rejected in {(one["start"], one["end"], one["label"]) for one in record["rejected"]}
    assert (record["answer"], record["meta"]["title"]) == ("accept", TEXT.split("\n")[0])
    with Store.open(tmp_path / "annotator.db") as store:
        assert check_up(store).problems == []
