"""Forms about the money of clusters."""
