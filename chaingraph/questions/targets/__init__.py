"""The policy's own checks: its targets, the tiers of its clusters, and how many lead industries its parks have."""
