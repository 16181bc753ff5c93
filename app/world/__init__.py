"""The world to start with: the country pack, and a demo world of invented officers."""
