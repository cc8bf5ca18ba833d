"""Records of articles that two annotators have labelled, as a program would add them."""

from __future__ import annotations

from typing import Any

TEXT = "Ana met 😀 Zoë in São Miguel."
RECORDS: list[dict[str, Any]] = [
    {
        "text": TEXT,
        "annotations": {
            "ana": [{"start": 10, "end": 13, "label": "PERSON"}],
            "ben": [{"start": 0, "end": 3, "label": "PERSON"}, {"start": 17, "end": 27, "label": "GPE"}],
        },
    },
    {"text": "Passed by.", "_annotator_id": "ana", "spans": [], "answer": "ignore"},
    {"text": "Nobody has seen this."},
]
