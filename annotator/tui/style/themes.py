"""The Textual themes, made from the palettes: the widgets around the page share its colours."""

from __future__ import annotations

from textual.theme import Theme

from annotator.tui.style.palette import PALETTES, Palette


def _theme(palette: Palette) -> Theme:
    names = palette.names
    return Theme(
        name=palette.name,
        dark=palette.dark,
        primary=names["$success"],
        secondary=names["$secondary"],
        accent=names["$accent"],
        warning=names["$warning"],
        error=names["$error"],
        success=names["$success"],
        foreground=palette.text,
        background=palette.page,
        surface=palette.page,
        panel=palette.panel,
        variables={
            **{name.removeprefix("$"): colour for name, colour in names.items()},
            "footer-key-foreground": names["$accent"],
            "footer-description-foreground": palette.dim,
            "footer-background": palette.page,
            "input-selection-background": palette.selection,
            "block-cursor-background": palette.selection,
            "block-cursor-foreground": palette.text,
            "block-cursor-blurred-background": palette.selection,
            "block-cursor-blurred-foreground": palette.text,
            "scrollbar": palette.cursor,
            "scrollbar-background": palette.page,
        },
    )


THEMES = tuple(_theme(palette) for palette in PALETTES.values())
