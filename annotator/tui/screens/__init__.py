"""The screens: one file and one stylesheet each; a screen is imported when it is first shown."""

from typing import TYPE_CHECKING

from annotator.face import face

if TYPE_CHECKING:
    from annotator.tui.screens.agree import AgreeScreen
    from annotator.tui.screens.annotate import AnnotateScreen
    from annotator.tui.screens.article_labels import ArticleLabels
    from annotator.tui.screens.asking import Ask
    from annotator.tui.screens.corrections import CorrectionList
    from annotator.tui.screens.dashboard import DashboardScreen
    from annotator.tui.screens.dialogs import FinishDialog
    from annotator.tui.screens.help import Help
    from annotator.tui.screens.hints import Hints
    from annotator.tui.screens.library import LibraryScreen
    from annotator.tui.screens.once import Palette
    from annotator.tui.screens.picker import LabelPicker
    from annotator.tui.screens.review import ReviewScreen
    from annotator.tui.screens.sources import Sources

__all__ = [
    "AgreeScreen",
    "AnnotateScreen",
    "ArticleLabels",
    "Ask",
    "CorrectionList",
    "DashboardScreen",
    "FinishDialog",
    "Help",
    "Hints",
    "LabelPicker",
    "LibraryScreen",
    "Palette",
    "ReviewScreen",
    "Sources",
]

__getattr__ = face(
    __name__,
    {
        "AgreeScreen": "agree",
        "AnnotateScreen": "annotate",
        "ArticleLabels": "article_labels",
        "Ask": "asking",
        "CorrectionList": "corrections",
        "DashboardScreen": "dashboard",
        "FinishDialog": "dialogs",
        "Help": "help",
        "Hints": "hints",
        "LabelPicker": "picker",
        "LibraryScreen": "library",
        "Palette": "once",
        "ReviewScreen": "review",
        "Sources": "sources",
    },
)
