"""The whole self-evaluation as one result."""
