"""Which actions of the review screen would do something now, and why the others would not. Pure."""

from __future__ import annotations

from annotator.domain.disagreement.article_labels import ArticleConflict
from annotator.domain.disagreement.conflicts import Conflict, majority
from annotator.errors import DecisionError
from annotator.plural import counted
from annotator.services.reviewing import rulings
from annotator.services.reviewing.article_cursor import ABOUT_CLAIMS, ABOUT_THE_ARTICLE, ReviewCursor
from annotator.services.reviewing.own_claims import claims_here

NO_ARTICLE_LABELS = "The scheme has no labels for articles: `annotator labels add NAME --kind article` adds one."
_NO_LAYERS = "Nobody has finished this article yet."


def refusal(review: ReviewCursor, action: str) -> str:
    """Why an action would do nothing where the reviewer stands, as a sentence; empty where it would do something."""
    return _of_tasks(review, action) or _of_the_conflict(review, action)


def _of_the_conflict(review: ReviewCursor, action: str) -> str:
    conflict, left = review.conflict, review.left
    match action:
        case "take" if review.task != "names":
            return ""
        case "take" | "majority" | "both" if conflict is None:
            return f"There is no conflict here{': tab goes to the next one' if left else ''}."
        case "majority" if conflict and majority(conflict) is None:
            return "No version has a majority here."
        case "both" | "edge" | "by_character" if isinstance(conflict, ArticleConflict):
            return ABOUT_THE_ARTICLE
        case "article_labels" if not review.scheme.active("article"):
            return NO_ARTICLE_LABELS
        case "both" if isinstance(conflict, Conflict):
            return _not_both(review, conflict)
        case "none" | "edge" | "by_character" if conflict is None and review.focus is None:
            return f"No span is here{': tab goes to the next conflict' if left else ': j goes to the next one'}."
        case "approve" | "give_back" if not review.layers:
            return _NO_LAYERS
        case "next" | "previous" if not sum(one.open for one in review.task_progress()):
            return "No conflict is open: s approves." if review.layers else _NO_LAYERS
        case _:
            return ""


def _of_tasks(review: ReviewCursor, action: str) -> str:
    """Why an action would do nothing in the task that is reviewed, or before other tasks are done."""
    in_claims = review.task != "names"
    match action:
        case "next_task" if not review.scheme.claims:
            return "The scheme says nothing of relations, entities, links or attributes."
        case "point" if review.task not in ("same", "ties"):
            return "Letters point at another entity, in same, or at another end, in ties: ; goes on to them."
        case "point" if review.conflict is None and (review.task == "ties" or review.focus is None):
            return "There is no conflict here: tab goes to the next one."
        case "edge" | "by_character" | "picker" if in_claims:
            return "Labels and edges are ruled on in names: ; goes on to it."
        case "label" if in_claims and review.task != "ties":
            return "Letters give labels in names, and relations in ties: ; goes on to them."
        case "both" if in_claims:
            return ABOUT_CLAIMS
        case "take" if in_claims and review.conflict is None and not claims_here(review):
            return "Nothing is claimed here."
        case "none" if in_claims and review.conflict is None and not claims_here(review):
            return "Nothing is claimed here that could be taken away."
        case "approve" if review.layers and (count := sum(one.open for one in review.task_progress())):
            return f"{counted(count, 'conflict is', 'conflicts are')} still open: tab goes there."
        case _:
            return ""


def _not_both(review: ReviewCursor, conflict: Conflict) -> str:
    """Why the versions of a conflict cannot all be kept."""
    if conflict.kind == "missed":
        return "There is one version with a span here, so there is no other to keep with it."
    try:
        rulings.both(conflict, review.scheme.allows)
    except DecisionError as error:
        return str(error)
    return ""
