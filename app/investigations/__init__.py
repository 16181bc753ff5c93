"""Investigations: officers above those complained of find out what is true, and all are heard."""
