"""Citizens whose trouble was brought here: kept apart, masked, and each look written down."""
