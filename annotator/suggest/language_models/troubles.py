"""What went wrong with a language model, told in one sentence, and whether it helps to ask again.

Providers' libraries have errors of their own; they are told apart by what they have in common: the status of HTTP, or
a name that speaks of the connection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from annotator.errors import first_line

_CONNECTION = ("Connect", "Timeout", "Transport", "Network", "Protocol")
_LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What an error means: the end of a sentence, whether to ask again (after `wait` seconds, if told), if it lasts."""

    what: str
    again: bool = False
    lasts: bool = True
    wait: float | None = None


class TookTooLong(Exception):
    """No answer came in the time that the settings allow."""


def diagnosis(error: BaseException) -> Diagnosis:
    """What an error of a provider's library means."""
    response = getattr(error, "response", None)
    status = getattr(error, "status_code", None) or getattr(response, "status_code", None)
    if isinstance(status, int):
        return _of_status(status, error, response)
    if isinstance(error, TookTooLong):
        return Diagnosis(f"did not answer within {error} seconds")
    if isinstance(error, NotImplementedError):
        return Diagnosis(f"cannot be asked so: {first_line(error)}")
    kinds = [kind.__name__ for kind in type(error).__mro__]
    if type(error).__name__ == "NeedsKeyException":
        return Diagnosis(f"has no key: {first_line(error)}")
    if isinstance(error, OSError) or any(word in kind for kind in kinds for word in _CONNECTION):
        return Diagnosis("cannot be reached: is there a network, and does its server run?", again=True)
    return Diagnosis(f"failed: {first_line(error)}", lasts=False)


def _of_status(status: int, error: BaseException, response: Any) -> Diagnosis:
    said = first_line(error)
    if status in (401, 403):
        return Diagnosis(f"does not take the key ({status}): {said}")
    if status == 404:
        return Diagnosis(f"is not known to its provider (404): {said}")
    if status == 429 and "quota" in f"{getattr(error, 'code', '')} {said}":
        return Diagnosis(f"has no quota left (429): {said}")
    if status == 429:
        return Diagnosis("is asked more often than its provider allows (429)", again=True, wait=_wait(response))
    if status in (408, 409) or status >= 500:
        return Diagnosis(f"has trouble at its provider ({status})", again=True, wait=_wait(response))
    return Diagnosis(f"refused the question ({status}): {said}", lasts=False)


def _wait(response: Any) -> float | None:
    """For how many seconds a provider asks to wait."""
    try:
        return min(_LONGEST_WAIT, max(0.0, float(response.headers["retry-after"])))
    except (AttributeError, LookupError, TypeError, ValueError):
        return None
