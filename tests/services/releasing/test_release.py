"""The folder of a release: what is in it, what is not, and that it is the same whenever it is made."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.teams import act, finish, project, put

from annotator.domain.decisions import GOLD, Added, Approved, Commented, Finished, Removed, Reopened, Returned, Skipped
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, NoSuchPlugin, WrongUsage
from annotator.services.exporting.export import ExportOptions, export
from annotator.services.exporting.tags import set_tag
from annotator.services.project.assign import take_back as hand_back
from annotator.services.project.doctor import check_up
from annotator.services.project.labels import carry_out, changing, renaming
from annotator.services.releasing.release import ReleaseOptions, ReleaseReport, release
from annotator.services.split import Ratio
from annotator.services.team.people import add_people, rename
from annotator.services.team.people import renaming as renaming_of
from annotator.storage.queries.assignments import give, loads
from annotator.storage.store import Store
from annotator.storage.team.hidden import HiddenGold, hide

ANA, BEN, ROSA = "anastasia", "benedikt", "rosalinde"
FORMATS = ("jsonl", "conll", "docbin", "label_studio", "brat")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Eleven articles: two reviewed, three of one annotator, two of two (one alike), one skipped, three open."""
    with project(tmp_path / "lead" / "news.db") as store:
        keys = [put(store, f"Wort{number} in Rome, {'Zyx' * (number + 1)}.") for number in range(11)]
        word, place = Span(0, 5, "PER"), Span(9, 13, "LOC")
        for key in keys[:3]:
            finish(store, key, {ANA: [word], BEN: [word, place]})
        for key in keys[:2]:
            act(store, key, GOLD, Added(word), Added(place), Approved())
        for key in keys[3:6]:
            finish(store, key, {ANA: [place]})
        act(store, keys[6], BEN, Skipped())
        finish(store, keys[10], {ANA: [word, place], BEN: [word, place]})
        act(store, keys[0], ANA, Commented(f"Ask {BEN.title()}, not {ROSA}s sister."))
        with store.write():
            store.set_meta(keys[0], {"license": "CC-BY-4.0", "annotated": {"by": [BEN]}})
            store.set_meta(keys[3], {"licence": "own | words", "genre": "voyage"})
        carry_out(store, changing(store, "PER", description=f"People; {ROSA} knows."), by=ROSA, why=f"asked by {BEN}")
        add_people(store, [ROSA], "reviewer")
        yield store


