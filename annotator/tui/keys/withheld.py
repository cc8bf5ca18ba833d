"""What the app does not do where `annotator serve` holds its terminal: whoever sits there is a guest of the server.

Nobody reads or writes files of the server from a browser, and an annotator sees nothing of the others' layers.
"""

from __future__ import annotations

import os

SERVED = "ANNOTATOR_SERVED"
"""The environment variable that says as what somebody is served: `annotator`, `reviewer` or `lead`."""

FOR_NOBODY = frozenset({"add_articles", "export", "release", "other_projects", "suspend"})
FOR_LEADS = frozenset({"suggest_all", "send_texts", "assign", "team_assign", "last_words", "tag"})
FOR_REVIEWERS = frozenset({
    "library_with_marked", "library_review", "library_agree", "dashboard_agree", "library_strings", "library_settle",
    "settle", "where_else", "labels", "changes", "library_changes", "library_dashboard", "team", "dashboard_team",
})  # fmt: skip


OF_OTHERS = frozenset({"by", "label", "decided", "when", "score", "quote", "comment", "gold", "agreement"})
"""The fields of a question that tell of what others did."""


def is_guest() -> bool:
    """Whether an annotator sits at a terminal of the server, to whom notes between others are not shown."""
    return os.environ.get(SERVED, "lead") not in ("reviewer", "lead")


def withheld() -> frozenset[str]:
    """The ids of the keys that do not act in this process, nor stand in its palette, footer and help."""
    match os.environ.get(SERVED):
        case None:
            return frozenset()
        case "lead":
            return FOR_NOBODY
        case "reviewer":
            return FOR_NOBODY | FOR_LEADS
        case _:
            return FOR_NOBODY | FOR_LEADS | FOR_REVIEWERS
