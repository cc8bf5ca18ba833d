"""What is read and written: one file a format. A file reads, writes, or does both; `base` says how."""
