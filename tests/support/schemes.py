"""Schemes and what people do to them, for property tests."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from hypothesis import strategies as st

from annotator.domain.decisions import new_id, time_of
from annotator.domain.history.changes import changes
from annotator.domain.history.events import Note, SchemeChange, SchemeEvent
from annotator.domain.history.fold import fold
from annotator.domain.scheme import HOT_KEYS, Group, Label, Scheme
from annotator.domain.scheme_form import to_form
from annotator.errors import AnnotatorError

Edit = Callable[[Scheme], Scheme]
NAMES = ("PER", "ORG", "LOC", "GPE", "MISC", "SHIP")
FIRST = Scheme(
    (
        Label("PER", "P", "red", "People."),
        Label("ORG", "O", "blue", "Firms."),
        Label("LOC", "L", "green"),
        Label("GLAD", "", "cyan", kind="article"),
        Label("SAD", "", "grey", kind="article"),
    ),
    suffixes={"Inc": "ORG", "River": "LOC"},
    groups=(Group("tone", "one", ("GLAD", "SAD")),),
)


def _changed(scheme: Scheme, name: str, key: str, text: str) -> Scheme:
    more = scheme.known(name).examples
    return scheme.with_change(name, key=key, description=text, notes=text, examples=(*more, text) if text else more[1:])


def _moved(scheme: Scheme, name: str, before: str) -> Scheme:
    return scheme if scheme.current(name) == scheme.current(before) else scheme.moved(name, before)


def dropped(scheme: Scheme, name: str) -> Scheme:
    gone = scheme.known(name).name
    kept = tuple(label for label in scheme.labels if label.name != gone)
    return Scheme(
        kept,
        suffixes={word: label for word, label in scheme.suffixes.items() if label != gone},
        aliases={was: now for was, now in scheme.aliases.items() if now != gone},
        groups=tuple(
            replace(group, labels=tuple(one for one in group.labels if one != gone)) for group in scheme.groups
        ),
        overlap=scheme.overlap,
    )


_name = st.sampled_from(NAMES)
_text = st.sampled_from(("", "One.", "Two.", "Three."))
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(lambda name, text: lambda scheme: scheme.with_label(name, description=text), _name, _text),
    st.builds(lambda old, new: lambda scheme: scheme.renamed(old, new), _name, st.sampled_from((*NAMES, "X", "Y"))),
    st.builds(lambda name: lambda scheme: scheme.archive(name), _name),
    st.builds(lambda name, key, text: lambda scheme: _changed(scheme, name, key, text), _name,
              st.sampled_from(HOT_KEYS[:6]), _text),
    st.builds(lambda name, before: lambda scheme: _moved(scheme, name, before), _name, st.sampled_from(("", *NAMES))),
    st.builds(lambda name: lambda scheme: dropped(scheme, name), _name),
    st.builds(lambda overlap: lambda scheme: replace(scheme, overlap=overlap), st.sampled_from(("none", "nested"))),
)  # fmt: skip


def edited(scheme: Scheme, edits: Sequence[Edit]) -> list[Scheme]:
    """A scheme after each of some edits, as far as they can be made."""
    found = [scheme]
    for edit in edits:
        try:
            found.append(edit(found[-1]).remembering(found[-1]))
        except AnnotatorError:
            continue
    return found


def began(scheme: Scheme = FIRST) -> SchemeEvent:
    """That it all began with a scheme."""
    return SchemeEvent("", "", "", SchemeChange("began", "", {}, to_form(scheme)))


def acted(events: Sequence[SchemeEvent], after: Scheme, *, by: str = "", undoes: str = "") -> list[SchemeEvent]:
    """A history, with the act that makes a scheme of it."""
    step = new_id()
    new = []
    for change in changes(fold(events), after):
        made = new_id()
        new.append(SchemeEvent(made, step, time_of(made), change, Note(by, undoes=undoes)))
    return [*events, *new]
