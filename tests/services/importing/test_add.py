"""What `add` does with good files, bad files, names, labels and files it has seen before."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.blank import blank

from annotator.domain.article import article_key
from annotator.domain.default_scheme import DEFAULT_SCHEME
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.errors import PluginError, WrongUsage
from annotator.services.importing import batch, store_article
from annotator.services.importing.add import AddOptions, AddReport, add
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store

TEXT = "Ana met 😀 Zoë in São Miguel."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with blank(tmp_path / "news.db") as opened:
        yield opened


def jsonl(folder: Path, *records: Any, name: str = "in.jsonl") -> str:
    path = folder / name
    lines = [record if isinstance(record, str) else json.dumps(record, ensure_ascii=False) for record in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return str(path)


def span(quote: str, label: str, text: str = TEXT) -> dict[str, Any]:
    start = text.index(quote)
    return {"start": start, "end": start + len(quote), "label": label, "text": quote}


def put(store: Store, *sources: str, **options: Any) -> AddReport:
    return add(store, sources, AddOptions(**options))


def held(store: Store, layer: str, text: str = TEXT) -> list[Span]:
    return list(store.layer(article_key(text), layer).layer.spans)


def test_lines_are_articles_where_there_is_plain_text(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One.\n\nTwo.\nOne.\n", encoding="utf-8")
    report = put(store, str(tmp_path / "a.txt"), jsonl(tmp_path, {"text": TEXT}), lines=True)
    assert (report.added, report.known) == (3, 1)
    with pytest.raises(WrongUsage, match="--lines"):
        put(store, str(tmp_path / "in.jsonl"), lines=True)


def test_a_text_keeps_its_bytes_and_names_its_title(store: Store, tmp_path: Path) -> None:
    text = "\r\n  A title \r\n\r\nBody.\n\nBy Ana Ruiz\n"
    (tmp_path / "a.txt").write_bytes(text.encode())
    report = put(store, str(tmp_path / "a.txt"))
    article = store.article(article_key(text))
    assert (report.added, report.known, report.refused) == (1, 0, [])
    assert (article.text, article.title, article.byline) == (text, "A title", "By Ana Ruiz")


def test_the_same_text_twice_is_one_article(store: Store, tmp_path: Path) -> None:
    source = jsonl(tmp_path, {"text": TEXT}, {"text": TEXT}, {"text": "Other."})
    assert (put(store, source).added, put(store, source).known) == (2, 3)


def test_spans_of_nobody_are_suggestions_and_of_somebody_a_layer(store: Store, tmp_path: Path) -> None:
    source = jsonl(tmp_path, {"text": TEXT, "spans": [span("Zoë", "PERSON")]})
    report = put(store, source)
    assert (report.suggestions, report.layers) == (1, {})
    assert [one.source for one in store.suggestions(article_key(TEXT))] == ["import"]
    report = put(store, source, as_name="ana")
    assert report.layers == {"ana": 1}
    state = store.layer(article_key(TEXT), "ana").layer
    assert list(state.spans) == [Span(10, 13, "PERSON")]
    assert state.status == "finished"
    assert store.last_step("ana") is None


def test_the_same_layer_twice_changes_nothing(store: Store, tmp_path: Path) -> None:
    source = jsonl(tmp_path, {"text": TEXT, "spans": [span("Zoë", "PERSON")], "rejected": [span("Ana", "ORG")]})
    for expected in ({"ana": 1}, {}):
        assert put(store, source, as_name="ana").layers == expected
    assert len(store.decisions(article_key(TEXT), "ana")) == 3


def test_a_known_article_takes_further_layers(store: Store, tmp_path: Path) -> None:
    put(store, jsonl(tmp_path, {"text": TEXT}))
    report = put(store, jsonl(tmp_path, {"text": TEXT, "annotations": {"a": [span("Zoë", "PERSON")], "b": []}}))
    assert (report.known, report.layers) == (1, {"a": 1, "b": 1})
    assert store.layers_of(article_key(TEXT)) == ["a", "b"]


@pytest.mark.parametrize(
    ("record", "options", "layers"),
    [
        ({"_annotator_id": "x", "spans": []}, {"as_name": "ana"}, {"ana": 1}),
        ({"_annotator_id": "x", "spans": []}, {}, {"x": 1}),
        ({"annotations": {"x": [], "y": []}}, {"as_name": "ana"}, {"x": 1, "y": 1}),
        ({"annotations": {"x": [], "y": []}, "entities": []}, {"as_name": "ana"}, {"x": 1, "y": 1, "ana": 1}),
        ({"annotations": {"x": [], "y": []}}, {"renames": {"x": "ana"}}, {"ana": 1, "y": 1}),
    ],
)
def test_whose_a_layer_is(
    store: Store, tmp_path: Path, record: dict[str, Any], options: dict[str, Any], layers: dict[str, int]
) -> None:
    assert put(store, jsonl(tmp_path, {"text": TEXT, **record}), **options).layers == layers


def test_unfinished_layers_stay_open_and_gold_is_approved(store: Store, tmp_path: Path) -> None:
    source = jsonl(tmp_path, {"text": TEXT, "spans": [span("Zoë", "PERSON")]})
    put(store, source, as_name="ana", unfinished=True)
    put(store, source, as_name="gold")
    key = article_key(TEXT)
    assert store.layer(key, "ana").layer.status == "open"
    assert store.layer(key, "gold").layer.status == "approved"


def test_a_new_label_is_added_with_a_free_key_and_said(store: Store, tmp_path: Path) -> None:
    source = jsonl(tmp_path, {"text": TEXT, "spans": [span("Zoë", "WIZARD")], "cats": {"magic": 1.0}})
    report = put(store, source, as_name="ana")
    label, article_label = store.scheme().label("WIZARD"), store.scheme().label("magic")
    assert report.labels == ["WIZARD", "magic"]
    assert label and label.key and label.kind == "span"
    assert article_label and article_label.kind == "article"


def test_in_a_new_project_the_labels_of_the_file_stand_alone(store: Store, tmp_path: Path) -> None:
    first = {"text": TEXT, "spans": [span("Zoë", "ORG"), span("Ana", "PER")]}
    other = {"text": "Rome", "cats": {"news": 1.0}}
    report = put(store, jsonl(tmp_path, first, other), as_name="ana")
    assert [label.name for label in store.scheme().labels] == ["ORG", "PER", "news"]
    assert store.scheme().known("ORG").description
    assert "17 labels that a new project begins with gave way to those that came along." in report.notices
    report = put(store, jsonl(tmp_path, {"text": "Oslo", "spans": [span("Oslo", "GPE", "Oslo")]}), as_name="ana")
    assert [label.name for label in store.scheme().labels] == ["ORG", "PER", "news", "GPE"]
    assert report.notices == []


@pytest.mark.parametrize("record", [{"spans": [span("Zoë", "ORG")]}, {"cats": {"news": 1.0}}, {}])
def test_labels_of_a_new_project_stay_where_no_other_ones_of_spans_come(
    store: Store, tmp_path: Path, record: dict[str, Any]
) -> None:
    put(store, jsonl(tmp_path, {"text": TEXT, **record}), as_name="ana")
    assert {label.name for label in DEFAULT_SCHEME.labels} <= set(store.scheme().names())


def test_labels_of_a_project_at_work_stay(store: Store, tmp_path: Path) -> None:
    put(store, jsonl(tmp_path, {"text": "Rome"}))
    put(store, jsonl(tmp_path, {"text": TEXT, "spans": [span("Zoë", "WIZARD")]}), as_name="ana")
    assert len(store.scheme().labels) == len(DEFAULT_SCHEME.labels) + 1


def test_known_labels_refuses_others_and_leaves_the_scheme_alone(store: Store, tmp_path: Path) -> None:
    source = jsonl(tmp_path, {"text": TEXT, "spans": [span("Zoë", "WIZARD")]})
    report = put(store, source, as_name="ana", known_labels=True)
    assert (report.added, len(report.refused)) == (0, 1)
    assert "WIZARD" in report.refused[0].reason
    assert store.scheme().label("WIZARD") is None


def test_a_closed_scheme_refuses_other_labels_too(store: Store, tmp_path: Path) -> None:
    save_scheme(store, Scheme((Label("ORG", "O"),), closed=True))
    report = put(store, jsonl(tmp_path, {"text": TEXT, "spans": [span("Zoë", "WIZARD")]}), as_name="ana")
    assert report.added == 0
    assert report.refused[0].reason.endswith("It is closed: `annotator labels add` makes a label.")


def test_a_label_that_the_scheme_names_under_from_is_taken_as_that(store: Store, tmp_path: Path) -> None:
    save_scheme(store, Scheme((Label("LOC", "L", from_=("GPE", "LOC")),)))
    report = put(store, jsonl(tmp_path, {"text": TEXT, "spans": [span("São Miguel", "GPE")]}), as_name="ana")
    assert [one.label for one in held(store, "ana")] == ["LOC"]
    assert any("'GPE' was taken as 'LOC'" in notice for notice in report.notices)


def test_overlapping_spans_refuse_the_article_and_name_both(store: Store, tmp_path: Path) -> None:
    inner = jsonl(tmp_path, {"text": TEXT, "spans": [span("São Miguel", "GPE"), span("Miguel", "MARTIAN")]})
    report = put(store, inner, as_name="ana")
    assert report.added == 0
    reason = str(report.refused[0])
    assert f"{inner}:1: " in reason
    for part in ("'São Miguel'", "'Miguel'", "`annotator labels overlap nested`"):
        assert part in reason
    assert store.scheme().label("MARTIAN") is None
    assert put(store, inner).suggestions == 2


def test_a_layer_that_clashes_with_what_is_there_is_refused(store: Store, tmp_path: Path) -> None:
    put(store, jsonl(tmp_path, {"text": TEXT, "spans": [span("São Miguel", "GPE")]}), as_name="ana")
    report = put(store, jsonl(tmp_path, {"text": TEXT, "spans": [span("Miguel", "PERSON")]}), as_name="ana")
    assert len(report.refused) == 1
    assert held(store, "ana") == [Span(17, 27, "GPE")]


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"text": TEXT, "spans": [{"start": 2, "end": 99, "label": "A"}]}, "ends outside the text"),
        ({"text": TEXT, "spans": [{"start": 5, "end": 3, "label": "A"}]}, "end after its start"),
        ({"text": TEXT, "spans": [{"start": 0, "end": 3, "label": "A", "text": "Bob"}]}, "'Ana' stands there"),
        ({"text": TEXT, "spans": [{"start": 0.5, "end": 3, "label": "A"}]}, "whole numbers"),
        ({"text": TEXT, "spans": [{"start": 0, "end": 3, "label": " "}]}, "label"),
        ({"text": TEXT, "spans": [{"start": 0, "end": 3, "label": "\ud800"}]}, "surrogate"),
        ({"text": "\ud800x"}, "surrogate"),
        ({"text": " \n "}, "blank"),
        ({"text": 3}, '"text"'),
        ('{"text": "x", "score": NaN}', "column 24"),
        ('{"text": "x", "score": 1e999}', "too large"),
        ('{"text": ', "column 10"),
        ("[" * 100_000, "nested too deep"),
        ('{"text": "x", "meta": ' + "[" * 200 + "]" * 200 + "}", "deep"),
        ('{"text": "x", "n": ' + "9" * 5000 + "}", "too long"),
    ],
)
def test_a_bad_line_is_refused_with_file_line_and_reason(store: Store, tmp_path: Path, bad: Any, said: str) -> None:
    bad = bad if isinstance(bad, str) else json.dumps(bad)
    source = jsonl(tmp_path, {"text": "First."}, bad, {"text": "Third."})
    report = put(store, source, as_name="ana")
    assert report.added == 2
    assert [(one.file, one.line) for one in report.refused] == [(source, 2)]
    assert said in report.refused[0].reason


def test_utf16_offsets_are_recognised_or_offered_and_taken(store: Store, tmp_path: Path) -> None:
    source = jsonl(tmp_path, {"text": TEXT, "spans": [{"start": 11, "end": 14, "label": "PERSON", "text": "Zoë"}]})
    assert "--offsets utf16" in put(store, source, as_name="ana", offsets="code").refused[0].reason
    assert put(store, source, as_name="ana", offsets="utf16").refused == []
    assert held(store, "ana") == [Span(10, 13, "PERSON")]
    (told,) = put(store, source, as_name="ben").notices
    assert "count UTF-16 units" in told
    assert held(store, "ana") == [Span(10, 13, "PERSON")]


@pytest.mark.parametrize(
    ("data", "added", "said"),
    [
        ("Grüße".encode("utf-8-sig"), 1, ""),
        ("Grüße 😀".encode("utf-16"), 1, ""),
        ("Grüße aus Köln, sagte sie leise und ging.".encode("cp1252"), 1, "Windows-1252"),
        ("Совет города вчера принял новый план, сказала мэр.".encode("koi8-r"), 1, "koi8_r"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\xff\xfe\x81", 0, "This is a picture"),
        (b"abc\x01\x02\x03", 0, "binary"),
        (b"a text with a NUL\x00 is a text", 1, ""),
        (b"", 0, "blank"),
    ],
)
def test_encodings_are_told_or_the_file_is_refused(
    store: Store, tmp_path: Path, data: bytes, added: int, said: str
) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    report = put(store, str(tmp_path / "a.txt"))
    assert report.added == added
    assert said in " ".join([*map(str, report.refused), *report.notices])


def test_folders_globs_and_standard_input(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / ".hidden.txt").write_text("Hidden.")
    (folder / "a.txt").write_text("A.")
    (folder / "deep" / "b.md").write_text("# B\n\nText.")
    (folder / "deep" / "c.png").write_bytes(b"\x89PNG")
    report = put(store, str(folder))
    assert (report.added, report.refused) == (2, [])
    assert "c.png" in report.notices[0]
    assert put(store, str(folder / "*" / "*.md")).known == 1
    stdin = io.BytesIO(json.dumps({"text": "From a pipe."}).encode())
    assert add(store, ["-"], AddOptions(), stdin=stdin).added == 1
    assert put(store, str(folder / "nothing*")).refused[0].reason == "There is no such file."


def test_a_file_that_belongs_to_another_is_no_article(store: Store, tmp_path: Path) -> None:
    (tmp_path / "doc.txt").write_text(TEXT)
    (tmp_path / "doc.ann").write_text("T1\tPERSON 10 13\tZoë\n")
    report = put(store, str(tmp_path), as_name="ana")
    assert (report.added, report.layers) == (1, {"ana": 1})


def test_articles_keep_the_order_of_the_file(store: Store, tmp_path: Path) -> None:
    texts = [f"Article {number}." for number in range(50)]
    put(store, jsonl(tmp_path, *({"text": text} for text in texts)))
    rows = store.conn.execute("SELECT key FROM articles ORDER BY added, key").fetchall()
    assert [row[0] for row in rows] == [article_key(text) for text in texts]


def test_an_add_that_was_killed_goes_on_where_it_stood(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = jsonl(tmp_path, *({"text": f"Article {number}.", "spans": []} for number in range(30)))
    monkeypatch.setattr(batch, "_FULL", 40)  # ten articles that are finished
    whole = store_article.store_arrival

    def dying(*arguments: Any, **named: Any) -> Any:
        if arguments[1].found_at[1] == 25:
            raise KeyboardInterrupt
        return whole(*arguments, **named)

    with monkeypatch.context() as patch:
        patch.setattr(batch, "store_arrival", dying)
        with pytest.raises(KeyboardInterrupt):
            put(store, source, as_name="ana")
    with Store.open(store.path) as again:
        report = put(again, source, as_name="ana")
    assert (report.added, report.known, report.layers) == (10, 20, {"ana": 10})


def test_what_nobody_is_named_for_is_left_out_and_said(store: Store, tmp_path: Path) -> None:
    source = jsonl(tmp_path, {"text": TEXT, "cats": {"sport": 1.0}})
    assert "--as NAME" in put(store, source).notices[0]
    assert put(store, source, as_name="ana").layers == {"ana": 1}
    assert store.layer(article_key(TEXT), "ana").layer.cats == {"sport": True}


def test_a_flag_that_nobody_is_named_for_is_said_too(store: Store, tmp_path: Path) -> None:
    source = jsonl(tmp_path, {"text": TEXT, "flagged": True, "answer": "accept", "_view_id": "ner_manual"})
    assert "--as NAME" in put(store, source).notices[0]


@pytest.mark.parametrize(("name", "content"), [("a.conll", ""), ("a.csv", "text,label\n"), ("a.tsv", "text\tlabel\n")])
def test_a_file_without_an_article_is_refused(store: Store, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    (refused,) = put(store, str(tmp_path / name)).refused
    assert refused.reason == "There is no article in it."


def test_a_broken_table_is_refused(store: Store, tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"PAR1 and so on PAR1")
    (refused,) = put(store, str(tmp_path / "a.parquet")).refused
    assert "This table cannot be read" in refused.reason


def test_a_format_that_is_not_there_names_those_that_are(store: Store, tmp_path: Path) -> None:
    with pytest.raises(PluginError, match="jsonl"):
        put(store, jsonl(tmp_path, {"text": TEXT}), format="word")
    with pytest.raises(PluginError, match=r"written but not read\..* Those that can be read: bioc.*webanno_tsv"):
        put(store, jsonl(tmp_path, {"text": TEXT}), format="webannotation")


def test_an_article_that_stands_twice_in_a_file_has_the_spans_of_both(store: Store, tmp_path: Path) -> None:
    one, two = ({"start": start, "end": start + 3, "label": "PERSON"} for start in (0, 4))
    rows = [{"text": "Ana Zoë.", "_annotator_id": "ana", "spans": spans} for spans in ([one], [one, two])]
    report = put(store, jsonl(tmp_path, *rows), unfinished=True)
    assert (report.added, report.known, report.refused) == (1, 1, [])
    assert list(store.layer(article_key("Ana Zoë."), "ana").layer.held) == [Span(0, 3, "PERSON"), Span(4, 7, "PERSON")]
    assert len(store.decisions(article_key("Ana Zoë."), "ana")) == 2


CLAIMS = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Claim|kind|polarity


#Text=Ana met Bo.
1-1\t0-3\tAna\tfact\tneg\t
1-2\t4-7\tmet\t_\t_\t
1-3\t8-11\tBo.\tclaim\tpos\t
"""


@pytest.mark.parametrize(("settings", "labels"), [({}, ["fact", "claim"]), ({"label": "polarity"}, ["neg", "pos"])])
def test_the_feature_that_is_the_label_may_be_said(
    store: Store, tmp_path: Path, settings: dict[str, str], labels: list[str]
) -> None:
    (tmp_path / "claims.tsv").write_text(CLAIMS, encoding="utf-8")
    report = put(store, str(tmp_path / "claims.tsv"), as_name="ana", settings=settings)
    assert [one.label for one in held(store, "ana", "Ana met Bo.")] == labels
    assert report.claims.taken == {"values of polarity" if not settings else "values of kind": 2}
    assert not report.set_aside


@pytest.mark.parametrize("name", ["claims.tsv", "plain.txt"])
def test_a_setting_that_no_format_of_the_sources_has_is_wrong_usage(store: Store, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(CLAIMS if name == "claims.tsv" else "Ana.", encoding="utf-8")
    with pytest.raises(WrongUsage, match="no setting 'lable'"):
        put(store, str(tmp_path / name), settings={"lable": "kind"})
