from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.blank import blank
from support.projects import at_work
from support.projects import project as small_project
from support.revisions import NEW, OLD, small
from support.teams import act, finish, project, put

from annotator.cli._main import annotator
from annotator.domain.decisions import GOLD, Added, Finished, Noted, Removed, Reopened, Returned, Skipped
from annotator.domain.scheme import Group
from annotator.domain.span import Span
from annotator.errors import AnnotatorError, WrongUsage
from annotator.services.importing.add import AddOptions, add
from annotator.services.reporting.agreement import agree
from annotator.services.reporting.agreement_csv import as_csv
from annotator.services.reporting.dashboard import dashboard
from annotator.services.reporting.html_dashboard import page
from annotator.services.reporting.views import disagreements
from annotator.services.reviewing.session import ReviewSession
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.tui.lines.dashboard_lines import agreement

TEXT = "Ada met Bob-Li at Acme ."
ADA, BOB, ACME = Span(0, 3, "PER"), Span(8, 11, "PER"), Span(18, 22, "ORG")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with project(tmp_path / "team.db") as opened:
        yield opened


def test_only_what_both_have_finished_counts(store: Store) -> None:
    first, second, third = put(store, TEXT), put(store, f"{TEXT} Again ."), put(store, "Nothing .")
    finish(store, first, {"ana": [ADA, BOB], "ben": [ADA]})
    finish(store, second, {"ana": [ADA]})
    act(store, second, "ben", Added(ACME))
    act(store, third, "ana", Skipped())
    finish(store, third, {"ben": []})
    found = agree(store)
    (pair,) = found["pairs"]
    assert (pair["a"], pair["b"], pair["articles"], pair["spans_a"], pair["spans_b"]) == ("ana", "ben", 1, 2, 1)
    assert [row["article"] for row in found["by_article"]] == [first]
    assert [(key, conflict.kind, conflict.spans) for key, _, conflict in disagreements(store, "ana", "ben")] == [
        (first, "missed", (BOB,))
    ]


def test_as_first_finished_figures_stay_whatever_is_corrected_and_what_is_left_out_is_said(store: Store) -> None:
    keys = [put(store, f"{TEXT} {number}") for number in range(4)]
    for key in keys:
        finish(store, key, {"ana": [ADA, BOB], "ben": [ADA]})
    before = agree(store)["pairs"][0]
    assert (before["f1_exact"], before["left_out"]) == (pytest.approx(2 / 3), {})
    act(store, keys[0], "ben", Returned("One is missing."))
    act(store, keys[1], "ben", Returned("Here, too."))
    act(store, keys[1], "ben", Added(BOB), Finished())
    act(store, keys[2], "ana", Reopened(), Removed(BOB))
    now, first = agree(store)["pairs"][0], agree(store, first=True)["pairs"][0]
    assert (now["articles"], now["left_out"]) == (2, {"returned": 1, "re-opened": 1})
    assert now["f1_exact"] != before["f1_exact"]
    assert first == before
    assert dashboard(store).left_out == {"returned": 1, "re-opened": 1}
    assert "Left out since they were finished: re-opened 1, returned 1." in page(dashboard(store))
    told = CliRunner().invoke(annotator, ["-p", str(store.path), "agree"])
    assert (
        "Left out, though both have finished them once: re-opened 1, returned 1. `annotator agree --first`"
        in told.stderr
    )
    told = CliRunner().invoke(annotator, ["-p", str(store.path), "agree", "--first"])
    assert told.stdout.startswith("As first finished, under the present names of labels.\n")
    assert told.stderr == ""


