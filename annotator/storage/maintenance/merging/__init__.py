"""Another project taken into this one: what of it is news here, whether it can be trusted, how it is written."""
