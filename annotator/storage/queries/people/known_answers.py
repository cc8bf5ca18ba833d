"""What is known to be right: approved gold, and gold that is hidden among the articles of a round."""

from __future__ import annotations

from annotator.domain.decisions import GOLD
from annotator.domain.span import Span
from annotator.storage.conditions import COMPLETE
from annotator.storage.store import Store
from annotator.storage.team.hidden import hidden

_APPROVED = f"SELECT article FROM layers WHERE layer = '{GOLD}' AND {COMPLETE}"


def known_answers(store: Store, *, also_hidden: bool) -> dict[str, list[Span]]:
    """The gold spans of each article that is approved, by its key; `also_hidden`, of those with whole hidden gold, too.

    What a reviewer approved counts where there is both. Articles that were put away are left out.
    """
    concealed = hidden(store.conn, store.scheme().current) if also_hidden else []
    found = {gold.article: list(gold.spans) for gold in concealed if gold.whole}
    found |= {article: [] for (article,) in store.conn.execute(_APPROVED)}
    rows = store.conn.execute(
        f"SELECT article, start, \"end\", label FROM spans WHERE layer = '{GOLD}' AND state = 'held' "
        f"AND article IN ({_APPROVED})"
    )
    for article, *span in rows:
        found[article].append(Span(*span))
    keys = store.conn.execute("SELECT id, key FROM articles WHERE archived = 0")
    return {key: found[article] for article, key in keys if article in found}
