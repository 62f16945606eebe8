"""The proof card of one finding: every fact and source it rests on, and what would change it."""
