"""Drafts: an officer's own words that are not posted yet; nobody else ever sees them."""
