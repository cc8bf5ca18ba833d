"""`import annotator`: what it offers, that it costs nothing, and that each name says what it is."""

from __future__ import annotations

import inspect
import subprocess
import sys
from importlib import import_module

import pytest

import annotator
from annotator import errors


def fresh(code: str) -> str:
    """What a fresh interpreter prints."""
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_what_is_offered_is_what_is_there_and_says_what_it_is() -> None:
    assert annotator.__all__ == sorted(annotator.__all__)
    for name in annotator.__all__:
        assert inspect.getdoc(getattr(annotator, name)), name


@pytest.mark.parametrize("kind", [annotator.Project, annotator.Document])
def test_every_method_says_what_it_does(kind: type) -> None:
    for name, member in vars(kind).items():
        if not name.startswith("_"):
            assert inspect.getdoc(member), name


def test_importing_it_loads_nothing_and_a_name_is_loaded_when_it_is_asked_for() -> None:
    own = "sorted(name for name in sys.modules if name.startswith('annotator'))"
    ran = fresh(f"import annotator, sys; print({own}); annotator.Span; print('annotator.domain.span' in sys.modules)")
    assert ran.splitlines() == ["['annotator', 'annotator.errors', 'annotator.face']", "True"]


def test_working_with_a_project_loads_no_screen_and_no_model() -> None:
    used = "annotator.open; annotator.read; annotator.write; annotator.Document"
    ran = fresh(f"import annotator, sys; {used}; print(*sys.modules)")
    assert "annotator.storage.store" in ran.split()
    assert {"textual", "rich", "spacy", "numpy", "click", "sqlite_utils"}.isdisjoint(ran.split())


def test_what_is_offered_can_be_seen_before_it_is_loaded() -> None:
    assert fresh("import annotator; print(*dir(annotator))").split() == sorted([*annotator.__all__, "__version__"])


def test_no_name_is_that_of_a_package_that_would_take_its_place() -> None:
    for name in set(annotator.__all__) - {"errors"}:
        with pytest.raises(ModuleNotFoundError):
            import_module(f"annotator.{name}")


def test_another_name_is_an_error_as_of_any_module() -> None:
    with pytest.raises(AttributeError, match="'annotator' has no attribute 'nix'"):
        annotator.nix  # type: ignore[attr-defined]  # noqa: B018


def test_every_error_is_in_the_tree() -> None:
    every = {value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, Exception)}
    assert annotator.AnnotatorError in every
    assert all(issubclass(one, annotator.AnnotatorError) for one in every)
    assert all(one.__name__ in (errors.__doc__ or "") for one in every)
