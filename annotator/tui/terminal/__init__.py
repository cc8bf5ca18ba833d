"""The terminal: reading, writing, one frame. Everything that knows Textual from inside."""
