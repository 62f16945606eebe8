"""Does a project fill, strengthen, extend or secure a chain, and who else makes the same?"""
