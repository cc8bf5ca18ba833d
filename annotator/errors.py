"""Every error this product raises on purpose, in one tree.

    AnnotatorError                 a clear sentence for the user
    ├── InputError                 something that came in cannot be taken: file, line, reason
    ├── SchemeError                a label or a scheme file that makes no sense
    ├── DecisionError              a decision that is illegal for the layer as it stands
    │   ├── NoSuchSpan             the span it speaks of is not there
    │   ├── OverlapError           the scheme forbids the overlap it would make
    │   └── NothingToUndo          the undo or redo stack is empty
    ├── ProjectError               the project file cannot be used
    │   ├── NoProject              there is none
    │   ├── NotAProject            the file is something else, or damaged
    │   ├── NewerProject           written by a later version
    │   └── ProjectBusy            locked, read-only, or the disk is full
    ├── ConfigError                the user's settings or key map
    ├── PluginError                no format, suggester or measure of that name
    └── ModelError                 a suggestion model is missing or does not work

The message is what the user reads: one or two plain sentences that say what was wrong with what,
and what to do. The command line turns any of them into exit code 1, wrong usage into 2.
"""

from __future__ import annotations


class AnnotatorError(Exception):
    """Base of all errors raised on purpose; `str(error)` is the sentence for the user."""


class InputError(AnnotatorError):
    """Something that came in cannot be taken.

    `reason` says why; `file` and `line` (counted from 1) say where, as far as known.
    """

    def __init__(self, reason: str, *, file: str = "", line: int | None = None) -> None:
        self.reason, self.file, self.line = reason, file, line
        place = f"{file}:{line}" if file and line is not None else file or (f"line {line}" if line else "")
        super().__init__(f"{place}: {reason}" if place else reason)

    def at(self, file: str, line: int | None = None) -> InputError:
        """The same reason with its place filled in; what is known already stays."""
        return InputError(self.reason, file=self.file or file, line=self.line if self.line is not None else line)


class SchemeError(AnnotatorError):
    """A label or a scheme file that makes no sense."""


class DecisionError(AnnotatorError):
    """A decision that is illegal for the layer as it stands; nothing was changed."""


class NoSuchSpan(DecisionError):
    """The span or suggestion a decision speaks of is not there."""


class OverlapError(DecisionError):
    """The scheme forbids the overlap that the decision would make."""


class NothingToUndo(DecisionError):
    """There is no action of this person left to undo or redo."""


class ProjectError(AnnotatorError):
    """The project file cannot be used."""


class NoProject(ProjectError):
    """There is no project at that path."""


class NotAProject(ProjectError):
    """The file is not a project, or is damaged."""


class NewerProject(ProjectError):
    """The project was written by a later version of the program."""


class ProjectBusy(ProjectError):
    """The project is locked by another program, cannot be written, or the disk is full."""


class ConfigError(AnnotatorError):
    """The user's settings or key map cannot be used."""


class PluginError(AnnotatorError):
    """There is no format, suggester or measure of that name."""


class ModelError(AnnotatorError):
    """A suggestion model is missing or does not work."""
