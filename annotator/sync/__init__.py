"""Projects of a team, kept in step through a shelf that all of them reach: a folder, an object store, a database."""
