"""A mention as rules of coreference look at it: a name, a pronoun or something else, its words, its last word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from annotator.domain.span import Span
from annotator.suggest.memory.name_rules import is_title

Form = Literal["name", "nominal", "pronoun"]
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?")
_OWNED = re.compile(r"['’]s?$")

_WORDS = {
    "determiners": (
        "the a an this that these those its his her their our my your all both some any each every no another "
        "such other der die das den dem des ein eine einen einem einer dieser diese dieses jener seine ihre "
        "unsere le la les l un une des ce cette ces son sa ses leur leurs el los las una este esta estos "
        "estas su sus de het een deze dit den det en ett dessa il lo gli uno questo questa o os as um uma"
    ),
    "persons": (
        "he him his himself / she her hers herself / i me my mine myself / ich mich mir mein / du dich dir dein / "
        "er ihn ihm sein / ihr ihre / je me moi / tu te toi / il lui egli / elle / yo mí / él / ella / "
        "hij hem / zij haar / ik mij / jag mig / han honom / hon henne hun / jeg / io / lei / eu / ele / ela / "
        "я меня мне мной / ты тебя тебе / он его ему им / она её ей / 我 / 你 您 / 他 / 她 / 私 / 僕 / 彼 / 彼女 / "
        "who whom whose"
    ),
    "things": "it its itself / es das / esto / ça cela / het / den det / оно / 它 / which",
    "several": (
        "they them their theirs themselves / we us our ours ourselves / you your yours / sie ihnen / wir uns unser / "
        "ils eux / elles / nous / vous / ellos / ellas / nosotros / ustedes / wij ons / vi oss / noi / loro / nós / "
        "они их им / мы нас нам / вы вас вам / 我们 我們 / 你们 你們 / 他们 他們 / 她们 她們 / 它们 它們 / "
        "私たち / 彼ら / this / these those / that"
    ),
    "behind a head": (
        "of in on at for from with by to about against between who which that whose where under over von aus "
        "im am für mit des du de d della del van voor av för der"
    ),
}
"""Words of a few languages: what stands before a noun, for people, for things, for either, and behind a noun.

Between strokes are the forms of one pronoun.
"""
DETERMINERS, _PERSONS, _THINGS, _SEVERAL, _BEHIND_A_HEAD = (
    frozenset(words.replace("/", "").split()) for words in _WORDS.values()
)
PRONOUNS = _PERSONS | _THINGS | _SEVERAL
_FORMS = [frozenset(forms.split()) for name in ("persons", "things", "several") for forms in _WORDS[name].split("/")]
_OF_A_CLAUSE = frozenset(("who", "whom", "whose", "which", "that"))
_PEOPLE_LABELS = re.compile(r"^(per|person|prs|people|hum|human|patient|animal)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mention:
    """A span as the rules see it; `words` are without a determiner in front and the mark of an owner behind.

    Of these, so many stand `behind` the first comma.
    """

    span: Span
    form: Form
    words: tuple[str, ...]
    behind: int = 0

    @property
    def own(self) -> tuple[str, ...]:
        """The words before a comma: of "Halvik, Norland" the first one names it."""
        return self.words[: len(self.words) - self.behind] or self.words

    @property
    def key(self) -> str:
        """What identical mentions have in common: the words, without regard to case where it is no name."""
        return " ".join(self.words) if self.form == "name" else " ".join(self.words).casefold()

    @property
    def noun(self) -> str:
        """The last word before a comma, a preposition or a clause."""
        behind = (place for place, word in enumerate(self.own) if place and word.casefold() in _BEHIND_A_HEAD)
        return self.own[next(behind, len(self.own)) - 1] if self.words else ""

    @property
    def head(self) -> str:
        """That word in small letters, by which mentions are compared."""
        return self.noun.casefold()

    @property
    def is_person(self) -> bool:
        """Whether its label is one of people."""
        return _PEOPLE_LABELS.match(self.span.label) is not None

    @property
    def initials(self) -> str:
        """The capitals that its words begin with."""
        return "".join(word[0] for word in self.words if word[0].isupper())


def mention_of(span: Span, text: str) -> Mention:
    """The mention of a span of a text."""
    quote = span.quote(text)
    words = [_OWNED.sub("", word) for word in _WORD.findall(quote)]
    if is_pronoun(quote):
        return Mention(span, "pronoun", (quote.strip().casefold(),))
    determined = len(words) > 1 and words[0].casefold() in DETERMINERS
    rest = [word for word in (words[1:] if determined else words) if word]
    while len(rest) > 1 and is_title(rest[0]):
        rest = rest[1:]
    lower = sum(word[0].islower() for word in rest)
    name = bool(rest) and rest[-1][0].isupper() and lower * 2 < len(rest) + 1
    behind = min(len(_WORD.findall(quote.partition(",")[2])), len(rest))
    return Mention(span, "name" if name else "nominal", tuple(rest), behind)


def is_pronoun(quote: str) -> bool:
    """Whether words of a text are a pronoun; more than one letter in capitals is none (`US`)."""
    return quote.strip().casefold() in PRONOUNS and not (len(quote) > 1 and quote.isupper())


def agree(pronoun: Mention, other: Mention) -> bool:
    """Whether a pronoun can stand for what another mention is."""
    word = pronoun.words[0]
    if word in _PERSONS:
        return other.is_person or other.words[:1] == pronoun.words
    if word in _THINGS:
        return not other.is_person
    return True


def same_pronoun(one: Mention, other: Mention) -> bool:
    """Whether two mentions are forms of one pronoun, and not of one that means whatever stands before its clause."""
    if one.form != "pronoun" or other.form != "pronoun" or one.words[0] in _OF_A_CLAUSE:
        return False
    return any(one.words[0] in forms and other.words[0] in forms for forms in _FORMS)
