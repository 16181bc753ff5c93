"""Endorsements: a senior's name under a post with a reason, or a "read" given by choice."""
