"""Text from outside, made harmless for display: one code point in, one code point out.

A *sign* stands for a code point that has no glyph of its own or that would act on the terminal:
control codes, bidi controls, invisible formatting. Every offset of the shown text is an offset of
the stored text. Line breaks become signs like any other control code: whoever draws line by line
leaves them out beforehand.

`MUTE` stands for a variation selector: it is no wider than nothing, and whoever draws may drop it,
because terminals disagree on the width of what it follows.
"""

from __future__ import annotations

from annotator.domain.folded import fold

MUTE = "\u034f"
_PICTURES = 0x2400
_SIGNS: dict[int, str] = {code: chr(_PICTURES + code) for code in range(0x20)}
_SIGNS |= dict.fromkeys(range(0x80, 0xA0), "␦")
_SIGNS |= dict.fromkeys((0x85, 0x2028, 0x2029), "␤")
_SIGNS |= {0x09: "→", 0x7F: "␡"}
_SIGNS |= dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "⇄")
_SIGNS |= dict.fromkeys(  # invisible: soft hyphen, fillers, zero-width space, word joiner, byte order mark ...
    (
        *(0xAD, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180E, 0x200B, *range(0x2060, 0x2066), *range(0x206A, 0x2070)),
        *(0x3164, 0xFEFF, 0xFFA0, *range(0xFFF9, 0xFFFC), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)),
    ),
    "·",
)
_SIGNS |= {0x200D: "⁀"}  # joins emoji where a terminal can; where it cannot, the row would be of unknown width
_SIGNS |= dict.fromkeys((*range(0xFE00, 0xFE10), *range(0x180B, 0x180E), *range(0xE0100, 0xE01F0)), MUTE)
_SIGNS |= dict.fromkeys((*range(0xE0000, 0xE0080), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "\ufffd")


def one_line(text: str) -> str:
    """A quote as one sees it, for a line of other words: made harmless, and its lines run on."""
    return visible(fold(text).replace("\n\n", " "))


def visible(text: str) -> str:
    """`text` with every control or invisible code point replaced by one visible, harmless one; of equal length."""
    return text if text.isascii() and text.isprintable() else text.translate(_SIGNS)
