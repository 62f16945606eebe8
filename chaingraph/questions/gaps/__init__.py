"""The findings of a region: every analysis put together, worst first."""
