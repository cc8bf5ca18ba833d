"""The cellar: the only room with SQL."""
