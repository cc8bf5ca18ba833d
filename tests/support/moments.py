"""Decisions of other days: made as if the clock stood at some moment."""

from __future__ import annotations

import os
from datetime import datetime
from itertools import count

from annotator.domain.decisions import Decision, Event, id_from, time_text
from annotator.domain.layer import step_all
from annotator.storage.store import Store

_COUNT = count()


def act_at(
    store: Store, key: str, who: str, moment: datetime, *events: Event, seconds: float = 0, bulk: bool = False
) -> str:
    """Let somebody decide at a moment, as one step that took so long; gives the step."""
    state, step = store.layer(key, who), ""
    decisions: list[Decision] = []
    for event in events:
        made = f"{id_from(moment)}-7{next(_COUNT) % 4096:03x}-8000-{os.urandom(6).hex()}"
        step = step or made
        elapsed = 0 if decisions else int(seconds * 1000)
        decisions.append(Decision(made, step, who, who, time_text(moment), event, elapsed, bulk))
    step_all(state.layer, decisions)
    with store.write():
        store.append(key, store.article(key).text, decisions, state.layer, revision=state.revision)
    return step
