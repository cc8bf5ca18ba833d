"""How long work tells how far it is: the type of the callback that it is given."""

from collections.abc import Callable

ProgressCallback = Callable[[int, int], None]
"""Called with how many are done and how many there are; the second is 0 where that is not known."""
