"""Every error this product raises on purpose, in one tree.

    AnnotatorError                 a clear sentence for the user
    ├── InputError                 something that came in cannot be taken: file, line, reason
    │   └── NoSuchFile *           there is no file of the name that was given
    ├── SchemeError                a label or a scheme file that makes no sense
    │   ├── NoSuchLabel *          the scheme has no label of that name
    │   └── NoSuchVersion *        the labels have no version of that name
    ├── DecisionError              a decision that is illegal for the layer as it stands
    │   ├── NoSuchSpan             the span it speaks of is not there
    │   ├── OverlapError           the scheme forbids the overlap it would make
    │   └── NothingToUndo          the undo or redo stack is empty
    ├── ProjectError               the project file cannot be used
    │   ├── NoProject *            there is none, or no such article in it
    │   ├── NotAProject            the file is something else, or damaged
    │   ├── NewerProject           written by a later version
    │   ├── ProjectBusy            locked, read-only, or the disk is full
    │   └── ProjectGone            the file was moved, deleted or replaced while it was open
    ├── BaseError                  a base of entries cannot be used or written
    │   └── NoSuchBase *           there is no base of that name beside the project
    ├── TookTooLong                a question that somebody waited for was not answered in time
    ├── PluginError                a format, suggester or measure that cannot be used
    │   └── NoSuchPlugin *         none of that name, or not for reading or writing
    ├── SyncError                  a share cannot be reached, or a team's copies cannot be kept in step
    ├── ModelError                 a suggestion model is missing or does not work
    │   └── NoSuchModel *          no model of that name
    └── WrongUsage                 what the user said or named: a layer, an annotator, numbers; all with a * are it too
        ├── ConfigError            the user's settings or key map
        └── QuestionError          what is asked of articles, with the place

The message is what the user reads: one or two plain sentences that say what was wrong with what,
and what to do. The command line turns a `WrongUsage` into exit code 2, any other into 1.
"""

from __future__ import annotations

from collections.abc import Iterable


class AnnotatorError(Exception):
    """Base of all errors raised on purpose; `str(error)` is the sentence for the user."""


class WrongUsage(AnnotatorError):
    """What the user said makes no sense, or names what is not there; nothing was done."""


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


class NoSuchFile(InputError, WrongUsage):
    """There is no file of the name that was given."""

    def __init__(self, file: object, reason: str = "There is no such file.") -> None:
        super().__init__(reason, file=str(file))


class SchemeError(AnnotatorError):
    """A label or a scheme file that makes no sense."""


class NoSuchLabel(SchemeError, WrongUsage):
    """The scheme has no label of that name."""


class NoSuchVersion(SchemeError, WrongUsage):
    """The labels have no version of that name."""


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


class NoProject(ProjectError, WrongUsage):
    """There is no project at that path, or no such article in it."""


class NotAProject(ProjectError):
    """The file is not a project, or is damaged."""


class NewerProject(ProjectError):
    """The project was written by a later version of the program."""


class ProjectBusy(ProjectError):
    """The project is locked by another program, cannot be written, or the disk is full."""


class ProjectGone(ProjectError):
    """The project was moved, deleted, replaced or cut off while it was open; nothing can be kept in it any more."""


class BaseError(AnnotatorError):
    """A base of entries cannot be used, or not be written; a file that was there is as it was."""


class NoSuchBase(BaseError, WrongUsage):
    """There is no base of that name beside the project."""


class TookTooLong(AnnotatorError):
    """A question that somebody waited for was not answered in time; nothing was changed."""


class QuestionError(WrongUsage):
    """What is asked of articles makes no sense; `at` is where in what was typed, in code points from 0."""

    def __init__(self, reason: str, at: int) -> None:
        self.at = at
        super().__init__(f"At {at + 1}: {reason}")


class ConfigError(WrongUsage):
    """The user's settings or key map cannot be used."""


class PluginError(AnnotatorError):
    """A format, suggester or measure cannot be used."""


class NoSuchPlugin(PluginError, WrongUsage):
    """There is no format, suggester or measure of that name, or it cannot do what is asked of it."""


class SyncError(AnnotatorError):
    """A share cannot be reached, or the copies of a team cannot be kept in step; what was made waits."""


class ModelError(AnnotatorError):
    """A suggestion model is missing or does not work."""


class NoSuchModel(ModelError, WrongUsage):
    """There is no model of the name the user gave."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """The question which known word is meant, with a space before it; "" where none is like it."""
    from difflib import get_close_matches  # noqa: PLC0415 - not needed where nobody errs

    by_case = {one.lower(): one for one in known}
    near = get_close_matches(word.lower(), by_case, n=1)
    return f" Did you mean {by_case[near[0]]}?" if near else ""


def first_line(error: BaseException) -> str:
    """What an error says, as part of a sentence: its first line, or its kind where that is no more than a word."""
    line = (str(error).strip().splitlines() or [""])[0][:200]
    return line if " " in line else f"{type(error).__name__} {line}".strip()
