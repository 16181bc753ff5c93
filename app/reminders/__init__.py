"""The clock that warns of a day before it comes, and goes up the ladder when it has passed."""
