"""Texts and files made to break a reader, a store or a terminal, and what is asked of the program with them."""

from __future__ import annotations

import json
import subprocess
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from support.blank import blank
from support.news import SOURCE, news_project
from support.pty import ANNOTATOR, Terminal, controls, residue

from annotator.domain.article import article_key
from annotator.domain.tokens import OwnTokens
from annotator.formats.common.text.decoding import decode
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.importing.add import AddOptions, add
from annotator.services.project.doctor import check_up
from annotator.storage.queries.listing.entries import entries
from annotator.storage.store import Store

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


_HARMLESS = "And nothing else was to be seen in the harbour on that day.\n" * 8


def write_files(folder: Path) -> list[Path]:
    """Files of the suffixes that readers go by, each broken in its own way, and texts that are whole and hostile."""
    whole = {f"attack{number}.txt": f"{text}\n{_HARMLESS}".encode() for number, text in enumerate(ATTACKS)}
    broken = {
        "empty.txt": b"",
        "blank.md": b" \n\t\n",
        "zeros.txt": bytes(4000),
        "noise.txt": bytes(range(256)) * 8,
        "half.txt": "Zoë 東京 😀".encode()[:-2],
        "marked.txt": b"\xff\xfeR\x00o",
        "overlong.txt": b"Slash \xc0\xaf and surrogate \xed\xa0\x80 here",
        "deep.json": b"[" * 100_000,
        "deep.jsonl": b'{"text": "Rome", "meta": ' + b'{"a":' * 3000 + b"1" + b"}" * 3001,
        "numbers.jsonl": b'{"text": "Rome", "spans": [{"start": 0, "end": 1e999, "label": "X"}]}\n{"text": NaN}\n',
        "surrogate.jsonl": b'{"text": "Half \\ud83d of one"}\n{"text": "Rome", "spans": [[0, 4, "\\udc00"]]}\n',
        "zero.jsonl": b'{"text": "A\\u0000B \\u001b[2J."}\n{"text": ""}\n{"text": 7}\n[]\nnull\n"a"\n{"te',
        "huge.jsonl": b'{"text": "Rome", "spans": [[0, ' + b"9" * 400 + b', "X"]]}\n',
        "quotes.csv": b'text,label\n"never closed,\n',
        "cells.csv": b"text,label\na,b,c,d\n" + b"x," * 5000 + b"\n",
        "tags.conll": b"Rome B-\nfell\n\nand O O-\n",
        "page.html": b"<html><body>" + b"<div>" * 20_000,
        "bomb.rss": b'<!DOCTYPE rss [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><rss><title>&b;</title></rss>',
        "cas.xmi": b'<?xml version="1.0"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI"><a',
        "rows.tsv": b"#FORMAT=WebAnno TSV 3.3\n#T_SP=a.B|c\n\n\n#Text=Rome\n1-1\t0-99\tRome\t_\t\n",
        "doc.spacy": b"x\x9cnothing packed",
        "crawl.warc": b"WARC/1.0\r\nContent-Length: 99999999999\r\n\r\n",
        "crawl.warc.gz": b"\x1f\x8b\x08\x00cut",
        "lonely.ann": b"T1\tPER 0 4\tRome\n",
    }
    for name, data in (whole | broken).items():
        (folder / name).write_bytes(data)
    return [folder / name for name in whole | broken]


def added(path: Path, files: Sequence[Path]) -> list[str]:
    """Add files: each is taken or refused in a sentence, texts as they are; gives the texts of the project."""
    named = sorted(map(str, files))
    ran = subprocess.run(
        [*ANNOTATOR, "--project", str(path), "add", "--json", *named],
        check=False,
        capture_output=True,
        text=True,
        cwd=path.parent,
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (1, False)
    report = json.loads(ran.stdout)
    assert {one["file"] for one in report["refused"]} <= set(named)
    assert all(one["reason"][0].isupper() and one["reason"].endswith(".") for one in report["refused"])
    assert report["added"] + report["known"] + len(report["refused"]) >= len(named)
    with Store.open(path) as store:
        keys = [entry.key for entry in entries(store, "ana", limit=1000)]
        texts = [store.article(key).text for key in keys]
        with store.write():
            for key in keys:
                store.add_suggestions(key, SOURCE, [])
    assert len(texts) == report["added"]
    refused = {one["file"] for one in report["refused"]}
    kept = {decode(Path(name).read_bytes())[0] for name in named if name.endswith(".txt") and name not in refused}
    assert kept <= set(texts)
    return texts


def assert_exported_and_added_again(folder: Path, texts: Sequence[str]) -> None:
    """What is added with its first tokens marked, exported, added and exported again is the same."""
    rows: list[dict[str, Any]] = []
    for text in dict.fromkeys(texts):
        marked = [
            {"start": start, "end": end, "label": "ORG", "text": text[start:end]}
            for start, end in list(OwnTokens(text))[:3]
        ]
        rows.append({"text": text, "spans": marked})
    source = folder / "in.jsonl"
    source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    for number, given in enumerate((source, folder / "0.jsonl")):
        with blank(folder / f"{number}.db") as store:
            report = add(store, [str(given)], AddOptions(as_name="ana"))
            assert (report.added, report.refused) == (len(rows), [])
            export(store, ExportOptions(out=folder / f"{number}.jsonl", layer="ana"))
    first, second = ((folder / f"{number}.jsonl").read_text(encoding="utf-8").split("\n") for number in (0, 1))
    kept = [[json.loads(line)[key] for key in ("text", "tokens")] for line in first if line]
    assert kept == [[json.loads(line)[key] for key in ("text", "tokens")] for line in second if line]
    assert [[(s["start"], s["end"], s["text"]) for s in json.loads(line)["spans"]] for line in second if line] == [
        [(one["start"], one["end"], one["text"]) for one in row["spans"]] for row in rows
    ]


def harmless_controls(folder: Path) -> set[str]:
    """The kinds of control sequences that the app writes for a harmless article with wide and put together signs."""
    path, harmless = folder / "usual.db", ["Harmless title\n\nOne line of text, 👩\u200d👩\u200d👧 and 東京."]
    news_project(path, harmless)
    return controls(labelled_in_the_app(path, harmless))
