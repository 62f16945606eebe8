"""What changed between two datasets, in facts and in findings?"""
