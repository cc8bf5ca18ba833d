"""How programs hear of what was set aside, beside the report that lists it: as a `UserWarning`."""

from __future__ import annotations

import warnings
from collections import Counter

from annotator.services.exporting.export import ExportReport
from annotator.services.importing.add import AddReport
from annotator.services.releasing.release import ReleaseReport


def say(sentence: str) -> None:
    """Warn whoever called the public function that says this."""
    warnings.warn(sentence, UserWarning, stacklevel=3)


def _say(sentence: str) -> None:
    """Warn whoever called the public function that hands its report to one of those below."""
    warnings.warn(sentence, UserWarning, stacklevel=4)


def of_adding(report: AddReport) -> None:
    """Warn of what a report of `add` refuses and notes."""
    if report.refused:
        _say(f"Refused: {len(report.refused):,}, listed in `report.refused`, first {report.refused[0]}")
    for notice in (*report.notices, *(f"Set aside: {one}" for one in report.set_aside.values())):
        _say(notice)


def of_releasing(report: ReleaseReport) -> None:
    """Warn of what a release left out, and of names in it."""
    if report.facts.left_out:
        told = ", ".join(f"{why} {number:,}" for why, number in sorted(report.facts.left_out.items()))
        _say(f"Articles of which nothing is released, as in `report.facts.left_out`: {told}.")
    if named := +report.facts.named:
        told = ", ".join(f"{where} {number:,}" for where, number in sorted(named.items()))
        _say(f"Articles with a word that is somebody's name, too, left as they were published: {told}.")


def of_writing(report: ExportReport) -> None:
    """Warn of what a report of `export` or `write` lost."""
    if report.lost:
        kinds = Counter(one.loss for one in report.lost).most_common()
        counts = ", ".join(f"{loss} {number:,}" for loss, number in kinds)
        _say(f"Lost, as listed in `report.lost`: {counts}.")
