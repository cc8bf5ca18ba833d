"""What looks like a name in scripts without capitals and spaces, as patterns: Chinese and Japanese.

A foreign name is told by the dot between its parts, a title by its marks.
"""

from __future__ import annotations

import re

from annotator.suggest.gazetteers.sounds import SOUNDS

_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff"
FOREIGN_NAMES = re.compile(rf"[{SOUNDS}]+(?:[·・‧•][{SOUNDS}]+)+|[{_KATAKANA}]+(?:[·・＝=][{_KATAKANA}]+)+")
TITLES = re.compile("《([^《》\n]{1,60})》|〈([^〈〉\n]{1,60})〉|[「『]([^「」『』，。、！？；：\n]{1,12})[」』]")
"""What stands between marks of titles; between marks of speech, only what is short and no sentence."""
PAUSES = frozenset("，。、！？；：")
"""What parts clauses: no name goes over it."""
