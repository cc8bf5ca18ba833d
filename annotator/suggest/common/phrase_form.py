"""The grammar of a noun phrase in six words, as a parser gives them; what is learned of phrases is learned by these."""

from __future__ import annotations

from typing import NamedTuple, Self


class PhraseForm(NamedTuple):
    """What a phrase is in its sentence. No word is empty or has a blank in it; `-` stands for none.

    `dep` is what its head depends by (`nsubj`), `reach` the dependency of the last thing that it takes in behind its
    head (`prep`), with a `+` where the head has more behind that; `pos` is the head's part of speech, `ent` the kind of
    name it is in, `first` the phrase's first word where that is a determiner or pronoun, else its part of speech, and
    `lemma` the head's, in small letters.
    """

    dep: str
    reach: str
    pos: str
    ent: str
    first: str
    lemma: str

    @classmethod
    def of(cls, *words: str) -> Self:
        """The form of six words, each as a parser gives it."""
        return cls(*("".join(word.split()) or "-" for word in words))

    @classmethod
    def parsed(cls, packed: str) -> Self | None:
        """The form that `packed` made a string of; None for any other string."""
        words = packed.split(" ")
        return cls(*words) if len(words) == len(cls._fields) and all(words) else None

    def packed(self) -> str:
        """The form as one string."""
        return " ".join(self)
