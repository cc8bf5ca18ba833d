"""The screen of settling: what a vote would settle in all articles, looked at, ticked, done as one step."""
