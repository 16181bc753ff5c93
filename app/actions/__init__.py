"""Actions: a citizen's trouble from its flag to one responsible seat, done by a day, verified."""
