"""The Textual themes, made from the palettes: the widgets around the page share its colours."""

from __future__ import annotations

from textual.theme import Theme

from annotator.tui.palette import PALETTES, Palette

DEFAULT = "annotator-dark"


def _theme(palette: Palette) -> Theme:
    labels = palette.labels
    return Theme(
        name=palette.name,
        dark=palette.dark,
        primary=labels["green"],
        secondary=labels["blue"],
        accent=labels["cyan"],
        warning=labels["yellow"],
        error=labels["red"],
        success=labels["green"],
        foreground=palette.text,
        background=palette.page,
        surface=palette.page,
        panel=palette.panel,
        variables={
            "text-muted": palette.dim,
            "border": palette.cursor,
            "footer-key-foreground": labels["cyan"],
            "footer-description-foreground": palette.dim,
            "footer-background": palette.page,
            "input-selection-background": palette.selection,
            "block-cursor-background": palette.selection,
            "block-cursor-foreground": palette.text,
            "scrollbar": palette.cursor,
            "scrollbar-background": palette.page,
        },
    )


THEMES = tuple(_theme(palette) for palette in PALETTES.values())
