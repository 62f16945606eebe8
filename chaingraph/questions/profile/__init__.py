"""The structure of a region: how complete its chains are, what its parts specialise in, where they overlap."""
