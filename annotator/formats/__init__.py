"""Every door in and out: one file a format. A file reads, writes, or does both; `base` says how."""
