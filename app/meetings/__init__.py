"""Review meetings: an office looks at what is late, and its minutes become orders."""
