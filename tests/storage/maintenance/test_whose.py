"""The doctor finds every count and note that is wrong, and puts it right."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import at_work, project
from support.teams import act, put

from annotator.domain.decisions import Finished, Flagged
from annotator.services.project.assign import assign, hand_out
from annotator.services.project.doctor import check_up
from annotator.services.project.next_article import next_for
from annotator.storage.queries import queue
from annotator.storage.queries.counts import put_away
from annotator.storage.store import Store

PLANTED = {
    "UPDATE layers SET undecided = undecided + 1": "undecided",
    "UPDATE layers SET undecided = 0 WHERE layer = 'ana'": "undecided",
    "UPDATE layers SET flagged = 1 - flagged WHERE layer = 'ben'": "layer",
    "UPDATE layers SET elapsed_ms = elapsed_ms + 60000": "layer",
    "UPDATE layers SET cats = '{\"MONEY\": true}'": "layer",
    "UPDATE articles SET length = length + 1": "article",
    "DELETE FROM assignments WHERE annotator = 'ana'": "assignments",
    "UPDATE last_words SET said = 1 - said WHERE word = 'to:ana'": "assignments",
    "DELETE FROM shared": "assignments",
    "UPDATE last_words SET said = 0 WHERE word = 'shared'": "assignments",
    "UPDATE articles SET archived = 1 - archived WHERE title LIKE 'Article 2%'": "assignments",
    "INSERT INTO frontiers SELECT 'cid', max(added), max(key) FROM articles": "queue",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Ana and ben have begun; one article is given to ana and cid, one shared, one put away."""
    opened, key = project(tmp_path / "p.db")
    at_work(opened, key).accept()
    act(opened, key, "ben", Flagged(True))
    given, shared, away = (put(opened, f"Article {number}.") for number in range(3))
    hand_out(opened, [given], ["ana", "cid"])
    put_away(opened, [key, away], archived=True)
    assign(opened)
    put_away(opened, [key], archived=False)
    assert opened.has_article(shared)
    return opened


@pytest.mark.parametrize("planted", PLANTED)
def test_each_wrong_count_is_found_and_put_right(store: Store, planted: str) -> None:
    with store:
        assert check_up(store).sound
        assert store.conn.execute(planted).rowcount
        found = check_up(store)
        assert {problem.check for problem in found.problems} == {PLANTED[planted]}
        if PLANTED[planted] != "article":
            assert check_up(store, fix=True).sound
            assert check_up(store).sound


def test_no_walk_through_the_queue_makes_the_doctor_speak(store: Store) -> None:
    with store:
        for name in ("ana", "ben", "cid", "dot"):
            while key := next_for(store, name):
                act(store, key, name, Finished())
                with store.write():
                    queue.advance(store, name)
                assert check_up(store).sound