def test_what_was_finished_first_is_what_was_not_undone(tmp_path: Path) -> None:
    store, key = small_project(tmp_path / "p.db")
    with store:
        for name in ("ana", "ben"):
            session = at_work(store, key, name)
            session.finish("accept")
        session.undo()
        session.finish("reject")
        session.undo()
        session.undo(redo=True)
        (pair,) = agree(store, first=True)["pairs"]
        assert (pair["spans_a"], pair["spans_b"]) == (4, 0)
        session.reopen()
        session.undo()
        assert agree(store)["pairs"][0]["left_out"] == {}
        session.reopen()
        with pytest.raises(AnnotatorError, match="compared by `annotator agree --first`"):
            agree(store)


def test_article_labels_have_kappa_and_alpha_on_what_both_answered(store: Store) -> None:
    said = [("GLAD", "GLAD"), ("GLAD", "SAD"), ("SAD", "SAD"), ("SAD", "SAD"), ("GLAD", "")]
    scheme = store.scheme().with_label("GLAD", kind="article").with_label("SAD", kind="article")
    save_scheme(store, replace(scheme, groups=(Group("tone", "one", ("GLAD", "SAD")),)))
    for number, pair in enumerate(said):
        key = put(store, f"{TEXT} {number} .")
        for who, answer in zip(("ana", "ben"), pair, strict=True):
            act(store, key, who, *([Noted(answer, on=True)] if answer else []), Finished())
    found = agree(store)
    (pair,) = found["pairs"]
    assert pair["n"]["cats_kappa"] == pair["n"]["cats_alpha"] == 4
    assert pair["cats_kappa"] == pytest.approx((3 / 4 - 1 / 2) / (1 - 1 / 2))
    assert pair["cats_alpha"] == pytest.approx(1 - 7 * 2 / (3 * 5 + 5 * 3))
    assert [(row["label"], row["n"]) for row in pair["cats_by_label"]] == [("GLAD", 4), ("SAD", 4)]
    assert {row["cats_kappa"] for row in pair["cats_by_label"]} == {pair["cats_kappa"]}
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    (row,) = [row for row in rows if (row["of"], row["figure"]) == ("pair", "cats_kappa")]
    assert (float(row["value"]), row["n"]) == (pair["cats_kappa"], "4")
    assert [(one.kind, one.spans) for _, _, one in disagreements(store, "ana", "ben")] == [("article", ())] * 2
    board = dashboard(store)
    assert {pair: (one.value, one.n) for pair, one in board.label_kappas.items()} == {
        ("ana", "ben"): (pair["cats_kappa"], 4)
    }
    assert "<small>labels 0.500, n 4</small>" in page(board)
    assert "article labels  kappa" in agreement(board, 80).plain
    for row in list(found["by_article"]):
        finish(store, row["article"], {"cid": []})
    assert dashboard(store).label_kappas == board.label_kappas
    act(store, key, "ana", Reopened(), Noted("GLAD", on=False), Noted("SAD", on=True))
    assert agree(store, first=True)["pairs"][0]["cats_kappa"] == pair["cats_kappa"]


def test_where_nobody_labels_articles_there_is_no_figure_and_no_word_of_it(store: Store) -> None:
    finish(store, put(store, TEXT), {"ana": [ADA], "ben": [ADA]})
    (pair,) = agree(store)["pairs"]
    assert (pair["cats_kappa"], pair["cats_alpha"], pair["cats_by_label"]) == (None, None, [])
    assert "answered by both" in pair["undefined"]["cats_kappa"]
    told = CliRunner().invoke(annotator, ["-p", str(store.path), "agree"])
    assert (told.exit_code, "cats_" in told.output, "labels" in told.output) == (0, False, False)


def test_tokens_are_the_stored_ones_or_runs_of_non_space(store: Store) -> None:
    finish(store, put(store, TEXT), {"ana": [BOB], "ben": []})
    assert agree(store)["pairs"][0]["tokens"] == 8
    assert agree(store, tokens="whitespace")["pairs"][0]["tokens"] == 6


