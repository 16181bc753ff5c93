"""Naming: the tags that posts and comments carry, and the officers and seats that they mention."""
