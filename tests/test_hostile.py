"""Hostile text from end to end: stored as it came, labelled with exact offsets, and harmless to the terminal."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import pytest
from support.news import SOURCE, news_project
from support.pty import ANNOTATOR, Terminal, controls, residue
from support.shared import DATA

from annotator.domain.article import article_key
from annotator.domain.tokens import OwnTokens
from annotator.services.project.doctor import check_up
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.queries import queue
from annotator.storage.store import Store

HOSTILE = DATA / "hostile"

ATTACKS = [
    "Clear \x1b[2J\x1b[H\x1b[31mred\x1b[0m the screen",
    "Clipboard \x1b]52;c;cm0gLXJm\x07 and title \x1b]0;owned\x1b\\ set",
    "Device \x1bP+q544e\x1b\\ \x1b_Gi=1;AAAA\x1b\\ \x1b^pm\x1b\\ \x1bXsos\x1b\\ strings",
    "Answer \x1b[6n\x1b[c\x1b[>q\x05\x1bZ\x1b[5i back",
    "Reset \x1bc\x1b[!p\x1b[?1049l\x1b[?25h\x1b[?1000l terminal",
    "Eight \x9b31mbits\x9b2J \x9d52;c;aGk=\x9c \x90q\x9c \x8d \x84 \x85 C1",
    "Plain " + "".join(map(chr, range(0x20))) + "\x7f codes",
    "Bidi \u202egnirts\u202c \u2066isolated\u2069 \u200fmark\u200e \u061c end",
    "Invisible \u200bzero\u2060width\ufeff\u00ad\u2028line\u2029paragraph \U000e0041tag",
    "Markup [red]x[/red] [/] [@click=app.quit()]here[/] [link=file:///etc]y[/link] $text {0} %s",
    "Marks " + "Z" + "\u0301\u0316" * 200 + " \u0301 \ufe0f \u200d 👨\u200d👩\u200d👧 🏳\ufe0f\u200d🌈",
    "Wide 東京" + "ｗｉｄｅ" * 60 + " กำ ﷽ ꧅",
    "Odd \ufffe\uffff\ud7ff\ue000\U0010ffff \U0001f1e9 \u1160 \u3164 end",
]


def slipped(raw: bytes) -> set[str]:
    """The control and formatting codes in an output besides control sequences and line ends."""
    return {sign for sign in residue(raw) if unicodedata.category(sign) in ("Cc", "Cf", "Cs")} - {"\r", "\n"}


def labelled_in_the_app(path: Path, texts: Sequence[str], name: str = "ana", key: str = "P") -> bytes:
    """Label the first word of every article by keys alone, look at the library, leave; gives all that was written."""
    command, count = [*ANNOTATOR, "--project", str(path), "--as", name, "label"], len(texts)
    config = path.with_suffix(".toml")
    config.write_text("memory = false\n")
    with Terminal(command, cols=120, rows=30, cwd=path.parent, env={"ANNOTATOR_CONFIG": str(config)}) as terminal:
        for number, text in enumerate(texts, 1):
            terminal.wait_for(f" {number}/{count} ")
            terminal.press("ctrl+home", *(["w"] if text[0].isspace() else []), key)
            terminal.wait_for(lambda now: "✓ 1 " in now.lines[0])
            if number < count:
                terminal.press("n")
        terminal.press("q")
        terminal.wait_for(f"{count} article")
        terminal.press("q")
        assert terminal.wait() == 0
        return terminal.raw


def assert_exact(path: Path, texts: Sequence[str], name: str = "ana") -> None:
    """Every article has its text as it came, and a span whose quote is that stretch of it, in the export too."""
    wanted = {article_key(text): text for text in texts}
    with Store.open(path) as store:
        assert check_up(store).problems == []
        for key, text in wanted.items():
            assert store.article(key).text == text
            (held,) = store.layer(key, name).layer.sorted_held()
            assert held.span.start == next(iter(OwnTokens(text)))[0]
    out = path.with_suffix(".jsonl")
    export = ["export", "jsonl", "--out", str(out), "--project", str(path), "--as", name, "--status", "any"]
    subprocess.run([*ANNOTATOR, *export], check=True, capture_output=True, cwd=path.parent)
    documents = [json.loads(line) for line in out.read_bytes().splitlines()]
    assert {one["meta"]["key"]: one["text"] for one in documents} == wanted
    for one in documents:
        (span,) = one["spans"]
        assert one["text"][span["start"] : span["end"]] == span["text"]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The kinds of control sequences that the app writes for a harmless article."""
    path = tmp_path_factory.mktemp("usual") / "usual.db"
    harmless = ["Harmless title\n\nOne line of text."]
    news_project(path, harmless)
    return controls(labelled_in_the_app(path, harmless))


def test_attacks_are_shown_as_signs_and_labelled_exactly(tmp_path: Path, usual: set[str]) -> None:
    path, name, label = tmp_path / "attacks.db", "an\x1b[31ma[/b]\u202e", "L\x1b]0;x\x07[red]\u202e"
    news_project(path, ATTACKS)
    with Store.open(path) as store:
        save_scheme(store, store.scheme().with_label(label, key="Z"))
    raw = labelled_in_the_app(path, ATTACKS, name, "Z")
    assert slipped(raw) == set()
    assert controls(raw) <= usual
    shown = residue(raw)
    assert "␛[31mred␛[0m the screen" in shown
    assert "an␛[31ma[/b]⇄" in shown
    assert "L␛]0;x␇[red]⇄" in shown
    assert "[@click=app.quit()]here" in shown
    assert_exact(path, ATTACKS, name)


@pytest.mark.skipif(not HOSTILE.exists(), reason="needs ../shared/data")
def test_every_hostile_file_is_added_or_refused_in_a_sentence_and_can_be_labelled(
    tmp_path: Path, usual: set[str]
) -> None:
    path = tmp_path / "hostile.db"
    files = sorted(map(str, (file for file in HOSTILE.rglob("*") if file.is_file())))
    ran = subprocess.run(
        [*ANNOTATOR, "--project", str(path), "add", "--json", *files],
        check=False,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False)
    report = json.loads(ran.stdout)
    assert {one["file"] for one in report["refused"]} <= set(files)
    assert all(one["reason"][0].isupper() and one["reason"].endswith(".") for one in report["refused"])
    assert report["added"] + report["known"] + len(report["refused"]) >= len(files)
    with Store.open(path) as store:
        keys = [entry.key for entry in queue.entries(store, "ana", limit=1000)]
        texts = [store.article(key).text for key in keys]
        with store.write():
            for key in keys:
                store.add_suggestions(key, SOURCE, [])
    assert len(texts) == report["added"]
    refused = {one["file"] for one in report["refused"]}
    plain = {Path(file).read_bytes().decode() for file in files if file.endswith(".txt") and file not in refused}
    assert plain <= set(texts)
    raw = labelled_in_the_app(path, texts)
    assert slipped(raw) == set()
    assert controls(raw) <= usual
    assert_exact(path, texts)
