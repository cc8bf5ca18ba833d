"""A number with its noun, as sentences have it."""


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 article`, `2 articles`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
