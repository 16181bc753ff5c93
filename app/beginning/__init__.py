"""The first steps of a newcomer: five small ones, each of which may be skipped."""
