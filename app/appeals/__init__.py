"""Appeals: the office above, and then the central cell, decide about a trouble once more."""
