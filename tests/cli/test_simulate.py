"""`annotator simulate`: its rows, and what is said of its columns."""

from __future__ import annotations

import json
from pathlib import Path

from support.commands import Run

GERMAN = "reist am Montag mit ihrer Schwester nach Dänemark und kommt erst nach einer Woche wieder nach Hause."


def test_the_rows_begin_by_hand_and_end_with_one_y_and_the_columns_are_explained(run: Run, tmp_path: Path) -> None:
    patterns, gold, scheme = (tmp_path / name for name in ("p.jsonl", "gold.jsonl", "s.toml"))
    patterns.write_text(json.dumps({"label": "LOC", "pattern": "Bergen"}), encoding="utf-8")
    row = {"text": "Storm hits Bergen", "spans": [{"start": 11, "end": 17, "label": "LOC"}]}
    gold.write_text(json.dumps(row), encoding="utf-8")
    scheme.write_text('accept_at = 0.7\n[[label]]\nname = "LOC"\n', encoding="utf-8")
    asked = ("simulate", str(gold), "--scheme", str(scheme), "--patterns", str(patterns))
    said = run(*asked).stdout
    by_hand, model = said.splitlines()[2:4]
    assert by_hand.split() == ["by", "hand", "0", "0", "0", "0", "0", "1", "1.000", "4.000", "4.000", "0.000"]
    assert model.split() == ["model", "1", "0", "0", "0", "0", "0", "0.000", "1.000", "1.000", "1.000"]
    assert "keys, auto  the same, where confirmed strings accept themselves (auto_accept)" in said
    assert "accept_at, 0.70; a wrong one costs 2 keys" in said
    assert [*json.loads(run(*asked, "--json").stdout)["runs"]][::6] == ["by hand", "full+y"]


def test_what_is_refused_or_left_out_is_said_beside_the_figures(run: Run, tmp_path: Path) -> None:
    patterns, gold, scheme = (tmp_path / name for name in ("p.jsonl", "gold.jsonl", "s.toml"))
    patterns.write_text(json.dumps({"label": "LOC", "pattern": "Bergen"}), encoding="utf-8")
    scheme.write_text('[[label]]\nname = "LOC"\n', encoding="utf-8")
    spans = [(11, 17, "LOC"), (0, 5, "EVENT"), (11, 99, "LOC")]
    rows = [
        {"text": text, "spans": [{"start": start, "end": end, "label": label} for start, end, label in some]}
        for text, some in (("Storm hits Bergen", spans[:2]), ("Storms hit Bergen", spans))
    ]
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    done = run("simulate", str(gold), "--scheme", str(scheme), "--patterns", str(patterns), code=1)
    assert done.stdout.startswith(
        "1 article, 1 gold span.\nNot in these figures, as said above: 1 refused, 1 gold span.\n"
    )
    assert "gold.jsonl:2: The span 11-99 'LOC' ends outside the text" in done.stderr
    assert "1 gold span left out, because no label of the scheme means it." in done.stderr


def test_what_a_reader_has_to_say_of_the_gold_is_said(run: Run, tmp_path: Path) -> None:
    gold = tmp_path / "gold.conll"
    gold.write_bytes("Storm O\nhits O\nMalmö B-LOC\nnär O\nåska O\n".encode("latin-1"))
    (tmp_path / "p.jsonl").write_text(json.dumps({"label": "LOC", "pattern": "Bergen"}), encoding="utf-8")
    done = run("simulate", str(gold), "--patterns", str(tmp_path / "p.jsonl"))
    assert f"{gold}: " in done.stderr


def test_each_article_is_read_by_what_is_for_its_language(run: Run, tmp_path: Path) -> None:
    gold, scheme = tmp_path / "gold.jsonl", tmp_path / "s.toml"
    rows = [
        {
            "text": "Anna Müller reist nach Dänemark.",
            "language": "de",
            "spans": [{"start": 0, "end": 11, "label": "PER"}],
        },
        {"text": "Qo'noS 'oH juHqo'.", "language": "tlh", "spans": []},
    ]
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    scheme.write_text('[[label]]\nname = "PER"\n', encoding="utf-8")
    done = run("simulate", str(gold), "--scheme", str(scheme))
    assert "1 article in German was read by lists of names. No model for German is known here" in done.stderr
    assert "1 article in Klingon was passed over" in done.stderr
    assert done.stdout.splitlines()[3].split()[:2] == ["model", "1"]
    (tmp_path / "none.toml").write_text("name_lists = false\n", encoding="utf-8")
    off = run("simulate", str(gold), "--scheme", str(scheme))
    assert "2 articles in German, Klingon were passed over" in off.stderr


def test_a_scheme_with_claims_is_priced_task_by_task(run: Run, tmp_path: Path) -> None:
    text = "Ada Berg leads Norland Rail. Berg is from Norland."
    spans = [(0, 8, "PERSON"), (15, 27, "ORG"), (29, 33, "PERSON")]
    record = {
        "text": text,
        "spans": [{"start": start, "end": end, "label": label} for start, end, label in spans],
        "relations": [{"head_span": {"start": 0, "end": 8, "label": "PERSON"}, "label": "head_of",
                       "child_span": {"start": 15, "end": 27, "label": "ORG"}}],
        "entities": [{"id": "e1", "mentions": [{"start": 0, "end": 8, "label": "PERSON"},
                                               {"start": 29, "end": 33, "label": "PERSON"}]}],
    }  # fmt: skip
    gold = tmp_path / "gold.jsonl"
    gold.write_text(json.dumps(record) + "\n", encoding="utf-8")
    scheme = tmp_path / "scheme.toml"
    labels = "".join(f'[[label]]\nname = "{name}"\n' for name in ("PERSON", "ORG"))
    scheme.write_text(f'{labels}[[relation]]\nname = "head_of"\n[entities]\n', encoding="utf-8")
    said = run("simulate", str(gold), "--scheme", str(scheme), "--patterns", str(_no_patterns(tmp_path)))
    assert "Claims, with the spans given" in said.stdout
    assert "set aside" not in said.stderr
    found = json.loads(run("simulate", str(gold), "--scheme", str(scheme), "--json", "--patterns",
                           str(_no_patterns(tmp_path))).stdout)["claims"]  # fmt: skip
    assert found["same"]["keys"] == 1
    assert (found["ties"]["items"], found["ties"]["keys"]) == (1, 3)


def _no_patterns(folder: Path) -> Path:
    path = folder / "none.jsonl"
    path.write_text('{"label": "ORG", "pattern": "Nobody"}\n', encoding="utf-8")
    return path
