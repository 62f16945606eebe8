"""A plugin of ChainGraph, as an example."""
