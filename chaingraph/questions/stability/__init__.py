"""How far a ranking rests on its weights and on single records."""
