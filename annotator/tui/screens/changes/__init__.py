"""The screen of changes: what was done to spans between two tags, or since one, gone through with the text around."""
