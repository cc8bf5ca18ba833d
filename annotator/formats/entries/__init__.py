"""Files of entries for offline bases, of several tools: told by what is in them, read line by line."""
