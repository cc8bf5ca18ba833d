"""Language models over a project, through the library and a server on loopback that fails in every way."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.blank import blank
from support.model_server import Answering, Death, ModelServer, Refusal, configured, every_acme, model_server, spans
from support.strangers import install

from annotator.domain.article import Article
from annotator.domain.decisions import Added, Finished, decide
from annotator.domain.layer import step_all
from annotator.domain.scheme import Label, Scheme
from annotator.domain.span import Span
from annotator.errors import ModelError, WrongUsage
from annotator.services.suggesting.brief import brief_of, mark_of
from annotator.services.suggesting.language_models import check_consent, estimates, set_consent
from annotator.services.suggesting.report import SuggestReport, notices
from annotator.services.suggesting.suggest import suggest
from annotator.storage.maintenance.scheme import save_scheme
from annotator.storage.store import Store
from annotator.suggest.common.brief import Decided

pytest.importorskip("llm", reason="the extra `llm` is not installed")

WHEN = "2026-01-01T00:00:00.000Z"
FEW = 20


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModelServer]:
    with model_server() as served:
        for name, value in configured(tmp_path / "mine", served.url).items():
            monkeypatch.setenv(name, value)
        yield served


@pytest.fixture
def store(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    with blank(tmp_path / "p.db") as made:
        with made.write():
            for number in range(getattr(request, "param", FEW)):
                made.add_article(
                    Article.of(f"Story {number}\n\nAcme met the\u00a0Acme of Anacmer,  {number} times."), WHEN
                )
        yield made


def finish_as(store: Store, key: str, who: str, span: Span) -> None:
    state = store.layer(key, who)
    decisions = decide([Added(span), Finished()], by=who, layer=who)
    step_all(state.layer, decisions)
    with store.write():
        store.append(key, store.article(key).text, decisions, state.layer, revision=state.revision)


def run(store: Store, answering: Answering | None = None, server: ModelServer | None = None) -> SuggestReport:
    if server and answering:
        server.answering = answering
    set_consent(store, ["llm:loop"], send=True)
    return suggest(store, ["llm:loop"])


def stored(store: Store) -> list[tuple[str, Span]]:
    keys = [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY id")]
    return [(store.article(key).text, one.span) for key in keys for one in store.suggestions(key)]


def rest(store: Store) -> int:
    """How many articles the model has not been over."""
    return estimates(store, ["llm:loop"])["llm:loop"].articles


@pytest.mark.parametrize("store", [100], indirect=True)
def test_a_hundred_articles_have_exact_places_and_are_never_paid_for_twice(store: Store, server: ModelServer) -> None:
    report = run(store)
    assert (report.articles, report.suggestions, report.problems) == (100, 2 * 100, [])
    assert report.used("llm:loop")["requests"] == len(server.asked) == 2 * 100
    assert report.used("llm:loop")["tokens_in"] == 100 * len(server.asked)
    assert {(text[span.start : span.end], span.label) for text, span in stored(store)} == {("Acme", "ORG")}
    assert len({(text, span) for text, span in stored(store)}) == 2 * 100
    assert store.conn.execute("SELECT count(score) FROM suggestions").fetchone() == (0,)
    again = suggest(store, ["llm:loop"], redo=True)
    assert (again.suggestions, dict(again.used("llm:loop"))) == (2 * 100, {"cached": 2 * 100})
    assert len(server.asked) == 2 * 100


def test_what_it_takes_is_told_before_and_nothing_is_sent(store: Store, server: ModelServer, tmp_path: Path) -> None:
    (tmp_path / "mine" / "config.toml").write_text("[llm]\nprice_in = 1\n[llm.loop]\nprice_out = 2\n", encoding="utf-8")
    (about,) = estimates(store, ["llm:loop", "patterns:x"]).values()
    assert (about.articles, about.used["requests"], server.asked) == (FEW, 2 * FEW, [])
    cost = about.terms.cost(about.used)
    assert cost
    assert about.sentence.startswith(f"{FEW} articles, 40 requests, about ")
    assert about.sentence.endswith(f" out, about {cost:.4f}")


def test_nothing_is_sent_before_somebody_here_has_allowed_it(store: Store, server: ModelServer, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="until you allow it"):
        check_consent(store, ["llm:loop"])
    report = suggest(store, ["llm:loop"])
    assert report.articles == 0
    assert report.problems[0].startswith("No text of this project goes to llm:loop until you allow it: ")
    assert report.problems[1] == (
        f"{FEW} articles got no answer of a source, and are as before: the same command goes on with what is left."
    )
    set_consent(store, ["llm:loop"], send=True)
    check_consent(store, ["llm:loop"])
    shutil.copyfile(store.path, tmp_path / "copy.db")
    with Store.open(tmp_path / "copy.db") as copy, pytest.raises(ModelError, match="until you allow it"):
        check_consent(copy, ["llm:loop"])
    assert set_consent(store, ["llm:loop"], send=False)[0].endswith(" do not go to llm:loop any more.")
    with pytest.raises(ModelError, match="until you allow it"):
        check_consent(store, ["llm:loop"])
    with pytest.raises(WrongUsage, match="Say which language model"):
        set_consent(store, ["patterns:x"], send=True)
    with pytest.raises(ModelError, match=r"llm knows no model 'lop'\. Did you mean loop"):
        estimates(store, ["llm:lop"])
    assert server.asked == []


def test_the_limit_of_cost_ends_a_run_and_the_next_one_goes_on(
    store: Store, server: ModelServer, tmp_path: Path
) -> None:
    settings = "[llm]\nprice_in = 100\nprice_out = 100\n"  # a request costs .011
    (tmp_path / "mine" / "config.toml").write_text(settings, encoding="utf-8")
    set_consent(store, ["llm:loop"], send=True)
    report = suggest(store, ["llm:loop"], limit=0.2)
    assert 0 < report.articles < 10
    assert report.articles + report.unanswered == FEW
    assert report.problems[0].startswith("llm:loop has reached its limit of cost: 0.1")
    assert len(report.problems) == 2
    assert 0.011 * len(server.asked) <= 0.2
    assert report.used("llm:loop")["requests"] == len(server.asked)
    assert len(stored(store)) == 2 * report.articles
    assert rest(store) == report.unanswered
    halves = suggest(store, ["llm:loop"], limit=0.2, jobs=2)
    assert 0 < halves.used("llm:loop")["requests"] * 0.011 <= 0.2
    with pytest.raises(ModelError, match="but its prices are not known"):
        (tmp_path / "mine" / "config.toml").write_text("", encoding="utf-8")
        estimates(store, ["llm:loop"], limit=1)


def test_a_server_that_dies_costs_one_sentence_and_the_rest_waits(store: Store, server: ModelServer) -> None:
    def dying(paragraph: str) -> str:
        if len(server.asked) > 20:
            raise Death
        return every_acme(paragraph)

    report = run(store, dying, server)
    assert 0 < report.articles <= 11
    assert [problem.partition(":")[0] for problem in report.problems] == [
        "llm", f"{report.unanswered} articles got no answer of a source, and are as before",
    ]  # fmt: skip
    assert report.problems[0] == "llm:loop cannot be reached: is there a network, and does its server run?"
    assert len(stored(store)) == 2 * report.articles
    asked = len(server.asked)
    second = run(store, every_acme, server)
    assert (second.articles, second.problems, len(stored(store))) == (FEW - report.articles, [], 2 * FEW)
    assert len(server.asked) - asked <= 2 * second.articles


def test_a_key_that_is_refused_is_one_sentence(store: Store, server: ModelServer) -> None:
    def refusing(_: str) -> str:
        raise Refusal(401, "no such key")

    report = run(store, refusing, server)
    assert report.problems[0].startswith("llm:loop does not take the key (401): ")
    assert (len(report.problems), report.articles, len(server.asked) < 10) == (2, 0, True)


def test_who_is_asked_too_often_is_asked_again_when_he_says(store: Store, server: ModelServer) -> None:
    def slow(paragraph: str) -> str:
        if len(server.asked) in (3, 4, 5, 6):  # the library asks three times by itself
            raise Refusal(429, "slow down", "", {"Retry-After": "0.01"})
        return every_acme(paragraph)

    report = run(store, slow, server)
    assert (report.articles, report.problems) == (FEW, [])
    assert len(server.asked) == 2 * FEW + 4


def test_what_makes_no_sense_is_left_out_and_counted(store: Store, server: ModelServer) -> None:
    def odd(paragraph: str) -> str:
        if paragraph == "Story 7":
            return "I would rather not."
        if paragraph.startswith("Story"):
            return spans(("Tale", "ORG", 1))
        if " 9 times" in paragraph:
            return json.dumps({"spans": [{"quote": "Acme", "label": "ORG"}, {"quote": "Acme", "label": "DRINK"}, 3]})
        return spans(("the Acme", "ORG", 1))

    report = run(store, odd, server)
    assert report.articles == FEW
    assert dict(report.unknown) == {"DRINK": 1}
    assert report.problems == []
    quotes, unclear, nonsense, unreadable = notices(report.notes)
    assert quotes == "19 quotes of llm:loop were left out, because the text has them nowhere: “Tale”."
    assert unclear.startswith("2 quotes of llm:loop were placed at the first places that fit, because ")
    assert nonsense == "1 entry in answers of llm:loop was left out, for want of a quote or a label."
    assert unreadable.startswith(
        "1 paragraph has no suggestions of llm:loop, because it answered with no JSON, twice: "
    )
    assert {text[span.start : span.end] for text, span in stored(store)} == {"Acme"}
    asked = len(server.asked)
    suggest(store, ["llm:loop"], redo=True)
    assert set(server.paragraphs[asked:]) == {"Story 7"}


def test_what_was_decided_last_is_told_gold_before_other_layers(store: Store) -> None:
    keys = [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY id LIMIT 3")]
    for key, who, label in ((keys[0], "ana", "ORG"), (keys[1], "ana", "ORG"), (keys[1], "gold", "PERSON")):
        finish_as(store, key, who, Span(0, 5, label))
    brief = brief_of(store, 2.5)
    texts = [store.article(key).text for key in keys]
    assert brief.decided == (Decided(texts[1], ((0, 5, "PERSON"),)), Decided(texts[0], ((0, 5, "ORG"),)))
    assert (brief.project, brief.limit) == (mark_of(store), 2.5)
    assert [label.name for label in brief.labels] == [label.name for label in store.scheme().active()]


def test_the_whole_guideline_is_told_and_examples_in_articles_by_their_words(store: Store) -> None:
    (key,) = store.conn.execute("SELECT key FROM articles LIMIT 1").fetchone()
    examples = ("Acme", f"{key[:8]}:0-5 a story", f"{key[:8]}:0-5", "abcdabcd:0-5", f"{key[:8]}:9000-9001 gone")
    label = Label(
        "ORG", description="Companies.", include="Parties,\n too.", exclude="Bands.", notes="Ask.", examples=examples
    )
    with store.write():
        save_scheme(store, Scheme((label,)))
    (meaning,) = brief_of(store).labels
    assert meaning.guideline == "Companies. Include: Parties,\n too. Exclude: Bands. Ask."
    assert meaning.examples == ("Acme", "Story: a story", "Story")


PLUGIN = """
import llm

