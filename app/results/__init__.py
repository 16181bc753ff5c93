"""What came of a citizen's trouble, for everyone to read, and for the citizen to answer."""
