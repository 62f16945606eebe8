"""Which parts of a region make or build the same, and what could they do instead?"""
