"""Worklists: places that are gone through one by one, in finished articles too; made, listed, walked."""
