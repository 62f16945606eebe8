"""The description of a dataset as tables of words, for the terminal and the pages alike."""
