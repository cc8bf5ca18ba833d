"""Likely spans that nothing covers yet, for the hints.

They are runs of capitalised words, dates, numbers with their unit, tags and addresses, quoted names, all of the text as
`suggest/common/running_text.py` reads it, and words that were labelled elsewhere. But for names, none begins or ends
inside a word with a hyphen: that is offered whole. What is known of words is known of
English, and a little of German, whose nouns have capitals; names are found in any script that has such.

A candidate is a `[start, end)` in code points on token edges. Pure but for what the cursor over the article knows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from annotator.domain.span import Stretch
from annotator.domain.tokens import ALONE, snap, unspaced
from annotator.services.annotating.article_cursor import ArticleCursor
from annotator.services.annotating.edges import snap_named
from annotator.services.annotating.missed.compounds import grown
from annotator.services.annotating.missed.dates import dates_of
from annotator.services.annotating.missed.eastern import FOREIGN_NAMES, PAUSES, TITLES
from annotator.services.annotating.occurrences import occurrences
from annotator.suggest.common.running_text import running_text

_LETTER = rf"[^\W{ALONE}]"
"""A letter or digit of a script that is written with spaces: in others, words stand side by side with such."""
_WORD = re.compile(rf"{_LETTER}(?:{_LETTER}|[’'.&-](?={_LETTER}))*")
_GAP = re.compile(r"[ \u00a0]|[/-]|[ \u00a0]?&[ \u00a0]?")
_SHORTENED = re.compile(r"(?:.*\.)?\w|Mr|Mrs|Ms|Dr|St|Sr|Jr|Prof|Gen|Sen|Rep|Lt|Col|Capt|Sgt|Gov|Rev|Mt")
_TAIL = re.compile(r"['’]\w{0,2}$")
_RUN = re.compile(r"o?N(?:s{0,2}N)*d?")
"""A name in kinds of words: an ordinal, capitalised words with small ones between them, a number."""
_OF_NOUNS = re.compile(r"o?N+d?")
"""The same where all nouns have a capital, as in `_NOUNS`: small words then join what belongs to no one name."""
_NOUNS = ("de", "lb")
_BEGINNING = frozenset(
    """
    Der Die Das Den Dem Des Ein Eine Einen Einem Einer Eines Er Sie Es Ich Wir Ihr Du Man Sein Seine Ihre Unser Unsere
    Dieser Diese Dieses Diesen Diesem Jeder Jede Jedes Alle Viele Einige Kein Keine Und Oder Aber Denn Doch Sondern Wenn
    Als Weil Dass Ob Da Dann Damit Dabei Dazu Dort Hier Nun Jetzt Heute Gestern Morgen In Im Am Auf Aus Bei Beim Mit
    Nach Nachdem Seit Von Vom Vor Zu Zum Zur Durch Für Gegen Ohne Um Über Unter Zwischen Während Wegen Trotz Laut Bis
    Was Wer Wie Wo Wann Warum Welche Auch Nur Noch Schon Sehr So Nicht Nichts Ja Nein Zudem Außerdem Allerdings Jedoch
    Daher Deshalb Dennoch Danach Später Zuvor Bereits Erst Etwa Rund Mehr Ist Sind War Waren Hat Haben Hatte Wird Werden
    Wurde Wurden Kann Können Soll Sollte Muss
    """.split()  # noqa: SIM905 - as below
)
"""Words without a capital of their own that begin sentences there."""
_SCORE = re.compile(r"\s*[–—:-]\s*\d")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_SMALL = frozenset("of de del della di da dos das du des la le van von der den the for y al el bin ibn".split())  # noqa: SIM905 - as below
COMMON = frozenset(
    """
    A An The This That These Those It Its He She They We I You His Her Their Our My Your In On At By For From With
    And But Or If When While After Before As To Of Not No Yes There Here What Who How Why Where Which Some Many Most
    Since Until During About Around Over Under Between Only Nearly Almost Then Now Also However Although Though
    Because Both All Each Every Another Other Several Such Is Are Was Were Do Does Did Have Has Had Can Could Would
    Should According Despite Along Even So Yet Still Once
    """.split()  # noqa: SIM905 - a list of words is read as words
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_WEEKDAY = r"(?:\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b\.?),? )?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?\b"
_PERIOD = r"(?:seconds?|minutes?|hours?|days?|nights?|weeks?|weekends?|months?|years?|decades?|centur(?:y|ies))"
_COUNT = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|a hundred)"
_NUMBER = (
    rf"(?:[$€£¥]|(?<!{_LETTER}))\d+(?:[.,:]\d+)*"
    r"(?:\s?(?:%|per cent|percent|hundred|thousand|million|billion|trillion|km²|km|m|kg|g|ha|°C|"
    rf"miles?|metres?|meters?|feet|[ap]\.?m\.?|euros?|dollars?|pounds?|kroner|crowns?|{_PERIOD}))*(?!{_LETTER})"
)
_EASTERN = (
    r"\d{1,4}\s?[年년](?:\s?\d{1,2}\s?[月월](?:\s?\d{1,2}\s?[日號号일])?)?"
    r"|\d{1,2}\s?[月월]\s?\d{1,2}\s?[日號号일]|\d+\s?[世세][紀纪기]"
)
"""Dates as they are written in Chinese, Japanese and Korean."""
_PATTERNS = re.compile(
    rf"{_EASTERN}|{_WEEKDAY}\b(?:{_DAY}(?: of)? {_MONTH}|{_MONTH} {_DAY})(?:,? \d{{4}})?(?!\w)"
    rf"|\b{_MONTH},? \d{{4}}(?!\w)"
    rf"|{_NUMBER}|\b(?i:{_COUNT}) {_PERIOD}\b|\b(?i:this|last|next) {_PERIOD}\b|\b(?i:yesterday|today|tomorrow)\b"
    r"|[#@]\w+|\b\w{2,}(?:\.\w{2,})+"
)
_QUOTED = re.compile(r"[“„«‘\"]\s*((?!\s)[^“”„«»‘’\"\n]{2,60}(?<!\s))\s*[”“»’\"]")
_LONGEST_QUOTED = 6
_MOST_SIGNS = 12
"""So many signs of a script without spaces may be quoted: more are a sentence."""
_AROUND = 2_000
"""How much of the text before and behind is read, in code points, to see how its lines were wrapped."""
_REACH = 50_000
"""How far off, in code points, a word that is held somewhere is looked for: as far as most articles go."""


def candidates_in(desk: ArticleCursor, start: int, end: int, near: Iterable[Stretch] = ()) -> list[Stretch]:
    """The likely spans within `[start, end)` that touch nothing held or open, in order; none overlaps another.

    `near` are further stretches to offer, such as a model's near misses; longer ones win.
    """
    at = max(0, start - _AROUND)
    view = running_text(desk.text[at : end + _AROUND])
    text, begin, stop = view.text, view.offset(start - at), view.offset(end - at)
    dates = dates_of(desk.article.language)

    def place(stretch: Stretch) -> Stretch:
        first, last = view.place(*stretch)
        return at + first, at + last

    seen = {
        *(match.span() for match in _PATTERNS.finditer(text, begin, stop)),
        *(match.span() for match in (dates.finditer(text, begin, stop) if dates else ())),
        *(match.span(1) for match in _QUOTED.finditer(text, begin, stop) if _is_name(match[1])),
        *(match.span() for match in FOREIGN_NAMES.finditer(text, begin, stop)),
        *(match.span(match.lastindex or 0) for match in TITLES.finditer(text, begin, stop)),
    }
    runs = _names(text, begin, stop, lambda *word: is_covered(desk, *place(word)), nouns=has_nouns(desk))
    names = {*map(place, runs)}
    others = {*map(place, seen), *_known_words(desk, start, end)} - names
    found = {*names, *near, *(_whole(desk, one) for one in others)}
    free: list[Stretch] = []
    for stretch in sorted(
        (snap_named(desk.tokens, desk.text, *one) for one in found), key=lambda one: (one[0] - one[1], one[0])
    ):
        apart = all(stretch[1] <= other[0] or other[1] <= stretch[0] for other in free)
        if apart and start <= stretch[0] and stretch[1] <= end and not is_covered(desk, *stretch):
            free.append(stretch)
    return sorted(free)


def _whole(desk: ArticleCursor, stretch: Stretch) -> Stretch:
    """The words with hyphens that a stretch begins and ends in, unless something else is there."""
    whole = grown(desk.text, *stretch)
    return stretch if is_covered(desk, *whole) else whole


def name_runs(desk: ArticleCursor, *, bare: bool) -> Iterator[tuple[Stretch, bool]]:
    """The runs of capitalised words of the whole text, in order, and whether each begins a sentence.

    If `bare`, only those that touch nothing held or open, which parts runs.
    """
    view = running_text(desk.text)

    def covered(start: int, end: int) -> bool:
        return bare and is_covered(desk, *view.place(start, end))

    for start, end in _names(view.text, 0, len(view.text), covered, nouns=has_nouns(desk)):
        run = snap(desk.tokens, *view.place(start, end))
        if not (bare and is_covered(desk, *run)):
            yield run, _begins_sentence(view.text, start)


def is_covered(desk: ArticleCursor, start: int, end: int) -> bool:
    """Whether something held or open touches `[start, end)`."""
    return bool(desk.layer.touching(start, end) or desk.proposals.open.touching(start, end))


def is_number(words: str) -> bool:
    """Whether there are digits alone, as in `0` or `1,426`."""
    return words.replace(",", "").replace(".", "").isdecimal()


def is_date(words: str) -> bool:
    """Whether there is the name of a month in a run of words."""
    return re.search(_MONTH, words) is not None


def _is_name(quoted: str) -> bool:
    """Whether what stands in quotes is a short title, and not something that was said."""
    words = quoted.split()
    return (
        len(words) <= _LONGEST_QUOTED
        and sum(map(unspaced, quoted)) <= _MOST_SIGNS
        and PAUSES.isdisjoint(quoted)
        and all(word in _SMALL or not word[0].islower() for word in words)
    )


def has_nouns(desk: ArticleCursor) -> bool:
    """Whether all nouns of an article have a capital."""
    return desk.article.language.partition("-")[0] in _NOUNS


def _names(text: str, start: int, end: int, covered: Callable[[int, int], bool], *, nouns: bool) -> Iterator[Stretch]:
    """Runs of capitalised words; they end with the sentence, with a possessive, and where something is covered."""
    words = [match.span() for match in _WORD.finditer(text, start, end)]
    small = {text[slice(*word)] for word in words}
    kinds: list[str] = []
    stretches: list[Stretch] = []
    for first, last in words:
        if stretches and not _joined(text, stretches[-1], first):
            kinds.append("|")
            stretches.append((first, first))
        tail = _TAIL.search(text, first, last)
        stretches.append((first, tail.start() if tail else last))
        word = text[slice(*stretches[-1])]
        is_none = covered(first, last) or (nouns and word in _BEGINNING)
        kinds.append("x" if is_none else _kind(word))
    for run in (_OF_NOUNS if nouns else _RUN).finditer("".join(kinds)):
        first, last = stretches[run.start()][0], stretches[run.end() - 1][1]
        if run[0].endswith("d") and _SCORE.match(text, last):
            last = stretches[run.end() - 2][1]
        if len(run[0]) > 1 or text[first:last].lower() not in small or not _begins_sentence(text, first):
            yield first, last


def _kind(word: str) -> str:
    """The kind of a word in `_RUN`; a common word is none of them, whatever its first letter."""
    if word in _SMALL:
        return "s"
    if word[0].isupper():
        return "x" if word in COMMON else "N"
    if word.isdecimal():
        return "d"
    return "o" if _ORDINAL.fullmatch(word) else "x"


def _joined(text: str, word: Stretch, following: int) -> bool:
    """Whether a word and what follows it may stand in one name."""
    gap = text[word[1] : following]
    return bool(_GAP.fullmatch(gap) or (gap == ". " and _SHORTENED.fullmatch(text, *word)))


def _begins_sentence(text: str, offset: int) -> bool:
    before = text[max(0, offset - 4) : offset].rstrip(" \"'“‘«(")
    return not before or before[-1] in ".!?:;\n”’»"


def _known_words(desk: ArticleCursor, start: int, end: int) -> Iterator[Stretch]:
    """Where words stand that are held elsewhere in the article, as far as `_REACH` from here."""
    for quote in {span.quote(desk.text) for span in desk.layer.touching(start - _REACH, end + _REACH)}:
        yield from occurrences(desk.text, quote, desk.tokens, start, end)


ALPHABET = "asdfghjklewiortuypqvcxbnmz"


def hint_letters(count: int, but: str = "") -> list[str]:
    """Up to `count` different hints of one or two letters, but for some; the short ones first, none begins another.

    They are fewer where there are not so many: about 600.
    """
    alphabet = [letter for letter in ALPHABET if letter not in but]
    size = len(alphabet)
    doubled = next((one for one in range(size) if size - one + one * size >= count), size)
    single = alphabet[: size - doubled]
    pairs = [first + second for first in alphabet[size - doubled :] for second in alphabet]
    return [*single, *pairs][:count]
