"""Orders: what one seat gives another to do for an item, down the line; reported up again."""
