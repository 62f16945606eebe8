"""One set of papers for a region or a chain: the page for leaders, the lists, what the charts show, the annex of
sources.
"""