class Plain(llm.Model):
    model_id = "plain"

    def execute(self, prompt, stream, response, conversation):
        assert not stream and prompt.schema is None
        yield 'Here: {"spans": [{"quote": "Acme", "label": "ORG", "occurrence": 2}]}'

@llm.hookimpl
def register_models(register):
    register(Plain())
"""


def test_a_model_of_a_plug_in_that_knows_no_schema_and_counts_nothing(
    store: Store, server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(tmp_path / "packages", "llm-plain", {}, ("llm_plain", PLUGIN))
    points = tmp_path / "packages" / "llm_plain-1.0.dist-info" / "entry_points.txt"
    points.write_text("[llm]\nplain = llm_plain\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path / "packages"))
    from annotator.suggest.language_models.consent import allow

    allow(mark_of(store), "llm:plain")
    (key, *_) = [key for (key,) in store.conn.execute("SELECT key FROM articles ORDER BY id")]
    report = suggest(store, ["llm:plain"], articles=[key])
    text = store.article(key).text
    assert [one.span for one in store.suggestions(key)] == [Span(text.index("Acme of"), text.index(" of"), "ORG")]
    assert report.used("llm:plain")["uncounted"] == report.used("llm:plain")["requests"] == 2
    assert notices(report.notes) == ["1 quote of llm:plain was left out, because the text has them nowhere: “Acme”."]
