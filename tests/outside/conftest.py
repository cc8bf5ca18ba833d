"""Tests against data of other projects that is kept beside this one; where it is not, they are not collected."""

from __future__ import annotations

from support.shared import DATA

collect_ignore_glob = [] if DATA.is_dir() else ["test_*.py"]
