"""Following: who shares the trouble of a post, keeps it for later, or chooses to be told of it."""
