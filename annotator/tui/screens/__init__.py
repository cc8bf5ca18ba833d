"""The screens: one file and one stylesheet each; a screen is imported when it is first shown."""

from typing import TYPE_CHECKING

from annotator.face import face

if TYPE_CHECKING:
    from annotator.tui.screens.agree.screen import AgreeScreen
    from annotator.tui.screens.annotate.article_labels import ArticleLabels
    from annotator.tui.screens.annotate.corrections import CorrectionList
    from annotator.tui.screens.annotate.jumps.recent_articles import RecentArticles
    from annotator.tui.screens.annotate.language_prompt import LanguagePrompt
    from annotator.tui.screens.annotate.missed.hints import Hints
    from annotator.tui.screens.annotate.screen import AnnotateScreen
    from annotator.tui.screens.annotate.sources import Sources
    from annotator.tui.screens.changes.screen import ChangesScreen
    from annotator.tui.screens.claims.screen import ClaimsScreen
    from annotator.tui.screens.common.dialogs import FinishDialog, PasteQuestion, Sure
    from annotator.tui.screens.common.guideline import Guideline
    from annotator.tui.screens.common.help import Help
    from annotator.tui.screens.common.project_gone import ProjectGone
    from annotator.tui.screens.common.text_prompt import TextPrompt
    from annotator.tui.screens.dashboard import DashboardScreen
    from annotator.tui.screens.first_screen import show_first
    from annotator.tui.screens.labels.label_form import LabelForm
    from annotator.tui.screens.labels.picker import LabelPicker
    from annotator.tui.screens.lens.opening import show_asked, show_places, show_strings
    from annotator.tui.screens.library.screen import LibraryScreen
    from annotator.tui.screens.my_day.own_work import OwnWork
    from annotator.tui.screens.my_day.screen import MyDayScreen
    from annotator.tui.screens.notes.screen import NotesScreen
    from annotator.tui.screens.palette import Palette
    from annotator.tui.screens.project.forms import AssignForm, ExportForm, ReleaseForm, TagForm
    from annotator.tui.screens.project.in_step import InStep
    from annotator.tui.screens.project.keys import ProjectKeys
    from annotator.tui.screens.project.path_prompt import PathPrompt
    from annotator.tui.screens.project.projects import Projects
    from annotator.tui.screens.project.report import Report
    from annotator.tui.screens.project.settings import SettingsDialog
    from annotator.tui.screens.recheck.opening import go_through
    from annotator.tui.screens.recheck.screen import RecheckScreen
    from annotator.tui.screens.review.screen import ReviewScreen
    from annotator.tui.screens.second_look.screen import SecondLookScreen
    from annotator.tui.screens.settle.screen import SettleScreen
    from annotator.tui.screens.team.person import PersonScreen
    from annotator.tui.screens.team.screen import TeamScreen

__all__ = [
    "AgreeScreen",
    "AnnotateScreen",
    "ArticleLabels",
    "AssignForm",
    "ChangesScreen",
    "ClaimsScreen",
    "CorrectionList",
    "DashboardScreen",
    "ExportForm",
    "FinishDialog",
    "Guideline",
    "Help",
    "Hints",
    "InStep",
    "LabelForm",
    "LabelPicker",
    "LanguagePrompt",
    "LibraryScreen",
    "MyDayScreen",
    "NotesScreen",
    "OwnWork",
    "Palette",
    "PasteQuestion",
    "PathPrompt",
    "PersonScreen",
    "ProjectGone",
    "ProjectKeys",
    "Projects",
    "RecentArticles",
    "RecheckScreen",
    "ReleaseForm",
    "Report",
    "ReviewScreen",
    "SecondLookScreen",
    "SettingsDialog",
    "SettleScreen",
    "Sources",
    "Sure",
    "TagForm",
    "TeamScreen",
    "TextPrompt",
    "go_through",
    "show_asked",
    "show_first",
    "show_places",
    "show_strings",
]

if not TYPE_CHECKING:  # so that mypy knows no other names than these
    __getattr__ = face(
        __name__,
        {
            "AgreeScreen": "agree.screen",
            "AnnotateScreen": "annotate.screen",
            "ArticleLabels": "annotate.article_labels",
            "AssignForm": "project.forms",
            "ChangesScreen": "changes.screen",
            "ClaimsScreen": "claims.screen",
            "CorrectionList": "annotate.corrections",
            "DashboardScreen": "dashboard",
            "ExportForm": "project.forms",
            "FinishDialog": "common.dialogs",
            "Guideline": "common.guideline",
            "Help": "common.help",
            "Hints": "annotate.missed.hints",
            "InStep": "project.in_step",
            "LabelForm": "labels.label_form",
            "LabelPicker": "labels.picker",
            "LanguagePrompt": "annotate.language_prompt",
            "LibraryScreen": "library.screen",
            "MyDayScreen": "my_day.screen",
            "NotesScreen": "notes.screen",
            "OwnWork": "my_day.own_work",
            "Palette": "palette",
            "PasteQuestion": "common.dialogs",
            "PathPrompt": "project.path_prompt",
            "PersonScreen": "team.person",
            "ProjectGone": "common.project_gone",
            "ProjectKeys": "project.keys",
            "Projects": "project.projects",
            "RecentArticles": "annotate.jumps.recent_articles",
            "RecheckScreen": "recheck.screen",
            "ReleaseForm": "project.forms",
            "Report": "project.report",
            "ReviewScreen": "review.screen",
            "SecondLookScreen": "second_look.screen",
            "SettingsDialog": "project.settings",
            "SettleScreen": "settle.screen",
            "Sources": "annotate.sources",
            "Sure": "common.dialogs",
            "TagForm": "project.forms",
            "TeamScreen": "team.screen",
            "TextPrompt": "common.text_prompt",
            "go_through": "recheck.opening",
            "show_asked": "lens.opening",
            "show_first": "first_screen",
            "show_places": "lens.opening",
            "show_strings": "lens.opening",
        },
    )
