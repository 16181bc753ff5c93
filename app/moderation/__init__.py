"""Moderation: concerns about conduct, and what moderators decide on posts and comments."""