def test_gold_is_compared_but_is_nobody(store: Store) -> None:
    key = put(store, TEXT)
    finish(store, key, {"ana": [ADA, BOB], "ben": [ADA]})
    session = ReviewSession(store, key, "rita")
    session.none()
    session.approve()
    found = agree(store)
    assert [(pair["a"], pair["b"], pair["f1_exact"]) for pair in found["pairs"]] == [
        ("ana", "ben", 2 / 3),
        ("ana", GOLD, 2 / 3),
        ("ben", GOLD, 1.0),
    ]
    assert found["by_article"][0]["f1_exact"] == 2 / 3
    assert found["alpha_token"] == agree(store, ["ana", "ben"])["alpha_token"]
    assert agree(store, ["ben", GOLD])["by_article"][0]["f1_exact"] == 1.0


def test_it_says_who_is_missing(store: Store) -> None:
    with pytest.raises(AnnotatorError, match="nobody"):
        agree(store)
    finish(store, put(store, TEXT), {"ana": []})
    with pytest.raises(AnnotatorError, match="needs two annotators; ana"):
        agree(store)
    with pytest.raises(WrongUsage, match=r"no layer 'dora' in .*There are: ana\."):
        agree(store, ["ana", "dora"])


def test_a_measure_of_two_annotators_says_that_it_is_not_of_more(store: Store) -> None:
    finish(store, put(store, TEXT), {"ana": [ADA, BOB], "ben": [ADA], "cem": [ADA]})
    found = agree(store, measures=["gamma"])
    assert found["gamma"] is None
    assert found["undefined"]["gamma"].endswith("it is of two annotators at a time: of 3 there is that of each pair")
    assert all(pair["gamma"] is not None for pair in found["pairs"])
    assert "gamma" not in agree(store, ["ana", "ben"], measures=["gamma"])


def test_csv_has_every_figure_once(store: Store) -> None:
    finish(store, put(store, f'{TEXT} "quoted, twice"\n'), {"ana": [ADA, BOB], "ben": [ADA, ACME]})
    finish(store, put(store, "Ada ."), {"ana": [ADA], "ben": [ADA]})
    finish(store, put(store, "Empty ."), {"ana": [], "ben": []})
    found = agree(store)
    rows = list(csv.DictReader(io.StringIO(as_csv(found))))
    exact = [row for row in rows if row["figure"] == "f1_exact"]
    assert [row["of"] for row in exact] == ["pair", *["label"] * 4, *["article"] * 3]
    assert float(exact[0]["value"]) == found["pairs"][0]["f1_exact"] == 2 / 3
    assert float(exact[0]["low"]) <= 2 / 3 <= float(exact[0]["high"])
    confused = [(row["label"], row["other"], row["n"]) for row in rows if row["of"] == "confusion"]
    assert confused == [("PER", "", "1"), ("", "ORG", "1"), ("PER", "PER", "2")]
    assert [row["undefined"] for row in exact if not row["value"]] == ["undefined, because neither marked a span"]
    assert {row["figure"] for row in rows if row["of"] == "all"} == {"alpha_token", "alpha_unitizing"}


def test_the_figures_of_two_annotations_from_file_to_figure(tmp_path: Path) -> None:
    source = tmp_path / "two.jsonl"
    lines = [
        {"text": one.text, "annotations": {who: list(map(list, of)) for who, of in one.layers.items()}}
        for one in small()
    ]
    source.write_text("".join(f"{json.dumps(line)}\n" for line in lines), encoding="utf-8")
    with blank(tmp_path / "two.db") as store:
        save_scheme(store, replace(store.scheme(), overlap="any"))
        assert add(store, [str(source)], AddOptions()).refused == []
        found = agree(store, tokens="whitespace")
    (pair,) = found["pairs"]
    assert (pair["a"], pair["b"], pair["spans_a"], pair["spans_b"]) == (OLD, NEW, 16, 16)
    assert pair["f1_exact"] == 8 / 16
    assert pair["f1_unlabelled"] == 10 / 16
    assert pair["tokens"] == sum(len(one.text.split()) for one in small())
