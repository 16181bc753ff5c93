"""Posts: an officer's idea or question, open to colleagues until it is withdrawn."""
