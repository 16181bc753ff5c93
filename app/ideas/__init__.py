"""Ideas: the path of each to what becomes of it, every step with a reason and an owner."""
