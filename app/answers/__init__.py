"""Answers: the one comment that settled a question or met a need, as its author says."""
