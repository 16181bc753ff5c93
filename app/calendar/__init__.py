"""The working calendar: which days count, and when a thing that came today is due."""
