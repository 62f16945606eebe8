"""The questions that can be asked: one folder each."""
