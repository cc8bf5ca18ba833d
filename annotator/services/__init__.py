"""The verbs of the product; no widgets, no SQL.

What the app needs only after its first paint is imported when it is first asked for.
"""

from typing import TYPE_CHECKING

from annotator.face import face

if TYPE_CHECKING:
    from annotator.services.annotating.learning import Learner
    from annotator.services.annotating.missed.hints import candidates_in, hint_letters, is_number
    from annotator.services.annotating.missed.unlabelled import unlabelled
    from annotator.services.annotating.missed.words import is_likely, is_mostly_unspaced, signs_behind, words_in
    from annotator.services.claiming.tasks import still_open, tasks_of
    from annotator.services.project.guide.examples import turn_example, with_examples_told
    from annotator.services.project.label_edits import change_label, change_rules, make_label
    from annotator.services.project.next_article import first_for, next_for
    from annotator.services.project.rescue import farewell
    from annotator.services.reporting.elsewhere import told_elsewhere
    from annotator.services.reviewing.place import article_to_review
    from annotator.services.reviewing.queue import ReviewQueue
    from annotator.services.second_look import NOTHING_TO_LOOK_AT, SecondLook
    from annotator.services.suggesting.brief import brief_of
    from annotator.services.suggesting.language_models import Spent, may_send, set_consent
    from annotator.services.suggesting.report import AnswerNotices
    from annotator.services.suggesting.self_folding import SelfFolding
    from annotator.services.suggesting.suggest import store_answers
    from annotator.services.suggesting.unscored import UnscoredWorth
    from annotator.services.worklists.begin import walk_of
    from annotator.services.worklists.lists import left_to_see
    from annotator.services.worklists.route import route_of

__all__ = [
    "NOTHING_TO_LOOK_AT",
    "AnswerNotices",
    "Learner",
    "ReviewQueue",
    "SecondLook",
    "SelfFolding",
    "Spent",
    "UnscoredWorth",
    "article_to_review",
    "brief_of",
    "candidates_in",
    "change_label",
    "change_rules",
    "farewell",
    "first_for",
    "hint_letters",
    "is_likely",
    "is_mostly_unspaced",
    "is_number",
    "left_to_see",
    "make_label",
    "may_send",
    "next_for",
    "route_of",
    "set_consent",
    "signs_behind",
    "still_open",
    "store_answers",
    "tasks_of",
    "told_elsewhere",
    "turn_example",
    "unlabelled",
    "walk_of",
    "with_examples_told",
    "words_in",
]

if not TYPE_CHECKING:  # so that mypy knows no other names than these
    __getattr__ = face(
        __name__,
        {
            "NOTHING_TO_LOOK_AT": "second_look",
            "SecondLook": "second_look",
            "AnswerNotices": "suggesting.report",
            "Learner": "annotating.learning",
            "SelfFolding": "suggesting.self_folding",
            "article_to_review": "reviewing.place",
            "ReviewQueue": "reviewing.queue",
            "brief_of": "suggesting.brief",
            "candidates_in": "annotating.missed.hints",
            "left_to_see": "worklists.lists",
            "route_of": "worklists.route",
            "walk_of": "worklists.begin",
            "change_label": "project.label_edits",
            "change_rules": "project.label_edits",
            "farewell": "project.rescue",
            "first_for": "project.next_article",
            "hint_letters": "annotating.missed.hints",
            "is_likely": "annotating.missed.words",
            "is_mostly_unspaced": "annotating.missed.words",
            "is_number": "annotating.missed.hints",
            "make_label": "project.label_edits",
            "UnscoredWorth": "suggesting.unscored",
            "Spent": "suggesting.language_models",
            "may_send": "suggesting.language_models",
            "next_for": "project.next_article",
            "set_consent": "suggesting.language_models",
            "signs_behind": "annotating.missed.words",
            "still_open": "claiming.tasks",
            "store_answers": "suggesting.suggest",
            "tasks_of": "claiming.tasks",
            "told_elsewhere": "reporting.elsewhere",
            "turn_example": "project.guide.examples",
            "with_examples_told": "project.guide.examples",
            "unlabelled": "annotating.missed.unlabelled",
            "words_in": "annotating.missed.words",
        },
    )