def keys_of(store: Store) -> list[str]:
    return [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY added, key")]


def go_on(store: Store) -> None:
    keys = keys_of(store)
    act(store, keys[0], GOLD, Reopened(), Removed(Span(9, 13, "LOC")), Approved())
    act(store, keys[3], ANA, Returned("later"), Added(Span(0, 5, "PER")), Finished())
    finish(store, put(store, "Later, in Oslo."), {"cemalettin": [Span(10, 14, "LOC")]})
    with store.write():
        for number, key in enumerate(keys):
            store.set_meta(key, {"note": "later", "genre": f"later {number % 2}"})
    carry_out(store, renaming(store, "PER", "LATER"), by=ROSA)


def every(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def made(store: Store, out: Path, tag: str = "v1.0", **options: Any) -> ReleaseReport:
    return release(store, ReleaseOptions(tag, out, **({"formats": FORMATS} | options)))


def test_it_is_the_same_whenever_and_wherever_it_is_made(store: Store, tmp_path: Path) -> None:
    set_tag(store, "v1.0", by=ROSA)
    made(store, tmp_path / "one" / "out")
    made(store, tmp_path / "hidden", anonymous=True)
    made(store, tmp_path / "even", split=Ratio((50, 50)), stratify="meta.genre")
    go_on(store)
    set_tag(store, "v1.1", by=ROSA)
    (tmp_path / "two").mkdir()
    made(store, tmp_path / "two")
    made(store, tmp_path / "again", anonymous=True)
    made(store, tmp_path / "evenly", split=Ratio((50, 50)), stratify="meta.genre")
    assert every(tmp_path / "even") == every(tmp_path / "evenly")
    assert every(tmp_path / "one" / "out") == every(tmp_path / "two")
    assert every(tmp_path / "hidden") == every(tmp_path / "again")
    times = {path.stat().st_mtime for path in (tmp_path / "two").rglob("*")}
    assert len(times) == 1
    assert not [name for name, held in every(tmp_path / "two").items() if b"ater" in held.replace(b"later move", b"")]
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_everybody_has_in_it_what_they_had_at_the_tag(store: Store, tmp_path: Path) -> None:
    keys = keys_of(store)
    with store.write():
        give(store, [*((key, ANA) for key in keys[:8]), *((key, BEN) for key in keys[:4])])
    hand_back(store, [keys[7]], [ANA])
    set_tag(store, "v1.0", by=ROSA)
    made(store, tmp_path / "one")
    go_on(store)
    with store.write():
        give(store, [(key, "cem") for key in keys])
    hand_back(store, keys[6:7], [ANA])
    made(store, tmp_path / "two")
    assert every(tmp_path / "one") == every(tmp_path / "two")
    with Store.open(tmp_path / "one" / "news.db") as there:
        assert {name: given for name, (given, _) in loads(there).items()} == {ANA: 7, BEN: 4}
        assert check_up(there).sound
    made(store, tmp_path / "nameless", anonymous=True)
    with Store.open(tmp_path / "nameless" / "news.db") as there:
        assert [given for given, _ in loads(there).values()] == [7, 4]
        assert not {ANA, BEN} & loads(there).keys()


def test_what_is_released_beside_hidden_gold_is_told(store: Store, tmp_path: Path) -> None:
    place, word = Span(9, 13, "LOC"), Span(0, 5, "PER")
    right = {0: (place,), 3: (place,), 4: (word,), 5: (word, place), 7: (place,), 10: (word,)}
    with store.write() as conn:
        ids = [store.article_id(key) for key in keys_of(store)]
        hide(conn, [HiddenGold(ids[at], "r", spans, whole=at != 10) for at, spans in right.items()], "2026")
    set_tag(store, "v1.0", by=ROSA)
    report = made(store, tmp_path / "out")
    assert report.as_json()["hidden_gold"] == {"alike": 2, "otherwise": 2}


def test_its_sums_are_those_of_its_files(store: Store, tmp_path: Path) -> None:
    set_tag(store, "v1.0", by=ROSA)
    report = made(store, tmp_path / "out")
    held = every(tmp_path / "out")
    rows = (line.split("  ") for line in held["SHA256SUMS"].decode().splitlines())
    told = {name: one for one, name in rows}
    assert told == {name: hashlib.sha256(one).hexdigest() for name, one in held.items() if name != "SHA256SUMS"}
    assert sorted(report.files) == sorted(held)


def test_what_is_in_it_is_told_apart(store: Store, tmp_path: Path) -> None:
    set_tag(store, "v1.0", by=ROSA)
    report = made(store, tmp_path / "out", split=Ratio((60, 40)))
    facts, keys = report.facts, keys_of(store)
    assert (dict(facts.kinds), dict(facts.left_out)) == (
        {"adjudicated": 2, "agreed": 1, "single": 3},
        {"several": 1, "skipped": 1, "open": 3},
    )
    rows = list(csv.DictReader((tmp_path / "out" / "splits.csv").open(encoding="utf-8")))
    assert [(row["article"], row["kind"], row["layer"]) for row in rows] == [
        *((key, "adjudicated", GOLD) for key in keys[:2]),
        *((key, "single", ANA) for key in keys[3:6]),
        (keys[10], "agreed", f"{ANA}, {BEN}"),
    ]
    lines = [
        json.loads(line)
        for path in sorted((tmp_path / "out" / "gold" / "jsonl").glob("*.jsonl"))
        for line in path.read_text(encoding="utf-8").splitlines()
    ]
    assert {line["_annotator_id"] for line in lines} == {GOLD, ANA}
    assert len(lines) == 6
    assert sorted(path.name for path in (tmp_path / "out" / "layers").iterdir()) == [f"{ANA}.jsonl", f"{BEN}.jsonl"]
    card = (tmp_path / "out" / "DATACARD.md").read_text(encoding="utf-8")
    for said in ("Adjudicated (a reviewer has approved it): 2 articles", "- 3 finished by nobody", "own \\| words",
                 f"| {ANA}, {BEN} | 4 | 5 / 8 | 0.769 |", "| brat | meta | 2 |", "cc-by-4.0"):  # fmt: skip
        assert said in card
    assert "pair more" not in card
    assert (tmp_path / "out" / "README.md").read_text(encoding="utf-8") == card
    assert "People; rosalinde knows." in (tmp_path / "out" / "GUIDELINES.md").read_text(encoding="utf-8")


def test_the_project_in_it_is_sound_and_exports_what_the_tag_does(store: Store, tmp_path: Path) -> None:
    set_tag(store, "v1.0", by=ROSA)
    export(store, ExportOptions(out=tmp_path / "now.jsonl", layer="all", status="any", at="v1.0"))
    made(store, tmp_path / "out")
    with Store.open(tmp_path / "out" / "news.db") as there:
        assert check_up(there).problems == []
        for at in ("", "v1.0"):
            export(there, ExportOptions(out=tmp_path / "then.jsonl", layer="all", status="any", at=at))
            assert (tmp_path / "then.jsonl").read_bytes() == (tmp_path / "now.jsonl").read_bytes()


def test_no_name_is_in_any_byte_where_it_is_anonymous(store: Store, tmp_path: Path) -> None:
    rename(store, renaming_of(store, BEN, "benjamin"))
    set_tag(store, "v1.0", by=ROSA, note=f"Thanks to {ANA}.")
    carry_out(store, changing(store, "ORG", description="Firms."), by="leonhard", why="said leonhard")
    act(store, keys_of(store)[1], BEN.replace("edikt", "jamin"), Commented("Leonhard?"))
    set_tag(store, "v1.1", by=ROSA)
    report = made(store, tmp_path / "out", "v1.1", anonymous=True)
    found = re.compile(f"(?i){ANA}|{BEN}|benjamin|leonhard|{ROSA}(?!s)".encode())
    held = every(tmp_path / "out")
    assert {name for name, one in held.items() if found.search(name.encode() + one)} == set()
    assert b"A1" in held["news.db"]
    assert {"layers/A1.jsonl", "layers/A2.jsonl"} <= held.keys()
    assert (report.names, +report.replaced) == (
        [], {"comment": 2, "meta": 1, "guideline": 1, "history": 1, "why": 2},
    )  # fmt: skip
    assert "Names were replaced by them in: comments and returns 2" in held["DATACARD.md"].decode()
    with Store.open(tmp_path / "out" / "news.db") as there:
        assert check_up(there).problems == []


def test_names_in_articles_are_told_and_left(store: Store, tmp_path: Path) -> None:
    text = f"Says {ANA}: yes.\n{BEN}ine was there."
    finish(store, put(store, text), {ANA: []})
    set_tag(store, "v1.0", by=ROSA)
    report = made(store, tmp_path / "out", anonymous=True)
    assert dict(report.facts.named) == {"text": 1, "title": 1}
    finish(store, keys_of(store)[9], {"dora": []})
    set_tag(store, "v1.1", by=ROSA)
    made(store, tmp_path / "more", "v1.1")
    card = (tmp_path / "more" / "DATACARD.md").read_text(encoding="utf-8")
    assert "3 pairs more finished no article both." in card
    assert json.loads(json.dumps(report.as_json()))["names_in_articles"] == {"text": 1, "title": 1}
    assert made(store, tmp_path / "named").names == [ANA, BEN, GOLD][:2]


def test_what_changed_is_told_under_the_names_of_then(store: Store, tmp_path: Path) -> None:
    set_tag(store, "v0.9", by=ROSA)
    act(store, keys_of(store)[0], GOLD, Reopened(), Removed(Span(9, 13, "LOC")), Added(Span(6, 13, "LOC")), Approved())
    finish(store, keys_of(store)[7], {BEN: [Span(0, 5, "PER")]})
    carry_out(store, renaming(store, "LOC", "PLACE"), by=ROSA)
    set_tag(store, "v1.0", by=ROSA)
    finish(store, put(store, "Later, in Oslo."), {"cemalettin": [Span(10, 14, "PLACE")]})
    carry_out(store, renaming(store, "PLACE", "LATER"), by=ROSA)
    assert made(store, tmp_path / "out").since == "v0.9"
    told = (tmp_path / "out" / "CHANGES.md").read_text(encoding="utf-8")
    for said in ("# Changes from v0.9 to v1.0", "Only in v1.0: 1 article with 1 span.", "- LOC is called PLACE.",
                 "| resized | PLACE | PLACE | 1 |", "| resized | 9-13 → 6-13 | PLACE | in Rome |"):  # fmt: skip
        assert said in told
    made(store, tmp_path / "first", "v0.9")
    assert "the first release" in (tmp_path / "first" / "CHANGES.md").read_text(encoding="utf-8")
    made(store, tmp_path / "chosen", "v0.9", since="v1.0")
    assert "from v1.0 to v0.9" in (tmp_path / "chosen" / "CHANGES.md").read_text(encoding="utf-8")


def test_licences_are_told_by_source_and_of_addresses_by_site(store: Store, tmp_path: Path) -> None:
    sources = ["https://a.example/1", "https://a.example/2", "wire", "http://[x", ""]
    with store.write() as conn:
        for key, source in zip(keys_of(store), sources, strict=False):
            conn.execute("UPDATE articles SET source = ? WHERE key = ?", (source, key))
    set_tag(store, "v1.0", by=ROSA)
    facts = made(store, tmp_path / "out").facts
    assert {source: dict(some.counts()) for source, some in facts.licences.items()} == {
        "a.example": {"CC-BY-4.0": 1, "": 1},
        "http://[x": {"own | words": 1},
        "": {"": 3},
    }


def test_nothing_is_left_where_it_cannot_be(store: Store, tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="no tag 'v1'"):
        made(store, tmp_path / "out", "v1")
    set_tag(store, "v1.0", by=ROSA)
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").touch()
    (tmp_path / "file").touch()
    for name, said in (("full", "is not empty"), ("file", "is a file")):
        with pytest.raises(WrongUsage, match=said):
            made(store, tmp_path / name)
    with pytest.raises(NoSuchPlugin):
        made(store, tmp_path / "out", formats=["x"])
    with pytest.raises(WrongUsage, match=r"No article has 'meta\.x'"):
        made(store, tmp_path / "out", stratify="meta.x")

    def stop(done: int, _of: int) -> None:
        if done > 30:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        release(store, ReleaseOptions("v1.0", tmp_path / "out"), progress=stop)
    with project(tmp_path / "empty.db") as empty:
        put(empty, "Nobody was here.")
        set_tag(empty, "v1.0", by="x")
        with pytest.raises(AnnotatorError, match="nothing was finished that can be released"):
            made(empty, tmp_path / "out")
    if os.getuid():
        (tmp_path / "locked").mkdir(mode=0o500)
        with pytest.raises(AnnotatorError, match="cannot be written"):
            made(store, tmp_path / "locked" / "out")
    assert {path.name for path in tmp_path.iterdir()} - {"locked", "lead", "empty.db"} == {"full", "file"}
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["mine"]


def test_a_tag_of_no_time_is_released(store: Store, tmp_path: Path) -> None:
    set_tag(store, "v1.0", by=ROSA)
    with store.write() as conn:
        conn.execute("UPDATE tags SET at = 'soon'")
    assert (made(store, tmp_path / "out").folder / "SHA256SUMS").exists()


def test_progress_ends_when_all_is_done(store: Store, tmp_path: Path) -> None:
    set_tag(store, "v1.0", by=ROSA)
    told: list[tuple[int, int]] = []
    release(store, ReleaseOptions("v1.0", tmp_path / "out"), progress=lambda *one: told.append(one))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > told[-2][0]
    assert len({of for _, of in told}) == 1
    assert told[0][0] < told[0][1] / 4
    assert told[-2][0] > told[-2][1] / 3
