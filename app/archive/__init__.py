"""The archive's door: what was written elsewhere comes in whole, dated, and with its source."""
