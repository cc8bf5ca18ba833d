"""Whether the tables and triggers of a file are those of a project.

A file that comes from somebody else may hold views that never end where tables should be, or triggers that
change what is decided. Other tables, views and triggers (a search index, say) are nobody's business.
"""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass

from annotator.storage.kept_counts.tables import FORMER
from annotator.storage.migrations import TABLES, TRIGGERS, VERSION

_NOTHING = r"(?s)--[^\n]*|/\*.*?\*/|[\"'`\[\]]"
_WRITES = rf"\b(?:into|update(?: or \w+)?|delete from)\s+(?:main\s*\.\s*)?(?:{'|'.join(TABLES)})\b"


@dataclass(frozen=True, slots=True)
class SchemaFaults:
    """Names of what should be tables and is not, of triggers that change what is decided, and of those that lack."""

    no_tables: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()

    @property
    def dangerous(self) -> str:
        """What is wrong with a file that must not be worked with, as part of a sentence, or ""."""
        if self.no_tables:
            return f"what should be tables are none ({', '.join(self.no_tables)})"
        if self.strange:
            return f"triggers in it change what is decided ({', '.join(self.strange)})"
        return ""


def schema_faults(connection: sqlite3.Connection) -> SchemaFaults:
    """What is wrong with the schema of a file; the statements in it are only read."""
    rows = connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master").fetchall()
    no_tables = [
        name for kind, name, sql in rows if name in TABLES and (kind != "table" or "virtual" in sql[:20].lower())
    ]
    triggers = {name: sql for kind, name, sql in rows if kind == "trigger"}
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    ours = {*TRIGGERS.items(), *(FORMER.items() if version < VERSION else ())}
    strange = [name for name, sql in triggers.items() if (name, sql) not in ours and _writes(name, sql)]
    return SchemaFaults(tuple(no_tables), tuple(strange), tuple(TRIGGERS.keys() - triggers.keys()))


def _writes(name: str, sql: str) -> bool:
    """Whether a trigger writes into a table of a project, or stands in the place of one of ours."""
    return name in TRIGGERS or bool(re.search(_WRITES, " ".join(re.sub(_NOTHING, " ", sql).lower().split())))
