"""Versions: what a post said before its author corrected it."""
