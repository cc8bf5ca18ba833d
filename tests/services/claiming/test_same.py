"""The task `same`: what is asked, what each key decides, and that no run of keys does what is illegal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.claiming import CLAIMS, HPA, HPA_AGAIN, LUND, PORT, SOL, SPANS, TOWN, TOWN_AGAIN, UHW, UNION, made

from annotator.domain.claims.scheme import EntityRules
from annotator.domain.claims.values import Link, Same
from annotator.domain.decisions import Claimed, Refused, Removed
from annotator.domain.span import Span
from annotator.errors import NothingToUndo
from annotator.services.claiming.question import Line, Pointing, Step
from annotator.services.claiming.same import SameTask
from annotator.services.claiming.session import ClaimingSession

BY_THEMSELVES = replace(CLAIMS, entities=EntityRules(accept="names"))


class Hands:
    """Carries out what the task answers, as the screen does."""

    def __init__(self, session: ClaimingSession) -> None:
        self.session, self.task = session, SameTask(session.desk())

    def do(self, step: Step | Pointing | None) -> str:
        assert isinstance(step, Step)
        said = self.session.do(step).message
        self.task.changed(self.session.take_changed())
        return said

    def point(self, about: Span, at: Span) -> str:
        pointing = self.task.point(about)
        assert pointing
        (target,) = (one for one in pointing.targets if one.span == at)
        return self.do(pointing.pick(target))

    def entity(self, span: Span) -> list[Span]:
        return self.session.desk().mentions(span)


@pytest.fixture
def hands(tmp_path: Path) -> Iterator[Hands]:
    store, key = made(tmp_path / "p.db")
    with store:
        yield Hands(ClaimingSession(store, key, "ana"))


def test_what_the_rules_propose_something_for_is_asked(hands: Hands) -> None:
    assert hands.task.stops() == sorted(SPANS)
    assert hands.task.open() == [UHW, HPA, HPA_AGAIN, TOWN_AGAIN]
    assert [line.words for line in hands.task.lines(UHW)] == [
        "Union of Harbour Workers", "new: an entity of its own",
    ]  # fmt: skip
    assert hands.task.lines(UHW)[0].why == "initials"
    assert hands.task.lines(SOL) == []
    assert (hands.task.tally().held, hands.task.tally().open) == (0, 4)


def test_space_joins_and_says_what_holds_then(hands: Hands) -> None:
    hands.do(hands.task.take(HPA, None))
    assert hands.entity(PORT) == [PORT, HPA]
    (line,) = hands.task.lines(HPA)
    assert line.words == "Halvik Port Authority  2 mentions: “Halvik Port Authority” “HPA”"
    assert line.state == "held"
    assert hands.session.layer.members[HPA].source == "same:acronym"
    assert [one.words for one in hands.task.lines(HPA_AGAIN)][:1] == ["Halvik Port Authority ×2"]
    assert hands.do(hands.task.take(HPA, None)) == ""
    assert hands.task.tally().held == 1


def test_x_makes_an_entity_of_its_own_and_is_not_proposed_again(hands: Hands) -> None:
    hands.do(hands.task.refuse(UHW, None))
    assert UHW not in hands.task.open()
    assert set(hands.session.layer.refusals) == {Same(UNION, UHW).pair}
    assert hands.do(hands.task.refuse(UHW, None)) == "It is open again."
    assert hands.task.lines(UHW) == [], "what was refused is not proposed again"


def test_the_last_candidate_is_that_it_is_new(hands: Hands) -> None:
    hands.do(hands.task.take(UHW, hands.task.lines(UHW)[-1]))
    assert hands.entity(UHW) == [UHW]
    assert UHW not in hands.task.open()
    assert not hands.session.layer.refusals


def test_x_on_a_decided_mention_takes_it_out_alone(hands: Hands) -> None:
    for span in (HPA, HPA_AGAIN):
        hands.do(hands.task.take(span, None))
    assert hands.do(hands.task.refuse(HPA, None)) == "Taken out of Halvik Port Authority; the others stay together."
    assert hands.entity(PORT) == [PORT, HPA_AGAIN]
    assert hands.entity(HPA) == [HPA]


def test_f_points_at_an_entity_and_moves_a_decided_mention_alone(hands: Hands) -> None:
    hands.do(hands.task.take(HPA, None))
    pointing = hands.task.point(HPA)
    assert pointing
    assert [target.words for target in pointing.targets][:2] == ["UHW", "Union of Harbour Workers"]
    hands.point(HPA, UNION)
    assert hands.entity(UNION) == [UNION, HPA]
    assert hands.entity(PORT) == [PORT]


def test_what_has_the_same_label_is_pointed_at_first_and_of_that_what_comes_nearest_before(hands: Hands) -> None:
    pointing = hands.task.point(SOL)
    assert pointing
    assert [target.span for target in pointing.targets][:3] == [LUND, HPA, PORT]


def test_a_name_is_typed(hands: Hands) -> None:
    found = hands.task.choices(SOL, "ha")
    assert [choice.words for choice in found][:2] == ["Halvik", "Halvik Port Authority"]
    hands.do(hands.task.choose(SOL, found[1], "ha"))
    assert hands.entity(SOL) == [PORT, SOL]
    assert hands.do(hands.task.choose(SOL, None, "nobody")) == "No entity is called “nobody”."


def test_y_joins_the_sure_ones_and_u_takes_them_back(hands: Hands) -> None:
    assert hands.do(hands.task.sure()) == "4 mentions joined."
    assert hands.entity(TOWN) == [TOWN, TOWN_AGAIN]
    assert hands.entity(PORT) == [PORT, HPA, HPA_AGAIN]
    assert hands.do(hands.task.sure()) == "Nothing that is open reaches 0.80."
    hands.session.undo()
    assert not hands.session.layer.members


def test_star_decides_identical_mentions_alike(hands: Hands) -> None:
    assert hands.do(hands.task.all_same(HPA, None)) == "2 mentions decided alike."
    assert hands.entity(PORT) == [PORT, HPA, HPA_AGAIN]
    assert hands.do(hands.task.all_same(HPA, None)) == "The same words stand nowhere else undecided."


def test_two_whole_entities_become_one_by_a_key_of_its_own(hands: Hands) -> None:
    hands.do(hands.task.sure())
    pointing = hands.task.verbs()["merge_entities"](TOWN, None)
    assert isinstance(pointing, Pointing)
    (target,) = (one for one in pointing.targets if one.span in {HPA_AGAIN, PORT})
    said = hands.do(pointing.pick(target))
    assert said == "2 mentions joined to Halvik Port Authority; u takes that back."
    assert hands.entity(TOWN) == sorted([TOWN, TOWN_AGAIN, PORT, HPA, HPA_AGAIN])
    hands.session.undo()
    assert hands.entity(TOWN) == [TOWN, TOWN_AGAIN]


def test_of_two_links_the_one_that_the_key_is_on_is_kept(hands: Hands) -> None:
    hands.do(Step((Claimed(Link(UNION, "base", "Q1", "Union")), Claimed(Link(UHW, "base", "Q2", "Hospital")))))
    assert hands.do(hands.task.take(UHW, None)) == "Hospital is kept, Union withdrawn."
    assert set(hands.session.layer.claims) == {Link(UHW, "base", "Q2")}


def test_identical_names_join_by_themselves_once(tmp_path: Path) -> None:
    store, key = made(tmp_path / "p.db", BY_THEMSELVES)
    with store:
        hands = Hands(ClaimingSession(store, key, "ana"))
        assert hands.do(hands.task.begin()) == "2 names joined by themselves (≡)."
        assert hands.entity(TOWN) == [TOWN, TOWN_AGAIN]
        assert hands.entity(HPA) == [HPA, HPA_AGAIN]
        lane = hands.task.lane(TOWN_AGAIN, None)
        assert lane
        assert (lane.words, lane.state) == ("Halvik", "auto")
        assert not hands.task.begin().events
        hands.session.undo()
        hands.task.changed(None)
        assert not hands.task.begin().events, "what was taken back stays so"
        assert TOWN_AGAIN in hands.task.open()


def test_lanes_and_the_list_say_who_is_who(hands: Hands) -> None:
    hands.do(hands.task.sure())
    lanes = {span: lane.words for span in SPANS if (lane := hands.task.lane(span, None))}
    assert lanes[HPA] == lanes[PORT] == "Authority"
    assert lanes[UHW] == lanes[UNION] == "Union"
    assert lanes[LUND] == "Lund"
    listed = [(one.words, one.heading) for one in hands.task.listed()]
    assert listed[:3] == [("Halvik  2 mentions", True), ("Halvik", False), ("Halvik", False)]
    assert "initials" in next(one.why for one in hands.task.listed() if one.words == "UHW")


def test_the_list_has_what_is_open_too(hands: Hands) -> None:
    open_ones = [(one.words, one.span, one.state) for one in hands.task.listed()]
    assert open_ones[0] == ("UHW  = Union of Harbour Workers?", UHW, "open")
    assert [span for _, span, _ in open_ones] == hands.task.open()


def test_what_is_no_entity_yet_is_joined_without_a_count(hands: Hands) -> None:
    pointing = hands.task.verbs()["merge_entities"](TOWN, None)
    assert isinstance(pointing, Pointing)
    assert pointing.asked == "Halvik  =  ?"


def test_two_entities_of_one_short_name_are_told_apart(hands: Hands) -> None:
    hands.do(hands.task.take(TOWN_AGAIN, hands.task.lines(TOWN_AGAIN)[-1]))
    hands.do(Step((Claimed(Same(TOWN, TOWN)),)))
    lanes = [hands.task.lane(span, None) for span in (TOWN, TOWN_AGAIN)]
    assert [lane and lane.words for lane in lanes] == ["Halvik", "Halvik2"]


def test_labels_that_are_no_mentions_are_left_alone(tmp_path: Path) -> None:
    store, key = made(tmp_path / "p.db", replace(CLAIMS, entities=EntityRules(("PERSON",))))
    with store:
        assert Hands(ClaimingSession(store, key, "ana")).task.stops() == [LUND, SOL]


KEYS: tuple[Callable[[Hands, Span, int], Step | Pointing | None], ...] = (
    lambda hands, span, _: hands.task.take(span, None),
    lambda hands, span, number: hands.task.take(span, _line(hands, span, number)),
    lambda hands, span, number: hands.task.refuse(span, _line(hands, span, number)),
    lambda hands, span, _: hands.task.all_same(span, None),
    lambda hands, span, number: hands.task.all_same(span, _line(hands, span, number)),
    lambda hands, _, __: hands.task.sure(),
    lambda hands, _, __: hands.task.begin(),
    lambda hands, span, number: _pick(hands.task.point(span), number),
    lambda hands, span, number: _pick(hands.task.verbs()["merge_entities"](span, None), number),
    lambda _, span, number: Step((Removed(span),)) if number < 1 else Step(),
)


def _line(hands: Hands, span: Span, number: int) -> Line | None:
    lines = hands.task.lines(span)
    return lines[number % len(lines)] if lines else None


def _pick(pointing: Step | Pointing | None, number: int) -> Step | Pointing | None:
    if isinstance(pointing, Pointing) and pointing.targets:
        return pointing.pick(pointing.targets[number % len(pointing.targets)])
    return Step()


@example([(7, TOWN, 0), (7, PORT, 5), (5, TOWN, 0)])
@given(st.lists(st.tuples(st.integers(0, len(KEYS)), st.sampled_from(SPANS), st.integers(0, 5)), max_size=14))
def test_no_run_of_keys_does_what_is_illegal(
    tmp_path_factory: pytest.TempPathFactory, run: list[tuple[int, Span, int]]
) -> None:
    store, key = made(tmp_path_factory.mktemp("p") / "p.db", BY_THEMSELVES)
    with store:
        hands = Hands(ClaimingSession(store, key, "ana"))
        for number, span, choice in run:
            if span not in hands.session.layer.held:
                continue
            if number == len(KEYS):
                try:
                    hands.session.undo()
                except NothingToUndo:
                    continue
                hands.task.changed(hands.session.take_changed())
            else:
                hands.do(KEYS[number](hands, span, choice))
            anew = SameTask(hands.session.desk())
            assert anew.open() == hands.task.open()
            assert all(hands.task.lane(one, None) == anew.lane(one, None) for one in hands.task.stops())
            assert all(one in hands.session.layer.held for one in hands.task.stops())


def test_what_was_refused_elsewhere_is_open_no_more(hands: Hands) -> None:
    hands.do(Step((Refused(Same(TOWN_AGAIN, TOWN)),)))
    assert TOWN_AGAIN not in hands.task.open()
