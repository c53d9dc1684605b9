"""Pages about the money of clusters."""
