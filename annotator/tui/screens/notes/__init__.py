"""The screen of notes: what people wrote about articles."""
