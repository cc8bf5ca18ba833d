"""Links and passes: each proves one person, and neither can be told from what the server keeps."""

from __future__ import annotations

from annotator.serve.people import People


def test_a_link_is_one_persons_and_so_is_the_pass_for_it() -> None:
    people = People([("ana", "annotator"), ("rosa", "reviewer")])
    ana, rosa = (people.behind(people.links[name]) for name in ("ana", "rosa"))
    assert ana and rosa
    assert (ana.name, ana.role, rosa.name, rosa.role) == ("ana", "annotator", "rosa", "reviewer")
    assert ana.place != rosa.place
    assert "ana" not in ana.place
    token = people.let_in(ana)
    assert people.with_pass(token) == ana
    assert people.behind(token) is None
    assert people.with_pass(people.links["ana"]) is None
    assert people.with_pass("") is None
    assert people.behind("\ud800") is None


def test_links_are_new_each_time() -> None:
    assert People([("ana", "annotator")]).links != People([("ana", "annotator")]).links
