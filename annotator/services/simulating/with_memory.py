"""What suggestions are worth as they are used: with the memory on top, by somebody who has done other articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from annotator.domain.scheme import Scheme
from annotator.services.simulating.replay import Replay, Stack
from annotator.services.simulating.tally import Tally
from annotator.services.suggesting.ask_models import Answers
from annotator.services.suggesting.material import Material
from annotator.suggest.memory.features import ALL
from annotator.work_folder import work_folder


def corrections(
    scheme: Scheme, known: Sequence[Material], test: Sequence[Material], answers: Answers
) -> list[Counter[str]]:
    """How many corrections each article of `test` takes, by label, where `answers` are suggested; `known` are done."""
    tally, before = Tally(), Counter[str]()
    found: list[Counter[str]] = []
    done = [(one.article, one.spans, one.refused) for one in known]
    with work_folder("annotator-train-") as folder:
        replay = Replay(folder / "p.db", scheme, answers, Stack(trims=scheme.trim_borders, features=ALL), tally,
                        bulk=False, known=done)  # fmt: skip
        for _ in replay.run([(one.article, one.spans) for one in test]):
            now = tally.work()
            found.append(Counter({label: count - before[label] for label, count in now.items()}))
            before = now
    return found
