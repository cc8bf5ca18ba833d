"""What files say of the spans of an article and name nobody for: suggested to whoever holds the spans.

It stands in the `meta` of the article, and is read by the names that the scheme has now. What the scheme does not allow
is not suggested. Where a file gives no score, what it says counts as much as what was decided once before: .75.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from annotator.domain.article import Article
from annotator.domain.claims.values import Attribute, Link, Relation
from annotator.domain.document import CLAIMS, UNNAMED
from annotator.domain.layer import Layer
from annotator.domain.scheme import Scheme
from annotator.domain.span import Span
from annotator.formats.common.claims.forms import REFUSED, SUGGESTED
from annotator.services.importing.claims.names import ClaimNames
from annotator.services.importing.claims.renamed import with_claims
from annotator.services.importing.claims.taken import LayerClaims, take_claims

SOURCE = "import"
"""The source of all of it, as of spans that files suggest."""
WHY = "from a file"
SCORE = 0.75


@dataclass(slots=True)
class FromFiles:
    """What is suggested on spans of a layer, relations with scores; each mention with all of its entity, in order."""

    relations: dict[Relation, float] = field(default_factory=dict)
    entities: dict[Span, list[Span]] = field(default_factory=dict)
    links: dict[Span, list[Link]] = field(default_factory=dict)
    attributes: dict[tuple[Span | Relation, str], Attribute] = field(default_factory=dict)


def suggested_in(article: Article) -> Article | None:
    """The article with what files suggest alone in its `meta`; None where they suggest nothing."""
    found = {kind: forms for kind in CLAIMS if (forms := _suggested(article.meta.get(kind)))}
    return replace(article, meta=found) if found else None


def _suggested(forms: Any) -> list[dict[str, Any]]:
    every = forms if isinstance(forms, list) else ()
    return [form for form in every if isinstance(form, dict) and SUGGESTED in form and REFUSED not in form]


def from_files(suggested: Article, layer: Layer, scheme: Scheme) -> FromFiles:
    """What is suggested on the spans that a layer holds; of an entity, the mentions that are held."""
    labels = {name: now for name in scheme.aliases if (now := scheme.current(name)) != name}
    names = ClaimNames(scheme, known_only=True)
    taken = take_claims(with_claims(suggested, labels, {}), {UNNAMED: layer.held}, UNNAMED, names)[1]
    said, found = taken.layers.get(UNNAMED, LayerClaims()), FromFiles()
    for one in said.claims:
        match one.claim:
            case Relation() as relation:
                found.relations[relation] = SCORE if one.how.score is None else one.how.score
            case Link() as link:
                found.links.setdefault(link.span, []).append(link)
            case Attribute(of, name) as attribute:
                found.attributes[of, name] = attribute
    for mentions in said.entities:
        group = sorted(span for span, _ in mentions)
        found.entities |= dict.fromkeys(group, group)
    return found
