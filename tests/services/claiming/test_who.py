"""The task of links: one question an entity, candidates of the base and of what was linked before."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest
from support.claiming import HPA, HPA_AGAIN, LUND, PORT, SOL, SPANS, TEXT, TOWN, TOWN_AGAIN, UHW, UNION, decided, made

from annotator.domain.article import Article
from annotator.domain.claims.scheme import Accept, Base, ClaimScheme, EntityRules
from annotator.domain.claims.values import Link, Same
from annotator.domain.decisions import Added, Claimed, Event
from annotator.domain.span import Span
from annotator.errors import DecisionError
from annotator.services.bases.add import AddOptions, add
from annotator.services.claiming.question import Choice, Pointing, Step, Target
from annotator.services.claiming.session import ClaimingSession
from annotator.services.claiming.who import WhoTask
from annotator.storage.store import Store

ENTRIES = """id,name,aliases,about,kind,prior
K1,Union of Harbour Workers,UHW,trade union of the dockers,union,3
K2,United Hospital Workers,UHW,trade union of nurses,union,9
K3,Halvik Port Authority,HPA,runs the port,body,2
K4,Tor Lund,,head of a port,person,1
K5,Lund,,a town,city,40
K6,Halvik,,a town,city,5
K7,Halvik FC,Halvik,a club,club,50
"""
KINDS = {"ORG": ("union", "body"), "PERSON": ("person",), "GPE": ("city",)}
SAMES = (Same(UHW, UNION), Same(HPA, PORT), Same(HPA_AGAIN, PORT), Same(TOWN_AGAIN, TOWN))


class Work:
    """Somebody at the task in an article, who carries out each step at once."""

    def __init__(self, store: Store, key: str, by: str = "ana") -> None:
        self.session = ClaimingSession(store, key, by)
        self.task = WhoTask(self.session.desk())
        self.message = ""

    def do(self, step: Step | Pointing) -> None:
        assert isinstance(step, Step)
        self.message = step.message
        self.session.do(step)
        self.task.changed(self.session.take_changed())

    def undo(self) -> None:
        self.session.undo()
        self.task.changed(None)

    @property
    def links(self) -> dict[Span, str]:
        """What holds, by the span it was decided on."""
        return {claim.span: claim.entry for claim in self.session.layer.claims if isinstance(claim, Link)}

    def keys(self, about: Span) -> list[str]:
        return [line.claim.entry for line in self.task.lines(about) if isinstance(line.claim, Link)]


def project(
    folder: Path, *events: Event, accept: Accept = "off", entries: str = ENTRIES, bases: tuple[Base, ...] = ()
) -> tuple[Store, str]:
    if entries:
        (folder / "x.csv").write_text(entries)
        add(folder / "p.db", "newsroom", [str(folder / "x.csv")], AddOptions())
    claims = ClaimScheme(
        entities=EntityRules(accept=accept), bases=bases or (Base("newsroom", KINDS, "https://kb/{}"),)
    )
    store, key = made(folder / "p.db", claims)
    decided(store, key, [*map(Claimed, SAMES), *events])
    return store, key


def other(store: Store, *events: Event, text: str = TEXT + " Again.") -> str:
    """Another article in which ana holds the same spans, and more."""
    article = Article.of(text)
    with store.write():
        store.add_article(article, "2026-01-01T00:00:00.000000Z")
    decided(store, article.key, [*map(Added, SPANS), *map(Claimed, SAMES), *events])
    return article.key


@pytest.fixture
def work(tmp_path: Path) -> Iterator[Work]:
    store, key = project(tmp_path)
    with closing(store):
        yield Work(store, key)


def test_there_is_one_question_an_entity_at_its_first_mention(work: Work) -> None:
    assert work.task.stops() == work.task.open() == [TOWN, UNION, PORT, LUND, SOL]
    assert work.keys(UHW) == work.keys(UNION) == ["K1", "K2"]
    assert work.keys(PORT) == ["K3"]
    assert work.keys(TOWN) == ["K6", "K7", "K3"]
    assert work.keys(SOL) == []
    first = work.task.lines(UHW)[0]
    assert (first.words, first.state, first.source) == (
        "Union of Harbour Workers  trade union of the dockers",
        "open",
        "base:newsroom",
    )
    assert first.why == "K1  its name; kind union; in the text: dockers"


def test_an_answer_holds_for_all_mentions_and_is_taken_back(work: Work) -> None:
    work.do(work.task.take(UHW, None))
    assert work.links == {UNION: "K1"}
    assert work.message == "Union of Harbour Workers: Union of Harbour Workers (K1), 2 mentions."
    assert work.task.open() == [TOWN, PORT, LUND, SOL]
    tally = work.task.tally()
    assert (tally.sign, tally.held, tally.refused, tally.open) == ("@", 1, 0, 4)
    (line,) = work.task.lines(UHW)
    assert (line.words, line.state, line.why) == ("Union of Harbour Workers", "held", "K1  base:newsroom")
    lane = work.task.lane(UHW, None)
    assert lane and (lane.words, lane.state) == ("@K1", "held")
    assert work.task.facts(UHW) == "https://kb/K1"
    work.do(work.task.take(UNION, None))
    assert "Nothing is proposed" in work.message
    work.do(work.task.refuse(UHW, None))
    assert work.links == {}
    assert work.keys(UHW) == ["K1", "K2"]


def test_another_candidate_none_and_an_own_entry_take_the_place_of_what_was_there(work: Work) -> None:
    lines = work.task.lines(UHW)
    work.do(work.task.take(UHW, lines[1]))
    work.do(work.task.take(UHW, lines[0]))
    assert work.links == {UNION: "K1"}
    work.do(work.task.take(UHW, lines[0]))
    assert "already" in work.message
    (none,) = work.task.keys(UHW)
    work.do(work.task.press(UHW, none.name))
    assert work.links == {UNION: ""}
    assert [line.words for line in work.task.lines(UHW)] == ["not in the base"]
    (held,) = work.task.lines(UHW)
    assert work.task.take(UHW, held) == Step(), "what holds is gone on from"
    work.do(work.task.verbs()["new_entry"](UHW, None))
    assert work.links == {UNION: "own-union-of-harbour-workers"}
    work.do(work.task.verbs()["new_entry"](UHW, None))
    assert work.links == {UNION: "own-union-of-harbour-workers-2"}
    assert work.task.lines(UHW)[0].words == "Union of Harbour Workers"


def test_what_is_refused_is_not_proposed_again_until_it_is_undone(work: Work) -> None:
    work.do(work.task.refuse(UHW, None))
    assert work.message == "Not Union of Harbour Workers."
    assert work.keys(UHW) == ["K2"]
    work.undo()
    assert work.keys(UHW) == ["K1", "K2"]


@pytest.mark.parametrize("seed", range(6))
def test_what_is_known_key_by_key_is_what_a_fresh_look_at_the_article_gives(tmp_path: Path, seed: int) -> None:
    store, key = project(tmp_path)
    chance = random.Random(seed)  # noqa: S311 - keys are drawn, no secret
    with closing(store):
        work = Work(store, key)
        for _ in range(20):
            about, task = chance.choice(SPANS), work.task
            line = chance.choice([None, *task.lines(about)])
            join = Step((Claimed(Same(UHW, chance.choice([PORT, UNION]))),))
            steps = [join, task.take(about, line), task.refuse(about, line), task.sure(), task.all_same(about, line)]
            steps += [task.press(about, ""), task.verbs()["new_entry"](about, None)]  # type: ignore[list-item]
            with suppress(DecisionError):
                work.do(chance.choice(steps))
            fresh = WhoTask(work.session.desk())
            assert [*map(task.lines, SPANS)] == [*map(fresh.lines, SPANS)]
            assert (work.task.open(), work.task.tally(), work.task.listed()) == (
                fresh.open(),
                fresh.tally(),
                fresh.listed(),
            )


def test_typing_finds_entries_and_what_is_chosen_is_nobodys_proposal(work: Work) -> None:
    found = work.task.choices(SOL, "hosp")
    assert [one.words for one in found] == ["United Hospital Workers  trade union of nurses"]
    work.do(work.task.choose(SOL, found[0], "hosp"))
    assert work.links == {SOL: "K2"}
    (line,) = work.task.lines(SOL)
    assert line.why == "K2"
    assert [one.words[:9] for one in work.task.choices(UHW, " ")] == ["Union of ", "United Ho"]
    assert work.task.choices(UHW, "zz") == []
    work.do(work.task.choose(UHW, None, "zz"))
    work.do(work.task.choose(UHW, Choice("x"), "zz"))
    assert "No entry has that" in work.message


def test_typing_finds_entries_of_ones_own_and_those_of_the_base_no_more_than_once(tmp_path: Path) -> None:
    store, key = project(tmp_path)
    with closing(store):
        linked = (Link(SOL, "newsroom", "own-sol", "Sol of Halvik"), Link(TOWN, "newsroom", "K6", "Halvik"))
        other(store, *map(Claimed, linked))
        found = Work(store, key).task.choices(LUND, "halv")
        assert found[0].words == "Sol of Halvik"
        assert len({one.words for one in found}) == len(found) == 4


def test_what_is_sure_is_taken_together_as_one_step(work: Work) -> None:
    work.do(work.task.sure())
    assert work.message == "4 entities linked."
    assert work.links == {TOWN: "K6", UNION: "K1", PORT: "K3", LUND: "K4"}
    work.undo()
    assert work.links == {}
    work.do(work.task.sure())
    work.do(work.task.sure())
    assert work.message == "Nothing that is proposed here is sure."


def test_pointing_at_a_linked_entity_links_to_its_entry(work: Work) -> None:
    assert work.task.point(SOL) is None
    work.do(work.task.take(LUND, None))
    work.do(work.task.take(PORT, None))
    pointing = work.task.point(SOL)
    assert pointing and [target.span for target in pointing.targets] == [LUND, PORT]
    work.do(pointing.pick(Target(PORT, "")))
    assert work.links[SOL] == "K3"
    assert [line.words for line in work.task.listed()][1:3] == [
        "Union of Harbour Workers  @ ?",
        "Halvik Port Authority  @ Halvik Port Authority",
    ]


def test_entities_of_the_same_name_are_linked_alike(tmp_path: Path) -> None:
    store, key = project(tmp_path)
    with closing(store):
        work = Work(store, key)
        work.do(Step((Claimed(Same(TOWN_AGAIN, TOWN_AGAIN)),)))
        work.do(work.task.all_same(TOWN_AGAIN, work.task.lines(TOWN)[1]))
        assert work.links == {TOWN: "K7", TOWN_AGAIN: "K7"}
        work.do(work.task.all_same(TOWN, None))
        assert work.message == "Nothing else of that name is open."


def test_what_was_linked_before_comes_first_and_accepts_itself_only_where_the_scheme_says_so(tmp_path: Path) -> None:
    store, key = project(tmp_path)
    with closing(store):
        other(store, Claimed(Link(UNION, "newsroom", "K2", "United Hospital Workers")))
        work = Work(store, key)
        first = work.task.lines(UHW)[0]
        assert (work.keys(UHW), first.source, first.why) == (
            ["K2", "K1"],
            "known",
            "K2  decided so 1 time; another name of it; kind union",
        )
        work.do(work.task.begin())
        assert (work.links, work.message) == ({}, "")
        work.do(work.task.sure())
        assert work.links[UNION] == "K2"


def test_names_that_were_linked_one_way_only_accept_themselves_until_they_are_refused(tmp_path: Path) -> None:
    store, key = project(tmp_path, accept="names")
    with closing(store):
        own = Link(SOL, "newsroom", "own-ingrid-sol", "Ingrid Sol")
        other(store, *map(Claimed, (Link(UNION, "newsroom", "K2", "United"), own, Link(LUND, "newsroom", ""))))
        work = Work(store, key)
        work.do(work.task.begin())
        assert work.message == "3 entities linked as before (≡)."
        assert work.links == {UNION: "K2", SOL: "own-ingrid-sol", LUND: ""}
        assert [line.words for line in work.task.lines(SOL)] == ["Ingrid Sol"]
        assert work.task.lines(UHW)[0].state == "auto"
        work.do(work.task.refuse(UHW, None))
        work.do(work.task.begin())
        assert UNION not in work.links
        assert work.keys(UHW) == ["K1"]
        work.undo()
        work.undo()
        assert work.links == {}
        work.do(work.task.begin())
        assert work.links == {}


def test_a_name_that_was_linked_two_ways_or_refused_oftener_accepts_nothing(tmp_path: Path) -> None:
    store, key = project(tmp_path, accept="names")
    with closing(store):
        other(store, Claimed(Link(UNION, "newsroom", "K2")), Claimed(Link(LUND, "newsroom", "K5")), text=TEXT + " 1")
        other(store, Claimed(Link(UHW, "newsroom", "K1")), text=TEXT + " 2")
        work = Work(store, key)
        work.do(work.task.begin())
        assert work.links == {LUND: "K5"}
        assert work.keys(UHW) == ["K1", "K2"]


def test_an_entry_that_is_called_otherwise_is_not_sure_though_it_is_alone(tmp_path: Path) -> None:
    store, key = project(tmp_path, entries=ENTRIES + "K8,Sol,,a singer,person,1\n")
    with closing(store):
        work = Work(store, key)
        assert work.keys(SOL) == ["K8"]
        work.do(work.task.sure())
        assert SOL not in work.links
        assert work.links[LUND] == "K4"


def test_a_pronoun_is_no_name_that_an_entry_was_linked_by(tmp_path: Path) -> None:
    store, _ = project(tmp_path, accept="names", entries=ENTRIES + "K8,I,,a letter,person,99\n")
    with closing(store):
        said = " I agree."
        one = Span(len(TEXT) + 1, len(TEXT) + 2, "PERSON")
        other(store, Added(one), Claimed(Same(one, SOL)), Claimed(Link(SOL, "newsroom", "K5")), text=TEXT + said)
        work = Work(store, other(store, Added(one), Claimed(Same(one, LUND)), text=TEXT + said * 2))
        work.do(work.task.begin())
        assert work.links == {SOL: "K5"}
        assert work.keys(LUND) == ["K4", "K5"]


def test_other_peoples_links_teach_nothing(tmp_path: Path) -> None:
    store, key = project(tmp_path, accept="names")
    with closing(store):
        decided(store, key, [*map(Added, SPANS), Claimed(Link(LUND, "newsroom", "K5"))], by="ben")
        work = Work(store, key)
        work.do(work.task.begin())
        assert work.links == {}


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"x" * 999)])
def test_without_its_base_it_works_by_what_is_known_and_says_so_once(
    tmp_path: Path, spoil: Callable[[Path], object]
) -> None:
    store, key = project(tmp_path)
    spoil(tmp_path / "newsroom.kb")
    with closing(store):
        other(store, Claimed(Link(UNION, "newsroom", "K2", "United Hospital Workers")))
        work = Work(store, key)
        work.do(work.task.begin())
        assert "newsroom" in work.message
        work.do(work.task.begin())
        assert work.message == ""
        assert [line.words for line in work.task.lines(UHW)] == ["United Hospital Workers"]
        assert work.keys(PORT) == []
        assert [one.words for one in work.task.choices(PORT, "hosp")] == ["United Hospital Workers"]
        work.do(work.task.verbs()["new_entry"](PORT, None))
        assert work.links == {PORT: "own-halvik-port-authority"}
        assert work.task.choices(SOL, "halv")[0].words == "Halvik Port Authority"


def test_a_base_whose_name_is_a_path_is_never_opened(tmp_path: Path) -> None:
    store, key = project(tmp_path, bases=(Base("../newsroom"),))
    with closing(store):
        work = Work(store, key)
        assert work.keys(UHW) == []
        work.do(work.task.begin())
        assert "no name of a base" in work.message


def test_only_spans_that_a_base_is_for_are_asked_about_each_base_begin(tmp_path: Path) -> None:
    bases = (Base("newsroom", {"ORG": ()}), Base("people", {"PERSON": (), "ORG": ()}))
    store, key = project(tmp_path, bases=bases)
    (tmp_path / "y.csv").write_text("id,name\nP1,Tor Lund\nP2,HPA\n")
    add(tmp_path / "p.db", "people", [str(tmp_path / "y.csv")], AddOptions())
    with closing(store):
        work = Work(store, key)
        assert work.task.stops() == [UNION, PORT, LUND, SOL]
        assert work.task.lane(TOWN, None) is None
        assert (work.keys(LUND), work.keys(PORT)) == (["P1"], ["K3", "P2"])
        work.do(work.task.take(TOWN, None))
        assert work.message == "Spans of this label are not linked to any base."
        work.do(work.task.take(PORT, None))
        assert work.keys(PORT) == ["K3", "P2"]
        assert PORT in work.task.open()
        work.do(work.task.press(PORT, "not in the base"))
        lane = work.task.lane(PORT, None)
        assert lane and lane.words == "@K3 @–"
        assert work.task.tally().held == 2
