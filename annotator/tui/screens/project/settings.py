"""The settings, shown as they would be while one changes them; kept in the user's file, and rules in the project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from annotator import services
from annotator.config import CHOICES, Settings, check
from annotator.domain.sanitise import visible
from annotator.errors import AnnotatorError
from annotator.settings_file import SettingValue, save
from annotator.storage.store import Store
from annotator.tui.host import Host
from annotator.tui.lines.parts import AnswerKeys
from annotator.tui.screens.common.dialogs import Dialog
from annotator.tui.screens.common.text_prompt import TextPrompt


class _Row(NamedTuple):
    """A setting: the values it can have (none: any text), what is said of it, whether it is of the project."""

    values: tuple[str, ...]
    about: str
    project: bool = False


_SWITCH = ("yes", "no")
_ROWS = {
    "theme": _Row(CHOICES["theme"], "colours"),
    "display": _Row(CHOICES["display"], "how labels are shown"),
    "preset": _Row(CHOICES["preset"], "keys, at the next start"),
    "memory": _Row(_SWITCH, "learn from decisions"),
    "name_lists": _Row(_SWITCH, "names where no model is"),
    "near_misses": _Row(_SWITCH, "what was nearly proposed"),
    "ask_unlabelled": _Row(_SWITCH, "tell of unlabelled names"),
    "stop_at_unlabelled": _Row(_SWITCH, "tab stops at those"),
    "second_look": _Row((), "% of spans shown again"),
    "goal": _Row((), "a day, as 20 articles"),
    "notify": _Row(CHOICES["notify"], "the end of long work"),
    "terminal_progress": _Row(CHOICES["terminal_progress"], "how far long work is"),
    "accept_at": _Row((), "y accepts from", project=True),
    "auto_accept": _Row(("off", "article", "project"), "known strings", project=True),
    "approve_settled": _Row(_SWITCH, "approve what is settled"),
    "review_order": _Row(CHOICES["review_order"], "how articles come to review"),
    "review_sample": _Row((), "% of one annotator’s articles"),
}


class SettingsDialog(Dialog[str]):
    """Gives what was kept, as a sentence."""

    ANSWERS: ClassVar[AnswerKeys] = (("← →", "change"), ("enter", "type"), ("s", "keep all"), ("esc", "take all back"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "change(-1)", "before"),
        Binding("right,space", "change(1)", "next"),
        Binding("s", "keep", "keep"),
    ]

    def __init__(self, app: Host, store: Store) -> None:
        super().__init__("Settings")
        self._host, self._store, self._before = app, store, app.settings
        scheme = store.scheme()
        self._values = {name: _shown(getattr(app.settings, name)) for name, row in _ROWS.items() if not row.project}
        self._values |= {"theme": app.shown_theme, "accept_at": f"{scheme.accept_at:g}"}
        self._values["auto_accept"] = scheme.auto_accept
        self._first = dict(self._values)
        self._options = OptionList(*self._lines(), compact=True)
        self._said = Static(markup=False)

    def content(self) -> ComposeResult:
        """The settings, and what is wrong with one."""
        yield self._options
        yield self._said

    def on_mount(self) -> None:
        """Begin at the top."""
        self._options.highlighted = 0

    def _lines(self) -> list[Option]:
        lines = []
        for name, row in _ROWS.items():
            value, changed = self._values[name], self._values[name] != self._first[name]
            arrows = ("‹ ", " ›") if row.values else ("  ", "  ")
            shown = f"{arrows[0]}{visible(value) or '-'}{arrows[1]}"
            about = f"{row.about}{' · project' if row.project else ''}"
            style = "bold $accent" if changed else "bold"
            lines.append(Option(Content.assemble(f" {name:<19}", (f"{shown:<21} ", style), (about, "$text-muted"))))
        return lines

    @property
    def _here(self) -> str:
        return list(_ROWS)[self._options.highlighted or 0]

    def action_change(self, way: int) -> None:
        """Take the next value of the setting, or the one before."""
        name = self._here
        if values := _ROWS[name].values:
            value = self._values[name]
            at = values.index(value) if value in values else 0
            self._set(name, values[(at + way) % len(values)])
        else:
            self._ask(name)

    def on_option_list_option_selected(self) -> None:
        """Type a value, or take the next one."""
        self.action_change(1)

    def _ask(self, name: str) -> None:
        prompt = TextPrompt(name, _ROWS[name].about, text=self._values[name])
        self.app.push_screen(prompt, lambda typed: None if typed is None else self._set(name, typed.strip()))

    def _set(self, name: str, value: str) -> None:
        """Show how it would be; what makes no sense is said, and changes nothing."""
        try:
            if not _ROWS[name].project:
                settings: dict[str, Any] = {name: check(name, _meant(name, value))}
                self._host.try_settings(replace(self._host.settings, **settings))
        except AnnotatorError as error:
            self._say(str(error))
            return
        self._values[name] = value
        at = self._options.highlighted
        self._options.clear_options().add_options(self._lines())
        self._options.highlighted = at
        self._said.update("")

    def _say(self, sentence: str) -> None:
        self._said.update(Content.styled(visible(sentence), "$warning"))

    def action_keep(self) -> None:
        """Write what was changed, each where it belongs."""
        changed = {name: value for name, value in self._values.items() if value != self._first[name]}
        own = {name: _meant(name, value) for name, value in changed.items() if not _ROWS[name].project}
        said = []
        try:
            if changed.keys() - own.keys():
                rules: Mapping[str, str] = {name: self._values[name] for name in ("accept_at", "auto_accept")}
                said.append(services.change_rules(self._store, **rules))
            if own:
                said.append(save(own))
        except AnnotatorError as error:
            self._say(str(error))
            return
        self.dismiss(" ".join(said) or "Nothing was changed.")

    def action_leave(self) -> None:
        """Take all back."""
        self._host.try_settings(self._before)
        super().action_leave()


def _shown(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def _meant(name: str, value: str) -> SettingValue:
    match getattr(Settings(), name):
        case bool():
            return value == "yes"
        case int() if value.isdecimal():
            return int(value)
    return value
