"""Projects of a team, kept in step through a share that all of them reach: a folder, an object store, a database."""
