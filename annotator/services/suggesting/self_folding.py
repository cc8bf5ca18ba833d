"""A label of a source that costs more keys than it saves folds itself, and comes back where it pays again.

What suggestions have saved is counted from the decisions of the whole project: read once, then kept in step with what
is decided in the article at hand. Of what is folded nobody decides anything, so when an article is finished it is
compared with what the annotator holds there. Who switches such a label back on keeps it on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace

from annotator.domain.disagreement.voting import creditors
from annotator.domain.layer import Layer
from annotator.domain.span import Span
from annotator.domain.state import COMPLETE
from annotator.domain.suggestion import Suggestion
from annotator.errors import ProjectError
from annotator.plural import counted
from annotator.services.annotating.session import AnnotationSession
from annotator.services.suggesting.precision import Labelled, balances
from annotator.services.suggesting.source_settings import keep_setting
from annotator.storage.source_settings import SourceSetting, save_source_setting, source_settings
from annotator.storage.store import Store
from annotator.suggest.common.savings import comes_back, folds, saved

_Outcome = tuple[tuple[Labelled, ...], int]
"""Whose suggestion a span was, and how many keys it has saved."""


class SelfFolding:
    """Watches what becomes of suggestions, article by article."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.balances: Counter[Labelled] = Counter()
        """The keys that labels have saved so far; none before the first article."""
        self._session: AnnotationSession | None = None
        self._known: dict[Span, _Outcome] = {}
        self._was_open = False
        self._aliases: Mapping[str, str] = {}
        self._settings: dict[str, SourceSetting] = {}

    def begin(self, session: AnnotationSession) -> str:
        """Begin with an article; what was folded in the one before is compared with what is held there.

        Where labels were renamed since, all is counted anew. Where a label comes back, the session shows it; gives the
        sentence that says so, or "".
        """
        before, was_open, aliases = self._session, self._was_open, session.scheme.aliases
        turned: set[Labelled] = set()
        if before is None or aliases != self._aliases:
            self.balances, self._aliases = balances(self._store), aliases
        else:
            turned = self._count()
        if before and before is not session and was_open and before.layer.status in COMPLETE:
            turned |= self._compare(before)
        self._session, self._was_open = session, session.layer.status not in COMPLETE
        session.judged.clear()
        every = (*session.layer.held, *session.layer.rejected)
        self._known = {span: outcome for span in every if (outcome := _outcome(session.layer, span))}
        self._read_settings()
        return self._turn(turned)

    def look(self) -> str:
        """Count what was decided since; where a label folds, the session shows that; gives the sentence, or ""."""
        return self._turn(self._count()) if self._session and self._session.judged else ""

    def _count(self) -> set[Labelled]:
        """Count what was decided in the article at hand; gives the labels it was about."""
        touched: set[Labelled] = set()
        session, found = self._session, self.balances
        if session is None:
            return touched
        for span in session.judged:
            before, now = self._known.pop(span, None), _outcome(session.layer, span)
            for outcome, sign in ((before, -1), (now, 1)):
                labels, keys = outcome or ((), 0)
                for one in labels:
                    found[one] += sign * keys
                touched.update(labels)
            if now:
                self._known[span] = now
        session.judged.clear()
        return touched

    def _turn(self, touched: Iterable[Labelled]) -> str:
        """Fold labels, or show them again, where their balance says so; gives the sentence.

        Where that cannot be written nothing changes, and it is tried again.
        """
        due = [one for one in sorted(touched) if self._is_due(*one)]
        if due:
            self._read_settings()
        said = []
        for source, label in due:
            if not self._is_due(source, label):
                continue
            setting = self._settings[source]
            self._settings[source] = turned = replace(setting, folded=setting.folded ^ {label})
            try:
                keep_setting(self._store, turned)
            except ProjectError:
                return ""
            lost = f"cost {counted(-self._balance(setting, label), 'key')} more than by hand: folded away"
            did = lost if label in turned.folded else "would save keys again: shown"
            said.append(f"{label} of {source.partition(':')[2] or source} {did}")
        if said and self._session:
            self._session.switched()
        return f"{'; '.join(said)} (m switches it)." if said else ""

    def _read_settings(self) -> None:
        self._settings = {one.source: one for one in source_settings(self._store)}

    def _is_due(self, source: str, label: str) -> bool:
        """Whether a label is to fold, or to be shown again."""
        setting = self._settings.get(source)
        if setting is None or label in setting.kept:
            return False
        return (comes_back if label in setting.folded else folds)(self._balance(setting, label))

    def _balance(self, setting: SourceSetting, label: str) -> int:
        return self.balances[setting.source, label] + round(setting.unseen.get(label, 0))

    def _compare(self, session: AnnotationSession) -> set[Labelled]:
        """Count what folded labels would have saved in an article that is finished; gives those that stood there.

        What somebody was asked about all the same is counted already.
        """
        touched: set[Labelled] = set()
        for setting in source_settings(self._store):
            unseen = Counter(setting.unseen)
            for one in self._store.suggestions(session.key) if setting.folded else ():
                asked = one.span in session.layer.rejected or session.layer.times_suggested(one.span)
                if one.source == setting.source and one.span.label in setting.folded and not asked:
                    unseen[one.span.label] += _would_save(one, session.layer)
                    touched.add((setting.source, one.span.label))
            if unseen != setting.unseen:
                with suppress(ProjectError), self._store.write():
                    save_source_setting(self._store, replace(setting, unseen=unseen))
        return touched


def _outcome(layer: Layer, span: Span) -> _Outcome | None:
    """Whose suggestion a span came from and how many keys it saved; None where nobody was asked about it."""
    held = layer.held.get(span)
    known = held or layer.rejected.get(span)
    if known is None or known.span != span or not known.source or known.auto:
        return None  # what was rejected is known under the edges and label it was suggested with, too
    label = (known.suggested or span).label
    labels = tuple((source, label) for source in creditors(known.source))
    return labels, saved(held.decided if held else "rejected", relabelled=label != span.label)


def _would_save(one: Suggestion, layer: Layer) -> int:
    """The keys that a suggestion would have saved in a layer that has come about without it."""
    beside = layer.touching(one.span.start, one.span.end)
    if any(span.same_edges(one.span) for span in beside):
        return saved("accepted")
    return saved("resized") if any(span.label == one.span.label for span in beside) else saved("rejected")
