"""Finding again: what is findable, how words are cut, and the index that the worker writes."""
