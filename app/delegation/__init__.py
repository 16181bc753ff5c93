"""Delegation: a private secretary prepares words for a senior, who alone may say them."""
