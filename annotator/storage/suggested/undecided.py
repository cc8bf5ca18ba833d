"""How many suggestions are undecided in a layer, as `layers.undecided` keeps it: counted over what is stored.

What a memory proposes while an article is open is stored nowhere, and does not count. The gold layer, which review
makes, is asked about nothing.
"""

from __future__ import annotations

from annotator.domain.decisions import GOLD
from annotator.domain.layer import Layer
from annotator.domain.scheme import Scheme
from annotator.domain.undecided import Decided, LayerBefore, is_open, offered, open_count
from annotator.storage.articles import ArticleStore
from annotator.storage.source_settings import hidden
from annotator.storage.suggested.voted import voted_suggestions, voted_touching


def undecided(store: ArticleStore, key: str, name: str, layer: Decided) -> int:
    """How many stored suggestions of an article are open in the layer of that name."""
    return 0 if name == GOLD else open_count(voted_suggestions(store, key)[0], layer, store.scheme(), hidden(store))


def undecided_change(store: ArticleStore, key: str, name: str, layer: Layer, scheme: Scheme) -> int:
    """How many more (or fewer) are open than when the layer was last written; looks only where it changed.

    What is stored must follow the `scheme` in force: see `Project.renaming`.
    """
    affected = layer.affected()
    if not affected or name == GOLD:
        return 0
    stretch = min(span.start for span in affected), max(span.end for span in affected)
    hides = hidden(store)
    here = offered(voted_touching(store, key, *stretch, scheme=scheme, hides=hides), scheme, hides)
    before = LayerBefore(layer)
    return sum(is_open(span, layer, scheme) - is_open(span, before, scheme) for span in here)


def offered_count(store: ArticleStore, key: str) -> int:
    """How many are open for an annotator who has not begun the article."""
    return sum(1 for _ in offered(voted_suggestions(store, key)[0], store.scheme(), hidden(store)))
