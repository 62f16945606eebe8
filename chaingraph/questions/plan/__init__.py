"""Which projects of the library and which fills to choose, and in which order?"""
